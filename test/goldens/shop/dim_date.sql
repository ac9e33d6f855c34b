-- ==== duckdb

create table if not exists mart.dim_date (
  date_sk integer not null,
  "date" date,
  "year" integer,
  quarter integer,
  quarter_start date,
  quarter_end date,
  "month" integer,
  month_name varchar,
  month_start date,
  month_end date,
  day_of_year integer,
  day_of_month integer,
  day_of_week integer,
  day_name varchar,
  iso_week integer,
  iso_year integer,
  is_weekend boolean,
  is_holiday boolean,
  holiday_name varchar,
  fiscal_year integer,
  fiscal_quarter integer,
  fiscal_period integer
);

begin transaction;

delete from mart.dim_date;

insert into mart.dim_date (date_sk, "date", "year", quarter, quarter_start, quarter_end, "month", month_name, month_start, month_end, day_of_year, day_of_month, day_of_week, day_name, iso_week, iso_year, is_weekend, is_holiday, holiday_name, fiscal_year, fiscal_quarter, fiscal_period)
select
  -1 as date_sk,
  cast(null as date) as "date",
  cast(null as integer) as "year",
  cast(null as integer) as quarter,
  cast(null as date) as quarter_start,
  cast(null as date) as quarter_end,
  cast(null as integer) as "month",
  '(unknown)' as month_name,
  cast(null as date) as month_start,
  cast(null as date) as month_end,
  cast(null as integer) as day_of_year,
  cast(null as integer) as day_of_month,
  cast(null as integer) as day_of_week,
  '(unknown)' as day_name,
  cast(null as integer) as iso_week,
  cast(null as integer) as iso_year,
  cast(null as boolean) as is_weekend,
  cast(null as boolean) as is_holiday,
  cast(null as varchar) as holiday_name,
  cast(null as integer) as fiscal_year,
  cast(null as integer) as fiscal_quarter,
  cast(null as integer) as fiscal_period
union all
select
  cast(cast(extract(year from "date") as integer) * 10000 + cast(extract(month from "date") as integer) * 100 + cast(extract(day from "date") as integer) as integer) as date_sk,
  "date",
  cast(extract(year from "date") as integer) as "year",
  cast(extract(quarter from "date") as integer) as quarter,
  cast(date_trunc('quarter', "date") as date) as quarter_start,
  cast((cast(cast(date_trunc('quarter', "date") as date) + 3 * interval '1 month' as date)) + -1 * interval '1 day' as date) as quarter_end,
  cast(extract(month from "date") as integer) as "month",
  case cast(extract(month from "date") as integer) when 1 then 'January' when 2 then 'February' when 3 then 'March' when 4 then 'April' when 5 then 'May' when 6 then 'June' when 7 then 'July' when 8 then 'August' when 9 then 'September' when 10 then 'October' when 11 then 'November' when 12 then 'December' end as month_name,
  cast(date_trunc('month', "date") as date) as month_start,
  cast((cast(cast(date_trunc('month', "date") as date) + 1 * interval '1 month' as date)) + -1 * interval '1 day' as date) as month_end,
  cast(extract(doy from "date") as integer) as day_of_year,
  cast(extract(day from "date") as integer) as day_of_month,
  cast(extract(isodow from "date") as integer) as day_of_week,
  case cast(extract(isodow from "date") as integer) when 1 then 'Monday' when 2 then 'Tuesday' when 3 then 'Wednesday' when 4 then 'Thursday' when 5 then 'Friday' when 6 then 'Saturday' when 7 then 'Sunday' end as day_name,
  cast(extract(week from "date") as integer) as iso_week,
  cast(extract(isoyear from "date") as integer) as iso_year,
  cast(extract(isodow from "date") as integer) >= 6 as is_weekend,
  false as is_holiday,
  cast(null as varchar) as holiday_name,
  cast(extract(year from "date") as integer) as fiscal_year,
  cast(extract(quarter from "date") as integer) as fiscal_quarter,
  cast(extract(month from "date") as integer) as fiscal_period
from (
  select cast(day as date) as "date"
  from generate_series(timestamp '2026-01-01', timestamp '2026-12-31', interval '1 day') as series(day)
) as days;

