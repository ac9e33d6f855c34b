import { PLATFORM_LABELS } from '../model/platform-labels.ts';
import { hashHexLength } from '../sql/hash-length.ts';
import type { Dialect } from './dialect.ts';
import { postgres, refuseSafeCast } from './postgres.ts';
import { castPrinter, guardedValue } from './safe-cast.ts';
import { columnClause, columnLines, commentStatements, createTableText, keyedColumns, keyLines, optionColumns, refuseUnknownOptions } from './table-text.ts';

const string = (value: string): string => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
const LONGEST = 65535;

/**
 * Its numbers hold 38 digits, so a text's own digits say whether it fits: no more before the point than there is room for,
 * and not all of them nines that rounding would carry further. Exponents beyond 207 are not taken.
 */
const safeCast: NonNullable<Dialect['expr']['cast']> = castPrinter((node, p) => `cast(${p.expr(node.expr)} as ${p.type(node.to)})`, {
  matches: (value, pattern, p) => `${value} ~ ${p.string(`^${pattern}$`)}`,
  value: (value, type, p) =>
    guardedValue(value, type, p, {
      decimal: (text, { precision, scale }) => {
        const whole = precision - scale;
        const full = `^[+-]?0*${whole > 0 ? `9{${whole}}` : ''}[.]${scale > 0 ? `9{${scale}}` : ''}[5-9]`;
        return `case when ${text} ~ '^[+-]?0*[0-9]{0,${whole}}([.]|$)' and ${text} !~ '${full}' then cast(${text} as ${p.type(type)}) end`;
      },
      float: (text) => `case when ${text} ~ '^[^eE]*([eE][+-]?0*([0-9]{1,2}|1[0-9]{2}|20[0-7]))?$' then cast(${text} as double precision) end`,
      monthEnd: (first) => `extract(day from last_day(${first}))`,
    }),
  other: refuseSafeCast,
});

export const redshift: Dialect = {
  ...postgres,
  id: 'redshift',
  label: PLATFORM_LABELS.redshift,
  types: {
    ...postgres.types,
    // VARCHAR counts bytes: four for the longest UTF-8 character.
    text: (t) => `varchar(${t.length === undefined ? LONGEST : Math.min(t.length * 4, LONGEST)})`,
    binary: () => 'varbyte',
    uuid: () => 'varchar(36)',
    json: () => 'super',
  },
  string,
  names: { longest: 127 },
  functions: {},
  expr: {
    ...postgres.expr,
    cast: safeCast,
    bin: (node, p) => {
      if (node.op === '/') return `cast(${p.expr(node.left)} as double precision) / ${p.operand(node.right)}`;
      if (node.op !== 'isDistinctFrom' && node.op !== 'isNotDistinctFrom') return p.bin(node);
      const [left, right] = [p.operand(node.left), p.operand(node.right)];
      const [same, other] = node.op === 'isDistinctFrom' ? ['false', 'true'] : ['true', 'false'];
      return `case when ${left} = ${right} or (${left} is null and ${right} is null) then ${same} else ${other} end`;
    },
    textOf: (node, p) => {
      if (node.type.kind === 'time') return p.refuse('canonical text of a time: keep it as text or as a timestamp');
      return node.type.kind === 'binary' ? `lower(from_varbyte(${p.expr(node.expr)}, 'hex'))` : p.textOf(node);
    },
    hash: (node, p) => {
      const value = p.expr(node.expr);
      const { algorithm, storage, hex_case } = node.rules;
      const hex = algorithm === 'sha256' ? `sha2(${value}, 256)` : `${algorithm}(${value})`;
      if (storage === 'binary') return `to_varbyte(${hex}, 'hex')`;
      return hex_case === 'upper' ? `upper(${hex})` : hex;
    },
    zeroHash: (node, p) => {
      const zeros = p.string('0'.repeat(hashHexLength(node.rules.algorithm)));
      return node.rules.storage === 'binary' ? `to_varbyte(${zeros}, 'hex')` : zeros;
    },
    datePart: (node, p) => {
      const value = p.expr(node.expr);
      if (node.part === 'dow') return `(mod(cast(extract(dow from ${value}) as integer) + 6, 7) + 1)`;
      if (node.part === 'isoyear') return `cast(to_char(${value}, 'IYYY') as integer)`;
      return `cast(extract(${node.part} from ${value}) as integer)`;
    },
    dateAdd: (node, p) => `cast(dateadd(${node.unit}, ${p.expr(node.amount)}, ${p.expr(node.expr)}) as ${p.type(node.type)})`,
    dateDiff: (node, p) => `datediff(${node.unit}, ${p.expr(node.from)}, ${p.expr(node.to)})`,
  },
  hasQualify: true,
  beforeQualify: 'alias',
  binaryCollation: '',
  days: (node, p) => {
    // generate_series runs on the leader node only and cannot fill a table: numbers come from digits.
    const count = Math.round((Date.parse(node.last) - Date.parse(node.first)) / 86_400_000);
    const digits = Array.from({ length: 10 }, (_, digit) => `select ${digit}${digit === 0 ? ' as d' : ''}`).join(' union all ');
    const places = Array.from({ length: String(count).length }, (_, place) => ({ alias: `d${place}`, factor: 10 ** place }));
    const number = places.map(({ alias, factor }) => (factor === 1 ? `${alias}.d` : `${alias}.d * ${factor}`)).join(' + ');
    const froms = places.map(({ alias }) => `(${digits}) as ${alias}`).join('\n  cross join ');
    return `(\n  select cast(dateadd(day, ${number}, date '${node.first}') as date) as ${p.name(node.column)}\n  from ${froms}\n  where ${number} <= ${count}\n)`;
  },
  createTable: (definition, p) => {
    refuseUnknownOptions(definition, ['dist_style', 'dist_key', 'sort_key'], p);
    const { dist_style: style } = definition.options;
    const [key] = optionColumns(definition, 'dist_key', p);
    const tail = [
      style === undefined
        ? ''
        : `\ndiststyle ${String(style)
            .toLowerCase()
            .replaceAll(/[^a-z]/g, '')}`,
      key === undefined ? '' : `\ndistkey (${p.name(key.name)})`,
      columnClause(definition, 'sort_key', 'sortkey', p),
    ].join('');
    const lines = [...columnLines(keyedColumns(definition), p), ...keyLines(definition, p, '', { unique: true })];
    return [
      createTableText(definition, p, lines, tail),
      ...commentStatements('table', p.table(definition.table), definition.description, definition.columns, p),
    ];
  },
  createView: (view, columns, query, description, p) => [
    `create or replace view ${p.table(view)} as\n${p.query(query)}`,
    ...commentStatements('view', p.table(view), description, columns, p),
  ],
  utcNow: 'getdate()',
};
