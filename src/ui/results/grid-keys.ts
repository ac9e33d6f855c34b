import type { KeyboardEvent } from 'react';

/** What a key means to the grid besides moving in it. */
export type GridKeyDeed = 'copy' | 'sort' | 'add' | 'filter' | 'go' | 'value' | 'menu' | 'left' | 'right' | 'wider' | 'narrower' | 'fit' | 'hide' | 'pin';

const PLAIN: Readonly<Record<string, GridKeyDeed>> = {
  Enter: 'sort',
  f: 'filter',
  g: 'go',
  ' ': 'value',
  ContextMenu: 'menu',
  '<': 'left',
  '>': 'right',
  '+': 'wider',
  '-': 'narrower',
  w: 'fit',
  h: 'hide',
  p: 'pin',
};

/** Letters work here because nothing is typed into a grid. */
export function gridKeyDeed({
  key,
  shiftKey,
  ctrlKey,
  metaKey,
  altKey,
}: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>): GridKeyDeed | undefined {
  const mod = ctrlKey || metaKey;
  if (mod) return !shiftKey && !altKey && key.toLowerCase() === 'c' ? 'copy' : undefined;
  if (altKey) return undefined;
  if (key === 'F10') return shiftKey ? 'menu' : undefined;
  if (key === 'Enter' && shiftKey) return 'add';
  return Object.hasOwn(PLAIN, key.length === 1 ? key.toLowerCase() : key) ? PLAIN[key.length === 1 ? key.toLowerCase() : key] : undefined;
}
