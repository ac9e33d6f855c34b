import type { ObjectKind } from '../../core/model/types.ts';

/** The outline of each kind in a 16 by 16 box: kinds differ in shape as well as in colour. */
export const KIND_SHAPES: Readonly<Record<ObjectKind, string>> = {
  source: 'M2 4h12v8H2z',
  staging: 'M4 3h10l-2 10H2z',
  hub: 'M8 1.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 1 1 0-13z',
  link: 'M8 1l7 7l-7 7l-7-7z',
  satellite: 'M8 2l6.5 12h-13z',
  dimension: 'M4.5 2h7l3.5 6l-3.5 6h-7L1 8z',
  date_dimension: 'M3 2h10v12H3zM3 5.5h10v1H3z',
  fact: 'M2 2h12v12H2z',
};

export const KIND_COLORS: Readonly<Record<'light' | 'dark', Readonly<Record<ObjectKind, string>>>> = {
  light: { source: '#5b6470', staging: '#7a5c00', hub: '#1f5fbf', link: '#a3232f', satellite: '#8a5a00', dimension: '#1a7340', date_dimension: '#0b6e75', fact: '#7a3db8' },
  dark: { source: '#a9b4c2', staging: '#d9b84a', hub: '#7fb0ff', link: '#ff8f98', satellite: '#f0b357', dimension: '#6fd196', date_dimension: '#62cdd4', fact: '#c9a0f5' },
};
