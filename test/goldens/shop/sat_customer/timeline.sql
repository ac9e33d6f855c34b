-- ==== duckdb, redshift, postgres

create or replace view raw_vault."Sat-Customer_timeline" as
select
  state.customer_hk,
  state.hash_diff,
  state.city,
  state.email,
  state.load_date,
  state.record_source,
  coalesce(lead(state.load_date) over (partition by state.customer_hk order by state.load_date nulls last), timestamp '9999-12-31 00:00:00') as load_end_date,
  lead(state.load_date) over (partition by state.customer_hk order by state.load_date nulls last) is null as is_current
from raw_vault."Sat-Customer" as state;

comment on view raw_vault."Sat-Customer_timeline" is 'Sat-Customer with the end of each state.';

-- ==== snowflake

create or replace view raw_vault."Sat-Customer_timeline" as
select
  state.customer_hk,
  state.hash_diff,
  state.city,
  state.email,
  state.load_date,
  state.record_source,
  coalesce(lead(state.load_date) over (partition by state.customer_hk order by state.load_date nulls last), '9999-12-31 00:00:00'::timestamp_ntz) as load_end_date,
  lead(state.load_date) over (partition by state.customer_hk order by state.load_date nulls last) is null as is_current
from raw_vault."Sat-Customer" as state;

comment on view raw_vault."Sat-Customer_timeline" is 'Sat-Customer with the end of each state.';

-- ==== bigquery

create or replace view raw_vault.`Sat-Customer_timeline` options (description = 'Sat-Customer with the end of each state.') as
select
  state.customer_hk,
  state.hash_diff,
  state.city,
  state.email,
  state.load_date,
  state.record_source,
  coalesce(lead(state.load_date) over (partition by state.customer_hk order by state.load_date nulls last), datetime '9999-12-31 00:00:00') as load_end_date,
  lead(state.load_date) over (partition by state.customer_hk order by state.load_date nulls last) is null as is_current
from raw_vault.`Sat-Customer` as state;

-- ==== databricks

create or replace view raw_vault.`Sat-Customer_timeline` comment 'Sat-Customer with the end of each state.' as
select
  state.customer_hk,
  state.hash_diff,
  state.city,
  state.email,
  state.load_date,
  state.record_source,
  coalesce(lead(state.load_date) over (partition by state.customer_hk order by state.load_date nulls last), timestamp_ntz '9999-12-31 00:00:00') as load_end_date,
  lead(state.load_date) over (partition by state.customer_hk order by state.load_date nulls last) is null as is_current
from raw_vault.`Sat-Customer` as state;
