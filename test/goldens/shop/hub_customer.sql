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
),
-- the first row of each key
earliest as (
  select
    customer_hk,
    customer_id,
    load_date,
    record_source
  from staged
  qualify row_number() over (partition by customer_hk order by load_date nulls last, record_source nulls last, row_sequence nulls last, customer_id nulls last) = 1
)
select
  earliest.customer_hk,
  earliest.customer_id,
  earliest.load_date,
  earliest.record_source
from earliest
where not exists (
  select
    1 as found
  from stored
  where stored.customer_hk = earliest.customer_hk
);

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
),
-- the first row of each key
earliest as (
  select
    customer_hk,
    customer_id,
    load_date,
    record_source
  from staged
  qualify row_number() over (partition by customer_hk order by load_date nulls last, record_source nulls last, row_sequence nulls last, customer_id nulls last) = 1
)
select
  earliest.customer_hk,
  earliest.customer_id,
  earliest.load_date,
  earliest.record_source
from earliest
where not exists (
  select
    1 as found
  from stored
  where stored.customer_hk = earliest.customer_hk
);

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
),
-- the first row of each key
earliest as (
  select
    customer_hk,
    customer_id,
    load_date,
    record_source
  from staged
  where true
  qualify row_number() over (partition by customer_hk order by load_date nulls last, record_source nulls last, row_sequence nulls last, customer_id nulls last) = 1
)
select
  earliest.customer_hk,
  earliest.customer_id,
  earliest.load_date,
  earliest.record_source
from earliest
where not exists (
  select
    1 as found
  from stored
  where stored.customer_hk = earliest.customer_hk
);

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
),
-- the first row of each key
earliest as (
  select
    customer_hk,
    customer_id,
    load_date,
    record_source
  from staged as staged
  qualify row_number() over (partition by customer_hk order by load_date nulls last, record_source nulls last, row_sequence nulls last, customer_id nulls last) = 1
)
select
  earliest.customer_hk,
  earliest.customer_id,
  earliest.load_date,
  earliest.record_source
from earliest
where not exists (
  select
    1 as found
  from stored
  where stored.customer_hk = earliest.customer_hk
);

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
),
-- the first row of each key
earliest as (
  select
    customer_hk,
    customer_id,
    load_date,
    record_source
  from (
    select
      customer_hk,
      customer_id,
      load_date,
      record_source,
      row_number() over (partition by customer_hk order by load_date nulls last, record_source collate "C" nulls last, row_sequence nulls last, customer_id collate "C" nulls last) = 1 as is_kept
    from staged
  ) as qualified
  where is_kept
)
select
  earliest.customer_hk,
  earliest.customer_id,
  earliest.load_date,
  earliest.record_source
from earliest
where not exists (
  select
    1 as found
  from stored
  where stored.customer_hk = earliest.customer_hk
);

-- ==== databricks

create table if not exists raw_vault.hub_customer (
  customer_hk string not null,
  customer_id string,
  load_date timestamp_ntz not null,
  record_source string not null,
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
),
-- the first row of each key
earliest as (
  select
    customer_hk,
    customer_id,
    load_date,
    record_source
  from staged
  qualify row_number() over (partition by customer_hk order by load_date nulls last, record_source nulls last, row_sequence nulls last, customer_id nulls last) = 1
)
select
  earliest.customer_hk,
  earliest.customer_id,
  earliest.load_date,
  earliest.record_source
from earliest
where not exists (
  select
    1 as found
  from stored
  where stored.customer_hk = earliest.customer_hk
);
