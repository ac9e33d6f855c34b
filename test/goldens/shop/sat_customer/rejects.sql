-- ==== duckdb, snowflake

create or replace view raw_vault."Sat-Customer_rejects" as
with
-- no two different states of one key at one load date
conflict as (
  with
  -- every delivered state
  staged as (
    select
      staged.customer_hk,
      staged."Sat-Customer_hash_diff" as hash_diff,
      staged.city,
      staged.email,
      staged.load_date,
      staged.record_source,
      staged.row_sequence
    from staging.stg_customers as staged
    where staged.customer_hk is not null
  ),
  -- each with the one that counts
  compared as (
    select
      staged.customer_hk,
      staged.hash_diff,
      staged.city,
      staged.email,
      staged.load_date,
      staged.record_source,
      staged.row_sequence,
      first_value(staged.hash_diff) over (partition by staged.customer_hk, staged.load_date order by staged.row_sequence desc nulls last, staged.hash_diff nulls last) as kept_diff
    from staged
  )
  select
    customer_hk,
    hash_diff,
    city,
    email,
    load_date,
    record_source,
    row_sequence
  from compared
  where hash_diff is distinct from kept_diff
),
-- no row came after a newer one of its key was stored
late as (
  with
  -- every delivered state
  staged as (
    select
      staged.customer_hk,
      staged."Sat-Customer_hash_diff" as hash_diff,
      staged.city,
      staged.email,
      staged.load_date,
      staged.record_source,
      staged.row_sequence
    from staging.stg_customers as staged
    where staged.customer_hk is not null
  ),
  -- those that count
  counted as (
    select
      staged.customer_hk,
      staged.hash_diff,
      staged.city,
      staged.email,
      staged.load_date,
      staged.record_source,
      staged.row_sequence
    from staged
    qualify row_number() over (partition by staged.customer_hk, staged.load_date order by staged.row_sequence desc nulls last, staged.hash_diff nulls last) = 1
  ),
  -- with how many belong together
  delivered as (
    select
      counted.customer_hk,
      counted.hash_diff,
      counted.city,
      counted.email,
      counted.load_date,
      counted.record_source,
      counted.row_sequence
    from counted
  ),
  -- what is stored
  shown as (
    select
      counted.customer_hk,
      counted.hash_diff,
      counted.load_date
    from raw_vault."Sat-Customer" as counted
  ),
  -- when something was delivered, and when something was stored
  load_dates as (
    select
      staged.customer_hk,
      staged.load_date,
      0 as is_shown
    from staged
    union all
    select
      shown.customer_hk,
      shown.load_date,
      1 as is_shown
    from raw_vault."Sat-Customer" as shown
  ),
  -- each with the state shown then
  dated as (
    select
      customer_hk,
      load_date,
      is_shown,
      max(case when is_shown = 1 then load_date end) over (partition by customer_hk order by load_date nulls last, is_shown desc nulls last rows between unbounded preceding and current row) as shown_on
    from load_dates
  ),
  -- a row per delivered key and load date
  told_on as (
    select distinct
      customer_hk,
      load_date,
      shown_on
    from dated
    where is_shown = 0
  )
  select
    delivered.customer_hk,
    delivered.hash_diff,
    delivered.city,
    delivered.email,
    delivered.load_date,
    delivered.record_source,
    delivered.row_sequence
  from delivered
  inner join told_on
    on delivered.customer_hk = told_on.customer_hk and delivered.load_date = told_on.load_date
  left join shown
    on delivered.customer_hk = shown.customer_hk and delivered.hash_diff = shown.hash_diff and told_on.shown_on = shown.load_date
  where shown.customer_hk is null
)
select
  'conflict' as reason,
  'customer_hk ' || coalesce(customer_hk, 'NULL') as detail,
  load_date,
  record_source,
  row_sequence
from conflict
union all
select
  'late' as reason,
  'customer_hk ' || coalesce(customer_hk, 'NULL') as detail,
  load_date,
  record_source,
  row_sequence
from late;

comment on view raw_vault."Sat-Customer_rejects" is 'Rows that Sat-Customer left out or changed by its rules, and why';

