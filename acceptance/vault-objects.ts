import type { AsOf, Bridge, Column, Hub, Link, ModelObject, Pit, Reference, Satellite, StagingColumn } from '../src/core/model/types.ts';
import type { CaseColumns, CaseTarget, VaultCase } from './case-schema.ts';
import { idOf, listOf, logicalType, namedOf, type Named } from './names.ts';
import { sourceId, stageId } from './vault-stage.ts';

type Objects = ReadonlyMap<string, ModelObject>;

/** What the targets of a case need to know of each other. */
export interface Scene {
  readonly one: VaultCase;
  readonly objects: Map<string, ModelObject>;
}

export const targetId = (name: string): string => `tgt_${idOf(name)}`;
const firstOf = (columns: CaseColumns | undefined): string => namedOf(columns)[0]?.as ?? '';
const sourcesOf = (target: CaseTarget): readonly string[] => listOf(target.source);

const stageColumns = ({ objects }: Scene, stage: string): readonly StagingColumn[] => {
  const found = objects.get(stageId(stage));
  return found?.kind === 'staging' ? found.columns : [];
};

function typeIn(scene: Scene, target: CaseTarget, targetName: string, column: Named): string {
  const staged = sourcesOf(target).flatMap((stage) => stageColumns(scene, stage).filter(({ id }) => id === idOf(column.from)));
  return staged[0]?.type ?? logicalType(scene.one.config.column_types[targetName]?.[column.as]);
}

const mapOf = (columns: readonly Named[]): Record<string, string> => Object.fromEntries(columns.map(({ as, from }) => [idOf(as), idOf(from)]));

/** The parts every loaded table has: the columns by their use, and the names of its technical ones. */
function tableParts<U extends string>(scene: Scene, name: string, target: CaseTarget, uses: readonly (readonly [U, readonly Named[]])[]) {
  const taken = new Set<string>();
  const columns: (Column & { use: U })[] = [];
  const named: Named[] = [];
  for (const [use, list] of uses)
    for (const column of list) {
      if (taken.has(idOf(column.as))) continue;
      taken.add(idOf(column.as));
      named.push(column);
      columns.push({ id: idOf(column.as), name: column.as, type: typeIn(scene, target, name, column), use });
    }
  const [ldts, source] = [namedOf(target.src_ldts)[0], namedOf(target.src_source)[0]];
  const technical = { hash_key: firstOf(target.src_pk), ...(ldts ? { load_date: ldts.as } : {}), ...(source ? { record_source: source.as } : {}) };
  return { columns, map: mapOf(named), technical };
}

const keyParts = (target: CaseTarget): readonly Named[] => namedOf(target.src_pk).slice(1);
const hashFrom = (columns: CaseColumns | undefined): string => idOf(namedOf(columns)[0]?.from ?? '');

/** What a stage hashes into a key column: what stands for the business key of a hub that no target is. */
function hashedInto(scene: Scene, stage: string, key: string): readonly string[] {
  const found = stageColumns(scene, stage).find(({ id }) => id === idOf(key));
  return found?.hash?.of ?? [idOf(key)];
}

/** The hub whose key a column is: one of the targets, or one made up around it. */
function hubFor(scene: Scene, key: string, stages: readonly string[]): Hub {
  for (const object of scene.objects.values()) {
    if (object.kind !== 'hub' || object.technical?.hash_key !== key) continue;
    const missing = stages.filter((stage) => object.feeds.every((feed) => feed.from !== stageId(stage)));
    if (missing.length === 0 || object.id.startsWith('tgt_')) return object;
    const more = { ...object, feeds: [...object.feeds, ...missing.map((stage) => keyFeed(scene, object, stage, key))] };
    scene.objects.set(more.id, more);
    return more;
  }
  const [first = ''] = stages;
  const keys = hashedInto(scene, first, key);
  const columns = keys.map((id) => {
    const staged = stageColumns(scene, first).find((column) => column.id === id);
    return { id, name: `of_${staged?.name ?? id}`, type: staged?.type ?? 'text' };
  });
  const hub: Hub = { kind: 'hub', id: `hub_for_${idOf(key)}`, name: `hub_for_${idOf(key)}`, technical: { hash_key: key }, columns, feeds: [] };
  const fed = { ...hub, feeds: stages.map((stage) => keyFeed(scene, hub, stage, key)) };
  scene.objects.set(fed.id, fed);
  return fed;
}

