import { PLATFORM_LABELS } from '../model/platform-labels.ts';
import { hashHexLength } from '../sql/hash-length.ts';
import type { Dialect } from './dialect.ts';
import { RESERVED } from './reserved.ts';
import { castPrinter, guardedValue } from './safe-cast.ts';
import { columnLines, commentStatements, createTableText, keyedColumns, keyLines, refuseUnknownOptions } from './table-text.ts';

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const string = (value: string): string => `'${value.replaceAll("'", "''")}'`;

/** Division never truncates: elsewhere `/` of two integers is a fraction. */
const divided: NonNullable<Dialect['expr']['bin']> = (node, p) =>
  node.op === '/' ? `cast(${p.expr(node.left)} as numeric) / ${p.operand(node.right)}` : p.bin(node);

/** Of a float, its shortest digits are rounded, as they are read; else 15 digits would count here, and on DuckDB the binary fraction. */
export const castByDigits: NonNullable<Dialect['expr']['cast']> = ({ expr, to, from }, p) => {
  const value = from?.kind === 'float' && to.kind === 'decimal' ? `cast(${p.expr(expr)} as ${p.type({ kind: 'text' })})` : p.expr(expr);
  return `cast(${value} as ${p.type(to)})`;
};

/** Anything but text: a cast that fails is all there is. */
export const refuseSafeCast: Parameters<typeof castPrinter>[1]['other'] = (_, p) => p.refuse('cast that yields NULL for a bad value of anything but text');

const safeCast: NonNullable<Dialect['expr']['cast']> = castPrinter(castByDigits, {
  matches: (value, pattern, p) => `${value} ~ ${p.string(`^${pattern}$`)}`,
  value: (value, type, p) =>
    guardedValue(value, type, p, {
      decimal: (text, { precision, scale }) =>
        `case when abs(round(cast(${text} as numeric), ${scale})) < 1e${precision - scale} then cast(${text} as ${p.type(type)}) end`,
      // Both ends of the range are errors: what rounds to zero and what rounds to infinity.
      float: (text) => {
        const size = `abs(cast(${text} as numeric))`;
        return `case when ${size} < 2.5e-324 then 0.0 when ${size} < 1.797693134862315807e308 then cast(${text} as double precision) end`;
      },
      monthEnd: (first) => `extract(day from ${first} + interval '1 month' - interval '1 day')`,
    }),
  other: refuseSafeCast,
});

export const postgres: Dialect = {
  id: 'postgres',
  label: PLATFORM_LABELS.postgres,
  types: {
    text: (t) => (t.length === undefined ? 'text' : `varchar(${t.length})`),
    boolean: () => 'boolean',
    integer: () => 'integer',
    bigint: () => 'bigint',
    decimal: (t) => `numeric(${t.precision}, ${t.scale})`,
    float: () => 'double precision',
    date: () => 'date',
    time: () => 'time',
    timestamp: () => 'timestamp',
    timestamptz: () => 'timestamptz',
    binary: () => 'bytea',
    uuid: () => 'uuid',
    json: () => 'jsonb',
  },
  quote,
  reserved: RESERVED,
  names: { longest: 63 },
  string,
  // There is no rounding of a double to digits.
  functions: { round: ([value, digits]) => (digits === undefined ? `round(${value ?? ''})` : `round(cast(${value ?? ''} as numeric), ${digits})`) },
  expr: {
    cast: safeCast,
    textOf: (node, p) => {
      if (node.type.kind === 'binary') return `encode(${p.expr(node.expr)}, 'hex')`;
      return p.textOf(node);
    },
    hash: (node, p) => {
      const value = p.expr(node.expr);
      const { algorithm, storage, hex_case } = node.rules;
      if (algorithm === 'sha1') return p.refuse('SHA-1 without the pgcrypto extension: choose MD5 or SHA-256');
      if (storage === 'binary') return algorithm === 'md5' ? `decode(md5(${value}), 'hex')` : `sha256(convert_to(${value}, 'UTF8'))`;
      const hex = algorithm === 'md5' ? `md5(${value})` : `encode(sha256(convert_to(${value}, 'UTF8')), 'hex')`;
      return hex_case === 'upper' ? `upper(${hex})` : hex;
    },
    zeroHash: (node, p) => {
      const zeros = p.string('0'.repeat(hashHexLength(node.rules.algorithm)));
      return node.rules.storage === 'binary' ? `decode(${zeros}, 'hex')` : zeros;
    },
    bin: divided,
    dateDiff: (node, p) => {
      const [from, to] = [p.operand(node.from), p.operand(node.to)];
      if (node.unit === 'day') return `(cast(${to} as date) - cast(${from} as date))`;
      const years = `cast(extract(year from ${to}) - extract(year from ${from}) as integer)`;
      return node.unit === 'year' ? years : `(${years} * 12 + cast(extract(month from ${to}) - extract(month from ${from}) as integer))`;
    },
  },
  hasQualify: false,
  beforeQualify: 'nothing',
  binaryCollation: ' collate "C"',
  days: (node, p) =>
    `(\n  select cast(day as date) as ${p.name(node.column)}\n  from generate_series(timestamp '${node.first}', timestamp '${node.last}', interval '1 day') as series(day)\n)`,
  createTable: (definition, p) => {
    refuseUnknownOptions(definition, [], p);
    // Checked at commit: a load deletes a dimension's rows and inserts them again in one transaction.
    const lines = [
      ...columnLines(keyedColumns(definition), p),
      ...keyLines(definition, p, '', { unique: true, foreignSuffix: ' deferrable initially deferred' }),
    ];
    return [createTableText(definition, p, lines), ...commentStatements('table', p.table(definition.table), definition.description, definition.columns, p)];
  },
  // Dropped and made again it would not be while another view reads it; replaced it keeps the columns it has.
  createView: (view, columns, query, description, p) => [
    `create or replace view ${p.table(view)} as\n${p.query(query)}`,
    ...commentStatements('view', p.table(view), description, columns, p),
  ],
  createWork: (table, query, p) => [`drop table if exists ${p.name(table.name)}`, `create temporary table ${p.name(table.name)} as\n${p.query(query)}`],
  workTable: (table, p) => p.name(table.name),
  sameKey: (left, right) => `${left} = ${right}`,
  deleteAll: (table, p) => `delete from ${p.table(table)}`,
  oneRow: '',
  utcNow: "now() at time zone 'UTC'",
  begin: ['begin'],
  commit: ['commit'],
};
