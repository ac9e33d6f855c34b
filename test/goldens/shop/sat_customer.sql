-- ==== duckdb

create table if not exists raw_vault."Sat-Customer" (
  customer_hk varchar not null,
  hash_diff varchar not null,
  city varchar,
  email varchar,
  load_date timestamp not null,
  record_source varchar not null
);

insert into raw_vault."Sat-Customer" (customer_hk, hash_diff, city, email, load_date, record_source)
with
-- what is there already
stored as (
  select
    self.customer_hk,
    self.hash_diff,
    self.load_date
  from raw_vault."Sat-Customer" as self
),
-- the state of each key
latest as (
  select
    customer_hk,
    hash_diff,
    load_date
  from stored
  qualify row_number() over (partition by customer_hk order by load_date desc nulls last) = 1
),
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
-- delivered after the stored state, one row per key and load date
newer as (
  select
    staged.customer_hk,
    staged.hash_diff,
    staged.city,
    staged.email,
    staged.load_date,
    staged.record_source,
    latest.hash_diff as stored_diff
  from staged
  left join latest
    on latest.customer_hk = staged.customer_hk
  where latest.customer_hk is null or staged.load_date > latest.load_date
  qualify row_number() over (partition by staged.customer_hk, staged.load_date order by staged.row_sequence desc nulls last, staged.hash_diff nulls last) = 1
),
-- each with the state before it
compared as (
  select
    customer_hk,
    hash_diff,
    city,
    email,
    load_date,
    record_source,
    coalesce(lag(hash_diff) over (partition by customer_hk order by load_date nulls last), stored_diff) as previous_diff
  from newer
)
select
  customer_hk,
  hash_diff,
  city,
  email,
  load_date,
  record_source
from compared
where hash_diff is distinct from previous_diff;

-- ==== snowflake

create table if not exists raw_vault."Sat-Customer" (
  customer_hk varchar(32) not null,
  hash_diff varchar(32) not null,
  city varchar,
  email varchar,
  load_date timestamp_ntz(6) not null,
  record_source varchar not null,
  primary key (customer_hk, load_date),
  foreign key (customer_hk) references raw_vault.hub_customer (customer_hk)
);

insert into raw_vault."Sat-Customer" (customer_hk, hash_diff, city, email, load_date, record_source)
with
-- what is there already
stored as (
  select
    self.customer_hk,
    self.hash_diff,
    self.load_date
  from raw_vault."Sat-Customer" as self
),
-- the state of each key
latest as (
  select
    customer_hk,
    hash_diff,
    load_date
  from stored
  qualify row_number() over (partition by customer_hk order by load_date desc nulls last) = 1
),
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
-- delivered after the stored state, one row per key and load date
newer as (
  select
    staged.customer_hk,
    staged.hash_diff,
    staged.city,
    staged.email,
    staged.load_date,
    staged.record_source,
    latest.hash_diff as stored_diff
  from staged
  left join latest
    on latest.customer_hk = staged.customer_hk
  where latest.customer_hk is null or staged.load_date > latest.load_date
  qualify row_number() over (partition by staged.customer_hk, staged.load_date order by staged.row_sequence desc nulls last, staged.hash_diff nulls last) = 1
),
-- each with the state before it
compared as (
  select
    customer_hk,
    hash_diff,
    city,
    email,
    load_date,
    record_source,
    coalesce(lag(hash_diff) over (partition by customer_hk order by load_date nulls last), stored_diff) as previous_diff
  from newer
)
select
  customer_hk,
  hash_diff,
  city,
  email,
  load_date,
  record_source
from compared
where hash_diff is distinct from previous_diff;

-- ==== bigquery

create table if not exists raw_vault.`Sat-Customer` (
  customer_hk string(32) not null,
  hash_diff string(32) not null,
  city string,
  email string,
  load_date datetime not null,
  record_source string not null,
  primary key (customer_hk, load_date) not enforced,
  foreign key (customer_hk) references raw_vault.hub_customer (customer_hk) not enforced
);

