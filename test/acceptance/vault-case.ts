import { createHash } from 'node:crypto';
import { emptyProject } from '../../src/core/model/empty-project.ts';
import type { Hub, Link, ModelObject, Project, Satellite, Source, Staging } from '../../src/core/model/types.ts';

export type Row = Readonly<Record<string, string | null>>;
type Columns = string | readonly string[];
interface Stage {
  readonly from: string;
  readonly hashed_columns: Readonly<Record<string, Columns | { readonly columns: readonly string[] }>>;
}
interface Target {
  readonly structure: string;
  readonly source: Columns;
  readonly src_pk: Columns;
  readonly src_nk?: Columns;
  readonly src_fk?: readonly string[];
  readonly src_hashdiff?: string | { readonly alias: string };
  readonly src_extra_columns?: Columns;
  readonly src_eff?: string;
  readonly src_ldts: string;
  readonly src_source: string;
}
export type CaseStep =
  | { readonly op: 'raw'; readonly table: string; readonly rows: readonly Row[] }
  | { readonly op: 'seed_target'; readonly target: string; readonly rows: readonly Row[] }
  | { readonly op: 'load'; readonly target: string }
  | { readonly op: 'expect'; readonly target: string; readonly columns: readonly string[]; readonly rows: readonly Row[] }
  | { readonly op: 'drop' | 'create_empty' | 'stage' };

export interface VaultCase {
  readonly id: string;
  readonly name: string;
  readonly requires: readonly string[];
  readonly config: {
    readonly column_types: Readonly<Record<string, Readonly<Record<string, string>>>>;
    readonly stages: Readonly<Record<string, Stage>>;
    readonly targets: Readonly<Record<string, Target>>;
  };
  readonly steps: readonly CaseStep[];
}

const list = (columns: Columns): readonly string[] => (typeof columns === 'string' ? [columns] : columns);
const idOf = (name: string): string => name.toLowerCase();

function targetOf(one: VaultCase): readonly [string, Target] {
  const [entry] = Object.entries(one.config.targets);
  if (!entry) throw new Error(`case ${one.id} has no target`);
  return entry;
}

/** Why a case asks for something that these patterns do not offer; `undefined` when it can be run. */
export function reasonToSkip(one: VaultCase): string | undefined {
  const [, target] = targetOf(one);
  const materialisation = one.requires.find((need) => need.startsWith('insert_by_'));
  if (materialisation !== undefined) return `${materialisation}: a materialisation of another library`;
  if (one.requires.includes('enable_ghost_records')) return 'ghost records';
  if (list(target.src_pk).length > 1) return 'a hash key of several columns';
  if (target.src_extra_columns !== undefined) return 'columns that belong to neither key nor payload';
  return undefined;
}

/** DuckDB's type in a case → a logical type. */
const typeOf = (duckdb: string): string =>
  duckdb === 'VARCHAR' ? 'text' : duckdb === 'TIMESTAMPTZ' ? 'timestamp' : duckdb === 'DOUBLE' ? 'float' : duckdb.replaceAll(' ', '').toLowerCase();

const hashedFrom = (stage: Stage, hash: string): readonly string[] => {
  const found = stage.hashed_columns[hash];
  if (found === undefined) throw new Error(`no hash ${hash}`);
  return typeof found === 'string' || 'length' in found ? list(found) : found.columns;
};

