-- ==== duckdb

create table if not exists mart.dim_customer (
  customer_sk integer not null,
  customer_id varchar,
  city varchar,
  email varchar,
  valid_from timestamp not null,
  valid_to timestamp not null,
  is_current boolean not null,
  load_date timestamp not null
);

comment on table mart.dim_customer is 'Who buys, with the city''s history';

create or replace temporary table dim_customer__changes as
with
-- what is there already
stored as (
  select
    self.customer_sk,
    self.customer_id,
    self.city,
    self.email,
    self.valid_from,
    self.valid_to,
    self.load_date
  from mart.dim_customer as self
),
-- every delivered state
staged as (
  select
    staged.customer_id,
    staged.city,
    staged.email,
    cast(staged.load_date as timestamp) as changed_at,
    staged.load_date,
    staged.row_sequence
  from staging.stg_customers as staged
  where staged.customer_id is not null
),
-- delivered and stored states
states as (
  select
    staged.customer_id,
    staged.city,
    staged.email,
    staged.changed_at,
    staged.load_date,
    staged.row_sequence,
    1 as is_new
  from staged
  union all
  select
    stored.customer_id,
    stored.city,
    stored.email,
    stored.valid_from as changed_at,
    stored.load_date,
    cast(0 as bigint) as row_sequence,
    0 as is_new
  from stored
  where stored.customer_id is not null
),
-- one state per member and change time
moments as (
  select
    states.customer_id,
    states.city,
    states.email,
    states.changed_at,
    states.load_date
  from states
  qualify row_number() over (partition by states.customer_id, states.changed_at order by states.is_new desc nulls last, states.load_date desc nulls last, states.row_sequence desc nulls last) = 1
),
-- a version begins where a type 2 attribute differs from before; what is overwritten takes its latest value
ordered as (
  select
    customer_id,
    city,
    first_value(email) over (partition by customer_id order by changed_at desc nulls last rows between unbounded preceding and unbounded following) as email,
    changed_at,
    load_date,
    case when row_number() over (partition by customer_id order by changed_at nulls last) = 1 or city is distinct from lag(city) over (partition by customer_id order by changed_at nulls last) then 1 else 0 end as begins,
    case when email is distinct from lag(email) over (partition by customer_id order by changed_at nulls last) then 1 else 0 end as touches
  from moments
),
-- each version from where it begins to where the next one does
versions as (
  select
    ordered.customer_id,
    ordered.city,
    ordered.email,
    ordered.changed_at as valid_from,
    lead(ordered.changed_at) over (partition by ordered.customer_id, ordered.begins order by ordered.changed_at nulls last) as next_from,
    max(case when ordered.begins = 1 or ordered.touches = 1 then ordered.load_date end) over (partition by ordered.customer_id) as load_date,
    ordered.begins
  from ordered
),
-- beside what is stored: a member with any difference is written anew
compared as (
  select
    members.customer_id,
    members.city,
    members.email,
    members.valid_from,
    coalesce(members.next_from, timestamp '9999-12-31 00:00:00') as valid_to,
    members.next_from is null as is_current,
    members.load_date,
    stored.customer_sk as stored_key,
    max(case when stored.customer_sk is null or members.city is distinct from stored.city or members.email is distinct from stored.email or coalesce(members.next_from, timestamp '9999-12-31 00:00:00') is distinct from stored.valid_to or members.load_date is distinct from stored.load_date then 1 else 0 end) over (partition by members.customer_id) as is_changed
  from versions as members
  left join stored
    on stored.customer_id = members.customer_id and stored.valid_from = members.valid_from
  where members.begins = 1
)
select
  cast(coalesce(stored_key, (
    select
      coalesce(max(customer_sk), 0) as largest
    from stored
    where customer_sk > 0
  ) + row_number() over (partition by case when stored_key is null then 1 else 0 end order by customer_id nulls last, valid_from nulls last)) as integer) as customer_sk,
  customer_id,
  city,
  email,
  valid_from,
  valid_to,
  is_current,
  load_date
from compared
where is_changed = 1
union all
select
  -1 as customer_sk,
  cast(null as varchar) as customer_id,
  '(unknown)' as city,
  '(unknown)' as email,
  timestamp '1900-01-01 00:00:00' as valid_from,
  timestamp '9999-12-31 00:00:00' as valid_to,
  true as is_current,
  timestamp '1900-01-01 00:00:00' as load_date