-- ==== bigquery

create or replace view raw_vault.`Sat-Customer_rejects` options (description = 'Rows that Sat-Customer left out or changed by its rules, and why') as
with
-- no two different states of one key at one load date
conflict as (
  with
  -- every delivered state
  staged as (
    select
      staged.customer_hk,
      staged.`Sat-Customer_hash_diff` as hash_diff,
      staged.city,
      staged.email,
      staged.load_date,
      staged.record_source,
      staged.row_sequence
    from staging.stg_customers as staged
    where staged.customer_hk is not null
  ),
  -- each with the one that counts
  compared as (
    select
      staged.customer_hk,
      staged.hash_diff,
      staged.city,
      staged.email,
      staged.load_date,
      staged.record_source,
      staged.row_sequence,
      first_value(staged.hash_diff) over (partition by staged.customer_hk, staged.load_date order by staged.row_sequence desc nulls last, staged.hash_diff nulls last) as kept_diff
    from staged
  )
  select
    customer_hk,
    hash_diff,
    city,
    email,
    load_date,
    record_source,
    row_sequence
  from compared
  where hash_diff is distinct from kept_diff
),
-- no row came after a newer one of its key was stored
late as (
  with
  -- every delivered state
  staged as (
    select
      staged.customer_hk,
      staged.`Sat-Customer_hash_diff` as hash_diff,
      staged.city,
      staged.email,
      staged.load_date,
      staged.record_source,
      staged.row_sequence
    from staging.stg_customers as staged
    where staged.customer_hk is not null
  ),
  -- those that count
  counted as (
    select
      staged.customer_hk,
      staged.hash_diff,
      staged.city,
      staged.email,
      staged.load_date,
      staged.record_source,
      staged.row_sequence
    from staged
    where true
    qualify row_number() over (partition by staged.customer_hk, staged.load_date order by staged.row_sequence desc nulls last, staged.hash_diff nulls last) = 1
  ),
  -- with how many belong together
  delivered as (
    select
      counted.customer_hk,
      counted.hash_diff,
      counted.city,
      counted.email,
      counted.load_date,
      counted.record_source,
      counted.row_sequence
    from counted
  ),
  -- what is stored
  shown as (
    select
      counted.customer_hk,
      counted.hash_diff,
      counted.load_date
    from raw_vault.`Sat-Customer` as counted
  ),
  -- when something was delivered, and when something was stored
  load_dates as (
    select
      staged.customer_hk,
      staged.load_date,
      0 as is_shown
    from staged
    union all
    select
      shown.customer_hk,
      shown.load_date,
      1 as is_shown
    from raw_vault.`Sat-Customer` as shown
  ),
  -- each with the state shown then
  dated as (
    select
      customer_hk,
      load_date,
      is_shown,
      max(case when is_shown = 1 then load_date end) over (partition by customer_hk order by load_date nulls last, is_shown desc nulls last rows between unbounded preceding and current row) as shown_on
    from load_dates
  ),
  -- a row per delivered key and load date
  told_on as (
    select distinct
      customer_hk,
      load_date,
      shown_on
    from dated
    where is_shown = 0
  )
  select
    delivered.customer_hk,
    delivered.hash_diff,
    delivered.city,
    delivered.email,
    delivered.load_date,
    delivered.record_source,
    delivered.row_sequence
  from delivered
  inner join told_on
    on delivered.customer_hk = told_on.customer_hk and delivered.load_date = told_on.load_date
  left join shown
    on delivered.customer_hk = shown.customer_hk and delivered.hash_diff = shown.hash_diff and told_on.shown_on = shown.load_date
  where shown.customer_hk is null
)
select
  'conflict' as reason,
  'customer_hk ' || coalesce(customer_hk, 'NULL') as detail,
  load_date,
  record_source,
  row_sequence
from conflict
union all
select
  'late' as reason,
  'customer_hk ' || coalesce(customer_hk, 'NULL') as detail,
  load_date,
  record_source,
  row_sequence
from late;

-- ==== redshift

