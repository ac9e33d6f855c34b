-- ==== duckdb

create table if not exists mart.fct_order (
  customer_sk integer not null,
  order_date_sk integer not null,
  ship_date_sk integer not null,
  order_id varchar,
  amount decimal(12, 2),
  load_date timestamp not null,
  record_source varchar not null
);

insert into mart.fct_order (customer_sk, order_date_sk, ship_date_sk, order_id, amount, load_date, record_source)
with
-- what is there already
stored as (
  select
    self.order_id
  from mart.fct_order as self
),
-- every delivered row
staged as (
  select
    staged.order_id,
    staged.amount,
    staged.customer_id as d1_key1,
    cast(staged.ordered_at as date) as d2_key1,
    cast(staged.shipped_on as date) as d3_key1,
    cast(staged.ordered_at as timestamp) as event_at,
    staged.load_date,
    staged.record_source,
    staged.row_sequence
  from staging.stg_orders as staged
),
-- the first row of each grain
chosen as (
  select
    order_id,
    amount,
    d1_key1,
    d2_key1,
    d3_key1,
    event_at,
    load_date,
    record_source
  from staged
  where order_id is not null
  qualify row_number() over (partition by order_id order by load_date nulls last, row_sequence nulls last) = 1
),
-- dim_customer, each first version from the beginning of time
d1_members as (
  select
    member.customer_sk,
    member.customer_id,
    case when row_number() over (partition by member.customer_id order by member.valid_from nulls last) = 1 then timestamp '1900-01-01 00:00:00' else member.valid_from end as valid_from,
    member.valid_to
  from mart.dim_customer as member
),
-- natural keys become the keys of the members valid at the event
resolved as (
  select
    coalesce(d1.customer_sk, -1) as customer_sk,
    coalesce(d2.date_sk, -1) as order_date_sk,
    coalesce(d3.date_sk, -1) as ship_date_sk,
    chosen.order_id,
    chosen.amount,
    chosen.load_date,
    chosen.record_source
  from chosen
  left join d1_members as d1
    on d1.customer_id = chosen.d1_key1 and d1.valid_from <= chosen.event_at and chosen.event_at < d1.valid_to
  left join mart.dim_date as d2
    on d2."date" = chosen.d2_key1
  left join mart.dim_date as d3
    on d3."date" = chosen.d3_key1
)
select
  resolved.customer_sk,
  resolved.order_date_sk,
  resolved.ship_date_sk,
  resolved.order_id,
  resolved.amount,
  resolved.load_date,
  resolved.record_source
from resolved
where not exists (
  select
    1 as found
  from stored
  where stored.order_id = resolved.order_id
);

-- ==== snowflake

create table if not exists mart.fct_order (
  customer_sk number(10, 0) not null,
  order_date_sk number(10, 0) not null,
  ship_date_sk number(10, 0) not null,
  order_id varchar not null,
  amount number(12, 2),
  load_date timestamp_ntz(6) not null,
  record_source varchar not null,
  primary key (order_id),
  foreign key (customer_sk) references mart.dim_customer (customer_sk),
  foreign key (order_date_sk) references mart.dim_date (date_sk),
  foreign key (ship_date_sk) references mart.dim_date (date_sk)
);

insert into mart.fct_order (customer_sk, order_date_sk, ship_date_sk, order_id, amount, load_date, record_source)
with
-- what is there already
stored as (
  select
    self.order_id
  from mart.fct_order as self
),
-- every delivered row
staged as (
  select
    staged.order_id,
    staged.amount,
    staged.customer_id as d1_key1,
    cast(staged.ordered_at as date) as d2_key1,
    cast(staged.shipped_on as date) as d3_key1,
    cast(staged.ordered_at as timestamp_ntz(6)) as event_at,
    staged.load_date,
    staged.record_source,
    staged.row_sequence
  from staging.stg_orders as staged
),
-- the first row of each grain
chosen as (
  select
    order_id,
    amount,
    d1_key1,
    d2_key1,
    d3_key1,
    event_at,
    load_date,
    record_source
  from staged
  where order_id is not null
  qualify row_number() over (partition by order_id order by load_date nulls last, row_sequence nulls last) = 1
),
-- dim_customer, each first version from the beginning of time
d1_members as (
  select
    member.customer_sk,
    member.customer_id,
    case when row_number() over (partition by member.customer_id order by member.valid_from nulls last) = 1 then '1900-01-01 00:00:00'::timestamp_ntz else member.valid_from end as valid_from,
    member.valid_to
  from mart.dim_customer as member
),
-- natural keys become the keys of the members valid at the event
resolved as (
  select
    coalesce(d1.customer_sk, -1) as customer_sk,
    coalesce(d2.date_sk, -1) as order_date_sk,
    coalesce(d3.date_sk, -1) as ship_date_sk,
    chosen.order_id,
    chosen.amount,
    chosen.load_date,
    chosen.record_source
  from chosen
  left join d1_members as d1
    on d1.customer_id = chosen.d1_key1 and d1.valid_from <= chosen.event_at and chosen.event_at < d1.valid_to
  left join mart.dim_date as d2
    on d2.date = chosen.d2_key1
  left join mart.dim_date as d3
    on d3.date = chosen.d3_key1
)
select
  resolved.customer_sk,
  resolved.order_date_sk,
  resolved.ship_date_sk,
  resolved.order_id,
  resolved.amount,
  resolved.load_date,
  resolved.record_source
