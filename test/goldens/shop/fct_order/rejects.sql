-- ==== duckdb, snowflake, postgres

create or replace view mart.fct_order_rejects as
with
-- no row came after another one of its grain that it differs from
second_row as (
  with
  -- every delivered row
  staged as (
    select
      staged.order_id,
      staged.amount,
      staged.customer_id as d1_key1,
      cast(staged.ordered_at as date) as d2_key1,
      cast(staged.shipped_on as date) as d3_key1,
      staged.load_date,
      staged.record_source,
      staged.row_sequence
    from staging.stg_orders as staged
  ),
  -- each with the first of its grain
  compared as (
    select
      order_id,
      amount,
      d1_key1,
      d2_key1,
      d3_key1,
      load_date,
      record_source,
      row_sequence,
      first_value(amount) over (partition by order_id order by load_date nulls last, row_sequence nulls last rows between unbounded preceding and unbounded following) as kept_amount,
      first_value(d1_key1) over (partition by order_id order by load_date nulls last, row_sequence nulls last rows between unbounded preceding and unbounded following) as kept_d1_key1,
      first_value(d2_key1) over (partition by order_id order by load_date nulls last, row_sequence nulls last rows between unbounded preceding and unbounded following) as kept_d2_key1,
      first_value(d3_key1) over (partition by order_id order by load_date nulls last, row_sequence nulls last rows between unbounded preceding and unbounded following) as kept_d3_key1
    from staged
    where order_id is not null
  )
  select
    'order_id ' || order_id as detail,
    load_date,
    record_source,
    row_sequence
  from compared
  where amount is distinct from kept_amount or d1_key1 is distinct from kept_d1_key1 or d2_key1 is distinct from kept_d2_key1 or d3_key1 is distinct from kept_d3_key1
)
select
  'missing grain' as reason,
  'order_id' as detail,
  staged.load_date,
  staged.record_source,
  staged.row_sequence
from staging.stg_orders as staged
where staged.order_id is null
union all
select
  'second row' as reason,
  detail,
  load_date,
  record_source,
  row_sequence
from second_row;

comment on view mart.fct_order_rejects is 'Rows that fct_order left out or changed by its rules, and why';

-- ==== bigquery

create or replace view mart.fct_order_rejects options (description = 'Rows that fct_order left out or changed by its rules, and why') as
with
-- no row came after another one of its grain that it differs from
second_row as (
  with
  -- every delivered row
  staged as (
    select
      staged.order_id,
      staged.amount,
      staged.customer_id as d1_key1,
      cast(staged.ordered_at as date) as d2_key1,
      cast(staged.shipped_on as date) as d3_key1,
      staged.load_date,
      staged.record_source,
      staged.row_sequence
    from staging.stg_orders as staged
  ),
  -- each with the first of its grain
  compared as (
    select
      order_id,
      amount,
      d1_key1,
      d2_key1,
      d3_key1,
      load_date,
      record_source,
      row_sequence,
      first_value(amount) over (partition by order_id order by load_date nulls last, row_sequence nulls last rows between unbounded preceding and unbounded following) as kept_amount,
      first_value(d1_key1) over (partition by order_id order by load_date nulls last, row_sequence nulls last rows between unbounded preceding and unbounded following) as kept_d1_key1,
      first_value(d2_key1) over (partition by order_id order by load_date nulls last, row_sequence nulls last rows between unbounded preceding and unbounded following) as kept_d2_key1,
      first_value(d3_key1) over (partition by order_id order by load_date nulls last, row_sequence nulls last rows between unbounded preceding and unbounded following) as kept_d3_key1
    from staged
    where order_id is not null
  )
  select
    'order_id ' || order_id as detail,
    load_date,
    record_source,
    row_sequence
  from compared
  where amount is distinct from kept_amount or d1_key1 is distinct from kept_d1_key1 or d2_key1 is distinct from kept_d2_key1 or d3_key1 is distinct from kept_d3_key1
)
select
  'missing grain' as reason,
  'order_id' as detail,
  staged.load_date,
  staged.record_source,
  staged.row_sequence
from staging.stg_orders as staged
where staged.order_id is null
union all
select
  'second row' as reason,
  detail,
  load_date,
  record_source,
  row_sequence
from second_row;

-- ==== redshift

