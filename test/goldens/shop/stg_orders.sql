-- ==== duckdb

create or replace view staging.stg_orders as
with
-- renamed and cleaned, what is to be cast as text
cleaned as (
  select
    order_id,
    customer_id,
    ordered_at,
    shipped_on,
    cast(round(case when regexp_full_match(nullif(trim(amount, ' '), ''), '[+-]?([0-9]{1,99}[.]?[0-9]{0,99}|[.][0-9]{1,99})') then try_cast(nullif(trim(amount, ' '), '') as decimal(12, 2)) end * 0.2, 2) as decimal(12, 2)) as tax,
    load_date,
    record_source,
    row_sequence,
    nullif(trim(amount, ' '), '') as amount_text
  from landing.orders as landed
),
-- cast; what does not fit is NULL
typed as (
  select
    order_id,
    customer_id,
    ordered_at,
    shipped_on,
    case when regexp_full_match(amount_text, '[+-]?([0-9]{1,99}[.]?[0-9]{0,99}|[.][0-9]{1,99})') then try_cast(amount_text as decimal(12, 2)) end as amount,
    tax,
    load_date,
    record_source,
    row_sequence,
    amount_text
  from cleaned
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
  upper(md5(
    case
      when nullif(case when strlen(trim(order_id, ' ')) = length(trim(order_id, ' ')) then upper(trim(order_id, ' ')) else translate(trim(order_id, ' '), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') end, '') is null
        and nullif(case when strlen(trim(customer_id, ' ')) = length(trim(customer_id, ' ')) then upper(trim(customer_id, ' ')) else translate(trim(customer_id, ' '), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') end, '') is null
        then cast(null as varchar)
      else coalesce(nullif(case when strlen(trim(order_id, ' ')) = length(trim(order_id, ' ')) then upper(trim(order_id, ' ')) else translate(trim(order_id, ' '), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') end, ''), '^^')
        || '||' || coalesce(nullif(case when strlen(trim(customer_id, ' ')) = length(trim(customer_id, ' ')) then upper(trim(customer_id, ' ')) else translate(trim(customer_id, ' '), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') end, ''), '^^')
    end
  )) as order_customer_hk
from typed
where amount is not null or amount_text is null;

-- ==== snowflake

create or replace view staging.stg_orders as
with
-- renamed and cleaned, what is to be cast as text
cleaned as (
  select
    order_id,
    customer_id,
    ordered_at,
    shipped_on,
    cast(round(case when regexp_like(nullif(trim(amount), ''), '[+-]?([0-9]{1,99}[.]?[0-9]{0,99}|[.][0-9]{1,99})') then try_cast(nullif(trim(amount), '') as number(12, 2)) end * 0.2, 2) as number(12, 2)) as tax,
    load_date,
    record_source,
    row_sequence,
    nullif(trim(amount), '') as amount_text
  from landing.orders as landed
),
-- cast; what does not fit is NULL
typed as (
  select
    order_id,
    customer_id,
    ordered_at,
    shipped_on,
    case when regexp_like(amount_text, '[+-]?([0-9]{1,99}[.]?[0-9]{0,99}|[.][0-9]{1,99})') then try_cast(amount_text as number(12, 2)) end as amount,
    tax,
    load_date,
    record_source,
    row_sequence,
    amount_text
  from cleaned
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
  upper(md5(
    case
      when nullif(translate(trim(order_id), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), '') is null
        and nullif(translate(trim(customer_id), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), '') is null
        then cast(null as varchar)
      else coalesce(nullif(translate(trim(order_id), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), ''), '^^')
        || '||' || coalesce(nullif(translate(trim(customer_id), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), ''), '^^')
    end
  )) as order_customer_hk
from typed
where amount is not null or amount_text is null;

-- ==== bigquery

create or replace view staging.stg_orders as
with
-- renamed and cleaned, what is to be cast as text
cleaned as (
  select
    order_id,
    customer_id,
    ordered_at,
    shipped_on,
    cast(round(case when regexp_contains(nullif(trim(amount, ' '), ''), '^[+-]?([0-9]{1,99}[.]?[0-9]{0,99}|[.][0-9]{1,99})$') then safe_cast(nullif(trim(amount, ' '), '') as numeric(12, 2)) end * numeric '0.2', 2) as numeric(12, 2)) as tax,
    load_date,
    record_source,
    row_sequence,
    nullif(trim(amount, ' '), '') as amount_text
  from landing.orders as landed
),
-- cast; what does not fit is NULL
typed as (
  select
    order_id,
    customer_id,
    ordered_at,
    shipped_on,
    case when regexp_contains(amount_text, '^[+-]?([0-9]{1,99}[.]?[0-9]{0,99}|[.][0-9]{1,99})$') then safe_cast(amount_text as numeric(12, 2)) end as amount,
    tax,
    load_date,
    record_source,
    row_sequence,
    amount_text
  from cleaned
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
  upper(to_hex(md5(
    case
      when nullif(translate(trim(order_id, ' '), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), '') is null
        and nullif(translate(trim(customer_id, ' '), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), '') is null
        then cast(null as string)
      else coalesce(nullif(translate(trim(order_id, ' '), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), ''), '^^')
        || '||' || coalesce(nullif(translate(trim(customer_id, ' '), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), ''), '^^')
    end
  ))) as order_customer_hk
from typed
where amount is not null or amount_text is null;

-- ==== redshift

create or replace view staging.stg_orders as
with
-- renamed and cleaned, what is to be cast as text
cleaned as (
  select
    order_id,
    customer_id,
    ordered_at,
    shipped_on,
    cast(round(case when nullif(trim(amount), '') ~ '^[+-]?([0-9]{1,99}[.]?[0-9]{0,99}|[.][0-9]{1,99})$' then case when nullif(trim(amount), '') ~ '^[+-]?0*[0-9]{0,10}([.]|$)' and nullif(trim(amount), '') !~ '^[+-]?0*9{10}[.]9{2}[5-9]' then cast(nullif(trim(amount), '') as numeric(12, 2)) end end * 0.2, 2) as numeric(12, 2)) as tax,
    load_date,
    record_source,
    row_sequence,
    nullif(trim(amount), '') as amount_text
  from landing.orders as landed
),
-- cast; what does not fit is NULL
typed as (
  select
    order_id,
    customer_id,
    ordered_at,
    shipped_on,
    case when amount_text ~ '^[+-]?([0-9]{1,99}[.]?[0-9]{0,99}|[.][0-9]{1,99})$' then case when amount_text ~ '^[+-]?0*[0-9]{0,10}([.]|$)' and amount_text !~ '^[+-]?0*9{10}[.]9{2}[5-9]' then cast(amount_text as numeric(12, 2)) end end as amount,
    tax,
    load_date,
    record_source,
    row_sequence,
    amount_text
  from cleaned
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
  upper(md5(
    case
      when nullif(translate(trim(order_id), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), '') is null
        and nullif(translate(trim(customer_id), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), '') is null
        then cast(null as varchar(65535))
      else coalesce(nullif(translate(trim(order_id), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), ''), '^^')
        || '||' || coalesce(nullif(translate(trim(customer_id), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), ''), '^^')
    end
  )) as order_customer_hk
from typed
where amount is not null or amount_text is null;

-- ==== postgres

create or replace view staging.stg_orders as
with
-- renamed and cleaned, what is to be cast as text
cleaned as (
  select
    order_id,
    customer_id,
    ordered_at,
    shipped_on,
    cast(round(cast(case when nullif(trim(amount), '') ~ '^[+-]?([0-9]{1,99}[.]?[0-9]{0,99}|[.][0-9]{1,99})$' then case when abs(round(cast(nullif(trim(amount), '') as numeric), 2)) < 1e10 then cast(nullif(trim(amount), '') as numeric(12, 2)) end end * 0.2 as numeric), 2) as numeric(12, 2)) as tax,
    load_date,
    record_source,
    row_sequence,
    nullif(trim(amount), '') as amount_text
  from landing.orders as landed
),
-- cast; what does not fit is NULL
typed as (
  select
    order_id,
    customer_id,
    ordered_at,
    shipped_on,
    case when amount_text ~ '^[+-]?([0-9]{1,99}[.]?[0-9]{0,99}|[.][0-9]{1,99})$' then case when abs(round(cast(amount_text as numeric), 2)) < 1e10 then cast(amount_text as numeric(12, 2)) end end as amount,
    tax,
    load_date,
    record_source,
    row_sequence,
    amount_text
  from cleaned
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
  upper(md5(
    case
      when nullif(translate(trim(order_id), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), '') is null
        and nullif(translate(trim(customer_id), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), '') is null
        then cast(null as text)
      else coalesce(nullif(translate(trim(order_id), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), ''), '^^')
        || '||' || coalesce(nullif(translate(trim(customer_id), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), ''), '^^')
    end
  )) as order_customer_hk
from typed
where amount is not null or amount_text is null;

-- ==== databricks

create or replace view staging.stg_orders as
with
-- renamed and cleaned, what is to be cast as text
cleaned as (
  select
    order_id,
    customer_id,
    ordered_at,
    shipped_on,
    cast(round(case when nullif(trim(amount), '') rlike '^[+-]?([0-9]{1,99}[.]?[0-9]{0,99}|[.][0-9]{1,99})$' then try_cast(nullif(trim(amount), '') as decimal(12, 2)) end * 0.2, 2) as decimal(12, 2)) as tax,
    load_date,
    record_source,
    row_sequence,
    nullif(trim(amount), '') as amount_text
  from landing.orders as landed
),
-- cast; what does not fit is NULL
typed as (
  select
    order_id,
    customer_id,
    ordered_at,
    shipped_on,
    case when amount_text rlike '^[+-]?([0-9]{1,99}[.]?[0-9]{0,99}|[.][0-9]{1,99})$' then try_cast(amount_text as decimal(12, 2)) end as amount,
    tax,
    load_date,
    record_source,
    row_sequence,
    amount_text
  from cleaned
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
  upper(md5(
    case
      when nullif(translate(trim(order_id), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), '') is null
        and nullif(translate(trim(customer_id), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), '') is null
        then cast(null as string)
      else coalesce(nullif(translate(trim(order_id), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), ''), '^^')
        || '||' || coalesce(nullif(translate(trim(customer_id), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), ''), '^^')
    end
  )) as order_customer_hk
from typed
where amount is not null or amount_text is null;
