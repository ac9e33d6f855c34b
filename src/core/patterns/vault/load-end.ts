import { technicalOf } from '../../naming/technical-names.ts';
import type { Reference, Satellite } from '../../model/types.ts';
import type { PlanColumn, Relation } from '../../plan/types.ts';
import type { Expr, OrderItem, Query, Select } from '../../sql/ast.ts';
import {
  and,
  asc,
  BOOLEAN,
  coalesce,
  col,
  cte,
  eq,
  exists,
  innerJoin,
  isNull,
  keep,
  num,
  out,
  over,
  relation,
  select,
  TIMESTAMP,
  timestampLit,
  union,
  withCtes,
} from '../../sql/build.ts';
import { relationHead, technicalColumn, type PatternContext } from '../context.ts';
import { END_OF_TIME } from '../times.ts';

/** How the states of a key follow one another. */
export interface Succession {
  /** The key, and what stands beside it in the primary key. */
  readonly identity: readonly string[];
  readonly loadDate: string;
  /** Puts rows of one load date in order, where a key may have several that follow one another. */
  readonly within?: readonly OrderItem[];
  /** Rows of one key and load date are one state and end together. */
  readonly together?: boolean;
}

export const loadEndOf = (object: Satellite | Reference, { project }: PatternContext): 'view' | 'column' | 'none' =>
  (object.kind === 'satellite' ? object.load_end_date : undefined) ?? project.settings.vault?.load_end_date ?? 'view';

const NEXT = 'next_load_date';
const endColumn = (name: string): PlanColumn => technicalColumn(name, TIMESTAMP, 'valid_to');

/** Load date of the state after a row's own, NULL for the last. */
function next({ identity, loadDate, within = [] }: Succession, table?: string): Expr {
  return over(
    'lead',
    [col(loadDate, table)],
    identity.map((name) => col(name, table)),
    [asc(col(loadDate, table)), ...within],
  );
}

/** A state per key and load date, with the load date of the one after it. */
function stateSteps({ identity, loadDate }: Succession, rows: string): readonly { readonly name: string; readonly query: Query; readonly comment: string }[] {
  return [
    { name: 'state_dates', query: select(keep([...identity, loadDate]), cte(rows), { distinct: true }), comment: 'a row per state' },
    {
      name: 'state_ends',
      query: select([...keep([...identity, loadDate]), out(next({ identity, loadDate }), NEXT)], cte('state_dates')),
      comment: 'each state with the one after it',
    },
  ];
}

/** The rows with what `ended` makes of the load date of the state after each: half-open, `[load date, load end date)`. */
function rowsWithEnd(names: readonly string[], rows: string, succession: Succession, ended: (next: Expr) => Select['columns']): Query {
  if (succession.together !== true) return select([...keep(names), ...ended(next(succession))], cte(rows));
  const same = and(...[...succession.identity, succession.loadDate].map((name) => eq(col(name, rows), col(name, 'state_ends'))));
  return select([...keep(names, rows), ...ended(col(NEXT, 'state_ends'))], cte(rows), { joins: [innerJoin(cte('state_ends'), same)] });
}

const endOf = (following: Expr): Expr => coalesce(following, timestampLit(END_OF_TIME));

/** A satellite whose rows carry their end: the states of every key that got a new one are worked out anew. */
function withEndColumn(table: Relation, succession: Succession, end: string): Relation {
  const { query } = table;
  if (query?.t !== 'with') throw new Error(`${table.table.name} does not read its stored rows`);
  const { identity } = succession;
  const names = table.columns.map((column) => column.name);
  const [, ...steps] = query.ctes;
  const storedAll: Query = select(keep(names, 'self'), { t: 'self', as: 'self' });
  const touched = exists(select([out(num(1), 'found')], cte('added'), { where: and(...identity.map((name) => eq(col(name, 'added'), col(name, 'stored')))) }));
  return {
    ...table,
    columns: [...table.columns, endColumn(end)],
    query: withCtes(
      [
        { name: 'stored', query: storedAll, comment: 'what is there already' },
        ...steps,
        { name: 'added', query: query.query, comment: 'new states' },
        {
          name: 'every_state',
          query: union(select(keep(names, 'stored'), cte('stored'), { where: touched }), select(keep(names), cte('added'))),
          comment: 'every state of the keys that have new ones',
        },
        ...(succession.together === true ? stateSteps(succession, 'every_state') : []),
      ],
      rowsWithEnd(names, 'every_state', succession, (following) => [out(endOf(following), end)]),
    ),
    load: { kind: 'replace', rule: 'history', key: identity },
  };
}

/** A view beside the satellite that tells when each state ended, and which is the current one. */
function endView(satellite: Satellite | Reference, table: Relation, succession: Succession, context: PatternContext): Relation {
  const { is_current: isCurrent, load_end_date: end } = technicalOf(satellite, context.project.settings);
  const names = table.columns.map((column) => column.name);
  const ended = (following: Expr): Select['columns'] => [out(endOf(following), end), out(isNull(following), isCurrent)];
  const query: Query =
    succession.together === true
      ? withCtes(
          [{ name: 'state', query: select(keep(names, 'state'), relation(table.id, 'state')) }, ...stateSteps(succession, 'state')],
          rowsWithEnd(names, 'state', succession, ended),
        )
      : select([...keep(names, 'state'), ...ended(next(succession, 'state'))], relation(table.id, 'state'));
  const { description: _description, ...head } = relationHead(satellite, context.project);
  return {
    ...head,
    layer: table.layer,
    table: { ...table.table, name: `${satellite.name}_timeline` },
    id: `${satellite.id}/timeline`,
    part: 'timeline',
    description: `${satellite.name} with the end of each state.`,
    physical: {},
    columns: [...table.columns, endColumn(end), technicalColumn(isCurrent, BOOLEAN, 'is_current')],
    query,
    load: { kind: 'view' },
    dependsOn: [table.id],
  };
}

/** The satellite's relations, with the end of its states told as the project or the satellite says. */
export function withLoadEnd(satellite: Satellite | Reference, table: Relation, succession: Succession, context: PatternContext): readonly Relation[] {
  switch (loadEndOf(satellite, context)) {
    case 'column':
      return [withEndColumn(table, succession, technicalOf(satellite, context.project.settings).load_end_date)];
    case 'view':
      return [table, endView(satellite, table, succession, context)];
    case 'none':
      return [table];
  }
}
