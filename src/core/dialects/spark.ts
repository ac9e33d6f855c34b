import { hashHexLength } from '../sql/hash-length.ts';
import type { Dialect } from './dialect.ts';
import { postgres } from './postgres.ts';
import { castPrinter, nativeValue } from './safe-cast.ts';
import { columnClause, columnLines, createTableText, describedColumns, refuseUnknownOptions } from './table-text.ts';

const string = (value: string): string => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
const comment = (description: string | undefined): string => (description === undefined ? '' : ` comment ${string(description)}`);

/**
 * A moment without zone with all six digits. Not by date_format, which takes it through the session's time zone, where
 * some moments do not exist.
 */
const momentText = (value: string): string => `rpad(regexp_replace(cast(${value} as string), '^(.{19})$', '$1.'), 26, '0')`;

/** Open-source Spark 3.5: no keys, no QUALIFY. Databricks is its child. */
export const spark: Dialect = {
  ...postgres,
  id: 'spark',
  label: 'Spark',
  types: {
    text: () => 'string',
    boolean: () => 'boolean',
    integer: () => 'int',
    bigint: () => 'bigint',
    decimal: (t) => `decimal(${t.precision}, ${t.scale})`,
    float: () => 'double',
    date: () => 'date',
    // Neither has a time type.
    time: () => 'string',
    timestamp: () => 'timestamp_ntz',
    timestamptz: () => 'timestamp',
    binary: () => 'binary',
    uuid: () => 'string',
    json: () => 'string',
  },
  quote: (name) => `\`${name.replaceAll('`', '``')}\``,
  string,
  // Delta keeps column names in Parquet, which knows none of these.
  names: { longest: 255, forbidden: /[ ,;{}()\n\t=./]/ },
  // Its rtrim takes what to trim first.
  functions: { rtrim: ([value, what]) => (what === undefined ? `rtrim(${value ?? ''})` : `rtrim(${what}, ${value ?? ''})`) },
  expr: {
    cast: castPrinter((node, p) => `cast(${p.expr(node.expr)} as ${p.type(node.to)})`, {
      matches: (value, pattern, p) => `${value} rlike ${p.string(`^${pattern}$`)}`,
      // Times and UUIDs are text here.
      value: (value, type, p) => (type.kind === 'uuid' ? `lower(${value})` : type.kind === 'time' ? value : nativeValue('try_cast', value, type, p)),
      other: (node, p) => `try_cast(${p.expr(node.expr)} as ${p.type(node.to)})`,
    }),
    lit: (node, p) => (node.type.kind === 'timestamp' && typeof node.value === 'string' ? `timestamp_ntz ${p.string(node.value)}` : p.lit(node)),
    bin: (node, p) => {
      if (node.op === 'isDistinctFrom') return `not (${p.operand(node.left)} <=> ${p.operand(node.right)})`;
      return node.op === 'isNotDistinctFrom' ? `${p.operand(node.left)} <=> ${p.operand(node.right)}` : p.bin(node);
    },
    textOf: (node, p) => {
      const value = p.expr(node.expr);
      switch (node.type.kind) {
        case 'decimal':
          return `format_number(cast(${value} as ${p.type(node.type)}), '0${node.type.scale > 0 ? '.' : ''}${'0'.repeat(node.type.scale)}')`;
        case 'date':
          return `cast(${value} as string)`;
        case 'timestamp':
          return momentText(value);
        case 'timestamptz':
          return momentText(`timestamp_ntz '1970-01-01 00:00:00' + make_dt_interval(0, 0, 0, cast(unix_micros(${value}) as decimal(20, 0)) / 1000000)`);
        case 'time':
          return `substring(${momentText(`cast('1970-01-01 ' || ${value} as timestamp_ntz)`)}, 12)`;
        default:
          return p.textOf(node);
      }
    },
    hash: (node, p) => {
      const value = p.expr(node.expr);
      const hex = node.rules.algorithm === 'sha256' ? `sha2(${value}, 256)` : `${node.rules.algorithm}(${value})`;
      if (node.rules.storage === 'binary') return `unhex(${hex})`;
      return node.rules.hex_case === 'upper' ? `upper(${hex})` : hex;
    },
    zeroHash: (node, p) => {
      const zeros = p.string('0'.repeat(hashHexLength(node.rules.algorithm)));
      return node.rules.storage === 'binary' ? `unhex(${zeros})` : zeros;
    },
    datePart: (node, p) => {
      const value = p.expr(node.expr);
      if (node.part === 'dow') return `(weekday(${value}) + 1)`;
      return `cast(extract(${node.part === 'isoyear' ? 'yearofweek' : node.part} from ${value}) as int)`;
    },
    dateAdd: (node, p) => `cast(dateadd(${node.unit}, ${p.expr(node.amount)}, ${p.expr(node.expr)}) as ${p.type(node.type)})`,
    dateDiff: (node, p) => {
      const [from, to] = [p.expr(node.from), p.expr(node.to)];
      if (node.unit === 'day') return `datediff(${to}, ${from})`;
      const years = `(year(${to}) - year(${from}))`;
      return node.unit === 'year' ? years : `(${years} * 12 + month(${to}) - month(${from}))`;
    },
  },
  hasQualify: false,
  binaryCollation: '',
  days: (node, p) => `(\n  select explode(sequence(date '${node.first}', date '${node.last}')) as ${p.name(node.column)}\n)`,
  createTable: (definition, p) => {
    refuseUnknownOptions(definition, ['partition_by'], p);
    const lines = columnLines(definition.columns, p, (column) => comment(column.description)).map((line) => line.replace(' not null', ''));
    return [
      createTableText(
        definition,
        p,
        lines,
        `${columnClause(definition, 'partition_by', 'partitioned by', p)}${comment(definition.description).replace(' ', '\n')}`,
      ),
    ];
  },
  createView: (view, columns, query, description, p) => [
    `create or replace view ${p.table(view)}${describedColumns(columns, p, comment)}${comment(description)} as\n${p.query(query)}`,
  ],
  createWork: (table, query, p) => [`drop table if exists ${p.table(table)}`, `create table ${p.table(table)} as\n${p.query(query)}`],
  workTable: (table, p) => p.table(table),
  utcNow: 'to_utc_timestamp(current_timestamp(), current_timezone())',
  // Open-source Delta takes no subquery in a DELETE.
  deleteMatching: (table, keys, work, p) => {
    const [own, columns] = [p.name(table.name), keys.map((key) => p.name(key))];
    return [
      `merge into ${p.table(table)}\nusing (\n  select distinct ${columns.join(', ')}\n  from ${p.table(work)}\n) as work`,
      `on ${columns.map((key) => `work.${key} = ${own}.${key}`).join('\n  and ')}`,
      'when matched then delete',
    ].join('\n');
  },
  begin: [],
  commit: [],
};
