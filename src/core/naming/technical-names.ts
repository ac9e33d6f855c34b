import { KINDS } from '../model/kinds.ts';
import type { ModelObject, Settings } from '../model/types.ts';

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

/** `dim_customer` gives `customer_sk`; in a role, `ship_date_sk`. */
export function surrogateName(object: Named, settings: Settings, role?: string): string {
  if (object.technical?.surrogate_key !== undefined) return `${role === undefined ? '' : `${role}_`}${object.technical.surrogate_key}`;
  return `${role === undefined ? '' : `${role}_`}${baseName(object, settings)}${settings.technical.surrogate_suffix}`;
}

/** The technical names an object's table carries: the project's, where it does not have its own. */
export function technicalOf(object: Pick<ModelObject, 'technical'>, settings: Settings): Settings['technical'] {
  const { technical } = settings;
  const own = object.technical;
  if (own === undefined) return technical;
  return {
    ...technical,
    load_date: own.load_date ?? technical.load_date,
    record_source: own.record_source ?? technical.record_source,
    hash_diff: own.hash_diff ?? technical.hash_diff,
    valid_from: own.valid_from ?? technical.valid_from,
    valid_to: own.valid_to ?? technical.valid_to,
    is_current: own.is_current ?? technical.is_current,
  };
}

/** Position of a row in its delivered file, from 1: the last tie-breaker. */
export const SEQUENCE = 'row_sequence';
