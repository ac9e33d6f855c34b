import type { Plan, Relation } from './types.ts';

/**
 * A text that is equal exactly when a relation would be built the same way: its table, columns, query, load, and what
 * the relations it reads are called. Descriptions and tests are left out, since they change no row.
 */
export function relationFingerprint(plan: Plan, relation: Relation): string {
  return JSON.stringify([
    relation.table,
    relation.columns.map(({ name, type, nullable }) => [name, type, nullable]),
    relation.primaryKey ?? null,
    relation.uniqueKeys,
    relation.load,
    relation.query ?? null,
    relation.recordSource ?? null,
    relation.drift === 'fail',
    relation.dependsOn.map((id) => [id, plan.byId.get(id)?.table ?? null]),
  ]);
}