commit;

-- ==== snowflake

create table if not exists mart.dim_date (
  date_sk number(10, 0) not null,
  date date,
  year number(10, 0),
  quarter number(10, 0),
  quarter_start date,
  quarter_end date,
  month number(10, 0),
  month_name varchar,
  month_start date,
  month_end date,
  day_of_year number(10, 0),
  day_of_month number(10, 0),
  day_of_week number(10, 0),
  day_name varchar,
  iso_week number(10, 0),
  iso_year number(10, 0),
  is_weekend boolean,
  is_holiday boolean,
  holiday_name varchar,
  fiscal_year number(10, 0),
  fiscal_quarter number(10, 0),
  fiscal_period number(10, 0),
  primary key (date_sk),
  unique (date)
);

begin;

delete from mart.dim_date;

insert into mart.dim_date (date_sk, date, year, quarter, quarter_start, quarter_end, month, month_name, month_start, month_end, day_of_year, day_of_month, day_of_week, day_name, iso_week, iso_year, is_weekend, is_holiday, holiday_name, fiscal_year, fiscal_quarter, fiscal_period)
select
  -1 as date_sk,
  cast(null as date) as date,
  cast(null as number(10, 0)) as year,
  cast(null as number(10, 0)) as quarter,
  cast(null as date) as quarter_start,
  cast(null as date) as quarter_end,
  cast(null as number(10, 0)) as month,
  '(unknown)' as month_name,
  cast(null as date) as month_start,
  cast(null as date) as month_end,
  cast(null as number(10, 0)) as day_of_year,
  cast(null as number(10, 0)) as day_of_month,
  cast(null as number(10, 0)) as day_of_week,
  '(unknown)' as day_name,
  cast(null as number(10, 0)) as iso_week,
  cast(null as number(10, 0)) as iso_year,
  cast(null as boolean) as is_weekend,
  cast(null as boolean) as is_holiday,
  cast(null as varchar) as holiday_name,
  cast(null as number(10, 0)) as fiscal_year,
  cast(null as number(10, 0)) as fiscal_quarter,
  cast(null as number(10, 0)) as fiscal_period
union all
select
  cast(extract(year from date) * 10000 + extract(month from date) * 100 + extract(day from date) as number(10, 0)) as date_sk,
  date,
  extract(year from date) as year,
  extract(quarter from date) as quarter,
  cast(date_trunc('quarter', date) as date) as quarter_start,
  cast(dateadd(day, -1, cast(dateadd(month, 3, cast(date_trunc('quarter', date) as date)) as date)) as date) as quarter_end,
  extract(month from date) as month,
  case extract(month from date) when 1 then 'January' when 2 then 'February' when 3 then 'March' when 4 then 'April' when 5 then 'May' when 6 then 'June' when 7 then 'July' when 8 then 'August' when 9 then 'September' when 10 then 'October' when 11 then 'November' when 12 then 'December' end as month_name,
  cast(date_trunc('month', date) as date) as month_start,
  cast(dateadd(day, -1, cast(dateadd(month, 1, cast(date_trunc('month', date) as date)) as date)) as date) as month_end,
  dayofyear(date) as day_of_year,
  extract(day from date) as day_of_month,
  dayofweekiso(date) as day_of_week,
  case dayofweekiso(date) when 1 then 'Monday' when 2 then 'Tuesday' when 3 then 'Wednesday' when 4 then 'Thursday' when 5 then 'Friday' when 6 then 'Saturday' when 7 then 'Sunday' end as day_name,
  weekiso(date) as iso_week,
  yearofweekiso(date) as iso_year,
  dayofweekiso(date) >= 6 as is_weekend,
  false as is_holiday,
  cast(null as varchar) as holiday_name,
  extract(year from date) as fiscal_year,
  extract(quarter from date) as fiscal_quarter,
  extract(month from date) as fiscal_period
from (
  select dateadd(day, row_number() over (order by seq4()) - 1, date '2026-01-01') as date
  from table(generator(rowcount => 365))
) as days;

commit;

-- ==== bigquery

