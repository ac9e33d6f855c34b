import type { FactColumn } from '../../model/types.ts';
import type { Check } from '../../plan/types.ts';
import type { Expr, Query, Select } from '../../sql/ast.ts';
import {
  agg,
  and,
  cast,
  col,
  cte,
  differs,
  eq,
  innerJoin,
  isNull,
  keep,
  notExists,
  notNull,
  num,
  or,
  out,
  relation,
  select,
  withCtes,
} from '../../sql/build.ts';
import { typeOf } from '../context.ts';
import type { FactParts } from './fact-parts.ts';
import type { Role } from './fact-roles.ts';

type Cte = Extract<Query, { t: 'with' }>['ctes'][number];

const FACT = 'fact';

/** The rows of a CTE beside the stored rows that they became. */
function becameRows(parts: FactParts, rows: string): NonNullable<Select['joins']> {
  const names = parts.identity.map((name) => eq(col(name, FACT), parts.grainKey ? parts.grainKey.of(rows) : col(name, rows)));
  return [innerJoin(relation(parts.fact.id, FACT), and(...names))];
}

/** A delivered value as the table stores it. */
const asStored = (column: FactColumn, table: string): Expr => cast(col(column.name, table), typeOf(column));

const EXACT = ['integer', 'bigint', 'decimal'];
const adds = (column: FactColumn): boolean =>
  column.use === 'measure' &&
  (column.additivity ?? 'additive') === 'additive' &&
  (column.aggregation ?? 'sum') === 'sum' &&
  EXACT.includes(typeOf(column).kind);

/**
 * The additive measures sum to the same in the table and over the rows that should be in it, and there are as many.
 * Floats are left out: their sum depends on the order. Not asked where a landing table forgets what was loaded.
 * @param counted whether each row of the CTE is one row of the table.
 */
export function totalsCheck(parts: FactParts, ctes: readonly Cte[], rows: string, counted = true): readonly Check[] {
  const measures = parts.given.filter(adds);
  if (parts.forgetful || (measures.length === 0 && !counted)) return [];
  const totals = (from: Select['from'], table: string, suffix: string): Query =>
    select(
      [
        ...(counted ? [out(agg('count'), `rows_${suffix}`)] : []),
        ...measures.map((column) => out(agg('sum', asStored(column, table)), `${column.name}_${suffix}`)),
      ],
      from,
    );
  const names = [...(counted ? ['rows'] : []), ...measures.map((column) => column.name)];
  const what = measures.map((column) => column.name).join(', ');
  return [
    {
      id: 'totals',
      title: `${what === '' ? 'the number of rows is' : `${what} sum to`} the same as in what was delivered`,
      severity: 'error',
      query: withCtes(
        [
          ...ctes,
          { name: 'delivered', query: totals(cte(rows), rows, 'delivered') },
          { name: 'loaded', query: totals(relation(parts.fact.id, FACT), FACT, 'loaded') },
        ],
        select(
          names.flatMap((name) => [out(col(`${name}_delivered`, 'delivered'), `${name}_delivered`), out(col(`${name}_loaded`, 'loaded'), `${name}_loaded`)]),
          cte('delivered'),
          {
            joins: [{ kind: 'cross', from: cte('loaded') }],
            where: or(...names.map((name) => differs(col(`${name}_delivered`, 'delivered'), col(`${name}_loaded`, 'loaded')))),
          },
        ),
      ),
    },
  ];
}

/** Rows that were left out because they do not say which one they are, or when. */
export function unidentifiedCheck(parts: FactParts, ctes: readonly Cte[], required: readonly string[]): readonly Check[] {
  if (required.length === 0) return [];
  const names = [...new Set([...parts.given.map((column) => column.name), ...required, parts.loadDate, parts.recordSource])];
  return [
    {
      id: 'unidentified',
      title: `every delivered row has ${required.join(', ')}`,
      severity: 'warning',
      query: withCtes(ctes, select(keep(names), cte('staged'), { where: or(...required.map((name) => isNull(col(name)))) })),
    },
  ];
}

