import { hashKeyName, ownKeyName, SEQUENCE } from '../../naming/technical-names.ts';
import type { Hub, Link, LinkHub } from '../../model/types.ts';
import type { Check, ForeignKey, Relation } from '../../plan/types.ts';
import { and, asc, col, cte, firstOf, keep, select, union, withCtes } from '../../sql/build.ts';
import { deliveryColumns, planColumn, relationHead, technicalColumn, type PatternContext } from '../context.ts';
import { hashType } from '../hash.ts';
import { codeOf, hubKeyDemand, linkKeyDemand } from '../staging/hash-demand.ts';
import { contradictionCheck } from './contradiction.ts';
import { ghostRow } from './ghost.ts';
import { hashesNothing, isPresent, missingKeyCheck } from './missing-keys.ts';
import { chainCheck, cycleCheck } from './recursion-checks.ts';
import { builtFeed, builtFeeds, hashColumn, mappedColumns, reportNotFed, stagedRows, type Filled } from './staged.ts';
import { notStored, stored } from './stored.ts';
import { holdsZeroKey } from './zero-keys.ts';

export interface LinkEnd {
  readonly reference: LinkHub;
  readonly hub: Hub;
  /** Name of the foreign key column. */
  readonly name: string;
}

/** The hubs a link joins, with the names of their columns in it; nothing when one is gone. */
export function linkEnds(link: Link, context: PatternContext): readonly LinkEnd[] | undefined {
  const { project } = context;
  const ends = link.hubs.flatMap((reference): LinkEnd[] => {
    const hub = project.objects[reference.hub];
    return hub?.kind === 'hub' ? [{ reference, hub, name: reference.column ?? hashKeyName(hub, project.settings, reference.role) }] : [];
  });
  return ends.length === link.hubs.length ? ends : undefined;
}

/** A row that says nothing about this hub stands under its zero key instead of being left out. */
export const keepsMissing = (reference: LinkHub, context: PatternContext): boolean =>
  (reference.missing ?? context.project.settings.vault?.missing_keys ?? 'skip') === 'zero_key';

/** Whether a link may hold this hub's zero key: in a relationship without it, or in the row under its own zero key. */
export const mayBeMissing = (reference: LinkHub, context: PatternContext): boolean =>
  keepsMissing(reference, context) || context.project.settings.vault?.missing_keys === 'zero_key';

/** What must hold of a link that joins a hub to itself. */
function recursionChecks(link: Link, names: readonly string[], ends: readonly LinkEnd[], { project }: PatternContext): readonly Check[] {
  const [first, second] = ends;
  if (!first || !second) return [];
  const recursion = { link: link.id, names, ends: [first.name, second.name] as const, project };
  if (link.link_type === 'hierarchical') return [cycleCheck(recursion, true)];
  return link.link_type === 'same_as' ? [chainCheck(recursion), cycleCheck(recursion, false)] : [];
}

/**
 * A link: one row per combination of hub keys (and dependent child key), the earliest delivered, never changed.
 * A row in which any hub's key is missing relates nothing and is left out, unless that hub is optional. A non-historised
 * link carries a payload, of which the first delivered stays.
 */
