-- Databricks notebook source
-- MAGIC %md it's a title
-- COMMAND ----------
USE CATALOG main;
USE SCHEMA sales
-- COMMAND ----------
CREATE OR REPLACE TABLE main.sales.orders (
  id BIGINT GENERATED ALWAYS AS IDENTITY (START WITH 1 INCREMENT BY 1),
  name STRING NOT NULL COMMENT 'The name\'s; (x)',
  amt DECIMAL(10,2) DEFAULT 0,
  ts TIMESTAMP, nt TIMESTAMP_NTZ,
  d DATE GENERATED ALWAYS AS (CAST(ts AS DATE)) COMMENT "gen",
  tags ARRAY<STRING>, m MAP<STRING, INT>, s STRUCT<a: INT COMMENT 'x, y', b: STRUCT<c: STRING>>,
  v VARIANT, email STRING MASK mask_fn USING COLUMNS (name),
  CONSTRAINT pk PRIMARY KEY (id) RELY,
  CONSTRAINT fk FOREIGN KEY (name) REFERENCES main.sales.cust(name) NOT ENFORCED
)
USING delta
PARTITIONED BY (d)
LOCATION 'abfss://x@y/z'
COMMENT 'Orders; "all"'
TBLPROPERTIES ('delta.enableChangeDataFeed' = 'true', "k"="v")
-- COMMAND ----------
CREATE TABLE IF NOT EXISTS cust (name STRING, x INT) CLUSTER BY (name)
-- COMMAND ----------
ALTER TABLE cust ADD CONSTRAINT c_pk PRIMARY KEY (name);
ALTER TABLE cust ADD COLUMNS (y INT COMMENT 'why', z DATE);
ALTER TABLE cust ALTER COLUMN x COMMENT 'ex';
ALTER TABLE cust ALTER COLUMN x SET NOT NULL;
ALTER TABLE cust ADD CONSTRAINT pos CHECK (x > 0);
COMMENT ON TABLE cust IS "Customers";
CREATE EXTERNAL TABLE hv.logs(
  `ip` string COMMENT 'from deserializer', 
  `u` uniontype<int,string>,
  `n` struct<`a`:int,`b b`:array<map<string,double>>>,
  `bin` binary, ti tinyint, vc varchar(20), fl float)
COMMENT 'x'
PARTITIONED BY ( 
  `dt` string COMMENT 'part', 
  `hr` int)
CLUSTERED BY ( ip ) SORTED BY ( ip ASC ) INTO 32 BUCKETS
ROW FORMAT SERDE 
  'org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe' 
WITH SERDEPROPERTIES ( 
  'field.delim'='\;', 
  'serialization.format'='|') 
STORED AS INPUTFORMAT 
  'org.apache.hadoop.mapred.TextInputFormat' 
OUTPUTFORMAT 
  'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat'
LOCATION
  'hdfs://x/y'
TBLPROPERTIES (
  'transient_lastDdlTime'='1');
CREATE TABLE kudu_t (id BIGINT, name STRING, PRIMARY KEY(id)) PARTITION BY HASH(id) PARTITIONS 16 STORED AS KUDU;
CREATE OR REFRESH STREAMING TABLE st (a INT, CONSTRAINT v EXPECT (a > 0) ON VIOLATION DROP ROW) AS SELECT * FROM STREAM read_files('/x');
CREATE LIVE TABLE lt AS SELECT id, name FROM main.sales.orders;
CREATE TABLE del DEEP CLONE cust;
CREATE TABLE sh SHALLOW CLONE cust;
CREATE TABLE pq USING parquet LOCATION '/x';
CREATE TABLE ctas USING delta PARTITIONED BY (dd) AS SELECT CAST(NULL AS int) AS a, CAST(NULL AS DATE) AS dd WHERE 1 = 0;
CREATE VIEW vw (a COMMENT 'c', b) TBLPROPERTIES ('x'='y') AS SELECT id, name FROM orders;
CREATE TEMPORARY VIEW tv USING csv OPTIONS (path "x");
CREATE FUNCTION f(x INT) RETURNS INT RETURN x + 1;
OPTIMIZE orders ZORDER BY (id);
CREATE TABLE ice (id bigint, ts timestamp) USING iceberg PARTITIONED BY (days(ts), bucket(16, id));
INSERT OVERWRITE TABLE x PARTITION (dt='1') SELECT 1;
CREATE TABLE delta.`/path/x` (a INT) USING DELTA;
