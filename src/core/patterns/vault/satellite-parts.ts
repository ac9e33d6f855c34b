import { hashKeyName, technicalOf } from '../../naming/technical-names.ts';
import type { Hub, Link, Satellite } from '../../model/types.ts';
import type { ForeignKey, PlanColumn } from '../../plan/types.ts';
import type { Select } from '../../sql/ast.ts';
import { deliveryColumns, planColumn, technicalColumn, type PatternContext } from '../context.ts';
import { hashType } from '../hash.ts';
import { diffDemand, hasDifference, parentHashColumn, parentKeyDemand } from '../staging/hash-demand.ts';
import { builtFeed, hashColumn, mappedColumns, stagedRows, type Filled, type Lineage } from './staged.ts';
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
  readonly lineage: Lineage;
  readonly foreignKeys: readonly ForeignKey[];
}

/**
 * Works out what a satellite's pattern needs; nothing when the parent is gone, with the reason reported. `staged` has a
 * query per feed that can be built: key, hash diff (where the kind has one), `extra`, listed columns, load date, record
 * source and sequence, in this order; rows without a key are left out.
 */
export function satelliteParts(
  satellite: Satellite,
  context: PatternContext,
  extra: (feed: Satellite['feeds'][number], from: string) => readonly Filled[] | undefined = () => [],
  required: readonly string[] = ['key_part', 'multi_active_key'],
): SatelliteParts | undefined {
  const { project } = context;
  const report = (code: string, message: string): undefined => {
    context.report({ code, severity: 'error', message, at: { object: satellite.id } });
    return undefined;
  };
  const parent = project.objects[satellite.parent];
  if ((parent?.kind !== 'hub' && parent?.kind !== 'link') || !context.relation(parent.id))
    return report('dangling-reference', `${satellite.name} has no hub or link that can be built: connect one.`);
  const key = satellite.technical?.hash_key ?? hashKeyName(parent, project.settings);
  const { hash_diff: diff } = technicalOf(satellite, project.settings);
  const delivery = deliveryColumns(satellite, project, false);
  const [loadDate = '', recordSource = ''] = delivery.map((column) => column.name);
  const useOf = (column: Satellite['columns'][number]): Use => column.use ?? 'payload';
  const named = (use: Use): readonly string[] => satellite.columns.filter((column) => useOf(column) === use).map((column) => column.name);
  const listed = satellite.columns.map((column) => {
    const isKey = required.includes(useOf(column));
    return planColumn(column, isKey ? 'business_key' : 'attribute', isKey ? false : undefined);
  });
  const all: readonly PlanColumn[] = [technicalColumn(key, hashType(project.settings.hash), 'hash_key'), ...listed, ...delivery];
  const lineage: Lineage = new Map();
  const staged = satellite.feeds.flatMap((feed) => {
    const from = builtFeed(feed.from, context);
    if (!from) return [];
    const ready = feed.hash_key ?? parentHashColumn(satellite, from.id, project);
    const hash = hashColumn(from, ready, parentKeyDemand(satellite, from.id, project), `The hash of ${parent.name}`, satellite.id, context);
    if (hash === undefined) {
      report(
        'parent-not-fed-here',
        `${parent.name} is not fed by ${from.name}, so ${satellite.name} cannot find its key there: feed ${parent.name} from it too.`,
      );
      return [];
    }
    const columns = mappedColumns(satellite, satellite.columns, feed.map, from, context, required);
    const more = extra(feed, from.id);
    const difference = hasDifference(satellite)
      ? hashColumn(from, feed.hash_diff, diffDemand(satellite, feed.map, project), `The hash diff of ${satellite.name}`, satellite.id, context)
      : undefined;
    if (!columns || !more || (hasDifference(satellite) && difference === undefined)) return [];
    const filled: readonly Filled[] = [
      { as: key, from: hash, required: true },
      ...(difference === undefined ? [] : [{ as: diff, from: difference }]),
      ...more,
      ...columns,
    ];
    return [stagedRows(satellite, from, filled, lineage, context, true)];
  });
  const parentHasParts = parent.columns.some(({ use }) => use === 'key_part');
  // A ghost record refers to nothing where the parent holds no row under the zero key.
  const refers = !parentHasParts && (project.settings.vault?.ghost_records !== true || holdsZeroKey(parent, project));
  return {
    parent,
    key,
    diff,
    loadDate,
    recordSource,
    identity: [key, ...named('key_part')],
    named,
    column: (name) => {
      const found = all.find((column) => column.name === name);
      if (!found) throw new Error(`${satellite.name} has no column ${name}`);
      return found;
    },
    listed,
    delivery,
    staged,
    lineage,
    foreignKeys: !refers ? [] : [{ columns: [key], relation: parent.id, references: [hashKeyName(parent, project.settings)] }],
  };
}
