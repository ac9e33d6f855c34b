import type { Query } from '../../sql/ast.ts';
import { agg, and, col, notNull, out, relation, select, union } from '../../sql/build.ts';
import { deliveryColumns, type PatternContext } from '../context.ts';
import { builtFeed } from '../vault/staged.ts';
import type { DimensionShape } from './dimension-shape.ts';

/** Natural keys that facts bring, each with the delivery that brought it first; nothing when none can be read. */
export function inferredKeys(shape: DimensionShape, context: PatternContext): Query | undefined {
  const parts = shape.inferences.flatMap(({ feed, keys }) => {
    const staging = builtFeed(feed.from, context);
    const names = shape.keys.map((key) => staging?.columns.find((column) => column.id === keys[key.id])?.name);
    if (!staging || names.some((name) => name === undefined)) return [];
    const [given] = deliveryColumns(staging, context.project, false);
    const values = shape.keyNames.map((as, index) => out(col(names[index] ?? '', 'staged'), as));
    return [
      select([...values, out(col(given?.name ?? '', 'staged'), shape.work.inferred_at)], relation(staging.id, 'staged'), {
        where: and(...values.map(({ expr }) => notNull(expr))),
      }),
    ];
  });
  if (parts.length === 0) return undefined;
  const first = out(agg('min', col(shape.work.inferred_at, 'used')), shape.work.inferred_at);
  const keys = shape.keyNames.map((name) => col(name, 'used'));
  return select(
    [...shape.keyNames.map((name) => out(col(name, 'used'), name)), first],
    { t: 'subquery', query: union(...parts), as: 'used' },
    { groupBy: keys },
  );
}
