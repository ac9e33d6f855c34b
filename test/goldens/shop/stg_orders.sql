-- ==== duckdb

create or replace view staging.stg_orders as
with
-- renamed, cleaned and cast
typed as (
  select
    order_id,
    customer_id,
    ordered_at,
    shipped_on,
    cast(amount as decimal(12, 2)) as amount,
    cast(round(cast(amount as decimal(12, 2)) * 0.2, 2) as decimal(12, 2)) as tax,
    load_date,
    record_source,
    row_sequence
  from landing.orders as landed
)
select
  order_id,
  customer_id,
  ordered_at,
  shipped_on,
  amount,
  tax,
  load_date,
  record_source,
  row_sequence,
  upper(md5(nullif(case when strlen(trim(customer_id, ' ')) = length(trim(customer_id, ' ')) then upper(trim(customer_id, ' ')) else translate(trim(customer_id, ' '), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') end, ''))) as customer_hk,
  upper(md5(nullif(case when strlen(trim(order_id, ' ')) = length(trim(order_id, ' ')) then upper(trim(order_id, ' ')) else translate(trim(order_id, ' '), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') end, ''))) as order_hk,
  upper(md5(case when nullif(case when strlen(trim(order_id, ' ')) = length(trim(order_id, ' ')) then upper(trim(order_id, ' ')) else translate(trim(order_id, ' '), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') end, '') is null and nullif(case when strlen(trim(customer_id, ' ')) = length(trim(customer_id, ' ')) then upper(trim(customer_id, ' ')) else translate(trim(customer_id, ' '), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') end, '') is null then cast(null as varchar) else coalesce(nullif(case when strlen(trim(order_id, ' ')) = length(trim(order_id, ' ')) then upper(trim(order_id, ' ')) else translate(trim(order_id, ' '), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') end, ''), '^^') || '||' || coalesce(nullif(case when strlen(trim(customer_id, ' ')) = length(trim(customer_id, ' ')) then upper(trim(customer_id, ' ')) else translate(trim(customer_id, ' '), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') end, ''), '^^') end)) as order_customer_hk
from typed;

-- ==== snowflake

create or replace view staging.stg_orders as
with
-- renamed, cleaned and cast
typed as (
  select
    order_id,
    customer_id,
    ordered_at,
    shipped_on,
    cast(amount as number(12, 2)) as amount,
    cast(round(cast(amount as number(12, 2)) * 0.2, 2) as number(12, 2)) as tax,
    load_date,
    record_source,
    row_sequence
  from landing.orders as landed
)
select
  order_id,
  customer_id,
  ordered_at,
  shipped_on,
  amount,
  tax,
  load_date,
  record_source,
  row_sequence,
  upper(md5(nullif(translate(trim(customer_id), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), ''))) as customer_hk,
  upper(md5(nullif(translate(trim(order_id), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), ''))) as order_hk,
  upper(md5(case when nullif(translate(trim(order_id), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), '') is null and nullif(translate(trim(customer_id), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), '') is null then cast(null as varchar) else coalesce(nullif(translate(trim(order_id), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), ''), '^^') || '||' || coalesce(nullif(translate(trim(customer_id), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), ''), '^^') end)) as order_customer_hk
from typed;

-- ==== bigquery

create or replace view staging.stg_orders as
with
-- renamed, cleaned and cast
typed as (
  select
    order_id,
    customer_id,
    ordered_at,
    shipped_on,
    cast(amount as numeric(12, 2)) as amount,
    cast(round(cast(amount as numeric(12, 2)) * numeric '0.2', 2) as numeric(12, 2)) as tax,
    load_date,
    record_source,
    row_sequence
  from landing.orders as landed
)
select
  order_id,
  customer_id,
  ordered_at,
  shipped_on,
  amount,
  tax,
  load_date,
  record_source,
  row_sequence,
  upper(to_hex(md5(nullif(translate(trim(customer_id, ' '), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), '')))) as customer_hk,
  upper(to_hex(md5(nullif(translate(trim(order_id, ' '), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), '')))) as order_hk,
  upper(to_hex(md5(case when nullif(translate(trim(order_id, ' '), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), '') is null and nullif(translate(trim(customer_id, ' '), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), '') is null then cast(null as string) else coalesce(nullif(translate(trim(order_id, ' '), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), ''), '^^') || '||' || coalesce(nullif(translate(trim(customer_id, ' '), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), ''), '^^') end))) as order_customer_hk
from typed;

-- ==== redshift

create or replace view staging.stg_orders as
with
-- renamed, cleaned and cast
typed as (
  select
    order_id,
    customer_id,
    ordered_at,
    shipped_on,
    cast(amount as numeric(12, 2)) as amount,
    cast(round(cast(amount as numeric(12, 2)) * 0.2, 2) as numeric(12, 2)) as tax,
    load_date,
    record_source,
    row_sequence
  from landing.orders as landed
)
select
  order_id,
  customer_id,
  ordered_at,
  shipped_on,
  amount,
  tax,
  load_date,
  record_source,
  row_sequence,
  upper(md5(nullif(translate(trim(customer_id), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), ''))) as customer_hk,
  upper(md5(nullif(translate(trim(order_id), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), ''))) as order_hk,
  upper(md5(case when nullif(translate(trim(order_id), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), '') is null and nullif(translate(trim(customer_id), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), '') is null then cast(null as varchar(65535)) else coalesce(nullif(translate(trim(order_id), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), ''), '^^') || '||' || coalesce(nullif(translate(trim(customer_id), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), ''), '^^') end)) as order_customer_hk
from typed;

-- ==== postgres

drop view if exists staging.stg_orders;

create view staging.stg_orders as
with
-- renamed, cleaned and cast
typed as (
  select
    order_id,
    customer_id,
    ordered_at,
    shipped_on,
    cast(amount as numeric(12, 2)) as amount,
    cast(round(cast(cast(amount as numeric(12, 2)) * 0.2 as numeric), 2) as numeric(12, 2)) as tax,
    load_date,
    record_source,
    row_sequence
  from landing.orders as landed
)
select
  order_id,
  customer_id,
  ordered_at,
  shipped_on,
  amount,
  tax,
  load_date,
  record_source,
  row_sequence,
  upper(md5(nullif(translate(trim(customer_id), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), ''))) as customer_hk,
  upper(md5(nullif(translate(trim(order_id), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), ''))) as order_hk,
  upper(md5(case when nullif(translate(trim(order_id), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), '') is null and nullif(translate(trim(customer_id), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), '') is null then cast(null as text) else coalesce(nullif(translate(trim(order_id), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), ''), '^^') || '||' || coalesce(nullif(translate(trim(customer_id), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), ''), '^^') end)) as order_customer_hk
from typed;

-- ==== databricks

create or replace view staging.stg_orders as
with
-- renamed, cleaned and cast
typed as (
  select
    order_id,
    customer_id,
    ordered_at,
    shipped_on,
    cast(amount as decimal(12, 2)) as amount,
    cast(round(cast(amount as decimal(12, 2)) * 0.2, 2) as decimal(12, 2)) as tax,
    load_date,
    record_source,
    row_sequence
  from landing.orders as landed
)
select
  order_id,
  customer_id,
  ordered_at,
  shipped_on,
  amount,
  tax,
  load_date,
  record_source,
  row_sequence,
  upper(md5(nullif(translate(trim(customer_id), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), ''))) as customer_hk,
  upper(md5(nullif(translate(trim(order_id), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), ''))) as order_hk,
  upper(md5(case when nullif(translate(trim(order_id), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), '') is null and nullif(translate(trim(customer_id), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), '') is null then cast(null as string) else coalesce(nullif(translate(trim(order_id), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), ''), '^^') || '||' || coalesce(nullif(translate(trim(customer_id), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), ''), '^^') end)) as order_customer_hk
from typed;
