import type { Layer, ObjectKind } from './types.ts';

/** What each kind is called, where it belongs and the prefix its name starts with, in the order lists show them. */
export const KINDS: Readonly<Record<ObjectKind, { readonly label: string; readonly layer: Layer; readonly prefix: string }>> = {
  source: { label: 'Source', layer: 'source', prefix: '' },
  staging: { label: 'Staging', layer: 'staging', prefix: 'stg_' },
  hub: { label: 'Hub', layer: 'raw_vault', prefix: 'hub_' },
  link: { label: 'Link', layer: 'raw_vault', prefix: 'link_' },
  satellite: { label: 'Satellite', layer: 'raw_vault', prefix: 'sat_' },
  dimension: { label: 'Dimension', layer: 'mart', prefix: 'dim_' },
  date_dimension: { label: 'Date dimension', layer: 'mart', prefix: 'dim_' },
  fact: { label: 'Fact', layer: 'mart', prefix: 'fct_' },
};

export const OBJECT_KINDS = Object.keys(KINDS) as readonly ObjectKind[];

export const LAYER_LABELS: Readonly<Record<Layer, string>> = {
  source: 'Sources',
  staging: 'Staging',
  raw_vault: 'Raw vault',
  business_vault: 'Business vault',
  mart: 'Marts',
};