function keyFeed(scene: Scene, hub: Hub, stage: string, key: string): Hub['feeds'][number] {
  const keys = hashedInto(scene, stage, key);
  return { from: stageId(stage), map: Object.fromEntries(hub.columns.map((column, index) => [column.id, keys[index] ?? idOf(key)])), hash_key: idOf(key) };
}

export function hubObject(scene: Scene, name: string, target: CaseTarget): Hub {
  const extra = keyParts(target);
  const natural = namedOf(target.src_nk).filter((column) => extra.every(({ as }) => as !== column.as));
  const { columns, map, technical } = tableParts(scene, name, target, [
    ['key_part', extra],
    ['business_key', natural],
    ['carried', namedOf(target.src_extra_columns)],
  ] as const);
  return {
    kind: 'hub',
    id: targetId(name),
    name,
    technical,
    columns,
    feeds: sourcesOf(target).map((stage) => ({ from: stageId(stage), map, hash_key: hashFrom(target.src_pk) })),
  };
}

function linkOf(
  scene: Scene,
  id: string,
  name: string,
  target: CaseTarget,
  keys: readonly Named[],
  rest: Pick<Link, 'columns' | 'technical'> & { readonly map: Record<string, string> },
): Link {
  const stages = sourcesOf(target);
  const hubs = keys.map((key) => ({ id: idOf(key.as), hub: hubFor(scene, key.as, stages).id, column: key.as }));
  return {
    kind: 'link',
    id,
    name,
    technical: rest.technical,
    columns: rest.columns,
    hubs,
    feeds: stages.map((stage) => ({ from: stageId(stage), hubs: {}, map: rest.map, hash_key: hashFrom(target.src_pk), hub_keys: mapOf(keys) })),
  };
}

export function linkObject(scene: Scene, name: string, target: CaseTarget, transactional: boolean): Link {
  const parts = tableParts(scene, name, target, [
    ['key_part', keyParts(target)],
    ['payload', transactional ? payloadOf(scene, target) : []],
    ['applied', transactional ? namedOf(target.src_eff) : []],
    ['carried', namedOf(target.src_extra_columns)],
  ] as const);
  const link = linkOf(scene, targetId(name), name, target, namedOf(target.src_fk), parts);
  return transactional ? { ...link, link_type: 'non_historised' } : link;
}

/** The columns a payload names, or every column of the stage but those it and the other parameters name. */
function payloadOf(scene: Scene, target: CaseTarget): readonly Named[] {
  const payload = target.src_payload;
  if (typeof payload !== 'object' || !('exclude_columns' in payload)) return namedOf(payload);
  if (payload.exclude_columns !== true) return namedOf(payload.columns as CaseColumns | undefined);
  const others = [target.src_pk, target.src_hashdiff, target.src_cdk, target.src_eff, target.src_ldts, target.src_source, target.src_extra_columns].flatMap(
    namedOf,
  );
  const excluded = new Set(
    [...others.map(({ from }) => from), ...listOf(payload.columns as readonly string[] | undefined)].map((column) => column.toLowerCase()),
  );
  const [stage = ''] = sourcesOf(target);
  return stageColumns(scene, stage)
    .filter((column) => !excluded.has(column.name.toLowerCase()))
    .map(({ name }) => ({ as: name, from: name }));
}

/** The hub or link a satellite's key is the key of: one of the targets, or a hub made up around it. */
function parentFor(scene: Scene, key: string, stages: readonly string[]): Hub | Link {
  for (const object of scene.objects.values())
    if (object.kind === 'link' && object.technical?.hash_key === key && stages.every((stage) => object.feeds.some((feed) => feed.from === stageId(stage))))
      return object;
  return hubFor(scene, key, stages);
}

export function satelliteObject(scene: Scene, name: string, target: CaseTarget, type: 'standard' | 'multi_active'): Satellite {
  const parts = tableParts(scene, name, target, [
    ['key_part', keyParts(target)],
    ['multi_active_key', namedOf(target.src_cdk)],
    ['payload', payloadOf(scene, target)],
    ['applied', namedOf(target.src_eff)],
    ['carried', namedOf(target.src_extra_columns)],
  ] as const);
  const [diff] = namedOf(target.src_hashdiff);
  return {
    kind: 'satellite',
    id: targetId(name),
    name,
    satellite_type: type,
    parent: parentFor(scene, firstOf(target.src_pk), sourcesOf(target)).id,
    technical: { ...parts.technical, ...(diff ? { hash_diff: diff.as } : {}) },
    columns: parts.columns,
    feeds: sourcesOf(target).map((stage) => ({
      from: stageId(stage),
      map: parts.map,
      hash_key: hashFrom(target.src_pk),
      ...(diff ? { hash_diff: idOf(diff.from) } : {}),
    })),
  };
}

