import { ownKeyName, technicalOf } from '../../naming/technical-names.ts';
import type { FeedObject } from '../../model/lookup.ts';
import type { Hub, Id, Link, Satellite } from '../../model/types.ts';
import type { ForeignKey, PlanColumn } from '../../plan/types.ts';
import type { Select } from '../../sql/ast.ts';
import { and, isNull, nil, or } from '../../sql/build.ts';
import { deliveryColumns, planColumn, relationHead, technicalColumn, typeOf, type PatternContext } from '../context.ts';
import { hashType } from '../hash.ts';
import { keysTaken } from '../../model/key-columns.ts';
import { codeOf, diffDemand, hasDifference, hubKeyDemand, parentFeed, parentHashColumn, parentKeyDemand } from '../staging/hash-demand.ts';
import { hasGhost } from './ghost.ts';
import { keepsMissing, linkEnds } from './link.ts';
import { builtFeed, hashColumn, mappedColumns, stagedRows, type Filled } from './staged.ts';
import { holdsZeroKey } from './zero-keys.ts';

type Use = NonNullable<Satellite['columns'][number]['use']>;

/** What the kinds of satellites share: their parent, the names of their columns, and their staged rows. */
export interface SatelliteParts {
  readonly parent: Hub | Link;
  /** Name of the hash key column, the parent's. */
  readonly key: string;
  readonly diff: string;
  readonly loadDate: string;
  readonly recordSource: string;
  /** The hash key and the key parts. */
  readonly identity: readonly string[];
  readonly named: (use: Use) => readonly string[];
  readonly column: (name: string) => PlanColumn;
  /** Columns that the document lists, as the plan sees them. */
  readonly listed: readonly PlanColumn[];
  readonly delivery: readonly PlanColumn[];
  readonly staged: readonly Select[];
  /** The column of each feed that holds the hash key. */
  readonly stagedKeys: ReadonlyMap<Id, string>;
  /** A query per feed of the rows that have a key and are left out, since something else that is required is NULL; in the columns of `staged`. */
  readonly lacking: readonly Select[];
  /** The rows without a key, in the same columns, where the parent lets them stand under the zero key and so does not tell of them. */
  readonly keyless: readonly Select[];
  readonly foreignKeys: readonly ForeignKey[];
}

export interface StagingWishes {
  /** Further columns of a feed, after the key and the hash diff; nothing when one cannot be told, with the reason reported. */
  readonly extra?: (feed: Satellite['feeds'][number], from: FeedObject) => readonly Filled[] | undefined;
  /** Uses of columns without which a row is left out. */
  readonly required?: readonly Use[];
  /** Uses of columns that a feed need not map: they are NULL then. */
  readonly optional?: readonly Use[];
  /** Whether rows stay that have no key, or relate nothing because a hub of the link is missing. */
  readonly keepKeyless?: boolean;
  readonly deleted?: 'left_out' | 'told';
}

/** The columns of a feed that hold the keys of a link's hubs, in order, as far as they can be told. */
export function hubKeyColumns(link: Link, feed: Satellite['feeds'][number], from: FeedObject, context: PatternContext): readonly (string | undefined)[] {
  const given = parentFeed(link, feed, context.project);
  return (linkEnds(link, context) ?? []).map(({ reference, hub }) => {
    const ready = feed.hub_keys?.[reference.id] ?? given?.hub_keys?.[reference.id];
    const demand = hubKeyDemand(hub, given?.hubs[reference.id], context.project, codeOf(hub, from.id, given?.hubs[reference.id]));
    return ready === undefined && !demand ? undefined : hashColumn(from, ready, demand, `The hash of ${hub.name} in ${link.name}`, link.id, context);
  });
}

/** Columns of a feed that must hold something for its link to keep the row: a state of what is not related is none. */
function relatedBy(parent: Hub | Link, feed: Satellite['feeds'][number], from: FeedObject, context: PatternContext): readonly string[] {
  if (parent.kind !== 'link' || !parent.feeds.some((candidate) => candidate.from === from.id)) return [];
  const ends = linkEnds(parent, context) ?? [];
  return hubKeyColumns(parent, feed, from, context).filter((name, index): name is string => {
    const end = ends[index];
    return name !== undefined && end !== undefined && !keepsMissing(end.reference, context);
  });
}

