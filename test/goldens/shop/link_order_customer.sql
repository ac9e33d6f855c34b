-- ==== duckdb

create table if not exists raw_vault.link_order_customer (
  order_customer_hk varchar not null,
  order_hk varchar not null,
  customer_hk varchar not null,
  load_date timestamp not null,
  record_source varchar not null
);

insert into raw_vault.link_order_customer (order_customer_hk, order_hk, customer_hk, load_date, record_source)
with
-- what is there already
stored as (
  select
    self.order_customer_hk
  from raw_vault.link_order_customer as self
),
-- every delivered relationship
staged as (
  select
    staged.order_customer_hk,
    staged.order_hk,
    staged.customer_hk,
    staged.load_date,
    staged.record_source,
    staged.row_sequence
  from staging.stg_orders as staged
  where staged.order_customer_hk is not null and staged.order_hk is not null and staged.customer_hk is not null
)
select
  staged.order_customer_hk,
  staged.order_hk,
  staged.customer_hk,
  staged.load_date,
  staged.record_source
from staged
where not exists (
  select
    1 as found
  from stored
  where stored.order_customer_hk = staged.order_customer_hk
)
qualify row_number() over (partition by staged.order_customer_hk order by staged.load_date nulls last, staged.record_source nulls last, staged.row_sequence nulls last) = 1;

-- ==== snowflake

create table if not exists raw_vault.link_order_customer (
  order_customer_hk varchar(32) not null,
  order_hk varchar(32) not null,
  customer_hk varchar(32) not null,
  load_date timestamp_ntz(6) not null,
  record_source varchar not null,
  primary key (order_customer_hk),
  foreign key (order_hk) references raw_vault.hub_order (order_hk),
  foreign key (customer_hk) references raw_vault.hub_customer (customer_hk)
);

insert into raw_vault.link_order_customer (order_customer_hk, order_hk, customer_hk, load_date, record_source)
with
-- what is there already
stored as (
  select
    self.order_customer_hk
  from raw_vault.link_order_customer as self
),
-- every delivered relationship
staged as (
  select
    staged.order_customer_hk,
    staged.order_hk,
    staged.customer_hk,
    staged.load_date,
    staged.record_source,
    staged.row_sequence
  from staging.stg_orders as staged
  where staged.order_customer_hk is not null and staged.order_hk is not null and staged.customer_hk is not null
)
select
  staged.order_customer_hk,
  staged.order_hk,
  staged.customer_hk,
  staged.load_date,
  staged.record_source
from staged
where not exists (
  select
    1 as found
  from stored
  where stored.order_customer_hk = staged.order_customer_hk
)
qualify row_number() over (partition by staged.order_customer_hk order by staged.load_date nulls last, staged.record_source nulls last, staged.row_sequence nulls last) = 1;

-- ==== bigquery

create table if not exists raw_vault.link_order_customer (
  order_customer_hk string(32) not null,
  order_hk string(32) not null,
  customer_hk string(32) not null,
  load_date datetime not null,
  record_source string not null,
  primary key (order_customer_hk) not enforced,
  foreign key (order_hk) references raw_vault.hub_order (order_hk) not enforced,
  foreign key (customer_hk) references raw_vault.hub_customer (customer_hk) not enforced
);

insert into raw_vault.link_order_customer (order_customer_hk, order_hk, customer_hk, load_date, record_source)
with
-- what is there already
stored as (
  select
    self.order_customer_hk
  from raw_vault.link_order_customer as self
),
-- every delivered relationship
staged as (
  select
    staged.order_customer_hk,
    staged.order_hk,
    staged.customer_hk,
    staged.load_date,
    staged.record_source,
    staged.row_sequence
  from staging.stg_orders as staged
  where staged.order_customer_hk is not null and staged.order_hk is not null and staged.customer_hk is not null
)
select
  staged.order_customer_hk,
  staged.order_hk,
  staged.customer_hk,
  staged.load_date,
  staged.record_source
from staged
where not exists (
  select
    1 as found
  from stored
  where stored.order_customer_hk = staged.order_customer_hk
)
qualify row_number() over (partition by staged.order_customer_hk order by staged.load_date nulls last, staged.record_source nulls last, staged.row_sequence nulls last) = 1;

-- ==== redshift

