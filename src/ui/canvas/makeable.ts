import type { ObjectKind } from '../../core/model/types.ts';

/** What can be made from an object of a kind by dragging it onto empty canvas. */
export const MAKEABLE: Readonly<Record<ObjectKind, readonly ObjectKind[]>> = {
  source: ['staging'],
  staging: ['intermediate', 'hub', 'link', 'satellite', 'reference', 'dimension', 'fact'],
  intermediate: ['hub', 'link', 'satellite', 'reference', 'dimension', 'fact'],
  hub: ['link', 'satellite', 'pit', 'bridge'],
  link: ['satellite', 'pit'],
  satellite: [],
  reference: [],
  as_of: [],
  pit: [],
  bridge: [],
  dimension: ['fact', 'hierarchy', 'group_bridge'],
  date_dimension: ['fact'],
  time_dimension: ['fact'],
  hierarchy: [],
  group_bridge: ['fact'],
  fact: [],
};
