import { technicalOf } from '../../naming/technical-names.ts';
import type { Reference, Satellite } from '../../model/types.ts';
import type { ColumnOrigin, PlanColumn, Relation } from '../../plan/types.ts';
import type { Expr, Query, Select } from '../../sql/ast.ts';
import {
  and,
  asc,
  BOOLEAN,
  coalesce,
  col,
  cte,
  eq,
  exists,
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

/** When an open state ends. */
export const END_OF_TIME = '9999-12-31 00:00:00';

export const loadEndOf = (object: Satellite | Reference, { project }: PatternContext): 'view' | 'column' | 'none' =>
  (object.kind === 'satellite' ? object.load_end_date : undefined) ?? project.settings.vault?.load_end_date ?? 'view';

/** The end of a state: the load date of the next one of its key; half-open, `[load date, load end date)`. */
function ends(identity: readonly string[], loadDate: string, table?: string): Expr {
  const next = over(
    'lead',
    [col(loadDate, table)],
    identity.map((name) => col(name, table)),
    [asc(col(loadDate, table))],
  );
  return coalesce(next, timestampLit(END_OF_TIME));
}

const endColumn = (name: string): PlanColumn => technicalColumn(name, TIMESTAMP, 'valid_to');

/** A satellite whose rows carry their end: the states of every key that got a new one are worked out anew. */
function withEndColumn(table: Relation, identity: readonly string[], loadDate: string, end: string): Relation {
  const { query } = table;
  if (query?.t !== 'with') throw new Error(`${table.table.name} does not read its stored rows`);
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
          name: 'states',
          query: union(select(keep(names, 'stored'), cte('stored'), { where: touched }), select(keep(names), cte('added'))),
          comment: 'every state of the keys that have new ones',
        },
      ],
      select([...keep(names), out(ends(identity, loadDate), end)], cte('states')),
    ),
    load: { kind: 'replace', rule: 'history', key: identity },
  };
}

/** A view beside the satellite that tells when each state ended, and which is the current one. */
function endView(satellite: Satellite | Reference, table: Relation, identity: readonly string[], loadDate: string, context: PatternContext): Relation {
  const { is_current: isCurrent, load_end_date: end } = technicalOf(satellite, context.project.settings);
  const names = table.columns.map((column) => column.name);
  const lineage = new Map<string, readonly ColumnOrigin[]>(names.map((name) => [name, [{ relation: table.id, column: name }]]));
  lineage.set(end, [{ relation: table.id, column: loadDate }]).set(isCurrent, [{ relation: table.id, column: loadDate }]);
  const next = over(
    'lead',
    [col(loadDate, 'state')],
    identity.map((name) => col(name, 'state')),
    [asc(col(loadDate, 'state'))],
  );
  const columns: Select['columns'] = [...keep(names, 'state'), out(ends(identity, loadDate, 'state'), end), out(isNull(next), isCurrent)];
  const { description: _description, ...head } = relationHead(satellite, context.project);
  return {
    ...head,
    id: `${satellite.id}/timeline`,
    part: 'timeline',
    table: { ...head.table, name: `${satellite.name}_timeline` },
    description: `${satellite.name} with the end of each state.`,
    physical: {},
    columns: [...table.columns, endColumn(end), technicalColumn(isCurrent, BOOLEAN, 'is_current')],
    query: select(columns, relation(table.id, 'state')),
    load: { kind: 'view' },
    dependsOn: [table.id],
    lineage,
  };
}

/** The satellite's relations, with the end of its states told as the project or the satellite says. */
export function withLoadEnd(
  satellite: Satellite | Reference,
  table: Relation,
  identity: readonly string[],
  loadDate: string,
  context: PatternContext,
): readonly Relation[] {
  switch (loadEndOf(satellite, context)) {
    case 'column':
      return [withEndColumn(table, identity, loadDate, technicalOf(satellite, context.project.settings).load_end_date)];
    case 'view':
      return [table, endView(satellite, table, identity, loadDate, context)];
    case 'none':
      return [table];
  }
}