where not exists (
  select
    1 as found
  from stored
  where stored.customer_sk = -1
);

begin transaction;

delete from mart.dim_customer
where exists (
  select 1
  from dim_customer__changes as work
  where work.customer_id is not distinct from dim_customer.customer_id
);

insert into mart.dim_customer (customer_sk, customer_id, city, email, valid_from, valid_to, is_current, load_date)
select customer_sk, customer_id, city, email, valid_from, valid_to, is_current, load_date
from dim_customer__changes;

commit;

drop table if exists dim_customer__changes;

-- ==== snowflake

create table if not exists mart.dim_customer (
  customer_sk number(10, 0) not null,
  customer_id varchar,
  city varchar,
  email varchar,
  valid_from timestamp_ntz(6) not null,
  valid_to timestamp_ntz(6) not null,
  is_current boolean not null,
  load_date timestamp_ntz(6) not null,
  primary key (customer_sk)
);

comment on table mart.dim_customer is 'Who buys, with the city''s history';

create or replace temporary table mart.dim_customer__changes as
with
-- what is there already
stored as (
  select
    self.customer_sk,
    self.customer_id,
    self.city,
    self.email,
    self.valid_from,
    self.valid_to,
    self.load_date
  from mart.dim_customer as self
),
-- every delivered state
staged as (
  select
    staged.customer_id,
    staged.city,
    staged.email,
    cast(staged.load_date as timestamp_ntz(6)) as changed_at,
    staged.load_date,
    staged.row_sequence
  from staging.stg_customers as staged
  where staged.customer_id is not null
),
-- delivered and stored states
states as (
  select
    staged.customer_id,
    staged.city,
    staged.email,
    staged.changed_at,
    staged.load_date,
    staged.row_sequence,
    1 as is_new
  from staged
  union all
  select
    stored.customer_id,
    stored.city,
    stored.email,
    stored.valid_from as changed_at,
    stored.load_date,
    cast(0 as number(19, 0)) as row_sequence,
    0 as is_new
  from stored
  where stored.customer_id is not null
),
-- one state per member and change time
moments as (
  select
    states.customer_id,
    states.city,
    states.email,
    states.changed_at,
    states.load_date
  from states
  qualify row_number() over (partition by states.customer_id, states.changed_at order by states.is_new desc nulls last, states.load_date desc nulls last, states.row_sequence desc nulls last) = 1
),
-- a version begins where a type 2 attribute differs from before; what is overwritten takes its latest value
ordered as (
  select
    customer_id,
    city,
    first_value(email) over (partition by customer_id order by changed_at desc nulls last rows between unbounded preceding and unbounded following) as email,
    changed_at,
    load_date,
    case when row_number() over (partition by customer_id order by changed_at nulls last) = 1 or city is distinct from lag(city) over (partition by customer_id order by changed_at nulls last) then 1 else 0 end as begins,
    case when email is distinct from lag(email) over (partition by customer_id order by changed_at nulls last) then 1 else 0 end as touches
  from moments
),
-- each version from where it begins to where the next one does
versions as (
  select
    ordered.customer_id,
    ordered.city,
    ordered.email,
    ordered.changed_at as valid_from,
    lead(ordered.changed_at) over (partition by ordered.customer_id, ordered.begins order by ordered.changed_at nulls last) as next_from,
    max(case when ordered.begins = 1 or ordered.touches = 1 then ordered.load_date end) over (partition by ordered.customer_id) as load_date,
    ordered.begins
  from ordered
),
-- beside what is stored: a member with any difference is written anew
compared as (
  select
    members.customer_id,
    members.city,
    members.email,
    members.valid_from,
    coalesce(members.next_from, '9999-12-31 00:00:00'::timestamp_ntz) as valid_to,
    members.next_from is null as is_current,
    members.load_date,
    stored.customer_sk as stored_key,
    max(case when stored.customer_sk is null or members.city is distinct from stored.city or members.email is distinct from stored.email or coalesce(members.next_from, '9999-12-31 00:00:00'::timestamp_ntz) is distinct from stored.valid_to or members.load_date is distinct from stored.load_date then 1 else 0 end) over (partition by members.customer_id) as is_changed
  from versions as members
  left join stored
    on stored.customer_id = members.customer_id and stored.valid_from = members.valid_from
  where members.begins = 1
)
select
  cast(coalesce(stored_key, (
    select
      coalesce(max(customer_sk), 0) as largest
    from stored
    where customer_sk > 0
  ) + row_number() over (partition by case when stored_key is null then 1 else 0 end order by customer_id nulls last, valid_from nulls last)) as number(10, 0)) as customer_sk,
  customer_id,
  city,
  email,
  valid_from,
  valid_to,
  is_current,
  load_date
