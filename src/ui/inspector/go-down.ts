import { matchesKeys, type KeyPress } from '../shortcuts/keys.ts';

/** The keys that fill a cell with what stands above it, as in a spreadsheet. */
export const FILL_KEYS = 'Mod+D';
export const isFill = (press: KeyPress): boolean => matchesKeys(FILL_KEYS, press);

/** From a cell of a grid of inputs to the one below or above it; `data-row` and `data-cell` say where cells stand. */
export function goDown(cell: HTMLElement, by: 1 | -1): void {
  const row = cell.closest('[data-row]');
  const next = by === 1 ? row?.nextElementSibling : row?.previousElementSibling;
  next?.querySelector<HTMLElement>(`[data-cell="${cell.dataset['cell'] ?? ''}"]`)?.focus();
}