create or replace view raw_vault."Sat-Customer_rejects" as
with
-- no two different states of one key at one load date
conflict as (
  with
  -- every delivered state
  staged as (
    select
      staged.customer_hk,
      staged."Sat-Customer_hash_diff" as hash_diff,
      staged.city,
      staged.email,
      staged.load_date,
      staged.record_source,
      staged.row_sequence
    from staging.stg_customers as staged
    where staged.customer_hk is not null
  ),
  -- each with the one that counts
  compared as (
    select
      staged.customer_hk,
      staged.hash_diff,
      staged.city,
      staged.email,
      staged.load_date,
      staged.record_source,
      staged.row_sequence,
      first_value(staged.hash_diff) over (partition by staged.customer_hk, staged.load_date order by staged.row_sequence desc nulls last, staged.hash_diff nulls last) as kept_diff
    from staged
  )
  select
    customer_hk,
    hash_diff,
    city,
    email,
    load_date,
    record_source,
    row_sequence
  from compared
  where case when hash_diff = kept_diff or (hash_diff is null and kept_diff is null) then false else true end
),
-- no row came after a newer one of its key was stored
late as (
  with
  -- every delivered state
  staged as (
    select
      staged.customer_hk,
      staged."Sat-Customer_hash_diff" as hash_diff,
      staged.city,
      staged.email,
      staged.load_date,
      staged.record_source,
      staged.row_sequence
    from staging.stg_customers as staged
    where staged.customer_hk is not null
  ),
  -- those that count
  counted as (
    select
      staged.customer_hk,
      staged.hash_diff,
      staged.city,
      staged.email,
      staged.load_date,
      staged.record_source,
      staged.row_sequence
    from staged as staged
    qualify row_number() over (partition by staged.customer_hk, staged.load_date order by staged.row_sequence desc nulls last, staged.hash_diff nulls last) = 1
  ),
  -- with how many belong together
  delivered as (
    select
      counted.customer_hk,
      counted.hash_diff,
      counted.city,
      counted.email,
      counted.load_date,
      counted.record_source,
      counted.row_sequence
    from counted
  ),
  -- what is stored
  shown as (
    select
      counted.customer_hk,
      counted.hash_diff,
      counted.load_date
    from raw_vault."Sat-Customer" as counted
  ),
  -- when something was delivered, and when something was stored
  load_dates as (
    select
      staged.customer_hk,
      staged.load_date,
      0 as is_shown
    from staged
    union all
    select
      shown.customer_hk,
      shown.load_date,
      1 as is_shown
    from raw_vault."Sat-Customer" as shown
  ),
  -- each with the state shown then
  dated as (
    select
      customer_hk,
      load_date,
      is_shown,
      max(case when is_shown = 1 then load_date end) over (partition by customer_hk order by load_date nulls last, is_shown desc nulls last rows between unbounded preceding and current row) as shown_on
    from load_dates
  ),
  -- a row per delivered key and load date
  told_on as (
    select distinct
      customer_hk,
      load_date,
      shown_on
    from dated
    where is_shown = 0
  )
  select
    delivered.customer_hk,
    delivered.hash_diff,
    delivered.city,
    delivered.email,
    delivered.load_date,
    delivered.record_source,
    delivered.row_sequence
  from delivered
  inner join told_on
    on delivered.customer_hk = told_on.customer_hk and delivered.load_date = told_on.load_date
  left join shown
    on delivered.customer_hk = shown.customer_hk and delivered.hash_diff = shown.hash_diff and told_on.shown_on = shown.load_date
  where shown.customer_hk is null
)
select
  'conflict' as reason,
  'customer_hk ' || coalesce(customer_hk, 'NULL') as detail,
  load_date,
  record_source,
  row_sequence
from conflict
union all
select
  'late' as reason,
  'customer_hk ' || coalesce(customer_hk, 'NULL') as detail,
  load_date,
  record_source,
  row_sequence
from late;

comment on view raw_vault."Sat-Customer_rejects" is 'Rows that Sat-Customer left out or changed by its rules, and why';

-- ==== postgres

