import { PLATFORM_LABELS } from '../model/platform-labels.ts';
import { hashHexLength } from '../sql/hash-length.ts';
import type { Dialect } from './dialect.ts';
import { postgres } from './postgres.ts';
import { castPrinter, nativeValue } from './safe-cast.ts';
import { columnClause, columnLines, commentStatements, createTableText, keyedColumns, keyLines, refuseUnknownOptions } from './table-text.ts';

const string = (value: string): string => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
/** What Snowflake itself refuses as a bare column name. */
const SNOWFLAKE_RESERVED: ReadonlySet<string> = new Set(
  `account all alter and any as asof between by case cast check column connect connection constraint create cross current current_date
  current_time current_timestamp current_user database delete distinct drop else exists false following for from full grant group
  gscluster having ilike in increment inner insert intersect into is issue join lateral left like localtime localtimestamp match_condition
  minus natural not null of on or order organization qualify regexp revoke right rlike row rows sample schema select set some start
  table tablesample then to trigger true try_cast union unique update using values view when whenever where with`.split(/\s+/),
);
/** Bare names are folded to upper case, so a reserved one is quoted in upper case: either way it is found by its plain name. */
const quote = (name: string): string => `"${(/^[a-z_][a-z0-9_]*$/.test(name) ? name.toUpperCase() : name).replaceAll('"', '""')}"`;
const PARTS = { dow: 'dayofweekiso', week: 'weekiso', isoyear: 'yearofweekiso', doy: 'dayofyear' } as const;

export const snowflake: Dialect = {
  ...postgres,
  id: 'snowflake',
  label: PLATFORM_LABELS.snowflake,
  types: {
    ...postgres.types,
    text: (t) => (t.length === undefined ? 'varchar' : `varchar(${t.length})`),
    integer: () => 'number(10, 0)',
    bigint: () => 'number(19, 0)',
    decimal: (t) => `number(${t.precision}, ${t.scale})`,
    float: () => 'float',
    timestamp: () => 'timestamp_ntz(6)',
    timestamptz: () => 'timestamp_tz(6)',
    time: () => 'time(6)',
    binary: () => 'binary',
    uuid: () => 'varchar(36)',
    json: () => 'variant',
  },
  quote,
  reserved: SNOWFLAKE_RESERVED,
  names: { longest: 255 },
  string,
  // Everywhere else the functions pass over NULL.
  functions: { greatest: (args) => `greatest_ignore_nulls(${args.join(', ')})`, least: (args) => `least_ignore_nulls(${args.join(', ')})` },
  expr: {
    cast: castPrinter((node, p) => `cast(${p.expr(node.expr)} as ${p.type(node.to)})`, {
      // It always matches the whole text.
      matches: (value, pattern, p) => `regexp_like(${value}, ${p.string(pattern)})`,
      value: (value, type, p) => (type.kind === 'uuid' ? `lower(${value})` : nativeValue('try_cast', value, type, p)),
      other: (node, p) => `try_cast(${p.expr(node.expr)} as ${p.type(node.to)})`,
    }),
    // A plain TIMESTAMP is whatever the account maps it to.
    lit: (node, p) => (node.type.kind === 'timestamp' && typeof node.value === 'string' ? `${p.string(node.value)}::timestamp_ntz` : p.lit(node)),
    textOf: (node, p) => {
      const value = p.expr(node.expr);
      switch (node.type.kind) {
        case 'timestamp':
          return `to_char(${value}, 'YYYY-MM-DD HH24:MI:SS.FF6')`;
        case 'timestamptz':
          return `to_char(convert_timezone('UTC', ${value}), 'YYYY-MM-DD HH24:MI:SS.FF6')`;
        case 'time':
          return `to_char(${value}, 'HH24:MI:SS.FF6')`;
        case 'binary':
          return `lower(hex_encode(${value}))`;
        default:
          return p.textOf(node);
      }
    },
    hash: (node, p) => {
      const value = p.expr(node.expr);
      const { algorithm, storage, hex_case } = node.rules;
      const binary = storage === 'binary' ? '_binary' : '';
      const call = algorithm === 'sha256' ? `sha2${binary}(${value}, 256)` : `${algorithm}${binary}(${value})`;
      return storage === 'text' && hex_case === 'upper' ? `upper(${call})` : call;
    },
    zeroHash: (node, p) => {
      const zeros = p.string('0'.repeat(hashHexLength(node.rules.algorithm)));
      return node.rules.storage === 'binary' ? `to_binary(${zeros}, 'HEX')` : zeros;
    },
    datePart: (node, p) =>
      node.part in PARTS ? `${PARTS[node.part as keyof typeof PARTS]}(${p.expr(node.expr)})` : `extract(${node.part} from ${p.expr(node.expr)})`,
    dateAdd: (node, p) => `cast(dateadd(${node.unit}, ${p.expr(node.amount)}, ${p.expr(node.expr)}) as ${p.type(node.type)})`,
    dateDiff: (node, p) => `datediff(${node.unit}, ${p.expr(node.from)}, ${p.expr(node.to)})`,
  },
  hasQualify: true,
  binaryCollation: '',
  days: (node, p) => {
    const count = Math.round((Date.parse(node.last) - Date.parse(node.first)) / 86_400_000) + 1;
    return `(\n  select dateadd(day, row_number() over (order by seq4()) - 1, date '${node.first}') as ${p.name(node.column)}\n  from table(generator(rowcount => ${count}))\n)`;
  },
  createTable: (definition, p) => {
    refuseUnknownOptions(definition, ['cluster_by'], p);
    const lines = [...columnLines(keyedColumns(definition), p), ...keyLines(definition, p, '', { unique: true })];
    const created = createTableText(definition, p, lines, columnClause(definition, 'cluster_by', 'cluster by', p));
    return [created, ...commentStatements('table', p.table(definition.table), definition.description, definition.columns, p)];
  },
  createView: (view, columns, query, description, p) => [
    `create or replace view ${p.table(view)} as\n${p.query(query)}`,
    ...commentStatements('view', p.table(view), description, columns, p),
  ],
  createWork: (table, query, p) => [`create or replace temporary table ${p.table(table)} as\n${p.query(query)}`],
  workTable: (table, p) => p.table(table),
  utcNow: 'sysdate()',
};