from compared
where is_changed = 1
union all
select
  -1 as customer_sk,
  cast(null as varchar) as customer_id,
  '(unknown)' as city,
  '(unknown)' as email,
  '1900-01-01 00:00:00'::timestamp_ntz as valid_from,
  '9999-12-31 00:00:00'::timestamp_ntz as valid_to,
  true as is_current,
  '1900-01-01 00:00:00'::timestamp_ntz as load_date
where not exists (
  select
    1 as found
  from stored
  where stored.customer_sk = -1
);

begin;

delete from mart.dim_customer
where exists (
  select 1
  from mart.dim_customer__changes as work
  where work.customer_id = dim_customer.customer_id
);

insert into mart.dim_customer (customer_sk, customer_id, city, email, valid_from, valid_to, is_current, load_date)
select customer_sk, customer_id, city, email, valid_from, valid_to, is_current, load_date
from mart.dim_customer__changes;

commit;

drop table if exists mart.dim_customer__changes;

-- ==== bigquery

create table if not exists mart.dim_customer (
  customer_sk int64 not null,
  customer_id string,
  city string,
  email string,
  valid_from datetime not null,
  valid_to datetime not null,
  is_current bool not null,
  load_date datetime not null,
  primary key (customer_sk) not enforced
)
options (description = 'Who buys, with the city\'s history');

create or replace temp table dim_customer__changes as
with
-- what is there already
stored as (
  select
    self.customer_sk,
    self.customer_id,
    self.city,
    self.email,
    self.valid_from,
    self.valid_to,
    self.load_date
  from mart.dim_customer as self
),
-- every delivered state
staged as (
  select
    staged.customer_id,
    staged.city,
    staged.email,
    cast(staged.load_date as datetime) as changed_at,
    staged.load_date,
    staged.row_sequence
  from staging.stg_customers as staged
  where staged.customer_id is not null
),
-- delivered and stored states
states as (
  select
    staged.customer_id,
    staged.city,
    staged.email,
    staged.changed_at,
    staged.load_date,
    staged.row_sequence,
    1 as is_new
  from staged
  union all
  select
    stored.customer_id,
    stored.city,
    stored.email,
    stored.valid_from as changed_at,
    stored.load_date,
    cast(0 as int64) as row_sequence,
    0 as is_new
  from stored
  where stored.customer_id is not null
),
-- one state per member and change time
moments as (
  select
    states.customer_id,
    states.city,
    states.email,
    states.changed_at,
    states.load_date
  from states
  where true
  qualify row_number() over (partition by states.customer_id, states.changed_at order by states.is_new desc nulls last, states.load_date desc nulls last, states.row_sequence desc nulls last) = 1
),
-- a version begins where a type 2 attribute differs from before; what is overwritten takes its latest value
ordered as (
  select
    customer_id,
    city,
    first_value(email) over (partition by customer_id order by changed_at desc nulls last rows between unbounded preceding and unbounded following) as email,
    changed_at,
    load_date,
    case when row_number() over (partition by customer_id order by changed_at nulls last) = 1 or city is distinct from lag(city) over (partition by customer_id order by changed_at nulls last) then 1 else 0 end as begins,
    case when email is distinct from lag(email) over (partition by customer_id order by changed_at nulls last) then 1 else 0 end as touches
  from moments
),
-- each version from where it begins to where the next one does
versions as (
  select
    ordered.customer_id,
    ordered.city,
    ordered.email,
    ordered.changed_at as valid_from,
    lead(ordered.changed_at) over (partition by ordered.customer_id, ordered.begins order by ordered.changed_at nulls last) as next_from,
    max(case when ordered.begins = 1 or ordered.touches = 1 then ordered.load_date end) over (partition by ordered.customer_id) as load_date,
    ordered.begins
  from ordered
),
-- beside what is stored: a member with any difference is written anew
compared as (
  select
    members.customer_id,
    members.city,
    members.email,
    members.valid_from,
    coalesce(members.next_from, datetime '9999-12-31 00:00:00') as valid_to,
    members.next_from is null as is_current,
    members.load_date,
    stored.customer_sk as stored_key,
    max(case when stored.customer_sk is null or members.city is distinct from stored.city or members.email is distinct from stored.email or coalesce(members.next_from, datetime '9999-12-31 00:00:00') is distinct from stored.valid_to or members.load_date is distinct from stored.load_date then 1 else 0 end) over (partition by members.customer_id) as is_changed
  from versions as members
  left join stored
    on stored.customer_id = members.customer_id and stored.valid_from = members.valid_from
  where members.begins = 1
)
select
  cast(coalesce(stored_key, (
    select
      coalesce(max(customer_sk), 0) as largest
    from stored
    where customer_sk > 0
  ) + row_number() over (partition by case when stored_key is null then 1 else 0 end order by customer_id nulls last, valid_from nulls last)) as int64) as customer_sk,
  customer_id,
  city,
  email,
  valid_from,
  valid_to,
  is_current,
  load_date