create or replace view raw_vault."Sat-Customer_rejects" as
with
-- no two different states of one key at one load date
conflict as (
  with
  -- every delivered state
  staged as (
    select
      staged.customer_hk,
      staged."Sat-Customer_hash_diff" as hash_diff,
      staged.city,
      staged.email,
      staged.load_date,
      staged.record_source,
      staged.row_sequence
    from staging.stg_customers as staged
    where staged.customer_hk is not null
  ),
  -- each with the one that counts
  compared as (
    select
      staged.customer_hk,
      staged.hash_diff,
      staged.city,
      staged.email,
      staged.load_date,
      staged.record_source,
      staged.row_sequence,
      first_value(staged.hash_diff) over (partition by staged.customer_hk, staged.load_date order by staged.row_sequence desc nulls last, staged.hash_diff collate "C" nulls last) as kept_diff
    from staged
  )
  select
    customer_hk,
    hash_diff,
    city,
    email,
    load_date,
    record_source,
    row_sequence
  from compared
  where hash_diff is distinct from kept_diff
),
-- no row came after a newer one of its key was stored
late as (
  with
  -- every delivered state
  staged as (
    select
      staged.customer_hk,
      staged."Sat-Customer_hash_diff" as hash_diff,
      staged.city,
      staged.email,
      staged.load_date,
      staged.record_source,
      staged.row_sequence
    from staging.stg_customers as staged
    where staged.customer_hk is not null
  ),
  -- those that count
  counted as (
    select
      customer_hk,
      hash_diff,
      city,
      email,
      load_date,
      record_source,
      row_sequence
    from (
      select
        staged.customer_hk,
        staged.hash_diff,
        staged.city,
        staged.email,
        staged.load_date,
        staged.record_source,
        staged.row_sequence,
        row_number() over (partition by staged.customer_hk, staged.load_date order by staged.row_sequence desc nulls last, staged.hash_diff collate "C" nulls last) = 1 as is_kept
      from staged
    ) as qualified
    where is_kept
  ),
  -- with how many belong together
  delivered as (
    select
      counted.customer_hk,
      counted.hash_diff,
      counted.city,
      counted.email,
      counted.load_date,
      counted.record_source,
      counted.row_sequence
    from counted
  ),
  -- what is stored
  shown as (
    select
      counted.customer_hk,
      counted.hash_diff,
      counted.load_date
    from raw_vault."Sat-Customer" as counted
  ),
  -- when something was delivered, and when something was stored
  load_dates as (
    select
      staged.customer_hk,
      staged.load_date,
      0 as is_shown
    from staged
    union all
    select
      shown.customer_hk,
      shown.load_date,
      1 as is_shown
    from raw_vault."Sat-Customer" as shown
  ),
  -- each with the state shown then
  dated as (
    select
      customer_hk,
      load_date,
      is_shown,
      max(case when is_shown = 1 then load_date end) over (partition by customer_hk order by load_date nulls last, is_shown desc nulls last rows between unbounded preceding and current row) as shown_on
    from load_dates
  ),
  -- a row per delivered key and load date
  told_on as (
    select distinct
      customer_hk,
      load_date,
      shown_on
    from dated
    where is_shown = 0
  )
  select
    delivered.customer_hk,
    delivered.hash_diff,
    delivered.city,
    delivered.email,
    delivered.load_date,
    delivered.record_source,
    delivered.row_sequence
  from delivered
  inner join told_on
    on delivered.customer_hk = told_on.customer_hk and delivered.load_date = told_on.load_date
  left join shown
    on delivered.customer_hk = shown.customer_hk and delivered.hash_diff = shown.hash_diff and told_on.shown_on = shown.load_date
  where shown.customer_hk is null
)
select
  'conflict' as reason,
  'customer_hk ' || coalesce(customer_hk, 'NULL') as detail,
  load_date,
  record_source,
  row_sequence
from conflict
union all
select
  'late' as reason,
  'customer_hk ' || coalesce(customer_hk, 'NULL') as detail,
  load_date,
  record_source,
  row_sequence
from late;

comment on view raw_vault."Sat-Customer_rejects" is 'Rows that Sat-Customer left out or changed by its rules, and why';

-- ==== databricks