/** Rows of a grain that is stored with other values, which were left out because the first one is kept. */
export function keptFirstCheck(parts: FactParts, ctes: readonly Cte[]): readonly Check[] {
  const compared = parts.given.filter((column) => !parts.grain.includes(column.name));
  if (compared.length === 0) return [];
  const kept = compared.map((column) => out(col(column.name, FACT), `${column.name}_kept`));
  return [
    {
      id: 'kept_first',
      title: `no row of ${parts.fact.name} was delivered again with other values`,
      severity: 'warning',
      query: withCtes(
        ctes,
        select(
          [
            ...keep(parts.grain, 'staged'),
            ...compared.map((column) => out(asStored(column, 'staged'), column.name)),
            ...kept,
            ...keep([parts.loadDate], 'staged'),
          ],
          cte('staged'),
          {
            joins: becameRows(parts, 'staged'),
            where: or(...compared.map((column) => differs(asStored(column, 'staged'), col(column.name, FACT)))),
          },
        ),
      ),
    },
  ];
}

/** Says a key where one has to be given for the look-up to have a meaning. */
const isGiven = (role: Role, table: string): readonly Expr[] => (role.looksUp === 'junk' ? [] : role.keys.map((key) => notNull(col(key.staged, table))));

const unknownTitle = (role: Role): string =>
  role.looksUp === 'date'
    ? `every day of ${role.foreignKey} is in ${role.target.name}`
    : `every ${role.foreignKey} that was delivered is in ${role.target.name}`;

const keyNames = (role: Role, table: string): Select['columns'] => role.keys.map((key) => out(col(key.staged, table), key.name));

/** Stored rows that name a member and point to the unknown one, since it was not there when they were loaded. */
export function earlyCheck(parts: FactParts, ctes: readonly Cte[], rows: string): readonly Check[] {
  return parts.roles.map((role) => ({
    id: `unknown.${role.foreignKey}`,
    title: unknownTitle(role),
    severity: 'warning',
    columns: [role.foreignKey],
    query: withCtes(
      ctes,
      select([...keep(parts.identity, FACT), ...keyNames(role, rows), ...keep([parts.loadDate], FACT)], cte(rows), {
        joins: becameRows(parts, rows),
        where: and(eq(col(role.foreignKey, FACT), role.unknown), eq(col(parts.loadDate, FACT), col(parts.loadDate, rows)), ...isGiven(role, rows)),
      }),
    ),
  }));
}

/** Delivered natural keys that no member has. */
export function unknownCheck(roles: readonly Role[], ctes: readonly Cte[], rows: string): readonly Check[] {
  return roles.map((role) => {
    const same = role.keys.map((key) => eq(col(key.name, 'member'), col(key.staged, rows)));
    const missing = notExists(select([out(num(1), 'found')], relation(role.target.id, 'member'), { where: and(...same) }));
    return {
      id: `unknown.${role.foreignKey}`,
      title: unknownTitle(role),
      severity: 'warning',
      columns: [role.foreignKey],
      query: withCtes(ctes, select(keyNames(role, rows), cte(rows), { distinct: true, where: and(...isGiven(role, rows), missing) })),
    };
  });
}

/** Instances that reached a milestone before the one they count from. */
export function backwardsCheck(parts: FactParts): readonly Check[] {
  const lags = parts.fact.columns.filter((column) => column.lag !== undefined);
  if (lags.length === 0) return [];
  return [
    {
      id: 'backwards',
      title: `${lags.map((column) => column.name).join(', ')} ${lags.length === 1 ? 'is' : 'are'} never negative`,
      severity: 'warning',
      columns: lags.map((column) => column.name),
      query: select(keep([...parts.identity, ...lags.map((column) => column.name)], FACT), relation(parts.fact.id, FACT), {
        where: or(...lags.map((column) => ({ t: 'bin' as const, op: '<' as const, left: col(column.name, FACT), right: num(0) }))),
      }),
    },
  ];
}
