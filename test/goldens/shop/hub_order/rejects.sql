-- ==== duckdb, snowflake, redshift, postgres

create or replace view raw_vault.hub_order_rejects as
select
  'missing key' as reason,
  'order_id' as detail,
  staged.load_date,
  staged.record_source,
  staged.row_sequence
from staging.stg_orders as staged
where staged.order_hk is null;

comment on view raw_vault.hub_order_rejects is 'Rows that hub_order left out or changed by its rules, and why';

-- ==== bigquery

create or replace view raw_vault.hub_order_rejects options (description = 'Rows that hub_order left out or changed by its rules, and why') as
select
  'missing key' as reason,
  'order_id' as detail,
  staged.load_date,
  staged.record_source,
  staged.row_sequence
from staging.stg_orders as staged
where staged.order_hk is null;

-- ==== databricks

create or replace view raw_vault.hub_order_rejects comment 'Rows that hub_order left out or changed by its rules, and why' as
select
  'missing key' as reason,
  'order_id' as detail,
  staged.load_date,
  staged.record_source,
  staged.row_sequence
from staging.stg_orders as staged
where staged.order_hk is null;
