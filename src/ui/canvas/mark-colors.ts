import type { MarkColor } from '../../core/model/types.ts';

/** What the colours of areas and notes look like: a ground that text can be read on, and a line. */
export const MARK_INK: Readonly<
  Record<'light' | 'dark', Readonly<Record<MarkColor, { readonly ground: string; readonly line: string; readonly text: string }>>>
> = {
  light: {
    grey: { ground: '#eceff3', line: '#b9c1cb', text: '#454d58' },
    blue: { ground: '#e4eefb', line: '#9dbce6', text: '#1a4c96' },
    teal: { ground: '#def1f0', line: '#8fc7c4', text: '#0b5757' },
    green: { ground: '#e3f3e8', line: '#98cba9', text: '#155e34' },
    amber: { ground: '#fbf1dc', line: '#dcbf7e', text: '#6e4700' },
    red: { ground: '#fbe9ea', line: '#e3a9ae', text: '#8c1c27' },
    violet: { ground: '#f1e9f8', line: '#c6abdc', text: '#61318a' },
  },
  dark: {
    grey: { ground: '#22282f', line: '#4a5460', text: '#b9c2cc' },
    blue: { ground: '#1c2a3f', line: '#3d5f92', text: '#a6c8ff' },
    teal: { ground: '#173030', line: '#2f6b69', text: '#8fdcdc' },
    green: { ground: '#1a3023', line: '#356b47', text: '#93dcae' },
    amber: { ground: '#332a19', line: '#75602f', text: '#f2c47c' },
    red: { ground: '#382226', line: '#7d4148', text: '#ffa9b0' },
    violet: { ground: '#2d2338', line: '#664b80', text: '#dcb4f5' },
  },
};

export const MARK_COLOR_LABELS: Readonly<Record<MarkColor, string>> = {
  grey: 'Grey',
  blue: 'Blue',
  teal: 'Teal',
  green: 'Green',
  amber: 'Amber',
  red: 'Red',
  violet: 'Violet',
};
