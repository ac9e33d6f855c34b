-- ==== duckdb

create table if not exists raw_vault.hub_order (
  order_hk varchar not null,
  order_id varchar,
  load_date timestamp not null,
  record_source varchar not null
);

insert into raw_vault.hub_order (order_hk, order_id, load_date, record_source)
with
-- what is there already
stored as (
  select
    self.order_hk
  from raw_vault.hub_order as self
),
-- every delivered key
staged as (
  select
    staged.order_hk,
    staged.order_id,
    staged.load_date,
    staged.record_source,
    staged.row_sequence
  from staging.stg_orders as staged
  where staged.order_hk is not null
)
select
  staged.order_hk,
  staged.order_id,
  staged.load_date,
  staged.record_source
from staged
where not exists (
  select
    1 as found
  from stored
  where stored.order_hk = staged.order_hk
)
qualify row_number() over (partition by staged.order_hk order by staged.load_date nulls last, staged.record_source nulls last, staged.row_sequence nulls last, staged.order_id nulls last) = 1;

-- ==== snowflake

create table if not exists raw_vault.hub_order (
  order_hk varchar(32) not null,
  order_id varchar,
  load_date timestamp_ntz(6) not null,
  record_source varchar not null,
  primary key (order_hk)
)
cluster by (load_date);

insert into raw_vault.hub_order (order_hk, order_id, load_date, record_source)
with
-- what is there already
stored as (
  select
    self.order_hk
  from raw_vault.hub_order as self
),
-- every delivered key
staged as (
  select
    staged.order_hk,
    staged.order_id,
    staged.load_date,
    staged.record_source,
    staged.row_sequence
  from staging.stg_orders as staged
  where staged.order_hk is not null
)
select
  staged.order_hk,
  staged.order_id,
  staged.load_date,
  staged.record_source
from staged
where not exists (
  select
    1 as found
  from stored
  where stored.order_hk = staged.order_hk
)
qualify row_number() over (partition by staged.order_hk order by staged.load_date nulls last, staged.record_source nulls last, staged.row_sequence nulls last, staged.order_id nulls last) = 1;

-- ==== bigquery

create table if not exists raw_vault.hub_order (
  order_hk string(32) not null,
  order_id string,
  load_date datetime not null,
  record_source string not null,
  primary key (order_hk) not enforced
)
cluster by order_hk;

insert into raw_vault.hub_order (order_hk, order_id, load_date, record_source)
with
-- what is there already
stored as (
  select
    self.order_hk
  from raw_vault.hub_order as self
),
-- every delivered key
staged as (
  select
    staged.order_hk,
    staged.order_id,
    staged.load_date,
    staged.record_source,
    staged.row_sequence
  from staging.stg_orders as staged
  where staged.order_hk is not null
)
select
  staged.order_hk,
  staged.order_id,
  staged.load_date,
  staged.record_source
from staged
where not exists (
  select
    1 as found
  from stored
  where stored.order_hk = staged.order_hk
)
qualify row_number() over (partition by staged.order_hk order by staged.load_date nulls last, staged.record_source nulls last, staged.row_sequence nulls last, staged.order_id nulls last) = 1;

-- ==== redshift

create table if not exists raw_vault.hub_order (
  order_hk varchar(128) not null,
  order_id varchar(65535),
  load_date timestamp not null,
  record_source varchar(65535) not null,
  primary key (order_hk)
)
distkey (order_hk)
sortkey (load_date);

insert into raw_vault.hub_order (order_hk, order_id, load_date, record_source)
with
-- what is there already
stored as (
  select
    self.order_hk
  from raw_vault.hub_order as self
),
-- every delivered key
staged as (
  select
    staged.order_hk,
    staged.order_id,
    staged.load_date,
    staged.record_source,
    staged.row_sequence
  from staging.stg_orders as staged
  where staged.order_hk is not null
)
select
  staged.order_hk,
  staged.order_id,
  staged.load_date,
  staged.record_source
from staged
where not exists (
  select
    1 as found
  from stored
  where stored.order_hk = staged.order_hk
)
qualify row_number() over (partition by staged.order_hk order by staged.load_date nulls last, staged.record_source nulls last, staged.row_sequence nulls last, staged.order_id nulls last) = 1;

-- ==== postgres

create table if not exists raw_vault.hub_order (
  order_hk varchar(32) not null,
  order_id text,
  load_date timestamp not null,
  record_source text not null,
  primary key (order_hk)
);

insert into raw_vault.hub_order (order_hk, order_id, load_date, record_source)
with
-- what is there already
stored as (
  select
    self.order_hk
  from raw_vault.hub_order as self
),
-- every delivered key
staged as (
  select
    staged.order_hk,
    staged.order_id,
    staged.load_date,
    staged.record_source,
    staged.row_sequence
  from staging.stg_orders as staged
  where staged.order_hk is not null
)
select
  order_hk,
  order_id,
  load_date,
  record_source
from (
  select
    staged.order_hk,
    staged.order_id,
    staged.load_date,
    staged.record_source,
    row_number() over (partition by staged.order_hk order by staged.load_date nulls last, staged.record_source collate "C" nulls last, staged.row_sequence nulls last, staged.order_id collate "C" nulls last) = 1 as is_kept
  from staged
  where not exists (
    select
      1 as found
    from stored
    where stored.order_hk = staged.order_hk
  )
) as qualified
where is_kept;

-- ==== databricks

create table if not exists raw_vault.hub_order (
  order_hk string not null,
  order_id string,
  load_date timestamp_ntz not null,
  record_source string not null,
  primary key (order_hk)
)
using delta
cluster by (load_date);

insert into raw_vault.hub_order (order_hk, order_id, load_date, record_source)
with
-- what is there already
stored as (
  select
    self.order_hk
  from raw_vault.hub_order as self
),
-- every delivered key
staged as (
  select
    staged.order_hk,
    staged.order_id,
    staged.load_date,
    staged.record_source,
    staged.row_sequence
  from staging.stg_orders as staged
  where staged.order_hk is not null
)
select
  order_hk,
  order_id,
  load_date,
  record_source
from (
  select
    staged.order_hk,
    staged.order_id,
    staged.load_date,
    staged.record_source,
    row_number() over (partition by staged.order_hk order by staged.load_date nulls last, staged.record_source nulls last, staged.row_sequence nulls last, staged.order_id nulls last) = 1 as is_kept
  from staged
  where not exists (
    select
      1 as found
    from stored
    where stored.order_hk = staged.order_hk
  )
) as qualified
where is_kept;
