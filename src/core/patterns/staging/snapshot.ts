import type { ModelObject, Source } from '../../model/types.ts';
import type { Relation, Snapshot } from '../../plan/types.ts';
import type { Expr } from '../../sql/ast.ts';
import { agg, and, col, desc, eq, firstOf, keep, not, notNull, out, relation as from, select } from '../../sql/build.ts';
import type { PatternContext } from '../context.ts';
import { sourceKey } from '../dimensional/fact-parts.ts';

const OWN = 'staged';

/** Rows that are there now: all of the last delivery where each brings everything, else all that are not deleted. */
function present(relation: Relation, source: Source, loadDate: string): Expr | undefined {
  if (source.delivery === 'full')
    return eq(col(loadDate, OWN), { t: 'scalar', query: select([out(agg('max', col(loadDate, 'whole')), 'last_delivery')], from(relation.id, 'whole')) });
  return undefined;
}

/** What a snapshot of a staging object is taken of; nothing, which is reported, where it has no key to tell rows by. */
export function snapshotOf(object: ModelObject, relation: Relation, context: PatternContext): Snapshot | undefined {
  if (object.kind !== 'staging' || !object.snapshot) return undefined;
  const source = context.project.objects[object.source];
  const key = sourceKey(object, context.project);
  const loadDate = relation.columns.find(({ role }) => role === 'load_date')?.name;
  const sequence = relation.columns.find(({ role }) => role === 'sequence')?.name;
  if (source?.kind !== 'source' || loadDate === undefined || sequence === undefined) return undefined;
  if (key.length === 0) {
    context.report({
      code: 'snapshot-without-key',
      severity: 'error',
      message: `${object.name} is to have a snapshot, but nothing tells its rows apart: mark the key columns of ${source.name} and stage them.`,
      at: { object: object.id },
    });
    return undefined;
  }
  const { deletes = 'ignore', columns } = object.snapshot;
  if (deletes !== 'ignore' && source.delivery === 'delta')
    context.report({
      code: 'deletes-of-delta',
      severity: 'error',
      message: `${object.name}: deliveries of ${source.name} bring only what changed, so a snapshot cannot tell that a row is gone. Ignore deletions, or deliver everything.`,
      at: { object: object.id },
    });
  const compared = relation.columns.filter(
    ({ column, name }) => column !== undefined && !key.includes(name) && (columns === undefined || columns.includes(column)),
  );
  const deleted = relation.columns.find(({ role }) => role === 'is_deleted')?.name;
  const names = relation.columns.map(({ name }) => name);
  const now = present(relation, source, loadDate);
  const newest = firstOf(
    key.map((name) => col(name, OWN)),
    [desc(col(loadDate, OWN)), desc(col(sequence, OWN))],
  );
  const named = key.map((name) => notNull(col(name, OWN)));
  const rows = select(keep(names, OWN), from(relation.id, OWN), { where: and(...named, ...(now ? [now] : [])), qualify: newest });
  // What a change feed deleted last is gone; only then is it left out, or an older row would stand in for it.
  const latest =
    deleted === undefined ? rows : select(keep(names, 'newest'), { t: 'subquery', query: rows, as: 'newest' }, { where: and(not(col(deleted, 'newest'))) });
  return { latest, key, compared: compared.map(({ name }) => name), loadDate, deletes };
}