create table if not exists mart.dim_date (
  date_sk int64 not null,
  `date` date,
  `year` int64,
  quarter int64,
  quarter_start date,
  quarter_end date,
  `month` int64,
  month_name string,
  month_start date,
  month_end date,
  day_of_year int64,
  day_of_month int64,
  day_of_week int64,
  day_name string,
  iso_week int64,
  iso_year int64,
  is_weekend bool,
  is_holiday bool,
  holiday_name string,
  fiscal_year int64,
  fiscal_quarter int64,
  fiscal_period int64,
  primary key (date_sk) not enforced
);

begin transaction;

delete from mart.dim_date where true;

insert into mart.dim_date (date_sk, `date`, `year`, quarter, quarter_start, quarter_end, `month`, month_name, month_start, month_end, day_of_year, day_of_month, day_of_week, day_name, iso_week, iso_year, is_weekend, is_holiday, holiday_name, fiscal_year, fiscal_quarter, fiscal_period)
select
  -1 as date_sk,
  cast(null as date) as `date`,
  cast(null as int64) as `year`,
  cast(null as int64) as quarter,
  cast(null as date) as quarter_start,
  cast(null as date) as quarter_end,
  cast(null as int64) as `month`,
  '(unknown)' as month_name,
  cast(null as date) as month_start,
  cast(null as date) as month_end,
  cast(null as int64) as day_of_year,
  cast(null as int64) as day_of_month,
  cast(null as int64) as day_of_week,
  '(unknown)' as day_name,
  cast(null as int64) as iso_week,
  cast(null as int64) as iso_year,
  cast(null as bool) as is_weekend,
  cast(null as bool) as is_holiday,
  cast(null as string) as holiday_name,
  cast(null as int64) as fiscal_year,
  cast(null as int64) as fiscal_quarter,
  cast(null as int64) as fiscal_period
union all
select
  cast(extract(year from `date`) * 10000 + extract(month from `date`) * 100 + extract(day from `date`) as int64) as date_sk,
  `date`,
  extract(year from `date`) as `year`,
  extract(quarter from `date`) as quarter,
  date_trunc(`date`, quarter) as quarter_start,
  date_add(date_add(date_trunc(`date`, quarter), interval 3 month), interval -1 day) as quarter_end,
  extract(month from `date`) as `month`,
  case extract(month from `date`) when 1 then 'January' when 2 then 'February' when 3 then 'March' when 4 then 'April' when 5 then 'May' when 6 then 'June' when 7 then 'July' when 8 then 'August' when 9 then 'September' when 10 then 'October' when 11 then 'November' when 12 then 'December' end as month_name,
  date_trunc(`date`, month) as month_start,
  date_add(date_add(date_trunc(`date`, month), interval 1 month), interval -1 day) as month_end,
  extract(dayofyear from `date`) as day_of_year,
  extract(day from `date`) as day_of_month,
  (mod(extract(dayofweek from `date`) + 5, 7) + 1) as day_of_week,
  case (mod(extract(dayofweek from `date`) + 5, 7) + 1) when 1 then 'Monday' when 2 then 'Tuesday' when 3 then 'Wednesday' when 4 then 'Thursday' when 5 then 'Friday' when 6 then 'Saturday' when 7 then 'Sunday' end as day_name,
  extract(isoweek from `date`) as iso_week,
  extract(isoyear from `date`) as iso_year,
  (mod(extract(dayofweek from `date`) + 5, 7) + 1) >= 6 as is_weekend,
  false as is_holiday,
  cast(null as string) as holiday_name,
  extract(year from `date`) as fiscal_year,
  extract(quarter from `date`) as fiscal_quarter,
  extract(month from `date`) as fiscal_period
from (
  select day as `date`
  from unnest(generate_date_array(date '2026-01-01', date '2026-12-31')) as day
) as days;

commit transaction;

-- ==== redshift

create table if not exists mart.dim_date (
  date_sk integer not null,
  "date" date,
  "year" integer,
  quarter integer,
  quarter_start date,
  quarter_end date,
  "month" integer,
  month_name varchar(65535),
  month_start date,
  month_end date,
  day_of_year integer,
  day_of_month integer,
  day_of_week integer,
  day_name varchar(65535),
  iso_week integer,
  iso_year integer,
  is_weekend boolean,
  is_holiday boolean,
  holiday_name varchar(65535),
  fiscal_year integer,
  fiscal_quarter integer,
  fiscal_period integer,
  primary key (date_sk),
  unique ("date")
);

