import { SCRIPT_PLATFORMS, type ImportFile, type ScriptPlatform } from './types.ts';

/** What tells a dialect: a pattern, how much it weighs, and what to call it. */
type Sign = readonly [platform: ScriptPlatform, weight: number, pattern: RegExp, words: string];

const SIGNS: readonly Sign[] = [
  ['sqlserver', 5, /^[ \t]*GO[ \t]*(?:--.*)?$/im, 'GO'],
  ['sqlserver', 4, /\[(?:dbo|\w+)\]\.\[/i, 'names in brackets'],
  ['sqlserver', 3, /\bdbo\./i, 'dbo'],
  ['sqlserver', 4, /\bNONCLUSTERED\b/i, 'NONCLUSTERED'],
  ['sqlserver', 3, /\bPRIMARY KEY CLUSTERED\b/i, 'CLUSTERED'],
  ['sqlserver', 5, /\bsp_addextendedproperty\b|\bON \[PRIMARY\]|\bQUOTED_IDENTIFIER\b|\bCOLUMNSTORE\b/i, 'settings of SQL Server'],
  ['sqlserver', 3, /\b(?:UNIQUEIDENTIFIER|DATETIME2|DATETIMEOFFSET|SMALLDATETIME|SYSNAME|HIERARCHYID)\b/i, 'types of SQL Server'],
  ['sqlserver', 2, /\b(?:NVARCHAR|N?VARCHAR\s*\(\s*MAX\s*\))/i, 'NVARCHAR'],
  ['sqlserver', 2, /\bIDENTITY\s*\(\s*\d+\s*,\s*\d+\s*\)/i, 'IDENTITY'],
  ['sqlserver', 4, /\bDISTRIBUTION\s*=\s*(?:HASH|ROUND_ROBIN|REPLICATE)/i, 'DISTRIBUTION'],
  ['sqlserver', 2, /\b(?:GETDATE\s*\(\)|SYSUTCDATETIME|NEWID\s*\(\))/i, 'functions of SQL Server'],
  ['mysql', 5, /\bENGINE\s*=\s*\w+/i, 'ENGINE ='],
  ['mysql', 4, /\bAUTO_INCREMENT\b/i, 'AUTO_INCREMENT'],
  ['mysql', 5, /\/\*![4-9]\d{4}|--\s*(?:MySQL|MariaDB) dump|phpMyAdmin/i, 'a dump of MySQL'],
  ['mysql', 3, /^[ \t]*DELIMITER[ \t]+\S+/im, 'DELIMITER'],
  ['mysql', 3, /\b(?:UNSIGNED|ZEROFILL|MEDIUMINT|LONGTEXT|MEDIUMTEXT|TINYTEXT|LONGBLOB|TINYINT\s*\(\s*1\s*\))/i, 'types of MySQL'],
  ['mysql', 3, /\bON UPDATE CURRENT_TIMESTAMP|\bDEFAULT CHARSET\b|\bUNIQUE KEY\s+`/i, 'options of MySQL'],
  ['mysql', 2, /\bCREATE TABLE (?:IF NOT EXISTS )?`\w+`/i, 'names in backticks'],
  ['oracle', 5, /\bN?VARCHAR2\b/i, 'VARCHAR2'],
  ['oracle', 3, /^\/[ \t]*$/m, 'lines with a slash'],
  ['oracle', 4, /\b(?:PCTFREE|SEGMENT CREATION|NOLOGGING|STORE AS (?:SECUREFILE|BASICFILE))\b/i, 'storage of Oracle'],
  ['oracle', 2, /\b(?:SYSDATE|SYSTIMESTAMP|USER_TABLES|NOVALIDATE)\b|\bENABLE\s*[,)]/i, 'words of Oracle'],
  ['oracle', 2, /^(?:PROMPT|REM|SET DEFINE|SPOOL)\b/im, 'commands of SQL*Plus'],
  ['oracle', 2, /\bNUMBER\s*\(\s*\d+\s*\)|\b(?:N?CLOB|BFILE|RAW\s*\()/i, 'types of Oracle'],
  ['snowflake', 5, /\bTIMESTAMP_(?:NTZ|LTZ|TZ)\b/i, 'TIMESTAMP_NTZ'],
  [
    'snowflake',
    4,
    /\b(?:VARIANT|MASKING POLICY|COPY GRANTS|FILE FORMAT|CREATE (?:OR REPLACE )?(?:WAREHOUSE|STAGE|TRANSIENT|DYNAMIC TABLE)|USE (?:WAREHOUSE|ROLE)|DATA_RETENTION_TIME_IN_DAYS|TARGET_LAG|CHANGE_TRACKING)\b/i,
    'words of Snowflake',
  ],
  ['snowflake', 3, /\bNUMBER\s*\(\s*\d+\s*,\s*\d+\s*\)|\bVARCHAR\s*\(\s*16777216\s*\)|\bAUTOINCREMENT START\b/i, 'types of Snowflake'],
  ['snowflake', 1, /\bNUMBER\b|\bCREATE OR REPLACE TABLE\b|\bCLUSTER BY\s*\(/i, 'NUMBER, OR REPLACE'],
  ['bigquery', 5, /\b(?:INT64|FLOAT64|BIGNUMERIC)\b/i, 'INT64'],
  ['bigquery', 4, /\bOPTIONS\s*\(|`[\w-]+\.[\w-]+(?:\.[\w-]+)?`|`region-/i, 'OPTIONS'],
  ['bigquery', 2, /\bPARTITION BY\s+(?:DATE|TIMESTAMP_TRUNC|DATE_TRUNC|RANGE_BUCKET|_PARTITIONDATE)|\bSTRUCT\s*</i, 'partitions of BigQuery'],
  ['redshift', 7, /\b(?:DISTKEY|SORTKEY|DISTSTYLE)\b/i, 'DISTKEY, SORTKEY'],
  ['redshift', 6, /\bENCODE\s+(?:az64|lzo|zstd|raw|bytedict|delta|runlength|auto)/i, 'ENCODE'],
  ['redshift', 3, /\b(?:SUPER|HLLSKETCH|VARBYTE|iam_role)\b|\bBACKUP\s+(?:NO|YES)\b|\bDISTRIBUTE ON\b|\bORGANIZE ON\b/i, 'words of Redshift'],
  [
    'databricks',
    5,
    /\bTBLPROPERTIES\b|\bUSING\s+(?:DELTA|PARQUET|ICEBERG|ORC|AVRO|JSON|CSV)\b|\bSTORED\s+AS\b|\bROW\s+FORMAT\b|--\s*COMMAND\s+-{3}|-- Databricks notebook/i,
    'TBLPROPERTIES, USING DELTA',
  ],
  ['databricks', 3, /\bPARTITIONED\s+BY\s*\(|\bCLUSTERED\s+BY\s*\(|\b(?:ARRAY|MAP)\s*<|\bSTRUCT\s*<\s*\w+\s*:/i, 'PARTITIONED BY'],
  ['databricks', 1, /\bSTRING\b/i, 'STRING'],
  [
    'postgres',
    4,
    /\bALTER TABLE ONLY\b|\bOWNER TO\b|PostgreSQL database dump|\bCREATE EXTENSION\b|\bSET (?:search_path|default_tablespace)\b|^\\(?:connect|c|restrict)\b|\bpg_catalog\b/im,
    'a dump of PostgreSQL',
  ],
  [
    'postgres',
    3,
    /\b(?:BIG|SMALL)?SERIAL\b|\bcharacter varying\b|\bJSONB\b|\bBYTEA\b|\btimestamp with(?:out)? time zone\b|\bnextval\(|\bUSING (?:btree|gin|gist)\b|\bTSVECTOR\b|\bCITEXT\b/i,
    'types of PostgreSQL',
  ],
  [
    'postgres',
    2,
    /\bTIMESTAMPTZ\b|\bCREATE TYPE \S+ AS ENUM\b|::\w+|\bGENERATED (?:ALWAYS|BY DEFAULT) AS IDENTITY\b|\bgen_random_uuid\b|\bTEXT\[\]|\$\$/i,
    'words of PostgreSQL',
  ],
  [
    'duckdb',
    5,
    /\b(?:U?HUGEINT|UBIGINT|UTINYINT|USMALLINT|UINTEGER)\b|\bread_(?:csv|parquet|csv_auto|json)\s*\(|\bCREATE (?:OR REPLACE )?MACRO\b|^\s*(?:INSTALL|ATTACH)\s/im,
    'words of DuckDB',
  ],
  ['duckdb', 3, /\bSTRUCT\s*\(|\b(?:VARCHAR|INTEGER|DOUBLE|BIGINT)\[\]|\bMAP\s*\(/i, 'nested types of DuckDB'],
  ['sqlite', 5, /\bPRAGMA\b|\bWITHOUT ROWID\b|\bsqlite_\w+|\bSTRICT\s*;|\bUSING fts\d/i, 'words of SQLite'],
  ['sqlite', 4, /\bPRIMARY KEY (?:ASC |DESC )?AUTOINCREMENT\b/i, 'AUTOINCREMENT'],
  ['sqlite', 4, /\bCREATE TABLE (?:IF NOT EXISTS )?\[\w+\]\s*\(\s*\[\w+\]\s+INTEGER\b/i, 'INTEGER beside names in brackets'],
  ['sqlite', 1, /\bINTEGER(?: NOT NULL)? PRIMARY KEY\b|^BEGIN TRANSACTION;/im, 'INTEGER PRIMARY KEY'],
];

/** Names by which comments and file names call a dialect. */
const NAMES: readonly (readonly [ScriptPlatform, RegExp])[] = [
  ['snowflake', /snowflake/i],
  ['bigquery', /big\s?query/i],
  ['redshift', /redshift|netezza/i],
  ['postgres', /postgres/i],
  ['duckdb', /duckdb/i],
  ['databricks', /databricks|\bspark\b|\bhive\b|impala/i],
  ['sqlserver', /sql[ _]?server|\bt-?sql\b|mssql|synapse/i],
  ['mysql', /mysql|mariadb/i],
  ['oracle', /oracle/i],
  ['sqlite', /sqlite/i],
];

const SAMPLE = 400_000;

interface Score {
  readonly weight: number;
  readonly words: readonly string[];
}

function scores({ name, text }: ImportFile): ReadonlyMap<ScriptPlatform, Score> {
  const sample = text.slice(0, SAMPLE);
  const found = new Map<ScriptPlatform, Score>();
  const add = (platform: ScriptPlatform, weight: number, words: string): void => {
    const before = found.get(platform) ?? { weight: 0, words: [] };
    found.set(platform, { weight: before.weight + weight, words: [...before.words, words] });
  };
  // What comments and data say is no syntax.
  const code = sample.replaceAll(/--(?![ \t]*(?:COMMAND|MySQL|MariaDB|PostgreSQL|Databricks))[^\n]*|\/\*(?!!)[\s\S]*?\*\/|'(?:[^'\\\n]|''|\\.)*'/g, "''");
  for (const [platform, weight, pattern, words] of SIGNS) if (pattern.test(code)) add(platform, weight, words);
  const opening = (sample.slice(0, 2000).match(/\/\*[\s\S]*?(?:\*\/|$)|--[^\n]*/g) ?? []).join('\n');
  for (const [platform, pattern] of NAMES) {
    if (pattern.test(opening)) add(platform, 3, 'a comment names it');
    if (pattern.test(name)) add(platform, 2, 'the name of the file');
  }
  return found;
}

const best = (found: ReadonlyMap<ScriptPlatform, Score>): readonly [ScriptPlatform, Score] | undefined =>
  SCRIPT_PLATFORMS.flatMap((platform) => {
    const score = found.get(platform);
    return score ? [[platform, score] as const] : [];
  }).toSorted(([, a], [, b]) => b.weight - a.weight)[0];

export interface Detected {
  readonly platform: ScriptPlatform;
  readonly evidence: string;
}

/** Scripts that say less than this follow what the others of the same import are. */
const ENOUGH = 2;

/** The dialect of each file, and by what it was told. */
export function detectDialects(files: readonly ImportFile[]): readonly Detected[] {
  const all = files.map(scores);
  const sum = new Map<ScriptPlatform, Score>();
  for (const one of all)
    for (const [platform, { weight, words }] of one) {
      const before = sum.get(platform) ?? { weight: 0, words: [] };
      sum.set(platform, { weight: before.weight + weight, words: [...before.words, ...words] });
    }
  const [common] = best(sum) ?? [];
  return all.map((found): Detected => {
    const [platform, score] = best(found) ?? [];
    if (platform !== undefined && score && (score.weight >= ENOUGH || files.length === 1)) return { platform, evidence: score.words.slice(0, 3).join(', ') };
    return common === undefined
      ? { platform: 'postgres', evidence: 'nothing tells it from standard SQL' }
      : { platform: common, evidence: 'as the other files' };
  });
}
