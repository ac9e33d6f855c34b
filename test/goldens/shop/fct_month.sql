-- ==== duckdb

create table if not exists mart.fct_month (
  period_start date not null,
  month_hk varchar not null,
  customer_sk integer not null,
  date_sk integer not null,
  amount decimal(12, 2),
  load_date timestamp not null
);

create or replace temporary table fct_month__changes as
with
-- what is there already
stored as (
  select
    self.period_start,
    self.load_date
  from mart.fct_month as self
),
-- the last delivery applied
applied as (
  select
    max(load_date) as applied_at
  from stored
),
-- delivered rows, of one key and period the last
staged as (
  select
    staged.amount,
    staged.customer_id as d1_key1,
    cast(staged.ordered_at as timestamp) as event_at,
    staged.load_date,
    staged.record_source,
    staged.row_sequence
  from staging.stg_orders as staged
  qualify staged.order_id is null or row_number() over (partition by staged.order_id, cast(date_trunc('month', cast(cast(staged.ordered_at as timestamp) as date)) as date) order by staged.load_date desc nulls last, staged.row_sequence desc nulls last) = 1
),
dated as (
  select
    staged.amount,
    staged.d1_key1,
    staged.event_at,
    staged.load_date,
    staged.row_sequence,
    cast(date_trunc('month', cast(staged.event_at as date)) as date) as period_start
  from staged
  where staged.event_at is not null
),
-- periods with newer rows
touched as (
  select distinct
    dated.period_start
  from dated
  cross join applied
  where applied.applied_at is null or dated.load_date > applied.applied_at
),
ranked as (
  select
    period_start,
    amount,
    d1_key1,
    event_at,
    load_date,
    row_number() over (partition by d1_key1, period_start order by event_at desc nulls last, load_date desc nulls last, row_sequence desc nulls last) as recency
  from dated
  where exists (
    select
      1 as found
    from touched
    where touched.period_start = dated.period_start
  )
),
-- one row per entity and period
summed as (
  select
    period_start,
    d1_key1,
    cast(sum(amount) as decimal(12, 2)) as amount,
    max(event_at) as event_at,
    max(load_date) as load_date
  from ranked
  group by period_start, d1_key1
),
-- dim_customer, each first version from the beginning of time
d1_members as (
  select
    member.customer_sk,
    member.customer_id,
    case when row_number() over (partition by member.customer_id order by member.valid_from nulls last) = 1 then timestamp '1900-01-01 00:00:00' else member.valid_from end as valid_from,
    member.valid_to
  from mart.dim_customer as member
)
select
  summed.period_start,
  upper(md5(coalesce('=' || summed.d1_key1, ''))) as month_hk,
  coalesce(d1.customer_sk, -1) as customer_sk,
  coalesce(d2.date_sk, -1) as date_sk,
  summed.amount,
  summed.load_date
from summed
left join d1_members as d1
  on d1.customer_id = summed.d1_key1 and d1.valid_from <= summed.event_at and summed.event_at < d1.valid_to
left join mart.dim_date as d2
  on d2."date" = summed.period_start;

begin transaction;

delete from mart.fct_month
where exists (
  select 1
  from fct_month__changes as work
  where work.period_start is not distinct from fct_month.period_start
);

insert into mart.fct_month (period_start, month_hk, customer_sk, date_sk, amount, load_date)
select period_start, month_hk, customer_sk, date_sk, amount, load_date
from fct_month__changes;

commit;

drop table if exists fct_month__changes;

-- ==== snowflake

create table if not exists mart.fct_month (
  period_start date not null,
  month_hk varchar(32) not null,
  customer_sk number(10, 0) not null,
  date_sk number(10, 0) not null,
  amount number(12, 2),
  load_date timestamp_ntz(6) not null,
  primary key (period_start, month_hk),
  foreign key (customer_sk) references mart.dim_customer (customer_sk),
  foreign key (date_sk) references mart.dim_date (date_sk)
);

