import type { ScriptPlatform } from './types.ts';

/** A domain or an alias of a type that a script creates, by its name in lower case. */
export type TypeAliases = ReadonlyMap<string, string>;

const TEXT =
  'VARCHAR VARCHAR2 NVARCHAR NVARCHAR2 CHAR NCHAR BPCHAR CHARACTER TEXT NTEXT STRING CITEXT CLOB NCLOB TINYTEXT MEDIUMTEXT LONGTEXT LONG NAME SYSNAME ENUM SET ' +
  'XML XMLTYPE INET CIDR MACADDR MACADDR8 TSVECTOR TSQUERY POINT LINE LSEG BOX PATH POLYGON CIRCLE INTERVAL ROWID UROWID HLLSKETCH GEOMETRY GEOGRAPHY HSTORE LTREE ' +
  'MULTIPOINT LINESTRING MULTILINESTRING MULTIPOLYGON GEOMETRYCOLLECTION HIERARCHYID INT4RANGE INT8RANGE NUMRANGE TSRANGE TSTZRANGE DATERANGE OID REGCLASS XID ' +
  'FILE BFILE SDO_GEOMETRY RANGE PG_LSN INET4 INET6 VARYING NATIONAL NATIVE REGPROC CID TID TXID_SNAPSHOT UNIQUEIDENTIFIERTEXT VOID NULL CHARBYTE';
const TABLE: readonly (readonly [logical: string, words: string])[] = [
  ['text', TEXT],
  [
    'integer',
    'INT INTEGER INT4 INT32 SMALLINT INT2 INT16 TINYINT INT1 MEDIUMINT INT3 BYTEINT SERIAL SERIAL4 SMALLSERIAL SERIAL2 YEAR BYTE SHORT UTINYINT UINT8 USMALLINT UINT16',
  ],
  ['bigint', 'BIGINT INT8 INT64 BIGSERIAL SERIAL8 UINTEGER UINT32'],
  ['decimal(20,0)', 'UBIGINT UINT64'],
  ['decimal(38,0)', 'HUGEINT UHUGEINT INT128 VARINT BIGNUM'],
  ['float', 'FLOAT FLOAT4 FLOAT8 FLOAT32 FLOAT64 DOUBLE REAL BINARY_FLOAT BINARY_DOUBLE'],
  ['boolean', 'BOOLEAN BOOL'],
  ['date', 'DATE DATE32'],
  ['time', 'TIME TIMETZ TIME_NTZ'],
  ['timestamp', 'TIMESTAMP DATETIME DATETIME2 SMALLDATETIME TIMESTAMP_NTZ TIMESTAMPNTZ TIMESTAMP_S TIMESTAMP_MS TIMESTAMP_NS TIMESTAMP_US DATETIME64'],
  ['timestamptz', 'TIMESTAMPTZ TIMESTAMP_TZ TIMESTAMP_LTZ TIMESTAMPLTZ TIMESTAMPTZLTZ DATETIMEOFFSET'],
  ['binary', 'BYTEA BLOB TINYBLOB MEDIUMBLOB LONGBLOB BINARY VARBINARY BYTES RAW IMAGE ROWVERSION VARBYTE BITSTRING BIT'],
  ['uuid', 'UUID UNIQUEIDENTIFIER'],
  ['json', 'JSON JSONB VARIANT OBJECT SUPER ARRAY STRUCT MAP ROW UNION UNIONTYPE VECTOR HALFVEC SPARSEVEC SQL_VARIANT NESTED RECORD TUPLE'],
  ['decimal(19,4)', 'MONEY'],
  ['decimal(10,4)', 'SMALLMONEY'],
];
const PLAIN: ReadonlyMap<string, string> = new Map(TABLE.flatMap(([logical, words]) => words.split(' ').map((word) => [word, logical] as const)));

/** What a decimal without figures holds. */
const DECIMALS: Readonly<Record<ScriptPlatform, string>> = {
  snowflake: 'decimal(38,0)',
  bigquery: 'decimal(38,9)',
  redshift: 'decimal(18,0)',
  postgres: 'decimal(38,9)',
  duckdb: 'decimal(18,3)',
  databricks: 'decimal(10,0)',
  sqlserver: 'decimal(18,0)',
  mysql: 'decimal(10,0)',
  oracle: 'decimal(38,9)',
  sqlite: 'decimal(38,9)',
};
const DECIMAL_WORDS: ReadonlySet<string> = new Set([
  'DECIMAL',
  'NUMERIC',
  'NUMBER',
  'DEC',
  'FIXED',
  'BIGNUMERIC',
  'BIGDECIMAL',
  'DECIMAL32',
  'DECIMAL64',
  'DECIMAL128',
]);