from compared
where is_changed = 1
union all
select
  -1 as customer_sk,
  cast(null as string) as customer_id,
  '(unknown)' as city,
  '(unknown)' as email,
  datetime '1900-01-01 00:00:00' as valid_from,
  datetime '9999-12-31 00:00:00' as valid_to,
  true as is_current,
  datetime '1900-01-01 00:00:00' as load_date
from unnest([1]) as one_row
where not exists (
  select
    1 as found
  from stored
  where stored.customer_sk = -1
);

begin transaction;

delete from mart.dim_customer
where exists (
  select 1
  from dim_customer__changes as work
  where work.customer_id = dim_customer.customer_id
);

insert into mart.dim_customer (customer_sk, customer_id, city, email, valid_from, valid_to, is_current, load_date)
select customer_sk, customer_id, city, email, valid_from, valid_to, is_current, load_date
from dim_customer__changes;

commit transaction;

drop table if exists dim_customer__changes;

-- ==== redshift

create table if not exists mart.dim_customer (
  customer_sk integer not null,
  customer_id varchar(65535),
  city varchar(65535),
  email varchar(65535),
  valid_from timestamp not null,
  valid_to timestamp not null,
  is_current boolean not null,
  load_date timestamp not null,
  primary key (customer_sk)
);

comment on table mart.dim_customer is 'Who buys, with the city''s history';

drop table if exists dim_customer__changes;

create temporary table dim_customer__changes as
with
-- what is there already
stored as (
  select
    self.customer_sk,
    self.customer_id,
    self.city,
    self.email,
    self.valid_from,
    self.valid_to,
    self.load_date
  from mart.dim_customer as self
),
-- every delivered state
staged as (
  select
    staged.customer_id,
    staged.city,
    staged.email,
    cast(staged.load_date as timestamp) as changed_at,
    staged.load_date,
    staged.row_sequence
  from staging.stg_customers as staged
  where staged.customer_id is not null
),
-- delivered and stored states
states as (
  select
    staged.customer_id,
    staged.city,
    staged.email,
    staged.changed_at,
    staged.load_date,
    staged.row_sequence,
    1 as is_new
  from staged
  union all
  select
    stored.customer_id,
    stored.city,
    stored.email,
    stored.valid_from as changed_at,
    stored.load_date,
    cast(0 as bigint) as row_sequence,
    0 as is_new
  from stored
  where stored.customer_id is not null
),
-- one state per member and change time
moments as (
  select
    states.customer_id,
    states.city,
    states.email,
    states.changed_at,
    states.load_date
  from states as states
  qualify row_number() over (partition by states.customer_id, states.changed_at order by states.is_new desc nulls last, states.load_date desc nulls last, states.row_sequence desc nulls last) = 1
),
-- a version begins where a type 2 attribute differs from before; what is overwritten takes its latest value
ordered as (
  select
    customer_id,
    city,
    first_value(email) over (partition by customer_id order by changed_at desc nulls last rows between unbounded preceding and unbounded following) as email,
    changed_at,
    load_date,
    case when row_number() over (partition by customer_id order by changed_at nulls last) = 1 or case when city = lag(city) over (partition by customer_id order by changed_at nulls last) or (city is null and lag(city) over (partition by customer_id order by changed_at nulls last) is null) then false else true end then 1 else 0 end as begins,
    case when case when email = lag(email) over (partition by customer_id order by changed_at nulls last) or (email is null and lag(email) over (partition by customer_id order by changed_at nulls last) is null) then false else true end then 1 else 0 end as touches
  from moments
),
-- each version from where it begins to where the next one does
versions as (
  select
    ordered.customer_id,
    ordered.city,
    ordered.email,
    ordered.changed_at as valid_from,
    lead(ordered.changed_at) over (partition by ordered.customer_id, ordered.begins order by ordered.changed_at nulls last) as next_from,
    max(case when ordered.begins = 1 or ordered.touches = 1 then ordered.load_date end) over (partition by ordered.customer_id) as load_date,
    ordered.begins
  from ordered
),
-- beside what is stored: a member with any difference is written anew
compared as (
  select
    members.customer_id,
    members.city,
    members.email,
    members.valid_from,
    coalesce(members.next_from, timestamp '9999-12-31 00:00:00') as valid_to,
    members.next_from is null as is_current,
    members.load_date,
    stored.customer_sk as stored_key,
    max(case when stored.customer_sk is null or case when members.city = stored.city or (members.city is null and stored.city is null) then false else true end or case when members.email = stored.email or (members.email is null and stored.email is null) then false else true end or case when coalesce(members.next_from, timestamp '9999-12-31 00:00:00') = stored.valid_to or (coalesce(members.next_from, timestamp '9999-12-31 00:00:00') is null and stored.valid_to is null) then false else true end or case when members.load_date = stored.load_date or (members.load_date is null and stored.load_date is null) then false else true end then 1 else 0 end) over (partition by members.customer_id) as is_changed
  from versions as members
  left join stored
    on stored.customer_id = members.customer_id and stored.valid_from = members.valid_from
  where members.begins = 1
)
select
  cast(coalesce(stored_key, (
    select
      coalesce(max(customer_sk), 0) as largest
    from stored
    where customer_sk > 0
  ) + row_number() over (partition by case when stored_key is null then 1 else 0 end order by customer_id nulls last, valid_from nulls last)) as integer) as customer_sk,
  customer_id,
  city,
  email,
  valid_from,
  valid_to,
  is_current,
  load_date
