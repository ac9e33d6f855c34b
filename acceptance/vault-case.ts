import { HASH_PRESETS } from '../src/core/model/hash-presets.ts';
import { emptyProject } from '../src/core/model/empty-project.ts';
import type { HashRules, Id, ModelObject, Project } from '../src/core/model/types.ts';
import type { CaseTarget, VaultCase } from './case-schema.ts';
import { engineType, listOf, namedOf } from './names.ts';
import type { PreparedCase, Step, TargetView } from './prepared.ts';
import {
  asOfObjects,
  bridgeObject,
  effectivityObject,
  hubObject,
  linkObject,
  pitObject,
  referenceObject,
  satelliteObject,
  targetId,
  trackingObject,
  type Scene,
} from './vault-objects.ts';
import { rawColumns, rawSource, sourceId, stageId, stageObject } from './vault-stage.ts';

const ALGORITHMS: Readonly<Record<string, HashRules['algorithm']>> = { MD5: 'md5', SHA: 'sha256', SHA256: 'sha256', SHA1: 'sha1' };

/** The hash rules of the library, as a case configures them. */
function hashRules(one: VaultCase): HashRules {
  const { config, requires = [] } = one;
  const algorithm = ALGORITHMS[(config.hash ?? 'MD5').toUpperCase()];
  if (!algorithm) throw new Error(`there is no hash algorithm ${config.hash ?? ''}`);
  const keep = config.hash_content_casing?.toUpperCase() === 'DISABLED' || requires.includes('case_sensitive_hash');
  return {
    ...HASH_PRESETS.automate_dv.rules,
    algorithm,
    delimiter: config.concat_string ?? '||',
    null_placeholder: config.null_placeholder_string ?? '^^',
    ...(keep ? { key_case: 'keep', diff_case: 'keep' } : {}),
    ...(requires.includes('timestamp_text_ms_in_hash') ? { fraction: 'millis' } : {}),
  };
}

/** Sort so that each target comes after those it refers to. */
const ORDER = ['hub', 'link', 't_link', 'sat', 'ma_sat', 'eff_sat', 'xts', 'ref_table', 'pit', 'bridge'];

function targetObject(scene: Scene, name: string, target: CaseTarget): ModelObject {
  switch (target.structure) {
    case 'hub':
      return hubObject(scene, name, target);
    case 'link':
      return linkObject(scene, name, target, false);
    case 't_link':
    case 'nh_link':
      return linkObject(scene, name, target, true);
    case 'sat':
      return satelliteObject(scene, name, target, 'standard');
    case 'ma_sat':
      return satelliteObject(scene, name, target, 'multi_active');
    case 'eff_sat':
      return effectivityObject(scene, name, target);
    case 'xts':
      return trackingObject(scene, name, target);
    case 'ref_table':
      return referenceObject(scene, name, target);
    case 'pit':
      return pitObject(scene, name, target);
    case 'bridge':
      return bridgeObject(scene, name, target);
    default:
      throw new Error(`there is no structure ${target.structure}`);
  }
}

/** The project a case describes: its raw tables, stages and targets, and the hubs its keys belong to. It reads no expectation. */
function vaultProject(one: VaultCase): Project {
  const { config } = one;
  const base = emptyProject(one.id);
  const scene: Scene = { one, objects: new Map() };
  const add = (object: ModelObject): void => void scene.objects.set(object.id, object);
  const targets = Object.entries(config.targets).toSorted(([, a], [, b]) => ORDER.indexOf(a.structure) - ORDER.indexOf(b.structure));
  for (const table of new Set(Object.values(config.stages).map((stage) => stage.from))) add(rawSource(one, table));
  for (const [name, stage] of Object.entries(config.stages)) {
    const reader = targets.map(([, target]) => target).find((target) => listOf(target.source).includes(name));
    add(stageObject(one, name, stage, { ldts: namedOf(reader?.src_ldts)[0]?.from, source: namedOf(reader?.src_source)[0]?.from }));
  }
  for (const table of new Set(targets.flatMap(([, target]) => target.as_of_dates_table ?? []))) {
    add(rawSource(one, table));
    for (const object of asOfObjects(scene, table, rawColumns(one, table))) add(object);
  }
  for (const [name, target] of targets) add(targetObject(scene, name, target));
  return {
    ...base,
    objects: Object.fromEntries(scene.objects),
    settings: {
      ...base.settings,
      hash: hashRules(one),
      vault: {
        missing_keys: 'skip',
        same_load_date: 'all',
        load_end_date: 'none',
        ghost_records: config.enable_ghost_records === true,
        system_record_source: config.system_record_value ?? 'AUTOMATE_DV_SYSTEM',
      },
    },
  };
}

