-- ==== duckdb, snowflake, redshift, postgres

create or replace view raw_vault.link_order_customer_rejects as
select
  'missing key' as reason,
  substring(case when staged.order_hk is null then ', order_id' else '' end || case when staged.customer_hk is null then ', customer_id' else '' end, 3) as detail,
  staged.load_date,
  staged.record_source,
  staged.row_sequence
from staging.stg_orders as staged
where staged.order_hk is null or staged.customer_hk is null;

comment on view raw_vault.link_order_customer_rejects is 'Rows that link_order_customer left out or changed by its rules, and why';

-- ==== bigquery

create or replace view raw_vault.link_order_customer_rejects options (description = 'Rows that link_order_customer left out or changed by its rules, and why') as
select
  'missing key' as reason,
  substring(case when staged.order_hk is null then ', order_id' else '' end || case when staged.customer_hk is null then ', customer_id' else '' end, 3) as detail,
  staged.load_date,
  staged.record_source,
  staged.row_sequence
from staging.stg_orders as staged
where staged.order_hk is null or staged.customer_hk is null;

-- ==== databricks

create or replace view raw_vault.link_order_customer_rejects comment 'Rows that link_order_customer left out or changed by its rules, and why' as
select
  'missing key' as reason,
  substring(case when staged.order_hk is null then ', order_id' else '' end || case when staged.customer_hk is null then ', customer_id' else '' end, 3) as detail,
  staged.load_date,
  staged.record_source,
  staged.row_sequence
from staging.stg_orders as staged
where staged.order_hk is null or staged.customer_hk is null;