create or replace view raw_vault.`Sat-Customer_rejects` comment 'Rows that Sat-Customer left out or changed by its rules, and why' as
with
-- no two different states of one key at one load date
conflict as (
  with
  -- every delivered state
  staged as (
    select
      staged.customer_hk,
      staged.`Sat-Customer_hash_diff` as hash_diff,
      staged.city,
      staged.email,
      staged.load_date,
      staged.record_source,
      staged.row_sequence
    from staging.stg_customers as staged
    where staged.customer_hk is not null
  ),
  -- each with the one that counts
  compared as (
    select
      staged.customer_hk,
      staged.hash_diff,
      staged.city,
      staged.email,
      staged.load_date,
      staged.record_source,
      staged.row_sequence,
      first_value(staged.hash_diff) over (partition by staged.customer_hk, staged.load_date order by staged.row_sequence desc nulls last, staged.hash_diff nulls last) as kept_diff
    from staged
  )
  select
    customer_hk,
    hash_diff,
    city,
    email,
    load_date,
    record_source,
    row_sequence
  from compared
  where not (hash_diff <=> kept_diff)
),
-- no row came after a newer one of its key was stored
late as (
  with
  -- every delivered state
  staged as (
    select
      staged.customer_hk,
      staged.`Sat-Customer_hash_diff` as hash_diff,
      staged.city,
      staged.email,
      staged.load_date,
      staged.record_source,
      staged.row_sequence
    from staging.stg_customers as staged
    where staged.customer_hk is not null
  ),
  -- those that count
  counted as (
    select
      customer_hk,
      hash_diff,
      city,
      email,
      load_date,
      record_source,
      row_sequence
    from (
      select
        staged.customer_hk,
        staged.hash_diff,
        staged.city,
        staged.email,
        staged.load_date,
        staged.record_source,
        staged.row_sequence,
        row_number() over (partition by staged.customer_hk, staged.load_date order by staged.row_sequence desc nulls last, staged.hash_diff nulls last) = 1 as is_kept
      from staged
    ) as qualified
    where is_kept
  ),
  -- with how many belong together
  delivered as (
    select
      counted.customer_hk,
      counted.hash_diff,
      counted.city,
      counted.email,
      counted.load_date,
      counted.record_source,
      counted.row_sequence
    from counted
  ),
  -- what is stored
  shown as (
    select
      counted.customer_hk,
      counted.hash_diff,
      counted.load_date
    from raw_vault.`Sat-Customer` as counted
  ),
  -- when something was delivered, and when something was stored
  load_dates as (
    select
      staged.customer_hk,
      staged.load_date,
      0 as is_shown
    from staged
    union all
    select
      shown.customer_hk,
      shown.load_date,
      1 as is_shown
    from raw_vault.`Sat-Customer` as shown
  ),
  -- each with the state shown then
  dated as (
    select
      customer_hk,
      load_date,
      is_shown,
      max(case when is_shown = 1 then load_date end) over (partition by customer_hk order by load_date nulls last, is_shown desc nulls last rows between unbounded preceding and current row) as shown_on
    from load_dates
  ),
  -- a row per delivered key and load date
  told_on as (
    select distinct
      customer_hk,
      load_date,
      shown_on
    from dated
    where is_shown = 0
  )
  select
    delivered.customer_hk,
    delivered.hash_diff,
    delivered.city,
    delivered.email,
    delivered.load_date,
    delivered.record_source,
    delivered.row_sequence
  from delivered
  inner join told_on
    on delivered.customer_hk = told_on.customer_hk and delivered.load_date = told_on.load_date
  left join shown
    on delivered.customer_hk = shown.customer_hk and delivered.hash_diff = shown.hash_diff and told_on.shown_on = shown.load_date
  where shown.customer_hk is null
)
select
  'conflict' as reason,
  'customer_hk ' || coalesce(customer_hk, 'NULL') as detail,
  load_date,
  record_source,
  row_sequence
from conflict
union all
select
  'late' as reason,
  'customer_hk ' || coalesce(customer_hk, 'NULL') as detail,
  load_date,
  record_source,
  row_sequence
from late;
