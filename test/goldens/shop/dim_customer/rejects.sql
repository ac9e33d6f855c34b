-- ==== duckdb, snowflake, redshift, postgres

create or replace view mart.dim_customer_rejects as
select
  'missing key' as reason,
  'customer_id' as detail,
  staged.load_date,
  staged.record_source,
  staged.row_sequence
from staging.stg_customers as staged
where staged.customer_id is null;

comment on view mart.dim_customer_rejects is 'Rows that dim_customer left out or changed by its rules, and why';

-- ==== bigquery

create or replace view mart.dim_customer_rejects options (description = 'Rows that dim_customer left out or changed by its rules, and why') as
select
  'missing key' as reason,
  'customer_id' as detail,
  staged.load_date,
  staged.record_source,
  staged.row_sequence
from staging.stg_customers as staged
where staged.customer_id is null;

-- ==== databricks

create or replace view mart.dim_customer_rejects comment 'Rows that dim_customer left out or changed by its rules, and why' as
select
  'missing key' as reason,
  'customer_id' as detail,
  staged.load_date,
  staged.record_source,
  staged.row_sequence
from staging.stg_customers as staged
where staged.customer_id is null;
