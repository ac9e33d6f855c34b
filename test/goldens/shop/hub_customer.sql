-- ==== duckdb

create table if not exists raw_vault.hub_customer (
  customer_hk varchar not null,
  customer_id varchar,
  load_date timestamp not null,
  record_source varchar not null
);

insert into raw_vault.hub_customer (customer_hk, customer_id, load_date, record_source)
with
-- what is there already
stored as (
  select
    self.customer_hk
  from raw_vault.hub_customer as self
),
-- every delivered key
staged as (
  select
    staged.customer_hk,
    staged.customer_id,
    staged.load_date,
    staged.record_source,
    staged.row_sequence
  from staging.stg_customers as staged
  where staged.customer_hk is not null
  union all
  select
    staged.customer_hk,
    staged.customer_id,
    staged.load_date,
    staged.record_source,
    staged.row_sequence
  from staging.stg_orders as staged
  where staged.customer_hk is not null
)
select
  staged.customer_hk,
  staged.customer_id,
  staged.load_date,
  staged.record_source
from staged
where not exists (
  select
    1 as found
  from stored
  where stored.customer_hk = staged.customer_hk
)
qualify row_number() over (partition by staged.customer_hk order by staged.load_date nulls last, staged.record_source nulls last, staged.row_sequence nulls last, staged.customer_id nulls last) = 1;

-- ==== snowflake

create table if not exists raw_vault.hub_customer (
  customer_hk varchar(32) not null,
  customer_id varchar,
  load_date timestamp_ntz(6) not null,
  record_source varchar not null,
  primary key (customer_hk)
);

insert into raw_vault.hub_customer (customer_hk, customer_id, load_date, record_source)
with
-- what is there already
stored as (
  select
    self.customer_hk
  from raw_vault.hub_customer as self
),
-- every delivered key
staged as (
  select
    staged.customer_hk,
    staged.customer_id,
    staged.load_date,
    staged.record_source,
    staged.row_sequence
  from staging.stg_customers as staged
  where staged.customer_hk is not null
  union all
  select
    staged.customer_hk,
    staged.customer_id,
    staged.load_date,
    staged.record_source,
    staged.row_sequence
  from staging.stg_orders as staged
  where staged.customer_hk is not null
)
select
  staged.customer_hk,
  staged.customer_id,
  staged.load_date,
  staged.record_source
from staged
where not exists (
  select
    1 as found
  from stored
  where stored.customer_hk = staged.customer_hk
)
qualify row_number() over (partition by staged.customer_hk order by staged.load_date nulls last, staged.record_source nulls last, staged.row_sequence nulls last, staged.customer_id nulls last) = 1;

-- ==== bigquery

create table if not exists raw_vault.hub_customer (
  customer_hk string(32) not null,
  customer_id string,
  load_date datetime not null,
  record_source string not null,
  primary key (customer_hk) not enforced
);

insert into raw_vault.hub_customer (customer_hk, customer_id, load_date, record_source)
with
-- what is there already
stored as (
  select
    self.customer_hk
  from raw_vault.hub_customer as self
),
-- every delivered key
staged as (
  select
    staged.customer_hk,
    staged.customer_id,
    staged.load_date,
    staged.record_source,
    staged.row_sequence
  from staging.stg_customers as staged
  where staged.customer_hk is not null
  union all
  select
    staged.customer_hk,
    staged.customer_id,
    staged.load_date,
    staged.record_source,
    staged.row_sequence
  from staging.stg_orders as staged
  where staged.customer_hk is not null
)
select
  staged.customer_hk,
  staged.customer_id,
  staged.load_date,
  staged.record_source
from staged
where not exists (
  select
    1 as found
  from stored
  where stored.customer_hk = staged.customer_hk
)
qualify row_number() over (partition by staged.customer_hk order by staged.load_date nulls last, staged.record_source nulls last, staged.row_sequence nulls last, staged.customer_id nulls last) = 1;

-- ==== redshift

