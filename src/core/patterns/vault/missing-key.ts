import type { FeedObject } from '../../model/lookup.ts';
import type { ColumnMap, Hub, Link } from '../../model/types.ts';
import { SEQUENCE } from '../../naming/technical-names.ts';
import type { Check } from '../../plan/types.ts';
import type { Expr, Select } from '../../sql/ast.ts';
import { call, col, concat, isNull, keep, num, or, out, relation, select, text, union } from '../../sql/build.ts';
import { deliveryColumns, type PatternContext } from '../context.ts';
import { businessKey } from '../../model/key-columns.ts';
import { codeOf, hubKeyDemand } from '../staging/hash-demand.ts';
import { keepsMissing, linkEnds } from './link.ts';
import { hashesNothing } from './missing-keys.ts';
import { builtFeed, hashColumn } from './staged.ts';

/** A column of a feed without which the row is refused, and what to say when it is NULL. */
export interface Needed {
  readonly column: string;
  readonly words: string;
}

/** The rows of one feed in which something needed is NULL, with what is missing and where the row landed. */
export function lacking(
  object: Hub | Link | Parameters<typeof deliveryColumns>[0],
  feed: FeedObject,
  needed: readonly Needed[],
  { project }: PatternContext,
): Select {
  const own = deliveryColumns(object, project, false);
  const given = deliveryColumns(feed, project, false);
  const absent = ({ column }: Needed): Expr => isNull(col(column, 'staged'));
  const pieces = needed.map((one): Expr => ({ t: 'case', whens: [{ when: absent(one), then: text(`, ${one.words}`) }], otherwise: text('') }));
  const [only] = needed;
  return select(
    [
      out(needed.length === 1 && only ? text(only.words) : call('substring', concat(...pieces), num(3)), 'detail'),
      ...own.map(({ name }, index) => out(col(given[index]?.name ?? name, 'staged'), name)),
      ...keep([SEQUENCE], 'staged'),
    ],
    relation(feed.id, 'staged'),
    { where: or(...needed.map(absent)) },
  );
}

/** Names of the mapped columns of a feed. */
const wordsOf = (columns: readonly { readonly id: string }[], map: ColumnMap | undefined, feed: FeedObject): string =>
  columns.map(({ id }) => feed.columns.find((column) => column.id === map?.[id])?.name ?? id).join(', ');

const checkOf = (id: string, title: string, parts: readonly Select[]): readonly Check[] =>
  parts.length === 0 ? [] : [{ id, title, severity: 'warning', query: union(...parts) }];

/** The staged rows that give a hub no key: its business key is NULL or blank. None where such rows stand under the zero key. */
export function refusedByHub(hub: Hub, context: PatternContext): readonly Check[] {
  const { project } = context;
  const parts = hub.feeds.flatMap((feed) => {
    const from = builtFeed(feed.from, context);
    const hash = from && hashColumn(from, feed.hash_key, hubKeyDemand(hub, feed.map, project, feed.collision_code), '', hub.id, context);
    if (!from || hash === undefined) return [];
    const keyParts = hub.columns.filter(({ use }) => use === 'key_part');
    const needed: readonly Needed[] = [
      ...(project.settings.vault?.missing_keys === 'zero_key' || hashesNothing(context)
        ? []
        : [{ column: hash, words: wordsOf(businessKey(hub), feed.map, from) }]),
      ...keyParts.flatMap((part) => {
        const column = from.columns.find(({ id }) => id === feed.map[part.id])?.name;
        return column === undefined ? [] : [{ column, words: column }];
      }),
    ];
    return needed.length === 0 ? [] : [lacking(hub, from, needed, context)];
  });
  return checkOf('missing_key', 'every row has a business key', parts);
}

/** The staged rows that relate nothing: the key of a hub that must be there is NULL or blank. */
export function refusedByLink(link: Link, context: PatternContext): readonly Check[] {
  const { project } = context;
  const ends = linkEnds(link, context);
  if (!ends || hashesNothing(context)) return [];
  const parts = link.feeds.flatMap((feed) => {
    const from = builtFeed(feed.from, context);
    if (!from) return [];
    const needed = ends
      .filter(({ reference }) => !keepsMissing(reference, context))
      .flatMap(({ reference, hub }): readonly Needed[] => {
        const demand = hubKeyDemand(hub, feed.hubs[reference.id], project, codeOf(hub, from.id, feed.hubs[reference.id]));
        const column = hashColumn(from, feed.hub_keys?.[reference.id], demand, '', link.id, context);
        return column === undefined ? [] : [{ column, words: wordsOf(businessKey(hub), feed.hubs[reference.id], from) }];
      });
    return needed.length === 0 ? [] : [lacking(link, from, needed, context)];
  });
  return checkOf('missing_key', 'every row says which keys it relates', parts);
}
