import { FORMAT_VERSION } from './schema.ts';
import { HASH_PRESETS } from './hash-presets.ts';
import { KINDS, OBJECT_KINDS } from './kinds.ts';
import type { Project, Settings } from './types.ts';

export const DEFAULT_SETTINGS: Settings = {
  platform: 'duckdb',
  schemas: { source: 'landing', staging: 'staging', raw_vault: 'raw_vault', business_vault: 'business_vault', mart: 'mart' },
  hash: HASH_PRESETS.orrery.rules,
  technical: {
    load_date: 'load_date',
    record_source: 'record_source',
    hash_key_suffix: '_hk',
    hash_diff: 'hash_diff',
    surrogate_suffix: '_sk',
    valid_from: 'valid_from',
    valid_to: 'valid_to',
    is_current: 'is_current',
  },
  prefixes: Object.fromEntries(OBJECT_KINDS.map((kind) => [kind, KINDS[kind].prefix])),
};

/** A project with nothing in it but one diagram to draw on. */
export function emptyProject(name: string): Project {
  return {
    format: FORMAT_VERSION,
    name,
    settings: DEFAULT_SETTINGS,
    objects: {},
    deliveries: [],
    diagrams: { main: { id: 'main', name: 'Main', placed: {} } },
  };
}