insert into raw_vault.`Sat-Customer` (customer_hk, hash_diff, city, email, load_date, record_source)
with
-- what is there already
stored as (
  select
    self.customer_hk,
    self.hash_diff,
    self.load_date
  from raw_vault.`Sat-Customer` as self
),
-- the state of each key
latest as (
  select
    customer_hk,
    hash_diff,
    load_date
  from stored
  where true
  qualify row_number() over (partition by customer_hk order by load_date desc nulls last) = 1
),
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
-- delivered after the stored state, one row per key and load date
newer as (
  select
    staged.customer_hk,
    staged.hash_diff,
    staged.city,
    staged.email,
    staged.load_date,
    staged.record_source,
    latest.hash_diff as stored_diff
  from staged
  left join latest
    on latest.customer_hk = staged.customer_hk
  where latest.customer_hk is null or staged.load_date > latest.load_date
  qualify row_number() over (partition by staged.customer_hk, staged.load_date order by staged.row_sequence desc nulls last, staged.hash_diff nulls last) = 1
),
-- each with the state before it
compared as (
  select
    customer_hk,
    hash_diff,
    city,
    email,
    load_date,
    record_source,
    coalesce(lag(hash_diff) over (partition by customer_hk order by load_date nulls last), stored_diff) as previous_diff
  from newer
)
select
  customer_hk,
  hash_diff,
  city,
  email,
  load_date,
  record_source
from compared
where hash_diff is distinct from previous_diff;

-- ==== redshift

create table if not exists raw_vault."Sat-Customer" (
  customer_hk varchar(128) not null,
  hash_diff varchar(128) not null,
  city varchar(65535),
  email varchar(65535),
  load_date timestamp not null,
  record_source varchar(65535) not null,
  primary key (customer_hk, load_date),
  foreign key (customer_hk) references raw_vault.hub_customer (customer_hk)
);

insert into raw_vault."Sat-Customer" (customer_hk, hash_diff, city, email, load_date, record_source)
with
-- what is there already
stored as (
  select
    self.customer_hk,
    self.hash_diff,
    self.load_date
  from raw_vault."Sat-Customer" as self
),
-- the state of each key
latest as (
  select
    customer_hk,
    hash_diff,
    load_date
  from stored as stored
  qualify row_number() over (partition by customer_hk order by load_date desc nulls last) = 1
),
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
-- delivered after the stored state, one row per key and load date
newer as (
  select
    staged.customer_hk,
    staged.hash_diff,
    staged.city,
    staged.email,
    staged.load_date,
    staged.record_source,
    latest.hash_diff as stored_diff
  from staged
  left join latest
    on latest.customer_hk = staged.customer_hk
  where latest.customer_hk is null or staged.load_date > latest.load_date
  qualify row_number() over (partition by staged.customer_hk, staged.load_date order by staged.row_sequence desc nulls last, staged.hash_diff nulls last) = 1
),
-- each with the state before it
compared as (
  select
    customer_hk,
    hash_diff,
    city,
    email,
    load_date,
    record_source,
    coalesce(lag(hash_diff) over (partition by customer_hk order by load_date nulls last), stored_diff) as previous_diff
  from newer
)
select
  customer_hk,
  hash_diff,
  city,
  email,
  load_date,
  record_source
from compared
where case when hash_diff = previous_diff or (hash_diff is null and previous_diff is null) then false else true end;

-- ==== postgres

create table if not exists raw_vault."Sat-Customer" (
  customer_hk varchar(32) not null,
  hash_diff varchar(32) not null,
  city text,
  email text,
  load_date timestamp not null,
  record_source text not null,
  primary key (customer_hk, load_date),
  foreign key (customer_hk) references raw_vault.hub_customer (customer_hk) deferrable initially deferred
);