/** Whether a hub or link lets rows without a key stand under its zero key, so that it does not list them. */
const isSilent = (parent: Hub | Link, context: PatternContext): boolean =>
  holdsZeroKey(parent, context.project) &&
  (parent.kind === 'hub' || (linkEnds(parent, context) ?? []).every(({ reference }) => keepsMissing(reference, context)));

/** What is wrong where an object feeds a hub or link more than once and a satellite's feed does not say which key it describes. */
function keyUnsaid(
  satellite: Satellite,
  parent: Hub | Link,
  feed: Satellite['feeds'][number],
  from: FeedObject,
  { project }: PatternContext,
): readonly [code: string, message: string] | undefined {
  const keys = keysTaken(parent, from.id, project);
  const said = feed.parent_key;
  if (said === undefined ? keys.length < 2 || feed.hash_key !== undefined : keys.length === 0 || parentFeed(parent, feed, project)) return undefined;
  const words = (key: readonly Id[]): string => key.map((id) => from.columns.find((column) => column.id === id)?.name ?? id).join(' with ');
  const choice = keys.map(words).join(' or ');
  if (said === undefined)
    return [
      'ambiguous-parent-key',
      `${from.name} feeds ${parent.name} more than once, and ${satellite.name} does not say which key it describes: choose ${choice} in its feed.`,
    ];
  return [
    'parent-key-missing',
    `${satellite.name} describes the key ${words(said)} of ${from.name}, which does not feed ${parent.name}: choose ${choice} in its feed.`,
  ];
}

/** What a satellite's relation takes over: a computed one holds what rules made of the raw vault, and stands in the business vault. */
export function satelliteHead(satellite: Satellite, { project }: PatternContext): ReturnType<typeof relationHead> {
  const head = relationHead(satellite, project);
  if (satellite.satellite_type !== 'computed') return head;
  return { ...head, layer: 'business_vault', table: { ...head.table, schema: project.settings.schemas.business_vault } };
}

/**
 * Works out what a satellite's pattern needs; nothing when the parent is gone, with the reason reported. `staged` has a
 * query per feed that can be built: key, hash diff (where the kind has one), extra columns, listed columns, load date,
 * record source and sequence, in this order; rows without a key are left out, and a change feed's deletions.
 */