from resolved
where not exists (
  select
    1 as found
  from stored
  where stored.order_id = resolved.order_id
);

-- ==== bigquery

create table if not exists mart.fct_order (
  customer_sk int64 not null,
  order_date_sk int64 not null,
  ship_date_sk int64 not null,
  order_id string not null,
  amount numeric(12, 2),
  load_date datetime not null,
  record_source string not null,
  primary key (order_id) not enforced,
  foreign key (customer_sk) references mart.dim_customer (customer_sk) not enforced,
  foreign key (order_date_sk) references mart.dim_date (date_sk) not enforced,
  foreign key (ship_date_sk) references mart.dim_date (date_sk) not enforced
);

insert into mart.fct_order (customer_sk, order_date_sk, ship_date_sk, order_id, amount, load_date, record_source)
with
-- what is there already
stored as (
  select
    self.order_id
  from mart.fct_order as self
),
-- every delivered row
staged as (
  select
    staged.order_id,
    staged.amount,
    staged.customer_id as d1_key1,
    cast(staged.ordered_at as date) as d2_key1,
    cast(staged.shipped_on as date) as d3_key1,
    cast(staged.ordered_at as datetime) as event_at,
    staged.load_date,
    staged.record_source,
    staged.row_sequence
  from staging.stg_orders as staged
),
-- the first row of each grain
chosen as (
  select
    order_id,
    amount,
    d1_key1,
    d2_key1,
    d3_key1,
    event_at,
    load_date,
    record_source
  from staged
  where order_id is not null
  qualify row_number() over (partition by order_id order by load_date nulls last, row_sequence nulls last) = 1
),
-- dim_customer, each first version from the beginning of time
d1_members as (
  select
    member.customer_sk,
    member.customer_id,
    case when row_number() over (partition by member.customer_id order by member.valid_from nulls last) = 1 then datetime '1900-01-01 00:00:00' else member.valid_from end as valid_from,
    member.valid_to
  from mart.dim_customer as member
),
-- natural keys become the keys of the members valid at the event
resolved as (
  select
    coalesce(d1.customer_sk, -1) as customer_sk,
    coalesce(d2.date_sk, -1) as order_date_sk,
    coalesce(d3.date_sk, -1) as ship_date_sk,
    chosen.order_id,
    chosen.amount,
    chosen.load_date,
    chosen.record_source
  from chosen
  left join d1_members as d1
    on d1.customer_id = chosen.d1_key1 and d1.valid_from <= chosen.event_at and chosen.event_at < d1.valid_to
  left join mart.dim_date as d2
    on d2.`date` = chosen.d2_key1
  left join mart.dim_date as d3
    on d3.`date` = chosen.d3_key1
)
select
  resolved.customer_sk,
  resolved.order_date_sk,
  resolved.ship_date_sk,
  resolved.order_id,
  resolved.amount,
  resolved.load_date,
  resolved.record_source
from resolved
where not exists (
  select
    1 as found
  from stored
  where stored.order_id = resolved.order_id
);

-- ==== redshift

create table if not exists mart.fct_order (
  customer_sk integer not null,
  order_date_sk integer not null,
  ship_date_sk integer not null,
  order_id varchar(65535) not null,
  amount numeric(12, 2),
  load_date timestamp not null,
  record_source varchar(65535) not null,
  primary key (order_id),
  foreign key (customer_sk) references mart.dim_customer (customer_sk),
  foreign key (order_date_sk) references mart.dim_date (date_sk),
  foreign key (ship_date_sk) references mart.dim_date (date_sk)
);

