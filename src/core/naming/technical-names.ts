import { KINDS } from '../model/kinds.ts';
import type { Hub, Link, ModelObject, Project, Settings } from '../model/types.ts';

type Named = Pick<ModelObject, 'kind' | 'name' | 'technical'>;

/** An object's name without its kind's prefix: `hub_customer` gives `customer`. */
export function baseName(object: Pick<ModelObject, 'kind' | 'name'>, settings: Settings): string {
  const prefixes = [settings.prefixes[object.kind], KINDS[object.kind].prefix].filter((prefix) => prefix !== undefined && prefix !== '');
  const prefix = prefixes.find(
    (candidate) => candidate !== undefined && object.name.toLowerCase().startsWith(candidate) && object.name.length > candidate.length,
  );
  return prefix === undefined ? object.name : object.name.slice(prefix.length);
}

/** `hub_customer` gives `customer_hk`; in a role, `employee_customer_hk`. */
export function hashKeyName(object: Named, settings: Settings, role?: string): string {
  if (object.technical?.hash_key !== undefined) return `${role === undefined ? '' : `${role}_`}${object.technical.hash_key}`;
  return `${role === undefined ? '' : `${role}_`}${baseName(object, settings)}${settings.technical.hash_key_suffix}`;
}

/**
 * The hash key of a hub or link: as `hashKeyName` has it, but for a link that joins a hub of its own name. `link_order` of
 * `hub_order` and others gives `link_order_hk`, since `order_hk` is what refers to the hub.
 */
export function ownKeyName(object: Hub | Link, { settings, objects }: Project): string {
  const name = hashKeyName(object, settings);
  if (object.kind === 'hub' || object.technical?.hash_key !== undefined) return name;
  const taken = new Set(
    object.hubs.flatMap(({ hub: id, role, column }) => {
      const hub = objects[id];
      return hub ? (column ?? hashKeyName(hub, settings, role)).toLowerCase() : [];
    }),
  );
  const suffix = settings.technical.hash_key_suffix;
  return [name, `${object.name}${suffix}`, `${baseName(object, settings)}_link${suffix}`].find((wish) => !taken.has(wish.toLowerCase())) ?? name;
}

/** `dim_customer` gives `customer_sk`; in a role, `ship_date_sk`. */
export function surrogateName(object: Named, settings: Settings, role?: string): string {
  if (object.technical?.surrogate_key !== undefined) return `${role === undefined ? '' : `${role}_`}${object.technical.surrogate_key}`;
  return `${role === undefined ? '' : `${role}_`}${baseName(object, settings)}${settings.technical.surrogate_suffix}`;
}

/** Names of columns that only some tables have, where neither the project nor the object says otherwise. */
const OTHERWISE = {
  load_end_date: 'load_end_date',
  is_deleted: 'is_deleted',
  is_inferred: 'is_inferred',
  status: 'status',
  satellite_name: 'satellite_name',
} as const;

type TechnicalNames = Settings['technical'] & Readonly<Record<keyof typeof OTHERWISE, string>>;

/** The project's names, by its settings: nearly every object has these. */
const PROJECT_NAMES = new WeakMap<Settings, TechnicalNames>();

function projectNames(settings: Settings): TechnicalNames {
  const known = PROJECT_NAMES.get(settings);
  if (known) return known;
  const { technical } = settings;
  const made: TechnicalNames = {
    ...technical,
    load_end_date: technical.load_end_date ?? OTHERWISE.load_end_date,
    is_deleted: technical.is_deleted ?? OTHERWISE.is_deleted,
    is_inferred: technical.is_inferred ?? OTHERWISE.is_inferred,
    status: technical.status ?? OTHERWISE.status,
    satellite_name: technical.satellite_name ?? OTHERWISE.satellite_name,
  };
  PROJECT_NAMES.set(settings, made);
  return made;
}

/** The names of an object's technical columns: its own, else the project's. */
export function technicalOf(object: Pick<ModelObject, 'technical'>, settings: Settings): TechnicalNames {
  const names = projectNames(settings);
  const own = object.technical;
  if (own === undefined) return names;
  return {
    ...names,
    load_date: own.load_date ?? names.load_date,
    record_source: own.record_source ?? names.record_source,
    hash_diff: own.hash_diff ?? names.hash_diff,
    valid_from: own.valid_from ?? names.valid_from,
    valid_to: own.valid_to ?? names.valid_to,
    is_current: own.is_current ?? names.is_current,
    load_end_date: own.load_end_date ?? names.load_end_date,
    is_deleted: own.is_deleted ?? names.is_deleted,
    is_inferred: own.is_inferred ?? names.is_inferred,
    status: own.status ?? names.status,
    satellite_name: own.satellite_name ?? names.satellite_name,
  };
}

/** Position of a row in its delivered file, from 1: the last tie-breaker. */
export const SEQUENCE = 'row_sequence';