from compared
where is_changed = 1
union all
select
  -1 as customer_sk,
  cast(null as varchar(65535)) as customer_id,
  '(unknown)' as city,
  '(unknown)' as email,
  timestamp '1900-01-01 00:00:00' as valid_from,
  timestamp '9999-12-31 00:00:00' as valid_to,
  true as is_current,
  timestamp '1900-01-01 00:00:00' as load_date
where not exists (
  select
    1 as found
  from stored
  where stored.customer_sk = -1
);

begin;

delete from mart.dim_customer
where exists (
  select 1
  from dim_customer__changes as work
  where work.customer_id = dim_customer.customer_id
);

insert into mart.dim_customer (customer_sk, customer_id, city, email, valid_from, valid_to, is_current, load_date)
select customer_sk, customer_id, city, email, valid_from, valid_to, is_current, load_date
from dim_customer__changes;

commit;

drop table if exists dim_customer__changes;

-- ==== postgres

create table if not exists mart.dim_customer (
  customer_sk integer not null,
  customer_id text,
  city text,
  email text,
  valid_from timestamp not null,
  valid_to timestamp not null,
  is_current boolean not null,
  load_date timestamp not null,
  primary key (customer_sk)
);

comment on table mart.dim_customer is 'Who buys, with the city''s history';

drop table if exists dim_customer__changes;

