-- ==== duckdb

create table if not exists landing.orders (
  order_id varchar,
  customer_id varchar,
  ordered_at timestamp,
  shipped_on date,
  amount varchar,
  load_date timestamp not null,
  record_source varchar not null,
  row_sequence bigint not null
);

-- ==== snowflake

create table if not exists landing.orders (
  order_id varchar,
  customer_id varchar,
  ordered_at timestamp_ntz(6),
  shipped_on date,
  amount varchar,
  load_date timestamp_ntz(6) not null,
  record_source varchar not null,
  row_sequence number(19, 0) not null
);

-- ==== bigquery

create table if not exists landing.orders (
  order_id string,
  customer_id string,
  ordered_at datetime,
  shipped_on date,
  amount string,
  load_date datetime not null,
  record_source string not null,
  row_sequence int64 not null
);

-- ==== redshift

create table if not exists landing.orders (
  order_id varchar(65535),
  customer_id varchar(65535),
  ordered_at timestamp,
  shipped_on date,
  amount varchar(65535),
  load_date timestamp not null,
  record_source varchar(65535) not null,
  row_sequence bigint not null
);

-- ==== postgres

create table if not exists landing.orders (
  order_id text,
  customer_id text,
  ordered_at timestamp,
  shipped_on date,
  amount text,
  load_date timestamp not null,
  record_source text not null,
  row_sequence bigint not null
);

-- ==== databricks

create table if not exists landing.orders (
  order_id string,
  customer_id string,
  ordered_at timestamp_ntz,
  shipped_on date,
  amount string,
  load_date timestamp_ntz not null,
  record_source string not null,
  row_sequence bigint not null
)
using delta;
