import type { LogicalType } from '../model/logical-type.ts';
import { PLATFORM_LABELS } from '../model/platform-labels.ts';
import type { ColumnDefinition } from '../sql/ast.ts';
import { hashHexLength } from '../sql/hash-length.ts';
import type { Dialect, Printing } from './dialect.ts';
import { postgres } from './postgres.ts';
import { castPrinter, nativeValue } from './safe-cast.ts';
import { columnClause, columnLines, createTableText, describedColumns, keyedColumns, keyLines, optionColumns, refuseUnknownOptions } from './table-text.ts';

const escape = (value: string, mark: string): string =>
  value.replaceAll('\\', '\\\\').replaceAll(mark, `\\${mark}`).replaceAll('\n', '\\n').replaceAll('\r', '\\r');
const string = (value: string): string => `'${escape(value, "'")}'`;
/** Casts take a text without its length. */
const castType = (type: LogicalType, p: Printing): string => p.type(type.kind === 'text' ? { kind: 'text' } : type);
const PARTS = { week: 'isoweek', doy: 'dayofyear' } as const;
const options = (description: string | undefined): string => (description === undefined ? '' : ` options (description = ${string(description)})`);

/** A partition is a day: of a date as it is, of a time cut off. */
function partitionBy({ name, type }: ColumnDefinition, p: Printing): string {
  switch (type.kind) {
    case 'date':
      return p.name(name);
    case 'timestamp':
      return `datetime_trunc(${p.name(name)}, day)`;
    case 'timestamptz':
      return `timestamp_trunc(${p.name(name)}, day)`;
    default:
      return p.refuse(`partition by ${name}: choose a date or a timestamp`);
  }
}

