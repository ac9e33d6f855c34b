-- ==== duckdb, snowflake, redshift, postgres

create or replace view mart.fct_month_rejects as
select
  'missing grain' as reason,
  'ordered_at' as detail,
  staged.load_date,
  staged.record_source,
  staged.row_sequence
from staging.stg_orders as staged
where staged.ordered_at is null;

comment on view mart.fct_month_rejects is 'Rows that fct_month left out or changed by its rules, and why';

-- ==== bigquery

create or replace view mart.fct_month_rejects options (description = 'Rows that fct_month left out or changed by its rules, and why') as
select
  'missing grain' as reason,
  'ordered_at' as detail,
  staged.load_date,
  staged.record_source,
  staged.row_sequence
from staging.stg_orders as staged
where staged.ordered_at is null;

-- ==== databricks

create or replace view mart.fct_month_rejects comment 'Rows that fct_month left out or changed by its rules, and why' as
select
  'missing grain' as reason,
  'ordered_at' as detail,
  staged.load_date,
  staged.record_source,
  staged.row_sequence
from staging.stg_orders as staged
where staged.ordered_at is null;
