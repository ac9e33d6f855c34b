import type { ObjectKind } from '../../core/model/types.ts';

/** The outline of each kind in a 16 by 16 box: kinds differ in shape as well as in colour. */
export const KIND_SHAPES: Readonly<Record<ObjectKind, string>> = {
  source:
    'M2 4.2C2 2.6 4.7 1.5 8 1.5s6 1.1 6 2.7v7.6c0 1.6-2.7 2.7-6 2.7s-6-1.1-6-2.7zM3.4 4.3c0 .8 2 1.5 4.6 1.5s4.6-.7 4.6-1.5S10.6 2.8 8 2.8s-4.6.7-4.6 1.5z',
  staging: 'M1.5 2.5h7l6 5.5l-6 5.5h-7L6.5 8z',
  hub: 'M4.5 2h7L15 8l-3.5 6h-7L1 8z',
  link: 'M8 1l7 7l-7 7l-7-7z',
  satellite: 'M1 11.5a7 7 0 0 1 14 0z',
  dimension: 'M8 1L9.94 5.93L15.23 6.25L11.14 9.62L12.47 14.75L8 11.9L3.53 14.75L4.86 9.62L0.77 6.25L6.06 5.93z',
  date_dimension: 'M2 2h12v12.5H2zM2 4.6h12v1H2zM8 6.6L8.88 8.99L11.42 9.09L9.43 10.66L10.12 13.11L8 11.7L5.88 13.11L6.57 10.66L4.58 9.09L7.12 8.99z',
  fact: 'M2 2h12v12H2z',
};

export const KIND_COLORS: Readonly<Record<'light' | 'dark', Readonly<Record<ObjectKind, string>>>> = {
  light: {
    source: '#5b6470',
    staging: '#456a8c',
    hub: '#1f5fbf',
    link: '#a3232f',
    satellite: '#8a5a00',
    dimension: '#5145b8',
    date_dimension: '#5145b8',
    fact: '#1a7340',
  },
  dark: {
    source: '#a9b4c2',
    staging: '#8fb4d6',
    hub: '#7fb0ff',
    link: '#ff8f98',
    satellite: '#f0b357',
    dimension: '#b8aeff',
    date_dimension: '#b8aeff',
    fact: '#6fd196',
  },
};