export function effectivityObject(scene: Scene, name: string, target: CaseTarget): Satellite {
  const [driving, secondary] = [namedOf(target.src_dfk), namedOf(target.src_sfk)];
  const key = firstOf(target.src_pk);
  const isParent = (object: ModelObject): object is Link =>
    object.kind === 'link' &&
    object.technical?.hash_key === key &&
    [...driving, ...secondary].every(({ as }) => object.hubs.some(({ column }) => column === as));
  let parent = [...scene.objects.values()].find(isParent);
  if (!parent) {
    const technical = { hash_key: key };
    parent = linkOf(scene, `link_for_${idOf(name)}`, `link_for_${idOf(name)}`, target, [...driving, ...secondary], { technical, columns: [], map: {} });
    scene.objects.set(parent.id, parent);
  }
  const parts = tableParts(scene, name, target, [
    ['key_part', keyParts(target)],
    ['start', namedOf(target.src_start_date)],
    ['end', namedOf(target.src_end_date)],
    ['applied', namedOf(target.src_eff)],
    ['carried', namedOf(target.src_extra_columns)],
  ] as const);
  return {
    kind: 'satellite',
    id: targetId(name),
    name,
    satellite_type: 'effectivity',
    parent: parent.id,
    technical: parts.technical,
    columns: parts.columns,
    driving: driving.map(({ as }) => idOf(as)),
    end_dating: scene.one.config.auto_end_date === true ? 'automatic' : 'delivered',
    missing: 'keep_open',
    feeds: sourcesOf(target).map((stage) => ({
      from: stageId(stage),
      map: parts.map,
      hash_key: hashFrom(target.src_pk),
      hub_keys: mapOf([...driving, ...secondary]),
    })),
  };
}

export function referenceObject(scene: Scene, name: string, target: CaseTarget): Reference {
  const { columns, map, technical } = tableParts(scene, name, target, [
    ['key', namedOf(target.src_pk)],
    ['attribute', [...payloadOf(scene, target), ...namedOf(target.src_extra_columns)]],
  ] as const);
  const { hash_key: _none, ...names } = technical;
  return {
    kind: 'reference',
    id: targetId(name),
    name,
    technical: names,
    columns,
    history: 'none',
    feeds: sourcesOf(target).map((stage) => ({ from: stageId(stage), map })),
  };
}

/** The as-of table of a case: landed, staged and read as the points in time. */
export function asOfObjects(scene: Scene, table: string, columns: readonly Column[]): readonly ModelObject[] {
  const [column] = columns;
  if (!column) throw new Error(`the as-of table ${table} has no column`);
  const asOf: AsOf = {
    kind: 'as_of',
    id: targetId(table),
    name: table,
    column: column.name,
    points: { by: 'column', from: stageId(table), column: column.id },
  };
  return [
    {
      kind: 'staging',
      id: stageId(table),
      name: `staged_${table}`,
      source: sourceId(table),
      columns: columns.map((each) => ({ ...each, from: each.id })),
      technical: { load_date: 'staged_at', record_source: 'staged_from' },
    },
    asOf,
  ];
}

const required = (objects: Objects, table: string): ModelObject => {
  const found = objects.get(targetId(table));
  if (!found) throw new Error(`${table} is not among the targets`);
  return found;
};

export function pitObject({ objects }: Scene, name: string, target: CaseTarget): Pit {
  return {
    kind: 'pit',
    id: targetId(name),
    name,
    technical: { hash_key: firstOf(target.src_pk) },
    parent: required(objects, sourcesOf(target)[0] ?? '').id,
    as_of: required(objects, target.as_of_dates_table ?? '').id,
    satellites: Object.entries(target.satellites ?? {}).map(([satellite, { pk, ldts }]) => ({
      satellite: required(objects, satellite).id,
      key_column: `${satellite}_${Object.keys(pk)[0] ?? 'PK'}`,
      date_column: `${satellite}_${Object.keys(ldts)[0] ?? 'LDTS'}`,
    })),
  };
}

