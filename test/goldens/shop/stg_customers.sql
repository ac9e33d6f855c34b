-- ==== duckdb

create or replace view staging.stg_customers as
with
-- renamed, cleaned and cast
typed as (
  select
    nullif(trim(customer_id, ' '), '') as customer_id,
    city,
    email,
    load_date,
    record_source,
    row_sequence
  from landing.customers as landed
)
select
  customer_id,
  city,
  email,
  load_date,
  record_source,
  row_sequence,
  upper(md5(nullif(case when strlen(trim(customer_id, ' ')) = length(trim(customer_id, ' ')) then upper(trim(customer_id, ' ')) else translate(trim(customer_id, ' '), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') end, ''))) as customer_hk,
  upper(md5(
    coalesce(nullif(trim(city, ' '), ''), '^^')
    || '||' || coalesce(nullif(trim(email, ' '), ''), '^^')
  )) as "Sat-Customer_hash_diff"
from typed;

-- ==== snowflake, redshift, postgres

create or replace view staging.stg_customers as
with
-- renamed, cleaned and cast
typed as (
  select
    nullif(trim(customer_id), '') as customer_id,
    city,
    email,
    load_date,
    record_source,
    row_sequence
  from landing.customers as landed
)
select
  customer_id,
  city,
  email,
  load_date,
  record_source,
  row_sequence,
  upper(md5(nullif(translate(trim(customer_id), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), ''))) as customer_hk,
  upper(md5(
    coalesce(nullif(trim(city), ''), '^^')
    || '||' || coalesce(nullif(trim(email), ''), '^^')
  )) as "Sat-Customer_hash_diff"
from typed;

-- ==== bigquery

create or replace view staging.stg_customers as
with
-- renamed, cleaned and cast
typed as (
  select
    nullif(trim(customer_id, ' '), '') as customer_id,
    city,
    email,
    load_date,
    record_source,
    row_sequence
  from landing.customers as landed
)
select
  customer_id,
  city,
  email,
  load_date,
  record_source,
  row_sequence,
  upper(to_hex(md5(nullif(translate(trim(customer_id, ' '), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), '')))) as customer_hk,
  upper(to_hex(md5(
    coalesce(nullif(trim(city, ' '), ''), '^^')
    || '||' || coalesce(nullif(trim(email, ' '), ''), '^^')
  ))) as `Sat-Customer_hash_diff`
from typed;

-- ==== databricks

create or replace view staging.stg_customers as
with
-- renamed, cleaned and cast
typed as (
  select
    nullif(trim(customer_id), '') as customer_id,
    city,
    email,
    load_date,
    record_source,
    row_sequence
  from landing.customers as landed
)
select
  customer_id,
  city,
  email,
  load_date,
  record_source,
  row_sequence,
  upper(md5(nullif(translate(trim(customer_id), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), ''))) as customer_hk,
  upper(md5(
    coalesce(nullif(trim(city), ''), '^^')
    || '||' || coalesce(nullif(trim(email), ''), '^^')
  )) as `Sat-Customer_hash_diff`
from typed;