create temporary table dim_customer__changes as
with
-- what is there already
stored as (
  select
    self.customer_sk,
    self.customer_id,
    self.city,
    self.email,
    self.valid_from,
    self.valid_to,
    self.load_date
  from mart.dim_customer as self
),
-- every delivered state
staged as (
  select
    staged.customer_id,
    staged.city,
    staged.email,
    cast(staged.load_date as timestamp) as changed_at,
    staged.load_date,
    staged.row_sequence
  from staging.stg_customers as staged
  where staged.customer_id is not null
),
-- delivered and stored states
states as (
  select
    staged.customer_id,
    staged.city,
    staged.email,
    staged.changed_at,
    staged.load_date,
    staged.row_sequence,
    1 as is_new
  from staged
  union all
  select
    stored.customer_id,
    stored.city,
    stored.email,
    stored.valid_from as changed_at,
    stored.load_date,
    cast(0 as bigint) as row_sequence,
    0 as is_new
  from stored
  where stored.customer_id is not null
),
-- one state per member and change time
moments as (
  select
    customer_id,
    city,
    email,
    changed_at,
    load_date
  from (
    select
      states.customer_id,
      states.city,
      states.email,
      states.changed_at,
      states.load_date,
      row_number() over (partition by states.customer_id, states.changed_at order by states.is_new desc nulls last, states.load_date desc nulls last, states.row_sequence desc nulls last) = 1 as is_kept
    from states
  ) as qualified
  where is_kept
),
-- a version begins where a type 2 attribute differs from before; what is overwritten takes its latest value
ordered as (
  select
    customer_id,
    city,
    first_value(email) over (partition by customer_id order by changed_at desc nulls last rows between unbounded preceding and unbounded following) as email,
    changed_at,
    load_date,
    case when row_number() over (partition by customer_id order by changed_at nulls last) = 1 or city is distinct from lag(city) over (partition by customer_id order by changed_at nulls last) then 1 else 0 end as begins,
    case when email is distinct from lag(email) over (partition by customer_id order by changed_at nulls last) then 1 else 0 end as touches
  from moments
),
-- each version from where it begins to where the next one does
versions as (
  select
    ordered.customer_id,
    ordered.city,
    ordered.email,
    ordered.changed_at as valid_from,
    lead(ordered.changed_at) over (partition by ordered.customer_id, ordered.begins order by ordered.changed_at nulls last) as next_from,
    max(case when ordered.begins = 1 or ordered.touches = 1 then ordered.load_date end) over (partition by ordered.customer_id) as load_date,
    ordered.begins
  from ordered
),
-- beside what is stored: a member with any difference is written anew
compared as (
  select
    members.customer_id,
    members.city,
    members.email,
    members.valid_from,
    coalesce(members.next_from, timestamp '9999-12-31 00:00:00') as valid_to,
    members.next_from is null as is_current,
    members.load_date,
    stored.customer_sk as stored_key,
    max(case when stored.customer_sk is null or members.city is distinct from stored.city or members.email is distinct from stored.email or coalesce(members.next_from, timestamp '9999-12-31 00:00:00') is distinct from stored.valid_to or members.load_date is distinct from stored.load_date then 1 else 0 end) over (partition by members.customer_id) as is_changed
  from versions as members
  left join stored
    on stored.customer_id = members.customer_id and stored.valid_from = members.valid_from
  where members.begins = 1
)
select
  cast(coalesce(stored_key, (
    select
      coalesce(max(customer_sk), 0) as largest
    from stored
    where customer_sk > 0
  ) + row_number() over (partition by case when stored_key is null then 1 else 0 end order by customer_id collate "C" nulls last, valid_from nulls last)) as integer) as customer_sk,
  customer_id,
  city,
  email,
  valid_from,
  valid_to,
  is_current,
  load_date
from compared
where is_changed = 1
union all
select
  -1 as customer_sk,
  cast(null as text) as customer_id,
  '(unknown)' as city,
  '(unknown)' as email,
  timestamp '1900-01-01 00:00:00' as valid_from,
  timestamp '9999-12-31 00:00:00' as valid_to,
  true as is_current,
  timestamp '1900-01-01 00:00:00' as load_date
where not exists (
  select
    1 as found
  from stored
  where stored.customer_sk = -1
);

begin;

delete from mart.dim_customer
where exists (
  select 1
  from dim_customer__changes as work
  where work.customer_id = dim_customer.customer_id
);

insert into mart.dim_customer (customer_sk, customer_id, city, email, valid_from, valid_to, is_current, load_date)
select customer_sk, customer_id, city, email, valid_from, valid_to, is_current, load_date
from dim_customer__changes;

commit;

drop table if exists dim_customer__changes;

-- ==== databricks

create table if not exists mart.dim_customer (
  customer_sk int not null,
  customer_id string,
  city string,
  email string,
  valid_from timestamp_ntz not null,
  valid_to timestamp_ntz not null,
  is_current boolean not null,
  load_date timestamp_ntz not null,
  primary key (customer_sk)
)
using delta
comment 'Who buys, with the city\'s history';

