-- ==== duckdb

create table if not exists landing.customers (
  customer_id varchar,
  city varchar,
  email varchar,
  load_date timestamp not null,
  record_source varchar not null,
  row_sequence bigint not null
);

-- ==== snowflake

create table if not exists landing.customers (
  customer_id varchar,
  city varchar,
  email varchar,
  load_date timestamp_ntz(6) not null,
  record_source varchar not null,
  row_sequence number(19, 0) not null
);

-- ==== bigquery

create table if not exists landing.customers (
  customer_id string,
  city string,
  email string,
  load_date datetime not null,
  record_source string not null,
  row_sequence int64 not null
);

-- ==== redshift

create table if not exists landing.customers (
  customer_id varchar(65535),
  city varchar(65535),
  email varchar(65535),
  load_date timestamp not null,
  record_source varchar(65535) not null,
  row_sequence bigint not null
);

-- ==== postgres

create table if not exists landing.customers (
  customer_id text,
  city text,
  email text,
  load_date timestamp not null,
  record_source text not null,
  row_sequence bigint not null
);

-- ==== databricks

create table if not exists landing.customers (
  customer_id string,
  city string,
  email string,
  load_date timestamp_ntz not null,
  record_source string not null,
  row_sequence bigint not null
)
using delta;
