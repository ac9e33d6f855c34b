import type { Id } from '../model/types.ts';
import { queryLineage, type QueryLineage } from './query-lineage.ts';
import type { ColumnOrigin, Plan, Relation } from './types.ts';

const keyOf = ({ relation, column }: ColumnOrigin): string => `${relation}\u0000${column}`;

/** Follows steps from one column as far as they go, each column once, nearest first. */
function follow(start: ColumnOrigin, step: (from: ColumnOrigin) => readonly ColumnOrigin[]): readonly ColumnOrigin[] {
  const found = new Map<string, ColumnOrigin>();
  let front: readonly ColumnOrigin[] = [start];
  while (front.length > 0) {
    const next: ColumnOrigin[] = [];
    for (const origin of front.flatMap(step)) {
      const key = keyOf(origin);
      if (found.has(key) || key === keyOf(start)) continue;
      found.set(key, origin);
      next.push(origin);
    }
    front = next;
  }
  return [...found.values()];
}

const NOTHING: QueryLineage = new Map();
const NAMES = new WeakMap<Relation, ReadonlySet<string>>();
/** Relations are made anew when they or what they read changes, so what was worked out once stays true. */
const LINEAGES = new WeakMap<Relation, QueryLineage>();

function namesOf(relation: Relation): ReadonlySet<string> {
  const known = NAMES.get(relation) ?? new Set(relation.columns.map(({ name }) => name));
  NAMES.set(relation, known);
  return known;
}

/** Column name → where its values come from, of a relation of the plan; empty for a landing table. */
export function lineageOf(plan: Plan, id: Id): QueryLineage {
  const relation = plan.byId.get(id);
  if (!relation?.query) return NOTHING;
  const known = LINEAGES.get(relation);
  if (known) return known;
  const lineage = queryLineage(relation.query, (read, column) => {
    const from = plan.byId.get(read);
    return from !== undefined && namesOf(from).has(column);
  });
  LINEAGES.set(relation, lineage);
  return lineage;
}

/** Every column, of any relation, that the values of this one come from. */
export function upstreamColumns(plan: Plan, column: ColumnOrigin): readonly ColumnOrigin[] {
  return follow(column, ({ relation, column: name }) => lineageOf(plan, relation).get(name) ?? []);
}

/** Every column, of any relation, that this one's values reach: what a change to it would touch. */
export function downstreamColumns(plan: Plan, column: ColumnOrigin): readonly ColumnOrigin[] {
  const readers = new Map<string, ColumnOrigin[]>();
  for (const relation of plan.relations) {
    for (const [name, origins] of lineageOf(plan, relation.id)) {
      for (const origin of origins) readers.set(keyOf(origin), [...(readers.get(keyOf(origin)) ?? []), { relation: relation.id, column: name }]);
    }
  }
  return follow(column, (from) => readers.get(keyOf(from)) ?? []);
}

/** Ids of the relations that read this one, directly or through others, in build order. */
export function downstreamRelations(plan: Plan, id: Id): readonly Id[] {
  const reached = new Set<Id>([id]);
  for (const relation of plan.relations) if (relation.dependsOn.some((read) => reached.has(read))) reached.add(relation.id);
  reached.delete(id);
  return [...reached];
}
