import type { Layer, ObjectKind } from './types.ts';

/** What each kind is called, where it belongs and the prefix its name starts with, in the order lists show them. */
export const KINDS: Readonly<Record<ObjectKind, { readonly label: string; readonly layer: Layer; readonly prefix: string }>> = {
  source: { label: 'Source', layer: 'source', prefix: '' },
  staging: { label: 'Staging', layer: 'staging', prefix: 'stg_' },
  intermediate: { label: 'Intermediate', layer: 'staging', prefix: 'int_' },
  hub: { label: 'Hub', layer: 'raw_vault', prefix: 'hub_' },
  link: { label: 'Link', layer: 'raw_vault', prefix: 'link_' },
  satellite: { label: 'Satellite', layer: 'raw_vault', prefix: 'sat_' },
  reference: { label: 'Reference table', layer: 'raw_vault', prefix: 'ref_' },
  as_of: { label: 'As-of dates', layer: 'business_vault', prefix: 'as_of_' },
  pit: { label: 'Point-in-time table', layer: 'business_vault', prefix: 'pit_' },
  bridge: { label: 'Bridge', layer: 'business_vault', prefix: 'bridge_' },
  dimension: { label: 'Dimension', layer: 'mart', prefix: 'dim_' },
  date_dimension: { label: 'Date dimension', layer: 'mart', prefix: 'dim_' },
  time_dimension: { label: 'Time dimension', layer: 'mart', prefix: 'dim_' },
  hierarchy: { label: 'Hierarchy', layer: 'mart', prefix: 'hier_' },
  group_bridge: { label: 'Group bridge', layer: 'mart', prefix: 'bridge_' },
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