export const bigquery: Dialect = {
  ...postgres,
  id: 'bigquery',
  label: PLATFORM_LABELS.bigquery,
  types: {
    text: (t) => (t.length === undefined ? 'string' : `string(${t.length})`),
    boolean: () => 'bool',
    integer: () => 'int64',
    bigint: () => 'int64',
    decimal: (t) => `${t.precision - t.scale > 29 || t.scale > 9 ? 'bignumeric' : 'numeric'}(${t.precision}, ${t.scale})`,
    float: () => 'float64',
    date: () => 'date',
    time: () => 'time',
    timestamp: () => 'datetime',
    timestamptz: () => 'timestamp',
    binary: () => 'bytes',
    uuid: () => 'string',
    json: () => 'json',
  },
  quote: (name) => `\`${escape(name, '`')}\``,
  names: { longest: 300, forbidden: /[!"$()*,./;?@[\\\]^`{}~]/ },
  string,
  functions: {
    // Without a second argument it takes every white space away, elsewhere blanks only.
    trim: ([text]) => `trim(${text ?? ''}, ' ')`,
    // NULL if any argument is, elsewhere only if all are.
    greatest: (args) => `(select max(value) from unnest([${args.join(', ')}]) as value)`,
    least: (args) => `(select min(value) from unnest([${args.join(', ')}]) as value)`,
  },
  expr: {
    lit: (node, p) => {
      if (typeof node.value !== 'string') return p.lit(node);
      if (node.type.kind === 'timestamp') return `datetime ${p.string(node.value)}`;
      // A bare 0.2 is a float.
      return node.type.kind === 'decimal' ? `${node.type.scale > 9 ? 'bignumeric' : 'numeric'} ${p.string(node.value)}` : p.lit(node);
    },
    cast: castPrinter((node, p) => `cast(${p.expr(node.expr)} as ${castType(node.to, p)})`, {
      matches: (value, pattern, p) => `regexp_contains(${value}, ${p.string(`^${pattern}$`)})`,
      value: (value, type, p) => {
        if (type.kind === 'uuid') return `lower(${value})`;
        // It wants seconds, and no zone where there is none.
        if (type.kind === 'time') return `safe_cast(if(length(${value}) = 5, ${value} || ':00', ${value}) as time)`;
        const local = `rtrim(${value}, 'Z')`;
        if (type.kind === 'timestamp') return `safe_cast(if(length(${local}) = 16, ${local} || ':00', ${local}) as datetime)`;
        return nativeValue('safe_cast', value, type, p);
      },
      other: (node, p) => `safe_cast(${p.expr(node.expr)} as ${castType(node.to, p)})`,
    }),
    textOf: (node, p) => {
      const value = p.expr(node.expr);
      switch (node.type.kind) {
        case 'decimal':
          return `format('%.${node.type.scale}f', cast(${value} as ${p.type(node.type)}))`;
        case 'date':
          return `format_date('%F', ${value})`;
        case 'timestamp':
          return `format_datetime('%F %H:%M:%E6S', ${value})`;
        case 'timestamptz':
          return `format_timestamp('%F %H:%M:%E6S', ${value}, 'UTC')`;
        case 'time':
          return `format_time('%H:%M:%E6S', ${value})`;
        case 'binary':
          return `to_hex(${value})`;
        default:
          return p.textOf(node);
      }
    },
    hash: (node, p) => {
      const bytes = `${node.rules.algorithm}(${p.expr(node.expr)})`;
      if (node.rules.storage === 'binary') return bytes;
      return node.rules.hex_case === 'upper' ? `upper(to_hex(${bytes}))` : `to_hex(${bytes})`;
    },
    zeroHash: (node, p) => {
      const zeros = p.string('0'.repeat(hashHexLength(node.rules.algorithm)));
      return node.rules.storage === 'binary' ? `from_hex(${zeros})` : zeros;
    },
    dateTrunc: (node, p) => `${node.type.kind === 'date' ? 'date' : 'datetime'}_trunc(${p.expr(node.expr)}, ${node.unit === 'week' ? 'isoweek' : node.unit})`,
    datePart: (node, p) => {
      const value = p.expr(node.expr);
      if (node.part === 'dow') return `(mod(extract(dayofweek from ${value}) + 5, 7) + 1)`;
      return `extract(${node.part in PARTS ? PARTS[node.part as keyof typeof PARTS] : node.part} from ${value})`;
    },
    dateAdd: (node, p) => `${node.type.kind === 'date' ? 'date' : 'datetime'}_add(${p.expr(node.expr)}, interval ${p.operand(node.amount)} ${node.unit})`,
    dateDiff: (node, p) => `date_diff(${p.expr(node.to)}, ${p.expr(node.from)}, ${node.unit})`,
  },
  hasQualify: true,
  beforeQualify: 'where',
  binaryCollation: '',
  days: (node, p) => `(\n  select day as ${p.name(node.column)}\n  from unnest(generate_date_array(date '${node.first}', date '${node.last}')) as day\n)`,
  createTable: (definition, p) => {
    refuseUnknownOptions(definition, ['partition_by', 'cluster_by'], p);
    const [partition] = optionColumns(definition, 'partition_by', p);
    const tail = [
      partition === undefined ? '' : `\npartition by ${partitionBy(partition, p)}`,
      columnClause(definition, 'cluster_by', 'cluster by', p).replace(/\((.*)\)$/, '$1'),
      definition.description === undefined ? '' : `\n${options(definition.description).trim()}`,
    ].join('');
    const lines = [
      ...columnLines(keyedColumns(definition), p, (column) => options(column.description)),
      ...keyLines(definition, p, ' not enforced', { unique: false }),
    ];
    return [createTableText(definition, p, lines, tail)];
  },
  createView: (view, columns, query, description, p) => [
    `create or replace view ${p.table(view)}${describedColumns(columns, p, options)}${options(description)} as\n${p.query(query)}`,
  ],
  // Temporary: it belongs to the script, which must run as one.
  createWork: (table, query, p) => [`create or replace temp table ${p.name(table.name)} as\n${p.query(query)}`],
  deleteAll: (table, p) => `delete from ${p.table(table)} where true`,
  oneRow: 'unnest([1]) as one_row',
  utcNow: "current_datetime('UTC')",
  begin: ['begin transaction'],
  commit: ['commit transaction'],
};