insert into raw_vault."Sat-Customer" (customer_hk, hash_diff, city, email, load_date, record_source)
with
-- what is there already
stored as (
  select
    self.customer_hk,
    self.hash_diff,
    self.load_date
  from raw_vault."Sat-Customer" as self
),
-- the state of each key
latest as (
  select
    customer_hk,
    hash_diff,
    load_date
  from (
    select
      customer_hk,
      hash_diff,
      load_date,
      row_number() over (partition by customer_hk order by load_date desc nulls last) = 1 as is_kept
    from stored
  ) as qualified
  where is_kept
),
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
-- delivered after the stored state, one row per key and load date
newer as (
  select
    customer_hk,
    hash_diff,
    city,
    email,
    load_date,
    record_source,
    stored_diff
  from (
    select
      staged.customer_hk,
      staged.hash_diff,
      staged.city,
      staged.email,
      staged.load_date,
      staged.record_source,
      latest.hash_diff as stored_diff,
      row_number() over (partition by staged.customer_hk, staged.load_date order by staged.row_sequence desc nulls last, staged.hash_diff collate "C" nulls last) = 1 as is_kept
    from staged
    left join latest
      on latest.customer_hk = staged.customer_hk
    where latest.customer_hk is null or staged.load_date > latest.load_date
  ) as qualified
  where is_kept
),
-- each with the state before it
compared as (
  select
    customer_hk,
    hash_diff,
    city,
    email,
    load_date,
    record_source,
    coalesce(lag(hash_diff) over (partition by customer_hk order by load_date nulls last), stored_diff) as previous_diff
  from newer
)
select
  customer_hk,
  hash_diff,
  city,
  email,
  load_date,
  record_source
from compared
where hash_diff is distinct from previous_diff;

-- ==== databricks

create table if not exists raw_vault.`Sat-Customer` (
  customer_hk string not null,
  hash_diff string not null,
  city string,
  email string,
  load_date timestamp_ntz not null,
  record_source string not null,
  primary key (customer_hk, load_date),
  foreign key (customer_hk) references raw_vault.hub_customer (customer_hk)
)
using delta;

insert into raw_vault.`Sat-Customer` (customer_hk, hash_diff, city, email, load_date, record_source)
with
-- what is there already
stored as (
  select
    self.customer_hk,
    self.hash_diff,
    self.load_date
  from raw_vault.`Sat-Customer` as self
),
-- the state of each key
latest as (
  select
    customer_hk,
    hash_diff,
    load_date
  from (
    select
      customer_hk,
      hash_diff,
      load_date,
      row_number() over (partition by customer_hk order by load_date desc nulls last) = 1 as is_kept
    from stored
  ) as qualified
  where is_kept
),
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
-- delivered after the stored state, one row per key and load date
newer as (
  select
    customer_hk,
    hash_diff,
    city,
    email,
    load_date,
    record_source,
    stored_diff
  from (
    select
      staged.customer_hk,
      staged.hash_diff,
      staged.city,
      staged.email,
      staged.load_date,
      staged.record_source,
      latest.hash_diff as stored_diff,
      row_number() over (partition by staged.customer_hk, staged.load_date order by staged.row_sequence desc nulls last, staged.hash_diff nulls last) = 1 as is_kept
    from staged
    left join latest
      on latest.customer_hk = staged.customer_hk
    where latest.customer_hk is null or staged.load_date > latest.load_date
  ) as qualified
  where is_kept
),
-- each with the state before it
compared as (
  select
    customer_hk,
    hash_diff,
    city,
    email,
    load_date,
    record_source,
    coalesce(lag(hash_diff) over (partition by customer_hk order by load_date nulls last), stored_diff) as previous_diff
  from newer
)
select
  customer_hk,
  hash_diff,
  city,
  email,
  load_date,
  record_source
from compared
where not (hash_diff <=> previous_diff);