function decimal(platform: ScriptPlatform, first: string | undefined, second: string | undefined): string {
  if (first === undefined) return DECIMALS[platform];
  const scale = Number(second ?? 0);
  // Oracle's scale may be negative or larger than the precision.
  const precision = Math.min(38, Math.max(first === '*' ? 38 : Number(first), scale, 1) + Math.max(0, -scale));
  return `decimal(${precision},${Math.min(precision, Math.max(0, scale))})`;
}

function text(word: string, first: string | undefined): string {
  const length = Number(first);
  const sized = /CHAR|^TEXT$|^STRING$|^VARYING$|^NATIONAL$|^NATIVE$/.test(word);
  return sized && Number.isInteger(length) && length > 0 && length <= 99_999 ? `text(${length})` : 'text';
}

function special(platform: ScriptPlatform, word: string, plain: string, first: string | undefined): string | undefined {
  const unsigned = /\bUNSIGNED\b/.test(plain);
  if (word === 'TIMESTAMP' || word === 'TIME') {
    if (word === 'TIMESTAMP' && platform === 'sqlserver') return 'binary';
    if (/\bWITH (LOCAL )?TIME ZONE\b/.test(plain)) return word === 'TIME' ? 'time' : 'timestamptz';
    return word === 'TIMESTAMP' && (platform === 'bigquery' || platform === 'databricks') && !/\bNTZ\b/.test(plain) ? 'timestamptz' : undefined;
  }
  if (word === 'DATE' && platform === 'oracle') return 'timestamp';
  if (word === 'BIT')
    return platform === 'postgres' || platform === 'redshift' || platform === 'duckdb' ? 'text' : first === undefined || first === '1' ? 'boolean' : 'binary';
  if (word === 'TINYINT' && platform === 'mysql' && first === '1') return 'boolean';
  if (word === 'LONG') return platform === 'databricks' ? 'bigint' : /\bRAW\b/.test(plain) ? 'binary' : undefined;
  if ((word === 'INTEGER' || word === 'INT') && (platform === 'sqlite' || platform === 'bigquery')) return 'bigint';
  if ((word === 'SMALLINT' || word === 'TINYINT' || word === 'BYTEINT') && platform === 'bigquery') return 'bigint';
  if (word === 'INT' || word === 'INTEGER') return unsigned ? 'bigint' : undefined;
  if (word === 'BIGINT') return unsigned ? 'decimal(20,0)' : undefined;
  if (word === 'UNSIGNED' || word === 'SIGNED') return /\bBIG\b/.test(plain) ? 'decimal(20,0)' : 'bigint';
  if (word === 'MEDIUMINT' || word === 'SERIAL') return word === 'SERIAL' && platform === 'mysql' ? 'decimal(20,0)' : undefined;
  if (word === 'CHARACTER' && /\bLARGE OBJECT\b/.test(plain)) return 'text';
  if (word === 'BINARY' && /\bLARGE OBJECT\b/.test(plain)) return 'binary';
  if (/^(CHAR|CHARACTER|VARCHAR|VARCHAR2)$/.test(word) && /\bFOR BIT DATA\b/.test(plain)) return 'binary';
  return undefined;
}

/**
 * The type Orrery reasons in that a source's type stands for.
 * @returns nothing when the type is none that is known.
 */
export function logicalOf(source: string, platform: ScriptPlatform, aliases: TypeAliases = new Map(), depth = 0): string | undefined {
  const plain = source.replaceAll(/["`[]([A-Za-z_][\w ]*)["`\]]/g, '$1').trim();
  if (/\[\s*\d*\s*\]\s*$/.test(plain) || /\bARRAY\b/i.test(plain)) return 'json';
  const match = /^(?:[\w$]+\s*\.\s*)*([\w$]+)/.exec(plain);
  if (!match) return undefined;
  const [, raw = ''] = match;
  const [, first, second] = /^[\w$.\s]+\(\s*([^,()\s]+)(?:\s+(?:CHAR|BYTE))?\s*(?:,\s*(-?\d+))?/i.exec(plain) ?? [];
  const word = raw.toUpperCase();
  const alias = aliases.get(raw.toLowerCase());
  if (alias !== undefined && depth < 8) return logicalOf(alias, platform, aliases, depth + 1);
  if (DECIMAL_WORDS.has(word)) return decimal(platform, first, second);
  // SQLite takes any words for a type and looks for these in them.
  if (platform === 'sqlite' && (!PLAIN.has(word) || /\s/.test(raw + plain.slice(match[0].length)))) {
    const affinity = /INT/i.test(plain) ? 'bigint' : /CHAR|CLOB|TEXT/i.test(plain) ? undefined : /REAL|FLOA|DOUB/i.test(plain) ? 'float' : undefined;
    if (affinity !== undefined) return affinity;
  }
  const known = special(platform, word, plain.toUpperCase(), first) ?? PLAIN.get(word);
  return known === 'text' ? text(word, first) : known;
}
