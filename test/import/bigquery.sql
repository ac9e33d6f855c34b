# comment's
CREATE SCHEMA IF NOT EXISTS `my-proj.ds` OPTIONS(location="EU");
CREATE TABLE `my-proj.ds.orders`
(
  id INT64 NOT NULL OPTIONS(description="The id; it's \"quoted\""),
  name STRING(100) DEFAULT 'a' NOT NULL,
  amt NUMERIC(10, 2), big BIGNUMERIC, ts TIMESTAMP DEFAULT CURRENT_TIMESTAMP(),
  dt DATETIME, d DATE, b BYTES, j JSON, g GEOGRAPHY, r RANGE<DATE>,
  items ARRAY<STRUCT<sku STRING OPTIONS(description='x, y'), qty INT64 NOT NULL, tags ARRAY<STRING>>> OPTIONS(description='Items'),
  addr STRUCT<street STRING, geo STRUCT<lat FLOAT64, lon FLOAT64>>,
  `order` STRING, 
  iv INTERVAL,
  PRIMARY KEY (id) NOT ENFORCED,
  CONSTRAINT fk FOREIGN KEY (name) REFERENCES `my-proj.ds.cust`(name) NOT ENFORCED
)
PARTITION BY DATE(ts)
CLUSTER BY name, id
OPTIONS(
  partition_expiration_days=3.0,
  require_partition_filter=true,
  description="""Multi
line; 'desc'""",
  labels=[("org", "dev"), ("a", "b")]
);
CREATE TABLE my-proj.ds.cust (name STRING COLLATE 'und:ci' PRIMARY KEY NOT ENFORCED, x FLOAT64);
CREATE OR REPLACE TABLE ds.ctas PARTITION BY DATE_TRUNC(d, MONTH) CLUSTER BY id OPTIONS(description='d') AS
SELECT id, CAST(amt AS STRING) AS amt_s, SAFE_CAST(name AS INT64) n, o.dt, STRUCT(1 AS a, 2 AS b) AS st, ARRAY_AGG(x IGNORE NULLS) arr, r'\d' AS re, FROM `my-proj.ds.orders` o, UNNEST(items) it;
CREATE VIEW ds.v (a OPTIONS(description='A col'), b) OPTIONS(description='v') AS SELECT id, name FROM `my-proj`.ds.orders;
CREATE MATERIALIZED VIEW ds.mv AS SELECT d, SUM(amt) AS s FROM ds.orders GROUP BY d;
CREATE EXTERNAL TABLE ds.ext (a INT64) WITH PARTITION COLUMNS (pk STRING) OPTIONS (format='CSV', uris=['gs://b/*.csv']);
CREATE EXTERNAL TABLE ds.ext2 OPTIONS (format='PARQUET', uris=['gs://b/*']);
CREATE TEMP FUNCTION f(x INT64) RETURNS INT64 LANGUAGE js AS """ return x; // it's """;
CREATE OR REPLACE PROCEDURE ds.p() BEGIN CREATE TEMP TABLE tt (a INT64); IF TRUE THEN SELECT 1; END IF; END;
ALTER TABLE ds.cust ADD COLUMN IF NOT EXISTS y STRING OPTIONS(description='why'), ADD COLUMN z INT64;
ALTER TABLE ds.cust SET OPTIONS (description='Customers');
ALTER TABLE ds.cust ALTER COLUMN x SET OPTIONS (description='ex');
ALTER TABLE ds.orders ADD PRIMARY KEY (id) NOT ENFORCED;
CREATE SNAPSHOT TABLE ds.snap CLONE ds.cust;
CREATE TABLE ds.lk LIKE ds.cust;
CREATE TABLE ds.cp COPY ds.cust;
CREATE SEARCH INDEX si ON ds.cust(ALL COLUMNS);
CREATE MODEL ds.m OPTIONS(model_type='linear_reg') AS SELECT 1 AS label;