begin;

delete from mart.dim_date;

insert into mart.dim_date (date_sk, "date", "year", quarter, quarter_start, quarter_end, "month", month_name, month_start, month_end, day_of_year, day_of_month, day_of_week, day_name, iso_week, iso_year, is_weekend, is_holiday, holiday_name, fiscal_year, fiscal_quarter, fiscal_period)
select
  -1 as date_sk,
  cast(null as date) as "date",
  cast(null as integer) as "year",
  cast(null as integer) as quarter,
  cast(null as date) as quarter_start,
  cast(null as date) as quarter_end,
  cast(null as integer) as "month",
  '(unknown)' as month_name,
  cast(null as date) as month_start,
  cast(null as date) as month_end,
  cast(null as integer) as day_of_year,
  cast(null as integer) as day_of_month,
  cast(null as integer) as day_of_week,
  '(unknown)' as day_name,
  cast(null as integer) as iso_week,
  cast(null as integer) as iso_year,
  cast(null as boolean) as is_weekend,
  cast(null as boolean) as is_holiday,
  cast(null as varchar(65535)) as holiday_name,
  cast(null as integer) as fiscal_year,
  cast(null as integer) as fiscal_quarter,
  cast(null as integer) as fiscal_period
union all
select
  cast(cast(extract(year from "date") as integer) * 10000 + cast(extract(month from "date") as integer) * 100 + cast(extract(day from "date") as integer) as integer) as date_sk,
  "date",
  cast(extract(year from "date") as integer) as "year",
  cast(extract(quarter from "date") as integer) as quarter,
  cast(date_trunc('quarter', "date") as date) as quarter_start,
  cast(dateadd(day, -1, cast(dateadd(month, 3, cast(date_trunc('quarter', "date") as date)) as date)) as date) as quarter_end,
  cast(extract(month from "date") as integer) as "month",
  case cast(extract(month from "date") as integer) when 1 then 'January' when 2 then 'February' when 3 then 'March' when 4 then 'April' when 5 then 'May' when 6 then 'June' when 7 then 'July' when 8 then 'August' when 9 then 'September' when 10 then 'October' when 11 then 'November' when 12 then 'December' end as month_name,
  cast(date_trunc('month', "date") as date) as month_start,
  cast(dateadd(day, -1, cast(dateadd(month, 1, cast(date_trunc('month', "date") as date)) as date)) as date) as month_end,
  cast(extract(doy from "date") as integer) as day_of_year,
  cast(extract(day from "date") as integer) as day_of_month,
  (mod(cast(extract(dow from "date") as integer) + 6, 7) + 1) as day_of_week,
  case (mod(cast(extract(dow from "date") as integer) + 6, 7) + 1) when 1 then 'Monday' when 2 then 'Tuesday' when 3 then 'Wednesday' when 4 then 'Thursday' when 5 then 'Friday' when 6 then 'Saturday' when 7 then 'Sunday' end as day_name,
  cast(extract(week from "date") as integer) as iso_week,
  cast(to_char("date", 'IYYY') as integer) as iso_year,
  (mod(cast(extract(dow from "date") as integer) + 6, 7) + 1) >= 6 as is_weekend,
  false as is_holiday,
  cast(null as varchar(65535)) as holiday_name,
  cast(extract(year from "date") as integer) as fiscal_year,
  cast(extract(quarter from "date") as integer) as fiscal_quarter,
  cast(extract(month from "date") as integer) as fiscal_period
from (
  select cast(dateadd(day, d0.d + d1.d * 10 + d2.d * 100, date '2026-01-01') as date) as "date"
  from (select 0 as d union all select 1 union all select 2 union all select 3 union all select 4 union all select 5 union all select 6 union all select 7 union all select 8 union all select 9) as d0
  cross join (select 0 as d union all select 1 union all select 2 union all select 3 union all select 4 union all select 5 union all select 6 union all select 7 union all select 8 union all select 9) as d1
  cross join (select 0 as d union all select 1 union all select 2 union all select 3 union all select 4 union all select 5 union all select 6 union all select 7 union all select 8 union all select 9) as d2
  where d0.d + d1.d * 10 + d2.d * 100 <= 364
) as days;