create or replace table mart.dim_customer__changes
using delta as
with
-- what is there already
stored as (
  select
    self.customer_sk,
    self.customer_id,
    self.city,
    self.email,
    self.valid_from,
    self.valid_to,
    self.load_date
  from mart.dim_customer as self
),
-- every delivered state
staged as (
  select
    staged.customer_id,
    staged.city,
    staged.email,
    cast(staged.load_date as timestamp_ntz) as changed_at,
    staged.load_date,
    staged.row_sequence
  from staging.stg_customers as staged
  where staged.customer_id is not null
),
-- delivered and stored states
states as (
  select
    staged.customer_id,
    staged.city,
    staged.email,
    staged.changed_at,
    staged.load_date,
    staged.row_sequence,
    1 as is_new
  from staged
  union all
  select
    stored.customer_id,
    stored.city,
    stored.email,
    stored.valid_from as changed_at,
    stored.load_date,
    cast(0 as bigint) as row_sequence,
    0 as is_new
  from stored
  where stored.customer_id is not null
),
-- one state per member and change time
moments as (
  select
    customer_id,
    city,
    email,
    changed_at,
    load_date
  from (
    select
      states.customer_id,
      states.city,
      states.email,
      states.changed_at,
      states.load_date,
      row_number() over (partition by states.customer_id, states.changed_at order by states.is_new desc nulls last, states.load_date desc nulls last, states.row_sequence desc nulls last) = 1 as is_kept
    from states
  ) as qualified
  where is_kept
),
-- a version begins where a type 2 attribute differs from before; what is overwritten takes its latest value
ordered as (
  select
    customer_id,
    city,
    first_value(email) over (partition by customer_id order by changed_at desc nulls last rows between unbounded preceding and unbounded following) as email,
    changed_at,
    load_date,
    case when row_number() over (partition by customer_id order by changed_at nulls last) = 1 or not (city <=> lag(city) over (partition by customer_id order by changed_at nulls last)) then 1 else 0 end as begins,
    case when not (email <=> lag(email) over (partition by customer_id order by changed_at nulls last)) then 1 else 0 end as touches
  from moments
),
-- each version from where it begins to where the next one does
versions as (
  select
    ordered.customer_id,
    ordered.city,
    ordered.email,
    ordered.changed_at as valid_from,
    lead(ordered.changed_at) over (partition by ordered.customer_id, ordered.begins order by ordered.changed_at nulls last) as next_from,
    max(case when ordered.begins = 1 or ordered.touches = 1 then ordered.load_date end) over (partition by ordered.customer_id) as load_date,
    ordered.begins
  from ordered
),
-- beside what is stored: a member with any difference is written anew
compared as (
  select
    members.customer_id,
    members.city,
    members.email,
    members.valid_from,
    coalesce(members.next_from, timestamp_ntz '9999-12-31 00:00:00') as valid_to,
    members.next_from is null as is_current,
    members.load_date,
    stored.customer_sk as stored_key,
    max(case when stored.customer_sk is null or not (members.city <=> stored.city) or not (members.email <=> stored.email) or not (coalesce(members.next_from, timestamp_ntz '9999-12-31 00:00:00') <=> stored.valid_to) or not (members.load_date <=> stored.load_date) then 1 else 0 end) over (partition by members.customer_id) as is_changed
  from versions as members
  left join stored
    on stored.customer_id = members.customer_id and stored.valid_from = members.valid_from
  where members.begins = 1
)
select
  cast(coalesce(stored_key, (
    select
      coalesce(max(customer_sk), 0) as largest
    from stored
    where customer_sk > 0
  ) + row_number() over (partition by case when stored_key is null then 1 else 0 end order by customer_id nulls last, valid_from nulls last)) as int) as customer_sk,
  customer_id,
  city,
  email,
  valid_from,
  valid_to,
  is_current,
  load_date
from compared
where is_changed = 1
union all
select
  -1 as customer_sk,
  cast(null as string) as customer_id,
  '(unknown)' as city,
  '(unknown)' as email,
  timestamp_ntz '1900-01-01 00:00:00' as valid_from,
  timestamp_ntz '9999-12-31 00:00:00' as valid_to,
  true as is_current,
  timestamp_ntz '1900-01-01 00:00:00' as load_date
where not exists (
  select
    1 as found
  from stored
  where stored.customer_sk = -1
);

merge into mart.dim_customer
using (
  select distinct customer_id
  from mart.dim_customer__changes
) as work
on work.customer_id = dim_customer.customer_id
when matched then delete;

insert into mart.dim_customer (customer_sk, customer_id, city, email, valid_from, valid_to, is_current, load_date)
select customer_sk, customer_id, city, email, valid_from, valid_to, is_current, load_date
from mart.dim_customer__changes;

drop table if exists mart.dim_customer__changes;