const typesOf = (one: VaultCase, table: string): ReadonlyMap<string, string> =>
  new Map(Object.entries(one.config.column_types[table] ?? {}).map(([column, type]) => [column, engineType(type)]));

/** The load date a step's rows land with: later than the step's before. Where the rows carry their own it dates nothing. */
const landedAt = (number: number): string => new Date(Date.UTC(2100, 0, 1) + number * 86_400_000).toISOString().slice(0, 19);

/** The columns to compare; where a case lists none, those of its rows, and of an empty table those it declares. */
function expectedColumns(one: VaultCase, { target, columns, rows }: Extract<VaultCase['steps'][number], { op: 'expect' }>): readonly string[] {
  if (columns) return columns;
  const named = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return named.length > 0 ? named : Object.keys(one.config.column_types[target] ?? {});
}

function programOf(one: VaultCase): readonly Step[] {
  const landed = new Set<string>();
  return one.steps.flatMap((step, index): Step[] => {
    const number = index + 1;
    switch (step.op) {
      case 'drop':
        return [{ number, op: 'reset', targets: [step.target] }];
      case 'create_empty':
        return [{ number, op: 'reset', targets: Object.values(step.targets).flatMap(listOf) }];
      case 'raw':
      case 'as_of': {
        landed.add(step.table);
        const columns = step.columns ?? Object.keys(step.rows[0] ?? {});
        return [{ number, op: 'land', source: sourceId(step.table), columns, rows: step.rows, loadDate: landedAt(number) }];
      }
      case 'empty_stage': {
        const table = one.config.stages[step.table]?.from ?? step.table;
        return [{ number, op: 'land', source: sourceId(table), columns: [], rows: [], loadDate: landedAt(number) }];
      }
      case 'seed_target':
        return [{ number, op: 'seed', target: step.target, rows: step.rows }];
      case 'load':
        return [...(step.full_refresh === true ? [{ number, op: 'reset' as const, targets: [step.target] }] : []), { number, op: 'load', target: step.target }];
      case 'expect':
        return [{ number, op: 'expect', target: step.target, expectation: { kind: 'rows', columns: expectedColumns(one, step), rows: step.rows } }];
      case 'stage':
        return [{ number, op: 'other' }];
    }
  });
}

/** Which column of a raw table dates its rows, by source: the one its stage takes the load date from. */
function datesOf(one: VaultCase, project: Project): ReadonlyMap<Id, string> {
  return new Map(
    Object.values(project.objects).flatMap((object): (readonly [Id, string])[] => {
      if (object.kind !== 'staging' || object.load_date === undefined) return [];
      const dating = object.columns.find(({ id }) => id === object.load_date);
      const source = project.objects[object.source];
      const column = source?.kind === 'source' ? source.columns.find(({ id }) => id === dating?.from) : undefined;
      return column ? [[object.source, column.name]] : [];
    }),
  );
}

export function prepareVaultCase(one: VaultCase): PreparedCase {
  const project = vaultProject(one);
  const own = (name: string, relation: Id): readonly [string, TargetView] => [name, { relation, columns: new Map(), types: typesOf(one, name) }];
  return {
    id: one.id,
    object: one.object,
    name: one.name,
    project,
    targets: new Map([
      ...Object.keys(one.config.stages).map((name) => own(name, stageId(name))),
      ...Object.entries(one.config.targets).map(([name]) => own(name, targetId(name))),
    ]),
    program: programOf(one),
    dates: datesOf(one, project),
  };
}