create or replace view mart.fct_order_rejects as
with
-- no row came after another one of its grain that it differs from
second_row as (
  with
  -- every delivered row
  staged as (
    select
      staged.order_id,
      staged.amount,
      staged.customer_id as d1_key1,
      cast(staged.ordered_at as date) as d2_key1,
      cast(staged.shipped_on as date) as d3_key1,
      staged.load_date,
      staged.record_source,
      staged.row_sequence
    from staging.stg_orders as staged
  ),
  -- each with the first of its grain
  compared as (
    select
      order_id,
      amount,
      d1_key1,
      d2_key1,
      d3_key1,
      load_date,
      record_source,
      row_sequence,
      first_value(amount) over (partition by order_id order by load_date nulls last, row_sequence nulls last rows between unbounded preceding and unbounded following) as kept_amount,
      first_value(d1_key1) over (partition by order_id order by load_date nulls last, row_sequence nulls last rows between unbounded preceding and unbounded following) as kept_d1_key1,
      first_value(d2_key1) over (partition by order_id order by load_date nulls last, row_sequence nulls last rows between unbounded preceding and unbounded following) as kept_d2_key1,
      first_value(d3_key1) over (partition by order_id order by load_date nulls last, row_sequence nulls last rows between unbounded preceding and unbounded following) as kept_d3_key1
    from staged
    where order_id is not null
  )
  select
    'order_id ' || order_id as detail,
    load_date,
    record_source,
    row_sequence
  from compared
  where case when amount = kept_amount or (amount is null and kept_amount is null) then false else true end or case when d1_key1 = kept_d1_key1 or (d1_key1 is null and kept_d1_key1 is null) then false else true end or case when d2_key1 = kept_d2_key1 or (d2_key1 is null and kept_d2_key1 is null) then false else true end or case when d3_key1 = kept_d3_key1 or (d3_key1 is null and kept_d3_key1 is null) then false else true end
)
select
  'missing grain' as reason,
  'order_id' as detail,
  staged.load_date,
  staged.record_source,
  staged.row_sequence
from staging.stg_orders as staged
where staged.order_id is null
union all
select
  'second row' as reason,
  detail,
  load_date,
  record_source,
  row_sequence
from second_row;

comment on view mart.fct_order_rejects is 'Rows that fct_order left out or changed by its rules, and why';

-- ==== databricks

create or replace view mart.fct_order_rejects comment 'Rows that fct_order left out or changed by its rules, and why' as
with
-- no row came after another one of its grain that it differs from
second_row as (
  with
  -- every delivered row
  staged as (
    select
      staged.order_id,
      staged.amount,
      staged.customer_id as d1_key1,
      cast(staged.ordered_at as date) as d2_key1,
      cast(staged.shipped_on as date) as d3_key1,
      staged.load_date,
      staged.record_source,
      staged.row_sequence
    from staging.stg_orders as staged
  ),
  -- each with the first of its grain
  compared as (
    select
      order_id,
      amount,
      d1_key1,
      d2_key1,
      d3_key1,
      load_date,
      record_source,
      row_sequence,
      first_value(amount) over (partition by order_id order by load_date nulls last, row_sequence nulls last rows between unbounded preceding and unbounded following) as kept_amount,
      first_value(d1_key1) over (partition by order_id order by load_date nulls last, row_sequence nulls last rows between unbounded preceding and unbounded following) as kept_d1_key1,
      first_value(d2_key1) over (partition by order_id order by load_date nulls last, row_sequence nulls last rows between unbounded preceding and unbounded following) as kept_d2_key1,
      first_value(d3_key1) over (partition by order_id order by load_date nulls last, row_sequence nulls last rows between unbounded preceding and unbounded following) as kept_d3_key1
    from staged
    where order_id is not null
  )
  select
    'order_id ' || order_id as detail,
    load_date,
    record_source,
    row_sequence
  from compared
  where not (amount <=> kept_amount) or not (d1_key1 <=> kept_d1_key1) or not (d2_key1 <=> kept_d2_key1) or not (d3_key1 <=> kept_d3_key1)
)
select
  'missing grain' as reason,
  'order_id' as detail,
  staged.load_date,
  staged.record_source,
  staged.row_sequence
from staging.stg_orders as staged
where staged.order_id is null
union all
select
  'second row' as reason,
  detail,
  load_date,
  record_source,
  row_sequence
from second_row;