commit;

-- ==== postgres

create table if not exists mart.dim_date (
  date_sk integer not null,
  "date" date,
  "year" integer,
  quarter integer,
  quarter_start date,
  quarter_end date,
  "month" integer,
  month_name text,
  month_start date,
  month_end date,
  day_of_year integer,
  day_of_month integer,
  day_of_week integer,
  day_name text,
  iso_week integer,
  iso_year integer,
  is_weekend boolean,
  is_holiday boolean,
  holiday_name text,
  fiscal_year integer,
  fiscal_quarter integer,
  fiscal_period integer,
  primary key (date_sk),
  unique ("date")
);

begin;

delete from mart.dim_date;

insert into mart.dim_date (date_sk, "date", "year", quarter, quarter_start, quarter_end, "month", month_name, month_start, month_end, day_of_year, day_of_month, day_of_week, day_name, iso_week, iso_year, is_weekend, is_holiday, holiday_name, fiscal_year, fiscal_quarter, fiscal_period)
select
  -1 as date_sk,
  cast(null as date) as "date",
  cast(null as integer) as "year",
  cast(null as integer) as quarter,
  cast(null as date) as quarter_start,
  cast(null as date) as quarter_end,
  cast(null as integer) as "month",
  '(unknown)' as month_name,
  cast(null as date) as month_start,
  cast(null as date) as month_end,
  cast(null as integer) as day_of_year,
  cast(null as integer) as day_of_month,
  cast(null as integer) as day_of_week,
  '(unknown)' as day_name,
  cast(null as integer) as iso_week,
  cast(null as integer) as iso_year,
  cast(null as boolean) as is_weekend,
  cast(null as boolean) as is_holiday,
  cast(null as text) as holiday_name,
  cast(null as integer) as fiscal_year,
  cast(null as integer) as fiscal_quarter,
  cast(null as integer) as fiscal_period
union all
select
  cast(cast(extract(year from "date") as integer) * 10000 + cast(extract(month from "date") as integer) * 100 + cast(extract(day from "date") as integer) as integer) as date_sk,
  "date",
  cast(extract(year from "date") as integer) as "year",
  cast(extract(quarter from "date") as integer) as quarter,
  cast(date_trunc('quarter', "date") as date) as quarter_start,
  cast((cast(cast(date_trunc('quarter', "date") as date) + 3 * interval '1 month' as date)) + -1 * interval '1 day' as date) as quarter_end,
  cast(extract(month from "date") as integer) as "month",
  case cast(extract(month from "date") as integer) when 1 then 'January' when 2 then 'February' when 3 then 'March' when 4 then 'April' when 5 then 'May' when 6 then 'June' when 7 then 'July' when 8 then 'August' when 9 then 'September' when 10 then 'October' when 11 then 'November' when 12 then 'December' end as month_name,
  cast(date_trunc('month', "date") as date) as month_start,
  cast((cast(cast(date_trunc('month', "date") as date) + 1 * interval '1 month' as date)) + -1 * interval '1 day' as date) as month_end,
  cast(extract(doy from "date") as integer) as day_of_year,
  cast(extract(day from "date") as integer) as day_of_month,
  cast(extract(isodow from "date") as integer) as day_of_week,
  case cast(extract(isodow from "date") as integer) when 1 then 'Monday' when 2 then 'Tuesday' when 3 then 'Wednesday' when 4 then 'Thursday' when 5 then 'Friday' when 6 then 'Saturday' when 7 then 'Sunday' end as day_name,
  cast(extract(week from "date") as integer) as iso_week,
  cast(extract(isoyear from "date") as integer) as iso_year,
  cast(extract(isodow from "date") as integer) >= 6 as is_weekend,
  false as is_holiday,
  cast(null as text) as holiday_name,
  cast(extract(year from "date") as integer) as fiscal_year,
  cast(extract(quarter from "date") as integer) as fiscal_quarter,
  cast(extract(month from "date") as integer) as fiscal_period
