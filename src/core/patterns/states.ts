import type { Relation } from '../plan/types.ts';
import type { PatternContext } from './context.ts';
import type { Expr, From, Query } from '../sql/ast.ts';
import { and, asc, bin, col, cte, desc, eq, firstOf, innerJoin, isNull, keep, not, notNull, or, out, over, select } from '../sql/build.ts';

/** One step of a query, as `withCtes` takes it. */
export interface Step {
  readonly name: string;
  readonly query: Query;
  readonly comment?: string;
}

/** From when a state holds, and until when: NULL while it is the latest. */
export const STATE_FROM = 'state_from';
export const STATE_UNTIL = 'state_until';

/** Rows that tell a state of a key each time they come. */
export interface Told {
  /** Names the steps: `<name>_states`. */
  readonly name: string;
  readonly from: (as: string) => From;
  /** Columns that name what is told of. */
  readonly key: readonly string[];
  readonly loadDate: string;
  /** Further columns to keep. */
  readonly columns: readonly string[];
  /** One row per key and load date: already so, in a table whose key is never NULL, or the last by this column; or all rows of a load date together are a state. */
  readonly rows: 'single' | 'several' | { readonly lastBy: string };
}

/** What orders several states of one key and load date in a vault table, where the project keeps them all. */
export const stateOrder = (satellite: Relation, { project }: PatternContext): string | undefined =>
  project.settings.vault?.same_load_date === 'all' ? satellite.columns.find((column) => column.role === 'hash_diff')?.name : undefined;

const named = (list: readonly string[], table?: string): readonly Expr[] => list.map((name) => col(name, table));

/**
 * Steps that give, in `<name>_states`, every state with the load date from which it holds and that of the next one of
 * its key. Rows without a key tell of nothing.
 */
export function stateSteps({ name, from, key, loadDate, columns, rows }: Told): readonly Step[] {
  const kept = [...new Set([...key, ...columns])];
  const known = and(...named(key, 'told').map(notNull));
  const next = (table: string): Expr => over('lead', [col(loadDate, table)], named(key, table), [asc(col(loadDate, table))]);
  const result = `${name}_states`;
  if (rows === 'single') {
    const query = select([...keep(kept, 'told'), out(col(loadDate, 'told'), STATE_FROM), out(next('told'), STATE_UNTIL)], from('told'));
    return [{ name: result, query, comment: `from when until when each state of ${name} held` }];
  }
  if (rows === 'several') {
    const dates = select([...keep([...key, loadDate], 'told'), out(next('told'), STATE_UNTIL)], from('told'), {
      where: known,
      groupBy: named([...key, loadDate], 'told'),
    });
    const same = and(...[...key, loadDate].map((column) => eq(col(column, 'held'), col(column, 'told'))));
    const query = select([...keep(kept, 'told'), out(col(loadDate, 'told'), STATE_FROM), ...keep([STATE_UNTIL], 'held')], from('told'), {
      joins: [innerJoin(cte(`${name}_held`, 'held'), same)],
    });
    return [
      { name: `${name}_held`, query: dates, comment: `when ${name} told something new of a key, and until when it held` },
      { name: result, query, comment: 'all rows of a load date together are a state' },
    ];
  }
  const last = select(keep([...new Set([...kept, loadDate])], 'told'), from('told'), {
    where: known,
    qualify: firstOf(named([...key, loadDate], 'told'), [desc(col(rows.lastBy, 'told'))]),
  });
  const query = select([...keep(kept, 'told'), out(col(loadDate, 'told'), STATE_FROM), out(next('told'), STATE_UNTIL)], cte(`${name}_last`, 'told'));
  return [
    { name: `${name}_last`, query: last, comment: `the last row of each key and load date of ${name}` },
    { name: result, query, comment: 'from when until when each state held' },
  ];
}

/** True for the state, under its alias, that holds at a point in time. */
export const holdsAt = (state: string, at: Expr): Expr =>
  and(bin('<=', col(STATE_FROM, state), at), or(isNull(col(STATE_UNTIL, state)), bin('<', at, col(STATE_UNTIL, state))));

/** True unless the column under this alias marks a deletion. */
export const alive = (deleted: string, table: string): Expr => not(col(deleted, table));