create or replace temporary table mart.fct_month__changes as
with
-- what is there already
stored as (
  select
    self.period_start,
    self.load_date
  from mart.fct_month as self
),
-- the last delivery applied
applied as (
  select
    max(load_date) as applied_at
  from stored
),
-- delivered rows, of one key and period the last
staged as (
  select
    staged.amount,
    staged.customer_id as d1_key1,
    cast(staged.ordered_at as timestamp_ntz(6)) as event_at,
    staged.load_date,
    staged.record_source,
    staged.row_sequence
  from staging.stg_orders as staged
  qualify staged.order_id is null or row_number() over (partition by staged.order_id, cast(date_trunc('month', cast(cast(staged.ordered_at as timestamp_ntz(6)) as date)) as date) order by staged.load_date desc nulls last, staged.row_sequence desc nulls last) = 1
),
dated as (
  select
    staged.amount,
    staged.d1_key1,
    staged.event_at,
    staged.load_date,
    staged.row_sequence,
    cast(date_trunc('month', cast(staged.event_at as date)) as date) as period_start
  from staged
  where staged.event_at is not null
),
-- periods with newer rows
touched as (
  select distinct
    dated.period_start
  from dated
  cross join applied
  where applied.applied_at is null or dated.load_date > applied.applied_at
),
ranked as (
  select
    period_start,
    amount,
    d1_key1,
    event_at,
    load_date,
    row_number() over (partition by d1_key1, period_start order by event_at desc nulls last, load_date desc nulls last, row_sequence desc nulls last) as recency
  from dated
  where exists (
    select
      1 as found
    from touched
    where touched.period_start = dated.period_start
  )
),
-- one row per entity and period
summed as (
  select
    period_start,
    d1_key1,
    cast(sum(amount) as number(12, 2)) as amount,
    max(event_at) as event_at,
    max(load_date) as load_date
  from ranked
  group by period_start, d1_key1
),
-- dim_customer, each first version from the beginning of time
d1_members as (
  select
    member.customer_sk,
    member.customer_id,
    case when row_number() over (partition by member.customer_id order by member.valid_from nulls last) = 1 then '1900-01-01 00:00:00'::timestamp_ntz else member.valid_from end as valid_from,
    member.valid_to
  from mart.dim_customer as member
)
select
  summed.period_start,
  upper(md5(coalesce('=' || summed.d1_key1, ''))) as month_hk,
  coalesce(d1.customer_sk, -1) as customer_sk,
  coalesce(d2.date_sk, -1) as date_sk,
  summed.amount,
  summed.load_date
from summed
left join d1_members as d1
  on d1.customer_id = summed.d1_key1 and d1.valid_from <= summed.event_at and summed.event_at < d1.valid_to
left join mart.dim_date as d2
  on d2.date = summed.period_start;

begin;

delete from mart.fct_month
where exists (
  select 1
  from mart.fct_month__changes as work
  where work.period_start = fct_month.period_start
);

insert into mart.fct_month (period_start, month_hk, customer_sk, date_sk, amount, load_date)
select period_start, month_hk, customer_sk, date_sk, amount, load_date
from mart.fct_month__changes;

commit;

drop table if exists mart.fct_month__changes;

-- ==== bigquery

create table if not exists mart.fct_month (
  period_start date not null,
  month_hk string(32) not null,
  customer_sk int64 not null,
  date_sk int64 not null,
  amount numeric(12, 2),
  load_date datetime not null,
  primary key (period_start, month_hk) not enforced,
  foreign key (customer_sk) references mart.dim_customer (customer_sk) not enforced,
  foreign key (date_sk) references mart.dim_date (date_sk) not enforced
);

