import type { ObjectKind } from '../../core/model/types.ts';

/** Light and dark are both designed. */
export type Scheme = 'light' | 'dark';
type KindColors = Readonly<Record<Scheme, Readonly<Record<ObjectKind, string>>>>;

/** A colour for each kind, in hexadecimal; `kit/tokens.css` has the same. */
export const KIND_COLORS: KindColors = {
  light: {
    source: '#5b6470',
    staging: '#456a8c',
    hub: '#1f5fbf',
    link: '#a3232f',
    satellite: '#8a5a00',
    intermediate: '#456a8c',
    reference: '#7a3fa0',
    as_of: '#4d5f2f',
    pit: '#0f6b6b',
    bridge: '#0f6b6b',
    dimension: '#5145b8',
    time_dimension: '#5145b8',
    hierarchy: '#5145b8',
    group_bridge: '#5145b8',
    date_dimension: '#5145b8',
    fact: '#1a7340',
  },
  dark: {
    source: '#a9b4c2',
    staging: '#8fb4d6',
    hub: '#7fb0ff',
    link: '#ff8f98',
    satellite: '#f0b357',
    intermediate: '#8fb4d6',
    reference: '#d3a0f0',
    as_of: '#b6cf8c',
    pit: '#6fd0d0',
    bridge: '#6fd0d0',
    dimension: '#b8aeff',
    time_dimension: '#b8aeff',
    hierarchy: '#b8aeff',
    group_bridge: '#b8aeff',
    date_dimension: '#b8aeff',
    fact: '#6fd196',
  },
};

/**
 * Colours of kinds that stay apart for people who see no red, no green or no blue as well: chosen for the largest distance
 * in OKLab (Ottosson 2020) as those see them (Machado, Oliveira and Fernandes 2009), near the usual ones.
 */
export const SAFE_COLORS: KindColors = {
  light: {
    source: '#5f5d74',
    staging: '#6b7491',
    hub: '#286dda',
    link: '#9c1010',
    satellite: '#915c07',
    intermediate: '#6b7491',
    reference: '#773992',
    as_of: '#4c4e37',
    pit: '#214d60',
    bridge: '#214d60',
    dimension: '#5145bd',
    time_dimension: '#5145bd',
    hierarchy: '#5145bd',
    group_bridge: '#5145bd',
    date_dimension: '#5145bd',
    fact: '#19794e',
  },
  dark: {
    source: '#97aac7',
    staging: '#9389af',
    hub: '#71aafb',
    link: '#f78389',
    satellite: '#f5b130',
    intermediate: '#9389af',
    reference: '#fbb8ff',
    as_of: '#b8d08c',
    pit: '#77d2c6',
    bridge: '#77d2c6',
    dimension: '#7e85f9',
    time_dimension: '#7e85f9',
    hierarchy: '#7e85f9',
    group_bridge: '#7e85f9',
    date_dimension: '#7e85f9',
    fact: '#8df0ca',
  },
};

/** Colours of source systems, as far apart for everybody, and of what comes from several, from others or from none. */
export const SYSTEM_COLORS: Readonly<Record<Scheme, { readonly systems: readonly string[]; readonly several: string; readonly none: string }>> = {
  light: {
    systems: ['#136ddd', '#8c1529', '#8e5803', '#72349d', '#0e515e', '#7b8954', '#576b63', '#c048a0'],
    several: '#1c2128',
    none: '#8d959f',
  },
  dark: {
    systems: ['#708afb', '#f7736c', '#f7a630', '#d2a1f5', '#6dd2b3', '#ace990', '#999db2', '#ffc1fb'],
    several: '#f4f6f8',
    none: '#6f7883',
  },
};