from (
  select cast(day as date) as "date"
  from generate_series(timestamp '2026-01-01', timestamp '2026-12-31', interval '1 day') as series(day)
) as days;

commit;

-- ==== databricks

create table if not exists mart.dim_date (
  date_sk int not null,
  `date` date,
  `year` int,
  quarter int,
  quarter_start date,
  quarter_end date,
  `month` int,
  month_name string,
  month_start date,
  month_end date,
  day_of_year int,
  day_of_month int,
  day_of_week int,
  day_name string,
  iso_week int,
  iso_year int,
  is_weekend boolean,
  is_holiday boolean,
  holiday_name string,
  fiscal_year int,
  fiscal_quarter int,
  fiscal_period int,
  primary key (date_sk)
)
using delta;

delete from mart.dim_date;

insert into mart.dim_date (date_sk, `date`, `year`, quarter, quarter_start, quarter_end, `month`, month_name, month_start, month_end, day_of_year, day_of_month, day_of_week, day_name, iso_week, iso_year, is_weekend, is_holiday, holiday_name, fiscal_year, fiscal_quarter, fiscal_period)
select
  -1 as date_sk,
  cast(null as date) as `date`,
  cast(null as int) as `year`,
  cast(null as int) as quarter,
  cast(null as date) as quarter_start,
  cast(null as date) as quarter_end,
  cast(null as int) as `month`,
  '(unknown)' as month_name,
  cast(null as date) as month_start,
  cast(null as date) as month_end,
  cast(null as int) as day_of_year,
  cast(null as int) as day_of_month,
  cast(null as int) as day_of_week,
  '(unknown)' as day_name,
  cast(null as int) as iso_week,
  cast(null as int) as iso_year,
  cast(null as boolean) as is_weekend,
  cast(null as boolean) as is_holiday,
  cast(null as string) as holiday_name,
  cast(null as int) as fiscal_year,
  cast(null as int) as fiscal_quarter,
  cast(null as int) as fiscal_period
union all
select
  cast(cast(extract(year from `date`) as int) * 10000 + cast(extract(month from `date`) as int) * 100 + cast(extract(day from `date`) as int) as int) as date_sk,
  `date`,
  cast(extract(year from `date`) as int) as `year`,
  cast(extract(quarter from `date`) as int) as quarter,
  cast(date_trunc('quarter', `date`) as date) as quarter_start,
  cast(dateadd(day, -1, cast(dateadd(month, 3, cast(date_trunc('quarter', `date`) as date)) as date)) as date) as quarter_end,
  cast(extract(month from `date`) as int) as `month`,
  case cast(extract(month from `date`) as int) when 1 then 'January' when 2 then 'February' when 3 then 'March' when 4 then 'April' when 5 then 'May' when 6 then 'June' when 7 then 'July' when 8 then 'August' when 9 then 'September' when 10 then 'October' when 11 then 'November' when 12 then 'December' end as month_name,
  cast(date_trunc('month', `date`) as date) as month_start,
  cast(dateadd(day, -1, cast(dateadd(month, 1, cast(date_trunc('month', `date`) as date)) as date)) as date) as month_end,
  cast(extract(doy from `date`) as int) as day_of_year,
  cast(extract(day from `date`) as int) as day_of_month,
  (weekday(`date`) + 1) as day_of_week,
  case (weekday(`date`) + 1) when 1 then 'Monday' when 2 then 'Tuesday' when 3 then 'Wednesday' when 4 then 'Thursday' when 5 then 'Friday' when 6 then 'Saturday' when 7 then 'Sunday' end as day_name,
  cast(extract(week from `date`) as int) as iso_week,
  cast(extract(yearofweek from `date`) as int) as iso_year,
  (weekday(`date`) + 1) >= 6 as is_weekend,
  false as is_holiday,
  cast(null as string) as holiday_name,
  cast(extract(year from `date`) as int) as fiscal_year,
  cast(extract(quarter from `date`) as int) as fiscal_quarter,
  cast(extract(month from `date`) as int) as fiscal_period
from (
  select explode(sequence(date '2026-01-01', date '2026-12-31')) as `date`
) as days;
