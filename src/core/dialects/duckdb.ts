import { PLATFORM_LABELS } from '../model/platform-labels.ts';
import type { Dialect } from './dialect.ts';
import { castByDigits, postgres } from './postgres.ts';
import { castPrinter, nativeValue } from './safe-cast.ts';
import { columnLines, commentStatements, createTableText, refuseUnknownOptions } from './table-text.ts';

export const duckdb: Dialect = {
  ...postgres,
  id: 'duckdb',
  label: PLATFORM_LABELS.duckdb,
  types: {
    ...postgres.types,
    text: () => 'varchar',
    decimal: (t) => `decimal(${t.precision}, ${t.scale})`,
    float: () => 'double',
    binary: () => 'blob',
    // The json type is an extension that a browser tab does not have.
    json: () => 'varchar',
  },
  names: { longest: 1000 },
  // Without what to trim, it takes no-break spaces and other white space beyond ASCII too.
  functions: { trim: ([value]) => `trim(${value ?? ''}, ' ')`, rtrim: ([value, what]) => `rtrim(${value ?? ''}, ${what ?? "' '"})` },
  expr: {
    cast: castPrinter(castByDigits, {
      matches: (value, pattern, p) => `regexp_full_match(${value}, ${p.string(pattern)})`,
      value: (value, type, p) => nativeValue('try_cast', value, type, p),
      other: (node, p) => `try_cast(${p.expr(node.expr)} as ${p.type(node.to)})`,
    }),
    // translate() costs ten times as much as upper() and is needed only where there are letters beyond ASCII.
    asciiCase: (node, p) => {
      const value = p.expr(node.expr);
      const [small, large] = ['abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
      const folded = node.to === 'upper' ? `translate(${value}, '${small}', '${large}')` : `translate(${value}, '${large}', '${small}')`;
      return `case when strlen(${value}) = length(${value}) then ${node.to}(${value}) else ${folded} end`;
    },
    textOf: (node, p) => {
      const value = p.expr(node.expr);
      const clock = '%H:%M:%S.%f';
      switch (node.type.kind) {
        case 'date':
          return `strftime(${value}, '%Y-%m-%d')`;
        case 'timestamp':
          return `strftime(${value}, '%Y-%m-%d ${clock}')`;
        case 'timestamptz':
          // A cast would go by the session's time zone where there are time zones.
          return `strftime(make_timestamp(epoch_us(${value})), '%Y-%m-%d ${clock}')`;
        case 'time':
          return `strftime(date '2000-01-01' + ${p.operand(node.expr)}, '${clock}')`;
        default:
          return p.textOf(node);
      }
    },
    dateDiff: (node, p) => `date_diff('${node.unit}', ${p.expr(node.from)}, ${p.expr(node.to)})`,
  },
  hasQualify: true,
  binaryCollation: '',
  createTable: (definition, p) => {
    refuseUnknownOptions(definition, [], p);
    const created = createTableText(definition, p, columnLines(definition.columns, p));
    return [created, ...commentStatements('table', p.table(definition.table), definition.description, definition.columns, p)];
  },
  createView: (view, columns, query, description, p) => [
    `create or replace view ${p.table(view)} as\n${p.query(query)}`,
    ...commentStatements('view', p.table(view), description, columns, p),
  ],
  createWork: (table, query, p) => [`create or replace temporary table ${p.name(table.name)} as\n${p.query(query)}`],
  // It declares no keys, so a key may hold NULL here.
  sameKey: (left, right) => `${left} is not distinct from ${right}`,
  utcNow: "cast(now() at time zone 'UTC' as timestamp)",
  begin: ['begin transaction'],
};