insert into mart.fct_order (customer_sk, order_date_sk, ship_date_sk, order_id, amount, load_date, record_source)
with
-- what is there already
stored as (
  select
    self.order_id
  from mart.fct_order as self
),
-- every delivered row
staged as (
  select
    staged.order_id,
    staged.amount,
    staged.customer_id as d1_key1,
    cast(staged.ordered_at as date) as d2_key1,
    cast(staged.shipped_on as date) as d3_key1,
    cast(staged.ordered_at as timestamp) as event_at,
    staged.load_date,
    staged.record_source,
    staged.row_sequence
  from staging.stg_orders as staged
),
-- the first row of each grain
chosen as (
  select
    order_id,
    amount,
    d1_key1,
    d2_key1,
    d3_key1,
    event_at,
    load_date,
    record_source
  from staged
  where order_id is not null
  qualify row_number() over (partition by order_id order by load_date nulls last, row_sequence nulls last) = 1
),
-- dim_customer, each first version from the beginning of time
d1_members as (
  select
    member.customer_sk,
    member.customer_id,
    case when row_number() over (partition by member.customer_id order by member.valid_from nulls last) = 1 then timestamp '1900-01-01 00:00:00' else member.valid_from end as valid_from,
    member.valid_to
  from mart.dim_customer as member
),
-- natural keys become the keys of the members valid at the event
resolved as (
  select
    coalesce(d1.customer_sk, -1) as customer_sk,
    coalesce(d2.date_sk, -1) as order_date_sk,
    coalesce(d3.date_sk, -1) as ship_date_sk,
    chosen.order_id,
    chosen.amount,
    chosen.load_date,
    chosen.record_source
  from chosen
  left join d1_members as d1
    on d1.customer_id = chosen.d1_key1 and d1.valid_from <= chosen.event_at and chosen.event_at < d1.valid_to
  left join mart.dim_date as d2
    on d2."date" = chosen.d2_key1
  left join mart.dim_date as d3
    on d3."date" = chosen.d3_key1
)
select
  resolved.customer_sk,
  resolved.order_date_sk,
  resolved.ship_date_sk,
  resolved.order_id,
  resolved.amount,
  resolved.load_date,
  resolved.record_source
from resolved
where not exists (
  select
    1 as found
  from stored
  where stored.order_id = resolved.order_id
);

-- ==== postgres

create table if not exists mart.fct_order (
  customer_sk integer not null,
  order_date_sk integer not null,
  ship_date_sk integer not null,
  order_id text not null,
  amount numeric(12, 2),
  load_date timestamp not null,
  record_source text not null,
  primary key (order_id),
  foreign key (customer_sk) references mart.dim_customer (customer_sk) deferrable initially deferred,
  foreign key (order_date_sk) references mart.dim_date (date_sk) deferrable initially deferred,
  foreign key (ship_date_sk) references mart.dim_date (date_sk) deferrable initially deferred
);

insert into mart.fct_order (customer_sk, order_date_sk, ship_date_sk, order_id, amount, load_date, record_source)
with
-- what is there already
stored as (
  select
    self.order_id
  from mart.fct_order as self
),
-- every delivered row
staged as (
  select
    staged.order_id,
    staged.amount,
    staged.customer_id as d1_key1,
    cast(staged.ordered_at as date) as d2_key1,
    cast(staged.shipped_on as date) as d3_key1,
    cast(staged.ordered_at as timestamp) as event_at,
    staged.load_date,
    staged.record_source,
    staged.row_sequence
  from staging.stg_orders as staged
),
-- the first row of each grain
chosen as (
  select
    order_id,
    amount,
    d1_key1,
    d2_key1,
    d3_key1,
    event_at,
    load_date,
    record_source
  from (
    select
      order_id,
      amount,
      d1_key1,
      d2_key1,
      d3_key1,
      event_at,
      load_date,
      record_source,
      row_number() over (partition by order_id order by load_date nulls last, row_sequence nulls last) = 1 as is_kept
    from staged
    where order_id is not null
  ) as qualified
  where is_kept
),
-- dim_customer, each first version from the beginning of time
d1_members as (
  select
    member.customer_sk,
    member.customer_id,
    case when row_number() over (partition by member.customer_id order by member.valid_from nulls last) = 1 then timestamp '1900-01-01 00:00:00' else member.valid_from end as valid_from,
    member.valid_to
  from mart.dim_customer as member
),
-- natural keys become the keys of the members valid at the event
resolved as (
  select
    coalesce(d1.customer_sk, -1) as customer_sk,
    coalesce(d2.date_sk, -1) as order_date_sk,
    coalesce(d3.date_sk, -1) as ship_date_sk,
    chosen.order_id,
    chosen.amount,
    chosen.load_date,
    chosen.record_source
  from chosen
  left join d1_members as d1
    on d1.customer_id = chosen.d1_key1 and d1.valid_from <= chosen.event_at and chosen.event_at < d1.valid_to
  left join mart.dim_date as d2
    on d2."date" = chosen.d2_key1
  left join mart.dim_date as d3
    on d3."date" = chosen.d3_key1
)
select
  resolved.customer_sk,
  resolved.order_date_sk,
  resolved.ship_date_sk,
  resolved.order_id,
  resolved.amount,
  resolved.load_date,
  resolved.record_source