export function satelliteParts(
  satellite: Satellite,
  context: PatternContext,
  { extra = () => [], required = ['key_part', 'multi_active_key'], optional = [], keepKeyless = false, deleted = 'left_out' }: StagingWishes = {},
): SatelliteParts | undefined {
  const { project } = context;
  const report = (code: string, message: string): undefined => {
    context.report({ code, severity: 'error', message, at: { object: satellite.id } });
    return undefined;
  };
  const parent = project.objects[satellite.parent];
  if ((parent?.kind !== 'hub' && parent?.kind !== 'link') || !context.relation(parent.id))
    return report('dangling-reference', `${satellite.name} has no hub or link that can be built: connect one.`);
  const key = satellite.technical?.hash_key ?? ownKeyName(parent, project);
  const { hash_diff: diff } = technicalOf(satellite, project.settings);
  const delivery = deliveryColumns(satellite, project, false);
  const [loadDate = '', recordSource = ''] = delivery.map((column) => column.name);
  const purposeOf = (column: Satellite['columns'][number]): Use => column.use ?? 'payload';
  const named = (use: Use): readonly string[] => satellite.columns.filter((column) => purposeOf(column) === use).map((column) => column.name);
  const listed = satellite.columns.map((column) => {
    const isKey = required.includes(purposeOf(column));
    return planColumn(column, isKey ? 'business_key' : 'attribute', isKey ? false : undefined);
  });
  const all: readonly PlanColumn[] = [technicalColumn(key, hashType(project.settings.hash), 'hash_key'), ...listed, ...delivery];
  const lacking: Select[] = [];
  const keyless: Select[] = [];
  const stagedKeys = new Map<Id, string>();
  const staged = satellite.feeds.flatMap((feed) => {
    const from = builtFeed(feed.from, context);
    if (!from) return [];
    const unsaid = keyUnsaid(satellite, parent, feed, from, context);
    if (unsaid) {
      report(...unsaid);
      return [];
    }
    const ready = feed.hash_key ?? parentHashColumn(satellite, feed, project);
    const hash = hashColumn(from, ready, parentKeyDemand(satellite, feed, project), `The hash of ${parent.name}`, satellite.id, context);
    if (hash === undefined) {
      report(
        'parent-not-fed-here',
        `${parent.name} is not fed by ${from.name}, so ${satellite.name} cannot find its key there: feed ${parent.name} from it too.`,
      );
      return [];
    }
    stagedKeys.set(from.id, hash);
    const lacks = (column: Satellite['columns'][number]): boolean => feed.map[column.id] === undefined && optional.includes(purposeOf(column));
    const mapped = mappedColumns(
      satellite,
      satellite.columns.filter((column) => !lacks(column)),
      feed.map,
      from,
      context,
      required,
    );
    const more = extra(feed, from);
    const difference = hasDifference(satellite)
      ? hashColumn(from, feed.hash_diff, diffDemand(satellite, feed.map, project), `The hash diff of ${satellite.name}`, satellite.id, context)
      : undefined;
    if (!mapped || !more || (hasDifference(satellite) && difference === undefined)) return [];
    const columns = satellite.columns.map((column): Filled => mapped.find(({ as }) => as === column.name) ?? { as: column.name, from: nil(typeOf(column)) });
    const filled: readonly Filled[] = [
      { as: key, from: hash, isKey: true, required: !keepKeyless },
      ...(difference === undefined ? [] : [{ as: diff, from: difference }]),
      ...more,
      ...columns,
    ];
    const present = keepKeyless ? [] : relatedBy(parent, feed, from, context);
    const needed = mapped.filter((one) => one.required).map(({ as }) => as);
    if (needed.length > 0) {
      const rows = stagedRows(
        satellite,
        from,
        filled.map((one) => (needed.includes(one.as) ? { ...one, required: false } : one)),
        context,
        true,
        { deleted, present },
      );
      const isNeeded = rows.columns.filter(({ as }) => needed.includes(as)).map(({ expr }) => isNull(expr));
      lacking.push({ ...rows, where: and(...(rows.where ? [rows.where] : []), or(...isNeeded)) });
    }
    if (!keepKeyless && isSilent(parent, context)) {
      const optionally = filled.map((one) => ({ ...one, required: false }));
      const rows = stagedRows(satellite, from, optionally, context, true, { deleted });
      const keys = rows.columns.filter(({ as }) => as === key).map(({ expr }) => isNull(expr));
      keyless.push({ ...rows, where: and(...(rows.where ? [rows.where] : []), ...keys) });
    }
    return [stagedRows(satellite, from, filled, context, true, { deleted, present })];
  });
  const parentHasParts = parent.columns.some(({ use }) => use === 'key_part');
  const identity = [key, ...named('key_part')];
  // A ghost record refers to nothing where the parent holds no row under the zero key.
  const refers = !parentHasParts && (!hasGhost(identity, context) || holdsZeroKey(parent, project));
  return {
    parent,
    key,
    diff,
    loadDate,
    recordSource,
    identity,
    named,
    column: (name) => {
      const found = all.find((column) => column.name === name);
      if (!found) throw new Error(`${satellite.name} has no column ${name}`);
      return found;
    },
    listed,
    delivery,
    staged,
    stagedKeys,
    lacking,
    keyless,
    foreignKeys: !refers ? [] : [{ columns: [key], relation: parent.id, references: [ownKeyName(parent, project)] }],
  };
}