create or replace temp table fct_month__changes as
with
-- what is there already
stored as (
  select
    self.period_start,
    self.load_date
  from mart.fct_month as self
),
-- the last delivery applied
applied as (
  select
    max(load_date) as applied_at
  from stored
),
-- delivered rows, of one key and period the last
staged as (
  select
    staged.amount,
    staged.customer_id as d1_key1,
    cast(staged.ordered_at as datetime) as event_at,
    staged.load_date,
    staged.record_source,
    staged.row_sequence
  from staging.stg_orders as staged
  where true
  qualify staged.order_id is null or row_number() over (partition by staged.order_id, date_trunc(cast(cast(staged.ordered_at as datetime) as date), month) order by staged.load_date desc nulls last, staged.row_sequence desc nulls last) = 1
),
dated as (
  select
    staged.amount,
    staged.d1_key1,
    staged.event_at,
    staged.load_date,
    staged.row_sequence,
    date_trunc(cast(staged.event_at as date), month) as period_start
  from staged
  where staged.event_at is not null
),
-- periods with newer rows
touched as (
  select distinct
    dated.period_start
  from dated
  cross join applied
  where applied.applied_at is null or dated.load_date > applied.applied_at
),
ranked as (
  select
    period_start,
    amount,
    d1_key1,
    event_at,
    load_date,
    row_number() over (partition by d1_key1, period_start order by event_at desc nulls last, load_date desc nulls last, row_sequence desc nulls last) as recency
  from dated
  where exists (
    select
      1 as found
    from touched
    where touched.period_start = dated.period_start
  )
),
-- one row per entity and period
summed as (
  select
    period_start,
    d1_key1,
    cast(sum(amount) as numeric(12, 2)) as amount,
    max(event_at) as event_at,
    max(load_date) as load_date
  from ranked
  group by period_start, d1_key1
),
-- dim_customer, each first version from the beginning of time
d1_members as (
  select
    member.customer_sk,
    member.customer_id,
    case when row_number() over (partition by member.customer_id order by member.valid_from nulls last) = 1 then datetime '1900-01-01 00:00:00' else member.valid_from end as valid_from,
    member.valid_to
  from mart.dim_customer as member
)
select
  summed.period_start,
  upper(to_hex(md5(coalesce('=' || summed.d1_key1, '')))) as month_hk,
  coalesce(d1.customer_sk, -1) as customer_sk,
  coalesce(d2.date_sk, -1) as date_sk,
  summed.amount,
  summed.load_date
from summed
left join d1_members as d1
  on d1.customer_id = summed.d1_key1 and d1.valid_from <= summed.event_at and summed.event_at < d1.valid_to
left join mart.dim_date as d2
  on d2.`date` = summed.period_start;

begin transaction;

delete from mart.fct_month
where exists (
  select 1
  from fct_month__changes as work
  where work.period_start = fct_month.period_start
);

insert into mart.fct_month (period_start, month_hk, customer_sk, date_sk, amount, load_date)
select period_start, month_hk, customer_sk, date_sk, amount, load_date
from fct_month__changes;

commit transaction;

drop table if exists fct_month__changes;

-- ==== redshift

create table if not exists mart.fct_month (
  period_start date not null,
  month_hk varchar(128) not null,
  customer_sk integer not null,
  date_sk integer not null,
  amount numeric(12, 2),
  load_date timestamp not null,
  primary key (period_start, month_hk),
  foreign key (customer_sk) references mart.dim_customer (customer_sk),
  foreign key (date_sk) references mart.dim_date (date_sk)
);

drop table if exists fct_month__changes;

create temporary table fct_month__changes as
with
-- what is there already
stored as (
  select
    self.period_start,
    self.load_date
  from mart.fct_month as self
),
-- the last delivery applied
applied as (
  select
    max(load_date) as applied_at
  from stored
),
-- delivered rows, of one key and period the last
staged as (
  select
    staged.amount,
    staged.customer_id as d1_key1,
    cast(staged.ordered_at as timestamp) as event_at,
    staged.load_date,
    staged.record_source,
    staged.row_sequence
  from staging.stg_orders as staged
  qualify staged.order_id is null or row_number() over (partition by staged.order_id, cast(date_trunc('month', cast(cast(staged.ordered_at as timestamp) as date)) as date) order by staged.load_date desc nulls last, staged.row_sequence desc nulls last) = 1
),
dated as (
  select
    staged.amount,
    staged.d1_key1,
    staged.event_at,
    staged.load_date,
    staged.row_sequence,
    cast(date_trunc('month', cast(staged.event_at as date)) as date) as period_start
  from staged
  where staged.event_at is not null
),
-- periods with newer rows
touched as (
  select distinct
    dated.period_start
  from dated
  cross join applied
  where applied.applied_at is null or dated.load_date > applied.applied_at
),
ranked as (
  select
    period_start,
    amount,
    d1_key1,
    event_at,
    load_date,
    row_number() over (partition by d1_key1, period_start order by event_at desc nulls last, load_date desc nulls last, row_sequence desc nulls last) as recency
  from dated
  where exists (
    select
      1 as found
    from touched
    where touched.period_start = dated.period_start
  )
),
-- one row per entity and period
summed as (
  select
    period_start,
    d1_key1,
    cast(sum(amount) as numeric(12, 2)) as amount,
    max(event_at) as event_at,
    max(load_date) as load_date
  from ranked
  group by period_start, d1_key1
),
-- dim_customer, each first version from the beginning of time
d1_members as (
  select
    member.customer_sk,
    member.customer_id,
    case when row_number() over (partition by member.customer_id order by member.valid_from nulls last) = 1 then timestamp '1900-01-01 00:00:00' else member.valid_from end as valid_from,
    member.valid_to
  from mart.dim_customer as member
)
select
  summed.period_start,
  upper(md5(coalesce('=' || summed.d1_key1, ''))) as month_hk,
  coalesce(d1.customer_sk, -1) as customer_sk,
  coalesce(d2.date_sk, -1) as date_sk,
  summed.amount,
  summed.load_date