export function linkRelations(link: Link, context: PatternContext): readonly Relation[] {
  const { project } = context;
  const report = (code: string, message: string): readonly [] => {
    context.report({ code, severity: 'error', message, at: { object: link.id } });
    return [];
  };
  if (link.hubs.length < 2) return report('link-with-few-hubs', `${link.name} joins ${link.hubs.length === 1 ? 'one hub' : 'no hubs'}: connect at least two.`);
  const ends = linkEnds(link, context);
  if (!ends || ends.some(({ hub }) => !context.relation(hub.id)))
    return report('dangling-reference', `${link.name} joins a hub that is gone or cannot be built.`);
  if (new Set(ends.map(({ name }) => name)).size < ends.length)
    return report('link-roles-missing', `${link.name} joins one hub twice: give each reference a role, so that their columns differ.`);
  if ((link.link_type === 'hierarchical' || link.link_type === 'same_as') && (ends.length !== 2 || ends[0]?.hub.id !== ends[1]?.hub.id))
    return report(
      'link-not-recursive',
      `${link.name} is ${link.link_type === 'same_as' ? 'a same-as' : 'a hierarchical'} link: it joins one hub to itself, in two roles.`,
    );

  const key = ownKeyName(link, project);
  const twin = ends.find(({ name }) => name.toLowerCase() === key.toLowerCase());
  if (twin)
    return report(
      'duplicate-column',
      `${link.name} would have two columns named ${twin.name}: its own key, and that of ${twin.hub.name}. Give its key another name, or the column that refers to ${twin.hub.name}.`,
    );
  const delivery = deliveryColumns(link, project, false);
  const [loadDate = '', recordSource = ''] = delivery.map((column) => column.name);
  const zero = { t: 'zeroHash', rules: project.settings.hash } as const;

  const feeds = link.feeds.flatMap((feed) => {
    const from = builtFeed(feed.from, context);
    if (!from) return [];
    const own = hashColumn(from, feed.hash_key, linkKeyDemand(link, feed, project), `The hash of ${link.name}`, link.id, context);
    const keys = ends.map(({ reference, hub, name }): Filled | undefined => {
      const demand = hubKeyDemand(hub, feed.hubs[reference.id], project, codeOf(hub, from.id, feed.hubs[reference.id]));
      const column = hashColumn(from, feed.hub_keys?.[reference.id], demand, `The hash of ${hub.name} in ${link.name}`, link.id, context);
      if (column === undefined) return undefined;
      return keepsMissing(reference, context) ? { as: name, from: column, otherwise: zero } : { as: name, from: column, required: true };
    });
    if (own === undefined || !keys.every((one) => one !== undefined)) {
      report('unmapped-column', `${link.name} does not know the key of every hub in ${from.name}: map them.`);
      return [];
    }
    const columns = mappedColumns(link, link.columns, feed.map, from, context);
    if (!columns) return [];
    const filled: readonly Filled[] = [{ as: key, from: own, required: true }, ...keys, ...columns];
    return [{ from, filled, rows: stagedRows(link, from, filled, context, true) }];
  });
  if (feeds.length === 0) return reportNotFed(link, 'the keys', context);

  const hash = hashType(project.settings.hash);
  const primaryKey = [key, ...link.columns.filter(({ use }) => use === 'key_part').map((column) => column.name)];
  const names = [key, ...ends.map(({ name }) => name), ...link.columns.map((column) => column.name), loadDate, recordSource];
  const foreignKeys: readonly ForeignKey[] = ends.flatMap(({ reference, hub, name }) =>
    hub.columns.some(({ use }) => use === 'key_part')
      ? []
      : [
          {
            columns: [name],
            relation: hub.id,
            references: [hashKeyName(hub, project.settings)],
            ...(reference.role === undefined ? {} : { role: reference.role }),
          },
        ],
  );
  const isKey = (use: Link['columns'][number]['use']): boolean => use === undefined || use === 'dependent_key' || use === 'key_part';
  const columns = [
    technicalColumn(key, hash, 'hash_key'),
    ...ends.map(({ name }) => technicalColumn(name, hash, 'foreign_key')),
    ...link.columns.map((column) => planColumn(column, isKey(column.use) ? 'business_key' : 'attribute')),
    ...delivery,
  ];
  const withZero = holdsZeroKey(link, project);
  const required = ends.filter(({ reference }) => !keepsMissing(reference, context)).map(({ name }) => name);
  // Of keys that hash nothing to the zero key, those that must not be missing are told by it.
  const present = hashesNothing(context) ? [key, ...required] : withZero ? [key] : [];
  const order = [asc(col(loadDate, 'staged')), asc(col(recordSource, 'staged'), { binary: true }), asc(col(SEQUENCE, 'staged'))];
  const staged = union(...feeds.map(({ rows }) => rows));
  const told = columns.filter(({ column }) => link.columns.some(({ id, use }) => id === column && (use === 'payload' || use === 'applied')));
  const dated = link.columns.filter(({ use }) => use === 'applied').map((column) => column.name);
  const isNew = notStored(primaryKey, 'staged');
  // What is stored is left out first: of a long history only new relationships have to be put in order.
  const added = select(keep(names, 'staged'), cte('staged'), {
    where: and(...present.map((name) => isPresent(col(name, 'staged'), context)), isNew),
    qualify: firstOf(
      primaryKey.map((name) => col(name, 'staged')),
      order,
    ),
  });
  return [
    {
      ...relationHead(link, project),
      columns: withZero ? columns.map((column) => (column.role === 'business_key' ? { ...column, nullable: true } : column)) : columns,
      query: withCtes(
        [stored(primaryKey), { name: 'staged', query: staged, comment: 'every delivered relationship' }],
        withZero ? union(added, ghostRow(link, columns, key, context, dated)) : added,
      ),
      load: { kind: 'append', rule: 'new_keys', key: primaryKey },
      primaryKey,
      foreignKeys,
      checks: [
        ...(required.length === 0 && withZero ? [] : [missingKeyCheck(link, feeds, { hashes: [key, ...required] }, context)]),
        ...contradictionCheck(link.id, staged, names, primaryKey, told),
        ...recursionChecks(link, names, ends, context),
      ],
      dependsOn: builtFeeds(link.feeds, context),
    },
  ];
}