export function bridgeObject({ objects }: Scene, name: string, target: CaseTarget): Bridge {
  const endOf = (link: ModelObject, column: string): string => {
    const found = link.kind === 'link' ? link.hubs.find((hub) => hub.column === column) : undefined;
    if (!found) throw new Error(`${link.name} has no key ${column}`);
    return found.id;
  };
  return {
    kind: 'bridge',
    id: targetId(name),
    name,
    technical: { hash_key: firstOf(target.src_pk) },
    hub: required(objects, sourcesOf(target)[0] ?? '').id,
    as_of: required(objects, target.as_of_dates_table ?? '').id,
    walk: Object.values(target.bridge_walk ?? {}).map((step) => {
      const link = required(objects, step.link_table);
      return {
        link: link.id,
        from: endOf(link, step.link_fk1),
        to: endOf(link, step.link_fk2),
        column: step.bridge_link_pk,
        ...(step.eff_sat_table === undefined ? {} : { effectivity: required(objects, step.eff_sat_table).id }),
      };
    }),
  };
}

/** A satellite that no case loads, made up to be tracked: what it compares is what the stages hash into its difference. */
function trackedSatellite(scene: Scene, id: string, parent: string, stages: readonly string[], key: string, diff: string): Satellite {
  const [first = ''] = stages;
  const compared = hashedInto(scene, first, diff).flatMap((wanted) => stageColumns(scene, first).find((column) => column.id === wanted) ?? []);
  const columns = compared.map((column) => ({ id: column.id, name: `of_${column.name}`, type: column.type, use: 'payload' as const }));
  const map = Object.fromEntries(columns.map((column) => [column.id, column.id]));
  return {
    kind: 'satellite',
    id,
    name: id,
    parent,
    columns,
    feeds: stages.map((stage) => ({ from: stageId(stage), map, hash_key: key, hash_diff: idOf(diff) })),
  };
}

/** An extended tracking satellite: which difference of which satellite was delivered when, for satellites made up to be tracked. */
export function trackingObject(scene: Scene, name: string, target: CaseTarget): Satellite {
  const stages = sourcesOf(target);
  const parts = tableParts(scene, name, target, [
    ['key_part', keyParts(target)],
    ['carried', namedOf(target.src_extra_columns)],
  ] as const);
  const parent = parentFor(scene, firstOf(target.src_pk), stages);
  const tracked = Object.entries(target.src_satellite ?? {});
  const [nameColumn = 'SATELLITE_NAME', diffColumn = 'HASHDIFF'] = [
    Object.keys(tracked[0]?.[1].sat_name ?? {})[0],
    Object.keys(tracked[0]?.[1].hashdiff ?? {})[0],
  ];
  const tracks = tracked.flatMap(([key, { sat_name: names, hashdiff }]) => {
    const [labelFrom = '', diffFrom = ''] = [Object.values(names)[0], Object.values(hashdiff)[0]];
    const byLabel = new Map<string, string[]>();
    for (const stage of stages) {
      const label = constantOf(scene, stage, labelFrom);
      byLabel.set(label, [...(byLabel.get(label) ?? []), stage]);
    }
    return [...byLabel].map(([label, fed]) => {
      const satellite = trackedSatellite(scene, `sat_for_${idOf(`${key}_${label}`)}`, parent.id, fed, hashFrom(target.src_pk), diffFrom);
      scene.objects.set(satellite.id, satellite);
      return { satellite: satellite.id, label };
    });
  });
  return {
    kind: 'satellite',
    id: targetId(name),
    name,
    satellite_type: 'record_tracking',
    parent: parent.id,
    technical: { ...parts.technical, hash_diff: diffColumn, satellite_name: nameColumn },
    columns: parts.columns,
    tracks,
    feeds: stages.map((stage) => ({ from: stageId(stage), map: parts.map, hash_key: hashFrom(target.src_pk) })),
  };
}

/** The constant a stage derives into a column: the name of a tracked satellite is part of the model, not of its rows. */
function constantOf(scene: Scene, stage: string, column: string): string {
  const derived = scene.one.config.stages[stage]?.derived_columns?.[column];
  if (typeof derived !== 'string' || !derived.startsWith('!')) throw new Error(`${column} of ${stage} is not a constant, so that it cannot name a satellite`);
  return derived.slice(1);
}