create table if not exists raw_vault.hub_customer (
  customer_hk varchar(128) not null,
  customer_id varchar(65535),
  load_date timestamp not null,
  record_source varchar(65535) not null,
  primary key (customer_hk)
);

insert into raw_vault.hub_customer (customer_hk, customer_id, load_date, record_source)
with
-- what is there already
stored as (
  select
    self.customer_hk
  from raw_vault.hub_customer as self
),
-- every delivered key
staged as (
  select
    staged.customer_hk,
    staged.customer_id,
    staged.load_date,
    staged.record_source,
    staged.row_sequence
  from staging.stg_customers as staged
  where staged.customer_hk is not null
  union all
  select
    staged.customer_hk,
    staged.customer_id,
    staged.load_date,
    staged.record_source,
    staged.row_sequence
  from staging.stg_orders as staged
  where staged.customer_hk is not null
)
select
  staged.customer_hk,
  staged.customer_id,
  staged.load_date,
  staged.record_source
from staged
where not exists (
  select
    1 as found
  from stored
  where stored.customer_hk = staged.customer_hk
)
qualify row_number() over (partition by staged.customer_hk order by staged.load_date nulls last, staged.record_source nulls last, staged.row_sequence nulls last, staged.customer_id nulls last) = 1;

-- ==== postgres

create table if not exists raw_vault.hub_customer (
  customer_hk varchar(32) not null,
  customer_id text,
  load_date timestamp not null,
  record_source text not null,
  primary key (customer_hk)
);

insert into raw_vault.hub_customer (customer_hk, customer_id, load_date, record_source)
with
-- what is there already
stored as (
  select
    self.customer_hk
  from raw_vault.hub_customer as self
),
-- every delivered key
staged as (
  select
    staged.customer_hk,
    staged.customer_id,
    staged.load_date,
    staged.record_source,
    staged.row_sequence
  from staging.stg_customers as staged
  where staged.customer_hk is not null
  union all
  select
    staged.customer_hk,
    staged.customer_id,
    staged.load_date,
    staged.record_source,
    staged.row_sequence
  from staging.stg_orders as staged
  where staged.customer_hk is not null
)
select
  customer_hk,
  customer_id,
  load_date,
  record_source
from (
  select
    staged.customer_hk,
    staged.customer_id,
    staged.load_date,
    staged.record_source,
    row_number() over (partition by staged.customer_hk order by staged.load_date nulls last, staged.record_source collate "C" nulls last, staged.row_sequence nulls last, staged.customer_id collate "C" nulls last) = 1 as is_kept
  from staged
  where not exists (
    select
      1 as found
    from stored
    where stored.customer_hk = staged.customer_hk
  )
) as qualified
where is_kept;

-- ==== databricks

create table if not exists raw_vault.hub_customer (
  customer_hk string not null,
  customer_id string,
  load_date timestamp_ntz not null,
  record_source string not null,
  primary key (customer_hk)
)
using delta;

insert into raw_vault.hub_customer (customer_hk, customer_id, load_date, record_source)
with
-- what is there already
stored as (
  select
    self.customer_hk
  from raw_vault.hub_customer as self
),
-- every delivered key
staged as (
  select
    staged.customer_hk,
    staged.customer_id,
    staged.load_date,
    staged.record_source,
    staged.row_sequence
  from staging.stg_customers as staged
  where staged.customer_hk is not null
  union all
  select
    staged.customer_hk,
    staged.customer_id,
    staged.load_date,
    staged.record_source,
    staged.row_sequence
  from staging.stg_orders as staged
  where staged.customer_hk is not null
)
select
  customer_hk,
  customer_id,
  load_date,
  record_source
from (
  select
    staged.customer_hk,
    staged.customer_id,
    staged.load_date,
    staged.record_source,
    row_number() over (partition by staged.customer_hk order by staged.load_date nulls last, staged.record_source nulls last, staged.row_sequence nulls last, staged.customer_id nulls last) = 1 as is_kept
  from staged
  where not exists (
    select
      1 as found
    from stored
    where stored.customer_hk = staged.customer_hk
  )
) as qualified
where is_kept;
