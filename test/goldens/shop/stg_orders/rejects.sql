-- ==== duckdb

create or replace view staging.stg_orders_rejects as
with
-- what is to be cast
cleaned as (
  select
    nullif(trim(amount, ' '), '') as amount_text,
    load_date,
    record_source,
    row_sequence
  from landing.orders as landed
),
typed as (
  select
    case when regexp_full_match(amount_text, '[+-]?([0-9]{1,99}[.]?[0-9]{0,99}|[.][0-9]{1,99})') then try_cast(amount_text as decimal(12, 2)) end as amount,
    amount_text,
    load_date,
    record_source,
    row_sequence
  from cleaned
)
select
  'failed cast' as reason,
  'amount: ' || amount_text as detail,
  load_date,
  record_source,
  row_sequence
from typed
where amount is null and amount_text is not null;

comment on view staging.stg_orders_rejects is 'Rows that stg_orders left out or changed by its rules, and why';

-- ==== snowflake

create or replace view staging.stg_orders_rejects as
with
-- what is to be cast
cleaned as (
  select
    nullif(trim(amount), '') as amount_text,
    load_date,
    record_source,
    row_sequence
  from landing.orders as landed
),
typed as (
  select
    case when regexp_like(amount_text, '[+-]?([0-9]{1,99}[.]?[0-9]{0,99}|[.][0-9]{1,99})') then try_cast(amount_text as number(12, 2)) end as amount,
    amount_text,
    load_date,
    record_source,
    row_sequence
  from cleaned
)
select
  'failed cast' as reason,
  'amount: ' || amount_text as detail,
  load_date,
  record_source,
  row_sequence
from typed
where amount is null and amount_text is not null;

comment on view staging.stg_orders_rejects is 'Rows that stg_orders left out or changed by its rules, and why';

-- ==== bigquery

create or replace view staging.stg_orders_rejects options (description = 'Rows that stg_orders left out or changed by its rules, and why') as
with
-- what is to be cast
cleaned as (
  select
    nullif(trim(amount, ' '), '') as amount_text,
    load_date,
    record_source,
    row_sequence
  from landing.orders as landed
),
typed as (
  select
    case when regexp_contains(amount_text, '^[+-]?([0-9]{1,99}[.]?[0-9]{0,99}|[.][0-9]{1,99})$') then safe_cast(amount_text as numeric(12, 2)) end as amount,
    amount_text,
    load_date,
    record_source,
    row_sequence
  from cleaned
)
select
  'failed cast' as reason,
  'amount: ' || amount_text as detail,
  load_date,
  record_source,
  row_sequence
from typed
where amount is null and amount_text is not null;

-- ==== redshift

create or replace view staging.stg_orders_rejects as
with
-- what is to be cast
cleaned as (
  select
    nullif(trim(amount), '') as amount_text,
    load_date,
    record_source,
    row_sequence
  from landing.orders as landed
),
typed as (
  select
    case when amount_text ~ '^[+-]?([0-9]{1,99}[.]?[0-9]{0,99}|[.][0-9]{1,99})$' then case when amount_text ~ '^[+-]?0*[0-9]{0,10}([.]|$)' and amount_text !~ '^[+-]?0*9{10}[.]9{2}[5-9]' then cast(amount_text as numeric(12, 2)) end end as amount,
    amount_text,
    load_date,
    record_source,
    row_sequence
  from cleaned
)
select
  'failed cast' as reason,
  'amount: ' || amount_text as detail,
  load_date,
  record_source,
  row_sequence
from typed
where amount is null and amount_text is not null;

comment on view staging.stg_orders_rejects is 'Rows that stg_orders left out or changed by its rules, and why';

-- ==== postgres

create or replace view staging.stg_orders_rejects as
with
-- what is to be cast
cleaned as (
  select
    nullif(trim(amount), '') as amount_text,
    load_date,
    record_source,
    row_sequence
  from landing.orders as landed
),
typed as (
  select
    case when amount_text ~ '^[+-]?([0-9]{1,99}[.]?[0-9]{0,99}|[.][0-9]{1,99})$' then case when abs(round(cast(amount_text as numeric), 2)) < 1e10 then cast(amount_text as numeric(12, 2)) end end as amount,
    amount_text,
    load_date,
    record_source,
    row_sequence
  from cleaned
)
select
  'failed cast' as reason,
  'amount: ' || amount_text as detail,
  load_date,
  record_source,
  row_sequence
from typed
where amount is null and amount_text is not null;

comment on view staging.stg_orders_rejects is 'Rows that stg_orders left out or changed by its rules, and why';

-- ==== databricks

create or replace view staging.stg_orders_rejects comment 'Rows that stg_orders left out or changed by its rules, and why' as
with
-- what is to be cast
cleaned as (
  select
    nullif(trim(amount), '') as amount_text,
    load_date,
    record_source,
    row_sequence
  from landing.orders as landed
),
typed as (
  select
    case when amount_text rlike '^[+-]?([0-9]{1,99}[.]?[0-9]{0,99}|[.][0-9]{1,99})$' then try_cast(amount_text as decimal(12, 2)) end as amount,
    amount_text,
    load_date,
    record_source,
    row_sequence
  from cleaned
)
select
  'failed cast' as reason,
  'amount: ' || amount_text as detail,
  load_date,
  record_source,
  row_sequence
from typed
where amount is null and amount_text is not null;
