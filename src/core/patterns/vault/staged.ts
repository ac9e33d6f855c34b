import { feedObject, type FeedObject } from '../../model/lookup.ts';
import type { Column, Id, ModelObject } from '../../model/types.ts';
import type { ColumnOrigin } from '../../plan/types.ts';
import type { Expr, Select } from '../../sql/ast.ts';
import { and, coalesce, col, notNull, out, relation, select } from '../../sql/build.ts';
import { SEQUENCE } from '../../naming/technical-names.ts';
import { columnById, deliveryColumns, type PatternContext } from '../context.ts';
import { demandName, type HashDemand } from '../staging/hash-demand.ts';

/** One column of a vault table, and the column of the feed that fills it. */
export interface Filled {
  readonly as: string;
  readonly from: string;
  /** Rows without it are left out. */
  readonly required?: boolean;
  /** Stands in for NULL. */
  readonly otherwise?: Expr;
}

export type Lineage = Map<string, readonly ColumnOrigin[]>;

/** The object a feed reads, if it can be built. */
export const builtFeed = (id: Id, context: PatternContext): FeedObject | undefined => (context.relation(id) ? feedObject(context.project, id) : undefined);

/** A column of the feed that holds a hash: one that is there, by id, or the one made for a demand. */
export function hashColumn(
  feed: FeedObject,
  ready: Id | undefined,
  demand: HashDemand | undefined,
  wanted: string,
  at: Id,
  context: PatternContext,
): string | undefined {
  if (ready !== undefined) return columnById<Column>(feed, ready, wanted, at, context)?.name;
  return demand ? demandName(context.project, feed.id, demand) : undefined;
}

/** The columns an object maps from a feed, under their names here; nothing when one is not mapped, which is reported. */
export function mappedColumns(
  object: { readonly id: Id; readonly name: string },
  columns: readonly (Column & { readonly use?: string | undefined })[],
  map: Readonly<Record<Id, Id>>,
  feed: FeedObject,
  context: PatternContext,
  required: readonly string[] = ['key_part'],
): readonly Filled[] | undefined {
  const found = columns.map((column) => ({
    as: column.name,
    from: columnById<Column>(feed, map[column.id], `${object.name}.${column.name}`, object.id, context)?.name,
    required: column.use !== undefined && required.includes(column.use),
  }));
  return found.every((one): one is typeof one & { from: string } => one.from !== undefined) ? found : undefined;
}

/** The rows of one feed under the names of the table they go to; rows without a required column are left out. */
export function stagedRows(
  object: ModelObject,
  feed: FeedObject,
  columns: readonly Filled[],
  lineage: Lineage,
  context: PatternContext,
  withSequence: boolean,
): Select {
  const own = deliveryColumns(object, context.project, false);
  const given = deliveryColumns(feed, context.project, false);
  const delivery = own.map(({ name }, index) => ({ as: name, from: given[index]?.name ?? name }));
  for (const { as, from } of [...columns, ...delivery]) lineage.set(as, [...(lineage.get(as) ?? []), { relation: feed.id, column: from }]);
  const required = columns.filter((column) => column.required);
  return select(
    [
      ...columns.map(({ as, from, otherwise }) => out(otherwise ? coalesce(col(from, 'staged'), otherwise) : col(from, 'staged'), as)),
      ...delivery.map(({ as, from }) => out(col(from, 'staged'), as)),
      ...(withSequence ? [out(col(SEQUENCE, 'staged'), SEQUENCE)] : []),
    ],
    relation(feed.id, 'staged'),
    required.length === 0 ? {} : { where: and(...required.map(({ from }) => notNull(col(from, 'staged')))) },
  );
}

/** Ids of the feeds that can be built, sorted. */
export const builtFeeds = (feeds: readonly { readonly from: Id }[], context: PatternContext): readonly Id[] =>
  [...new Set(feeds.map((feed) => feed.from).filter((id) => context.relation(id)))].toSorted();

export function reportNotFed(object: ModelObject, what: string, context: PatternContext): readonly [] {
  context.report({
    code: 'not-fed',
    severity: 'warning',
    message: `${object.name} is fed by nothing that can be built: connect a staging object and map ${what}.`,
    at: { object: object.id },
  });
  return [];
}
