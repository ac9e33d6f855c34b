import type { Id } from '../model/types.ts';
import type { Query, Select } from '../sql/ast.ts';
import { references } from '../sql/walk.ts';
import { digest } from './digest.ts';
import { relationFingerprint } from './fingerprint.ts';
import type { Plan, Relation } from './types.ts';

const keepColumns = (select: Select, wanted: ReadonlySet<string>): Select =>
  select.distinct === true ? select : { ...select, columns: select.columns.filter(({ as }) => wanted.has(as)) };

/** A query with only the columns that a reader names: the rest changes no row of the reader. */
function narrowed(query: Query, wanted: ReadonlySet<string>): Query {
  if (query.t === 'select') return keepColumns(query, wanted);
  if (query.t === 'union') return query;
  const inner = narrowed(query.query, wanted);
  let read = references(inner).columns;
  const ctes = query.ctes.toReversed().map((cte) => {
    const kept = cte.query.t === 'select' ? keepColumns(cte.query, read) : cte.query;
    read = new Set([...read, ...references(kept).columns]);
    return { ...cte, query: kept };
  });
  return { ...query, ctes: ctes.toReversed(), query: inner };
}

/**
 * A text per relation that is equal exactly when building it again would give the same rows from the same files: its own
 * fingerprint and those of all it reads. Of a view, and of a table that is written whole, only the columns it names count,
 * so that a new hash column in staging rebuilds the satellite that wants it and nothing else.
 */
export function buildFingerprints(plan: Plan): ReadonlyMap<Id, string> {
  const own = new Map<Id, string>();
  const seen = (relation: Relation, columns: ReadonlySet<string>): string => {
    const { query, load } = relation;
    if (!(load.kind === 'view' || load.kind === 'rebuild') || !query) return own.get(relation.id) ?? '';
    const narrow = narrowed(query, columns);
    const read = references(narrow).columns;
    return JSON.stringify([relation.table, narrow, relation.dependsOn.map((id) => below(id, read))]);
  };
  const below = (id: Id, columns: ReadonlySet<string>): string => {
    const relation = plan.byId.get(id);
    return relation ? seen(relation, columns) : '';
  };
  for (const relation of plan.relations) {
    const read = relation.query ? references(relation.query).columns : new Set<string>();
    own.set(relation.id, digest(JSON.stringify([relationFingerprint(plan, relation), relation.dependsOn.map((id) => below(id, read))])));
  }
  return own;
}