from resolved
where not exists (
  select
    1 as found
  from stored
  where stored.order_id = resolved.order_id
);

-- ==== databricks

create table if not exists mart.fct_order (
  customer_sk int not null,
  order_date_sk int not null,
  ship_date_sk int not null,
  order_id string not null,
  amount decimal(12, 2),
  load_date timestamp_ntz not null,
  record_source string not null,
  primary key (order_id),
  foreign key (customer_sk) references mart.dim_customer (customer_sk),
  foreign key (order_date_sk) references mart.dim_date (date_sk),
  foreign key (ship_date_sk) references mart.dim_date (date_sk)
)
using delta;

insert into mart.fct_order (customer_sk, order_date_sk, ship_date_sk, order_id, amount, load_date, record_source)
with
-- what is there already
stored as (
  select
    self.order_id
  from mart.fct_order as self
),
-- every delivered row
staged as (
  select
    staged.order_id,
    staged.amount,
    staged.customer_id as d1_key1,
    cast(staged.ordered_at as date) as d2_key1,
    cast(staged.shipped_on as date) as d3_key1,
    cast(staged.ordered_at as timestamp_ntz) as event_at,
    staged.load_date,
    staged.record_source,
    staged.row_sequence
  from staging.stg_orders as staged
),
-- the first row of each grain
chosen as (
  select
    order_id,
    amount,
    d1_key1,
    d2_key1,
    d3_key1,
    event_at,
    load_date,
    record_source
  from (
    select
      order_id,
      amount,
      d1_key1,
      d2_key1,
      d3_key1,
      event_at,
      load_date,
      record_source,
      row_number() over (partition by order_id order by load_date nulls last, row_sequence nulls last) = 1 as is_kept
    from staged
    where order_id is not null
  ) as qualified
  where is_kept
),
-- dim_customer, each first version from the beginning of time
d1_members as (
  select
    member.customer_sk,
    member.customer_id,
    case when row_number() over (partition by member.customer_id order by member.valid_from nulls last) = 1 then timestamp_ntz '1900-01-01 00:00:00' else member.valid_from end as valid_from,
    member.valid_to
  from mart.dim_customer as member
),
-- natural keys become the keys of the members valid at the event
resolved as (
  select
    coalesce(d1.customer_sk, -1) as customer_sk,
    coalesce(d2.date_sk, -1) as order_date_sk,
    coalesce(d3.date_sk, -1) as ship_date_sk,
    chosen.order_id,
    chosen.amount,
    chosen.load_date,
    chosen.record_source
  from chosen
  left join d1_members as d1
    on d1.customer_id = chosen.d1_key1 and d1.valid_from <= chosen.event_at and chosen.event_at < d1.valid_to
  left join mart.dim_date as d2
    on d2.`date` = chosen.d2_key1
  left join mart.dim_date as d3
    on d3.`date` = chosen.d3_key1
)
select
  resolved.customer_sk,
  resolved.order_date_sk,
  resolved.ship_date_sk,
  resolved.order_id,
  resolved.amount,
  resolved.load_date,
  resolved.record_source
from resolved
where not exists (
  select
    1 as found
  from stored
  where stored.order_id = resolved.order_id
);
