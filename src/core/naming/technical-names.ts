import { KINDS } from '../model/kinds.ts';
import type { ModelObject, Settings } from '../model/types.ts';

/** An object's name without its kind's prefix: `hub_customer` gives `customer`. */
export function baseName(object: Pick<ModelObject, 'kind' | 'name'>, settings: Settings): string {
  const prefixes = [settings.prefixes[object.kind], KINDS[object.kind].prefix].filter((prefix) => prefix !== undefined && prefix !== '');
  const prefix = prefixes.find(
    (candidate) => candidate !== undefined && object.name.toLowerCase().startsWith(candidate) && object.name.length > candidate.length,
  );
  return prefix === undefined ? object.name : object.name.slice(prefix.length);
}

/** `hub_customer` gives `customer_hk`; in a role, `employee_customer_hk`. */
export function hashKeyName(object: Pick<ModelObject, 'kind' | 'name'>, settings: Settings, role?: string): string {
  return `${role === undefined ? '' : `${role}_`}${baseName(object, settings)}${settings.technical.hash_key_suffix}`;
}

/** `dim_customer` gives `customer_sk`; in a role, `ship_date_sk`. */
export function surrogateName(object: Pick<ModelObject, 'kind' | 'name'>, settings: Settings, role?: string): string {
  return `${role === undefined ? '' : `${role}_`}${baseName(object, settings)}${settings.technical.surrogate_suffix}`;
}

/** Position of a row in its delivered file, from 1: the last tie-breaker. */
export const SEQUENCE = 'row_sequence';