/** The model a case describes, and the columns of its target by the case's names. */
export function caseProject(one: VaultCase): {
  readonly project: Project;
  readonly target: string;
  readonly names: ReadonlyMap<string, string>;
  readonly payload: readonly string[];
} {
  const [targetName, target] = targetOf(one);
  const base = emptyProject(one.id);
  const technical = new Set([target.src_ldts, target.src_source]);
  const stages = list(target.source).map((name) => {
    const stage = one.config.stages[name];
    if (!stage) throw new Error(`no stage ${name}`);
    return { name, stage };
  });
  const objects: ModelObject[] = stages.flatMap(({ name, stage }): ModelObject[] => {
    const columns = Object.entries(one.config.column_types[stage.from] ?? {})
      .filter(([column]) => !technical.has(column))
      .map(([column, type]) => ({ id: idOf(column), name: column, type: typeOf(type) }));
    const source: Source = { kind: 'source', id: idOf(stage.from), name: stage.from, delivery: 'full', columns };
    const staging: Staging = { kind: 'staging', id: idOf(name), name, source: source.id, columns: columns.map((column) => ({ ...column, from: column.id })) };
    return [source, staging];
  });
  const typeIn = (column: string): string => typeOf(one.config.column_types[stages[0]?.stage.from ?? '']?.[column] ?? 'VARCHAR');
  const hub = (name: string, hash: string): Hub => {
    const keys = hashedFrom(stages[0]?.stage ?? { from: '', hashed_columns: {} }, hash);
    return {
      kind: 'hub',
      id: `hub_${name}`,
      name: `hub_${name}`,
      columns: keys.map((key) => ({ id: idOf(key), name: key, type: typeIn(key) })),
      feeds: stages.map(({ name: staging }) => ({ from: idOf(staging), map: Object.fromEntries(keys.map((key) => [idOf(key), idOf(key)])) })),
    };
  };
  const pk = list(target.src_pk)[0] ?? '';
  const names = new Map([
    [target.src_ldts, target.src_ldts],
    [target.src_source, target.src_source],
  ]);
  let payload: readonly string[] = [];
  if (target.structure === 'hub') {
    objects.push(hub('key', pk));
    names.set(pk, 'key_hk');
    for (const key of list(target.src_nk ?? [])) names.set(key, key);
  } else if (target.structure === 'link') {
    const ends = (target.src_fk ?? []).map((fk) => ({ fk, hub: hub(idOf(fk), fk) }));
    const link: Link = {
      kind: 'link',
      id: 'link_relation',
      name: 'link_relation',
      columns: [],
      hubs: ends.map(({ hub: { id } }) => ({ id, hub: id })),
      feeds: stages.map(({ name: staging }) => ({
        from: idOf(staging),
        map: {},
        hubs: Object.fromEntries(ends.map(({ hub: { id, columns } }) => [id, Object.fromEntries(columns.map((column) => [column.id, column.id]))])),
      })),
    };
    objects.push(...ends.map((end) => end.hub), link);
    names.set(pk, 'relation_hk');
    for (const { fk } of ends) names.set(fk, `${idOf(fk)}_hk`);
  } else {
    const difference = typeof target.src_hashdiff === 'object' ? target.src_hashdiff.alias : target.src_hashdiff;
    const other = new Set([pk, difference, target.src_eff, ...technical]);
    payload = Object.keys(one.config.column_types[targetName] ?? {}).filter((column) => !other.has(column));
    const parent = hub('key', pk);
    const columns = payload.map((column) => ({ id: idOf(column), name: column, type: typeIn(column) }));
    const satellite: Satellite = {
      kind: 'satellite',
      id: 'sat_state',
      name: 'sat_state',
      parent: parent.id,
      columns,
      feeds: stages.map(({ name }) => ({ from: idOf(name), map: Object.fromEntries(columns.map(({ id }) => [id, id])) })),
    };
    objects.push(parent, satellite);
    names.set(pk, 'key_hk');
    for (const column of payload) names.set(column, column);
  }
  const algorithm = one.requires.includes('hash_sha') ? 'sha256' : one.requires.includes('hash_sha1') ? 'sha1' : 'md5';
  const letters = one.requires.includes('case_sensitive_hash') ? 'keep' : 'upper';
  return {
    target: target.structure === 'hub' ? 'hub_key' : target.structure === 'link' ? 'link_relation' : 'sat_state',
    names,
    payload,
    project: {
      ...base,
      objects: Object.fromEntries(objects.map((object) => [object.id, object])),
      settings: {
        ...base.settings,
        hash: { ...base.settings.hash, algorithm, key_case: letters, diff_case: letters },
        technical: { ...base.settings.technical, load_date: target.src_ldts, record_source: target.src_source },
      },
    },
  };
}

/** The hash diff of stored text and dates, by the published rule: trimmed, folded, `^^` for nothing, joined by `||`. */
export function differenceOf(row: Row, payload: readonly string[], project: Project): string {
  const { algorithm, diff_case } = project.settings.hash;
  const parts = payload.toSorted().map((column) => {
    const text = (row[column] ?? '').trim();
    return text === '' ? '^^' : diff_case === 'upper' ? text.toUpperCase() : text;
  });
  return createHash(algorithm).update(parts.join('||')).digest('hex').toUpperCase();
}
