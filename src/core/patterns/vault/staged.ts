import { feedObject, type FeedObject } from '../../model/lookup.ts';
import type { Column, Id, ModelObject } from '../../model/types.ts';
import type { Expr, Select } from '../../sql/ast.ts';
import { and, bool, call, coalesce, col, not, notNull, out, relation, select } from '../../sql/build.ts';
import { SEQUENCE } from '../../naming/technical-names.ts';
import { columnById, deliveryColumns, type PatternContext } from '../context.ts';
import { makesZeroKeys } from '../hash.ts';
import { demandName, type HashDemand } from '../staging/hash-demand.ts';

/** One column of a vault table, and the column of the feed that fills it, or what does instead. */
export interface Filled {
  readonly as: string;
  readonly from: string | Expr;
  /** Rows without it are left out. */
  readonly required?: boolean;
  /** A hash key: the zero key, where the hash rules make it of nothing, counts as none. */
  readonly isKey?: boolean;
  /** Stands in for NULL. */
  readonly otherwise?: Expr;
}

/** The column that says in a change feed's rows whether they are deletions, where `deleted` is `told`. */
export const DELETED = 'is_deletion';

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

/** The column of a feed that marks deletions; absent where it tells of none. */
export const deletionColumn = (feed: Id, context: PatternContext): string | undefined =>
  context.relation(feed)?.columns.find((column) => column.role === 'is_deleted')?.name;

/**
 * The rows of one feed under the names of the table they go to; rows without a required column are left out, and rows
 * for which one of the `present` columns of the feed is NULL.
 * @param present further hash keys of the feed without which rows are left out.
 * @param deleted whether a change feed's deletions are rows like any other, are left out, or are told in the column {@link DELETED}, the last.
 */
export function stagedRows(
  object: ModelObject,
  feed: FeedObject,
  columns: readonly Filled[],
  context: PatternContext,
  withSequence: boolean,
  { deleted = 'kept', present = [] }: { readonly deleted?: 'kept' | 'left_out' | 'told'; readonly present?: readonly string[] } = {},
): Select {
  const own = deliveryColumns(object, context.project, false);
  const landed = deliveryColumns(feed, context.project, false);
  const delivery = own.map(({ name }, index) => ({ as: name, from: landed[index]?.name ?? name }));
  const { hash } = context.project.settings;
  const keyOf = (from: string): Expr => (makesZeroKeys(hash) ? call('nullif', col(from, 'staged'), { t: 'zeroHash', rules: hash }) : col(from, 'staged'));
  const given = ({ from, isKey }: Filled): Expr => (typeof from !== 'string' ? from : isKey ? keyOf(from) : col(from, 'staged'));
  const valueOf = (column: Filled): Expr => (column.otherwise ? coalesce(given(column), column.otherwise) : given(column));
  const mark = deleted === 'kept' ? undefined : deletionColumn(feed.id, context);
  const required = new Map<string, Expr>([
    ...columns.flatMap((column) => (column.required && typeof column.from === 'string' ? [[column.from, given(column)] as const] : [])),
    ...present.map((from) => [from, keyOf(from)] as const),
  ]);
  const conditions = [...[...required.values()].map(notNull), ...(deleted === 'left_out' && mark !== undefined ? [not(col(mark, 'staged'))] : [])];
  return select(
    [
      ...columns.map((column) => out(valueOf(column), column.as)),
      ...delivery.map(({ as, from }) => out(col(from, 'staged'), as)),
      ...(withSequence ? [out(col(SEQUENCE, 'staged'), SEQUENCE)] : []),
      ...(deleted === 'told' ? [out(mark === undefined ? bool(false) : col(mark, 'staged'), DELETED)] : []),
    ],
    relation(feed.id, 'staged'),
    conditions.length === 0 ? {} : { where: and(...conditions) },
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