from summed
left join d1_members as d1
  on d1.customer_id = summed.d1_key1 and d1.valid_from <= summed.event_at and summed.event_at < d1.valid_to
left join mart.dim_date as d2
  on d2."date" = summed.period_start;

begin;

delete from mart.fct_month
where exists (
  select 1
  from fct_month__changes as work
  where work.period_start = fct_month.period_start
);

insert into mart.fct_month (period_start, month_hk, customer_sk, date_sk, amount, load_date)
select period_start, month_hk, customer_sk, date_sk, amount, load_date
from fct_month__changes;

commit;

drop table if exists fct_month__changes;

-- ==== postgres

create table if not exists mart.fct_month (
  period_start date not null,
  month_hk varchar(32) not null,
  customer_sk integer not null,
  date_sk integer not null,
  amount numeric(12, 2),
  load_date timestamp not null,
  primary key (period_start, month_hk),
  foreign key (customer_sk) references mart.dim_customer (customer_sk) deferrable initially deferred,
  foreign key (date_sk) references mart.dim_date (date_sk) deferrable initially deferred
);

drop table if exists fct_month__changes;

create temporary table fct_month__changes as
with
-- what is there already
stored as (
  select
    self.period_start,
    self.load_date
  from mart.fct_month as self
),
-- the last delivery applied
applied as (
  select
    max(load_date) as applied_at
  from stored
),
-- delivered rows, of one key and period the last
staged as (
  select
    amount,
    d1_key1,
    event_at,
    load_date,
    record_source,
    row_sequence
  from (
    select
      staged.amount,
      staged.customer_id as d1_key1,
      cast(staged.ordered_at as timestamp) as event_at,
      staged.load_date,
      staged.record_source,
      staged.row_sequence,
      staged.order_id is null or row_number() over (partition by staged.order_id, cast(date_trunc('month', cast(cast(staged.ordered_at as timestamp) as date)) as date) order by staged.load_date desc nulls last, staged.row_sequence desc nulls last) = 1 as is_kept
    from staging.stg_orders as staged
  ) as qualified
  where is_kept
),
dated as (
  select
    staged.amount,
    staged.d1_key1,
    staged.event_at,
    staged.load_date,
    staged.row_sequence,
    cast(date_trunc('month', cast(staged.event_at as date)) as date) as period_start
  from staged
  where staged.event_at is not null
),
-- periods with newer rows
touched as (
  select distinct
    dated.period_start
  from dated
  cross join applied
  where applied.applied_at is null or dated.load_date > applied.applied_at
),
ranked as (
  select
    period_start,
    amount,
    d1_key1,
    event_at,
    load_date,
    row_number() over (partition by d1_key1, period_start order by event_at desc nulls last, load_date desc nulls last, row_sequence desc nulls last) as recency
  from dated
  where exists (
    select
      1 as found
    from touched
    where touched.period_start = dated.period_start
  )
),
-- one row per entity and period
summed as (
  select
    period_start,
    d1_key1,
    cast(sum(amount) as numeric(12, 2)) as amount,
    max(event_at) as event_at,
    max(load_date) as load_date
  from ranked
  group by period_start, d1_key1
),
-- dim_customer, each first version from the beginning of time
d1_members as (
  select
    member.customer_sk,
    member.customer_id,
    case when row_number() over (partition by member.customer_id order by member.valid_from nulls last) = 1 then timestamp '1900-01-01 00:00:00' else member.valid_from end as valid_from,
    member.valid_to
  from mart.dim_customer as member
)
select
  summed.period_start,
  upper(md5(coalesce('=' || summed.d1_key1, ''))) as month_hk,
  coalesce(d1.customer_sk, -1) as customer_sk,
  coalesce(d2.date_sk, -1) as date_sk,
  summed.amount,
  summed.load_date