create table if not exists raw_vault.link_order_customer (
  order_customer_hk varchar(128) not null,
  order_hk varchar(128) not null,
  customer_hk varchar(128) not null,
  load_date timestamp not null,
  record_source varchar(65535) not null,
  primary key (order_customer_hk),
  foreign key (order_hk) references raw_vault.hub_order (order_hk),
  foreign key (customer_hk) references raw_vault.hub_customer (customer_hk)
);

insert into raw_vault.link_order_customer (order_customer_hk, order_hk, customer_hk, load_date, record_source)
with
-- what is there already
stored as (
  select
    self.order_customer_hk
  from raw_vault.link_order_customer as self
),
-- every delivered relationship
staged as (
  select
    staged.order_customer_hk,
    staged.order_hk,
    staged.customer_hk,
    staged.load_date,
    staged.record_source,
    staged.row_sequence
  from staging.stg_orders as staged
  where staged.order_customer_hk is not null and staged.order_hk is not null and staged.customer_hk is not null
)
select
  staged.order_customer_hk,
  staged.order_hk,
  staged.customer_hk,
  staged.load_date,
  staged.record_source
from staged
where not exists (
  select
    1 as found
  from stored
  where stored.order_customer_hk = staged.order_customer_hk
)
qualify row_number() over (partition by staged.order_customer_hk order by staged.load_date nulls last, staged.record_source nulls last, staged.row_sequence nulls last) = 1;

-- ==== postgres

create table if not exists raw_vault.link_order_customer (
  order_customer_hk varchar(32) not null,
  order_hk varchar(32) not null,
  customer_hk varchar(32) not null,
  load_date timestamp not null,
  record_source text not null,
  primary key (order_customer_hk),
  foreign key (order_hk) references raw_vault.hub_order (order_hk) deferrable initially deferred,
  foreign key (customer_hk) references raw_vault.hub_customer (customer_hk) deferrable initially deferred
);

insert into raw_vault.link_order_customer (order_customer_hk, order_hk, customer_hk, load_date, record_source)
with
-- what is there already
stored as (
  select
    self.order_customer_hk
  from raw_vault.link_order_customer as self
),
-- every delivered relationship
staged as (
  select
    staged.order_customer_hk,
    staged.order_hk,
    staged.customer_hk,
    staged.load_date,
    staged.record_source,
    staged.row_sequence
  from staging.stg_orders as staged
  where staged.order_customer_hk is not null and staged.order_hk is not null and staged.customer_hk is not null
)
select
  order_customer_hk,
  order_hk,
  customer_hk,
  load_date,
  record_source
from (
  select
    staged.order_customer_hk,
    staged.order_hk,
    staged.customer_hk,
    staged.load_date,
    staged.record_source,
    row_number() over (partition by staged.order_customer_hk order by staged.load_date nulls last, staged.record_source collate "C" nulls last, staged.row_sequence nulls last) = 1 as is_kept
  from staged
  where not exists (
    select
      1 as found
    from stored
    where stored.order_customer_hk = staged.order_customer_hk
  )
) as qualified
where is_kept;

-- ==== databricks

create table if not exists raw_vault.link_order_customer (
  order_customer_hk string not null,
  order_hk string not null,
  customer_hk string not null,
  load_date timestamp_ntz not null,
  record_source string not null,
  primary key (order_customer_hk),
  foreign key (order_hk) references raw_vault.hub_order (order_hk),
  foreign key (customer_hk) references raw_vault.hub_customer (customer_hk)
)
using delta;

insert into raw_vault.link_order_customer (order_customer_hk, order_hk, customer_hk, load_date, record_source)
with
-- what is there already
stored as (
  select
    self.order_customer_hk
  from raw_vault.link_order_customer as self
),
-- every delivered relationship
staged as (
  select
    staged.order_customer_hk,
    staged.order_hk,
    staged.customer_hk,
    staged.load_date,
    staged.record_source,
    staged.row_sequence
  from staging.stg_orders as staged
  where staged.order_customer_hk is not null and staged.order_hk is not null and staged.customer_hk is not null
)
select
  order_customer_hk,
  order_hk,
  customer_hk,
  load_date,
  record_source
from (
  select
    staged.order_customer_hk,
    staged.order_hk,
    staged.customer_hk,
    staged.load_date,
    staged.record_source,
    row_number() over (partition by staged.order_customer_hk order by staged.load_date nulls last, staged.record_source nulls last, staged.row_sequence nulls last) = 1 as is_kept
  from staged
  where not exists (
    select
      1 as found
    from stored
    where stored.order_customer_hk = staged.order_customer_hk
  )
) as qualified
where is_kept;
