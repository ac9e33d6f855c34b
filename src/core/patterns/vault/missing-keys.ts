import type { FeedObject } from '../../model/lookup.ts';
import type { ModelObject } from '../../model/types.ts';
import type { Check } from '../../plan/types.ts';
import type { Expr } from '../../sql/ast.ts';
import { call, differs, eq, isNull, or, text, union } from '../../sql/build.ts';
import type { PatternContext } from '../context.ts';
import { makesZeroKeys } from '../hash.ts';
import { stagedRows, type Filled } from './staged.ts';

/** Feeds of one object with the columns they fill. */
export type FilledFeeds = readonly { readonly from: FeedObject; readonly filled: readonly Filled[] }[];

/** Whether the project's hash rules give a key of nothing but NULL a value. */
export const hashesNothing = ({ project }: PatternContext): boolean => makesZeroKeys(project.settings.hash);

/** True where a hash key that is not NULL stands for something. */
export const isPresent = (key: Expr, { project }: PatternContext): Expr => differs(key, { t: 'zeroHash', rules: project.settings.hash });

/**
 * Lists the delivered rows that are left out because a key is missing.
 * @param hashes names of the required columns that are hashes.
 * @param texts names of the required columns in which a blank says nothing either.
 */
export function missingKeyCheck(
  object: ModelObject,
  feeds: FilledFeeds,
  { hashes, texts = [] }: { readonly hashes: readonly string[]; readonly texts?: readonly string[] },
  context: PatternContext,
): Check {
  const zero: Expr = { t: 'zeroHash', rules: context.project.settings.hash };
  const parts = feeds.map(({ from, filled }) => {
    const optional = filled.map(({ required: _required, ...column }) => column);
    const rows = stagedRows(object, from, optional, context, false);
    const required = new Set(filled.filter((column) => column.required).map(({ as }) => as));
    const missing = rows.columns
      .filter(({ as }) => required.has(as))
      .flatMap(({ expr, as }) => [
        isNull(expr),
        ...(hashes.includes(as) && hashesNothing(context) ? [eq(expr, zero)] : []),
        ...(texts.includes(as) ? [eq(call('trim', expr), text(''))] : []),
      ]);
    return { ...rows, where: or(...missing) };
  });
  return { id: 'missing_key', title: 'every delivered row has its keys', severity: 'warning', query: union(...parts) };
}
