import { KINDS } from '../../core/model/kinds.ts';
import type { ModelObject, ObjectKind } from '../../core/model/types.ts';

/** The outline of each kind in a 16 by 16 box: kinds differ in shape as well as in colour. */
export const KIND_SHAPES: Readonly<Record<ObjectKind, string>> = {
  source:
    'M2 4.2C2 2.6 4.7 1.5 8 1.5s6 1.1 6 2.7v7.6c0 1.6-2.7 2.7-6 2.7s-6-1.1-6-2.7zM3.4 4.3c0 .8 2 1.5 4.6 1.5s4.6-.7 4.6-1.5S10.6 2.8 8 2.8s-4.6.7-4.6 1.5z',
  staging: 'M1.5 2.5h7l6 5.5l-6 5.5h-7L6.5 8z',
  hub: 'M4.5 2h7L15 8l-3.5 6h-7L1 8z',
  link: 'M8 1l7 7l-7 7l-7-7z',
  satellite: 'M1 11.5a7 7 0 0 1 14 0z',
  intermediate: 'M1.5 2.5h4.5l3 4.5h5.5v2H9l-3 4.5H1.5L5 8z',
  reference: 'M1.5 2h7L15 8.5L8.5 15L1.5 8zM4.6 3.9a1.2 1.2 0 1 0 0 2.4a1.2 1.2 0 0 0 0-2.4z',
  as_of: 'M8 1.2a6.8 6.8 0 1 0 0 13.6a6.8 6.8 0 0 0 0-13.6zM7.3 3.6h1.4v4.6l3.2 1.9l-.7 1.2l-3.9-2.3z',
  pit: 'M1.5 1.5h5.8v5.8H1.5zM8.7 1.5h5.8v5.8H8.7zM1.5 8.7h5.8v5.8H1.5zM8.7 8.7h5.8v5.8H8.7z',
  bridge: 'M1 12V9a7 7 0 0 1 14 0v3h-2.4V9a4.6 4.6 0 0 0-9.2 0v3z',
  dimension: 'M8 1L9.94 5.93L15.23 6.25L11.14 9.62L12.47 14.75L8 11.9L3.53 14.75L4.86 9.62L0.77 6.25L6.06 5.93z',
  date_dimension: 'M2 2h12v12.5H2zM2 4.6h12v1H2zM8 6.6L8.88 8.99L11.42 9.09L9.43 10.66L10.12 13.11L8 11.7L5.88 13.11L6.57 10.66L4.58 9.09L7.12 8.99z',
  time_dimension: 'M8 1.2a6.8 6.8 0 1 0 0 13.6a6.8 6.8 0 0 0 0-13.6zM7.3 3.6h1.4V8l-3.6 2.6l-.8-1.1l3-2.2z',
  hierarchy: 'M6 1.5h4V5H8.6v2H13v4h1.5v3.5h-4V11H12V8.2H4V11h1.5v3.5h-4V11H3V7h4.4V5H6z',
  group_bridge: 'M1 3h5v4H1zM10 3h5v4h-5zM5.5 9.5h5v4h-5zM6 4.6h4v.9H6zM3 7h1v4.5h1.5v.9H3zM12 7h1v5.4h-2.5v-.9H12z',
  fact: 'M2 2h12v12H2z',
};

/** What a kind's own variants look like; the rest look like their kind. */
const VARIANT_SHAPES = {
  hierarchical: 'M8 1.5l7 13H1z',
  same_as: 'M5.5 3.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 0 0 0-9zM10.5 3.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 0 0 0-9z',
  non_historised: 'M9.5 1L3 9h4l-1 6l7-9H8.6z',
  multi_active: 'M1 8a7 6.5 0 0 1 14 0zM1 14a7 6.5 0 0 1 .5-2.5h13A7 6.5 0 0 1 15 14z',
  effectivity: 'M8 1.2a6.8 6.8 0 1 0 0 13.6a6.8 6.8 0 0 0 0-13.6zM7.3 3.6h1.4V8l3 2.4l-.9 1.1L7.3 8.7z',
  tracking: 'M1.5 8.5l2-2l3 3l6-6l2 2l-8 8z',
  computed:
    'M6.7 1h2.6l.4 2l1.9.8l1.7-1.1l1.9 1.9l-1.1 1.7l.8 1.9l2 .4v2.6l-2 .4l-.8 1.9l1.1 1.7l-1.9 1.9l-1.7-1.1l-1.9.8l-.4 2H6.7l-.4-2l-1.9-.8L2.7 14.5L.8 12.6l1.1-1.7l-.8-1.9l-1-.2V6.2l1-.4l.8-1.9L.8 2.2L2.7.4l1.7 1.1l1.9-.8zM8 5.4a2.6 2.6 0 1 0 0 5.2a2.6 2.6 0 0 0 0-5.2z',
  junk: 'M4 1.8a2.2 2.2 0 1 0 0 4.4a2.2 2.2 0 0 0 0-4.4zM12 1.8a2.2 2.2 0 1 0 0 4.4a2.2 2.2 0 0 0 0-4.4zM4 9.8a2.2 2.2 0 1 0 0 4.4a2.2 2.2 0 0 0 0-4.4zM12 9.8a2.2 2.2 0 1 0 0 4.4a2.2 2.2 0 0 0 0-4.4z',
  periodic_snapshot: 'M2 2.5h12V14H2zM3.4 6h2.4v2.4H3.4zM6.8 6h2.4v2.4H6.8zM10.2 6h2.4v2.4h-2.4zM3.4 9.6h2.4V12H3.4zM6.8 9.6h2.4V12H6.8z',
  accumulating_snapshot: 'M1.5 10.5H5V7h3.5V3.5H12V1h2.5v13.5h-13z',
  factless: 'M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13zM8 4.5a3.5 3.5 0 1 1 0 7a3.5 3.5 0 0 1 0-7z',
} as const;
type Variant = keyof typeof VARIANT_SHAPES;

const VARIANT_LABELS: Readonly<Record<Variant, string>> = {
  hierarchical: 'Hierarchical link',
  same_as: 'Same-as link',
  non_historised: 'Non-historised link',
  multi_active: 'Multi-active satellite',
  effectivity: 'Effectivity satellite',
  tracking: 'Tracking satellite',
  computed: 'Computed satellite',
  junk: 'Junk dimension',
  periodic_snapshot: 'Periodic snapshot',
  accumulating_snapshot: 'Accumulating snapshot',
  factless: 'Factless fact',
};

function variantOf(object: ModelObject): Variant | undefined {
  switch (object.kind) {
    case 'link':
      return object.link_type === 'standard' ? undefined : object.link_type;
    case 'satellite': {
      const type = object.satellite_type ?? 'standard';
      return type === 'standard' ? undefined : type === 'record_tracking' || type === 'status_tracking' ? 'tracking' : type;
    }
    case 'dimension':
      return object.dimension_type === 'junk' ? 'junk' : undefined;
    case 'fact':
      return object.fact_type === 'transaction' ? undefined : object.fact_type;
    default:
      return undefined;
  }
}

/** The outline of an object's mark: its variant's, else its kind's. */
export function shapeOf(object: ModelObject): string {
  const variant = variantOf(object);
  return variant === undefined ? KIND_SHAPES[object.kind] : VARIANT_SHAPES[variant];
}

/** What an object is called in words: its variant, else its kind. */
export function labelOf(object: ModelObject): string {
  const variant = variantOf(object);
  return variant === undefined ? KINDS[object.kind].label : VARIANT_LABELS[variant];
}