from summed
left join d1_members as d1
  on d1.customer_id = summed.d1_key1 and d1.valid_from <= summed.event_at and summed.event_at < d1.valid_to
left join mart.dim_date as d2
  on d2."date" = summed.period_start;

begin;

delete from mart.fct_month
where exists (
  select 1
  from fct_month__changes as work
  where work.period_start = fct_month.period_start
);

insert into mart.fct_month (period_start, month_hk, customer_sk, date_sk, amount, load_date)
select period_start, month_hk, customer_sk, date_sk, amount, load_date
from fct_month__changes;

commit;

drop table if exists fct_month__changes;

-- ==== databricks

create table if not exists mart.fct_month (
  period_start date not null,
  month_hk string not null,
  customer_sk int not null,
  date_sk int not null,
  amount decimal(12, 2),
  load_date timestamp_ntz not null,
  primary key (period_start, month_hk),
  foreign key (customer_sk) references mart.dim_customer (customer_sk),
  foreign key (date_sk) references mart.dim_date (date_sk)
)
using delta;

create or replace table mart.fct_month__changes
using delta as
with
-- what is there already
stored as (
  select
    self.period_start,
    self.load_date
  from mart.fct_month as self
),
-- the last delivery applied
applied as (
  select
    max(load_date) as applied_at
  from stored
),
-- delivered rows, of one key and period the last
staged as (
  select
    amount,
    d1_key1,
    event_at,
    load_date,
    record_source,
    row_sequence
  from (
    select
      staged.amount,
      staged.customer_id as d1_key1,
      cast(staged.ordered_at as timestamp_ntz) as event_at,
      staged.load_date,
      staged.record_source,
      staged.row_sequence,
      staged.order_id is null or row_number() over (partition by staged.order_id, cast(date_trunc('month', cast(cast(staged.ordered_at as timestamp_ntz) as date)) as date) order by staged.load_date desc nulls last, staged.row_sequence desc nulls last) = 1 as is_kept
    from staging.stg_orders as staged
  ) as qualified
  where is_kept
),
dated as (
  select
    staged.amount,
    staged.d1_key1,
    staged.event_at,
    staged.load_date,
    staged.row_sequence,
    cast(date_trunc('month', cast(staged.event_at as date)) as date) as period_start
  from staged
  where staged.event_at is not null
),
-- periods with newer rows
touched as (
  select distinct
    dated.period_start
  from dated
  cross join applied
  where applied.applied_at is null or dated.load_date > applied.applied_at
),
ranked as (
  select
    period_start,
    amount,
    d1_key1,
    event_at,
    load_date,
    row_number() over (partition by d1_key1, period_start order by event_at desc nulls last, load_date desc nulls last, row_sequence desc nulls last) as recency
  from dated
  where exists (
    select
      1 as found
    from touched
    where touched.period_start = dated.period_start
  )
),
-- one row per entity and period
summed as (
  select
    period_start,
    d1_key1,
    cast(sum(amount) as decimal(12, 2)) as amount,
    max(event_at) as event_at,
    max(load_date) as load_date
  from ranked
  group by period_start, d1_key1
),
-- dim_customer, each first version from the beginning of time
d1_members as (
  select
    member.customer_sk,
    member.customer_id,
    case when row_number() over (partition by member.customer_id order by member.valid_from nulls last) = 1 then timestamp_ntz '1900-01-01 00:00:00' else member.valid_from end as valid_from,
    member.valid_to
  from mart.dim_customer as member
)
select
  summed.period_start,
  upper(md5(coalesce('=' || summed.d1_key1, ''))) as month_hk,
  coalesce(d1.customer_sk, -1) as customer_sk,
  coalesce(d2.date_sk, -1) as date_sk,
  summed.amount,
  summed.load_date
from summed
left join d1_members as d1
  on d1.customer_id = summed.d1_key1 and d1.valid_from <= summed.event_at and summed.event_at < d1.valid_to
left join mart.dim_date as d2
  on d2.`date` = summed.period_start;

merge into mart.fct_month
using (
  select distinct period_start
  from mart.fct_month__changes
) as work
on work.period_start = fct_month.period_start
when matched then delete;

insert into mart.fct_month (period_start, month_hk, customer_sk, date_sk, amount, load_date)
select period_start, month_hk, customer_sk, date_sk, amount, load_date
from mart.fct_month__changes;

drop table if exists mart.fct_month__changes;
