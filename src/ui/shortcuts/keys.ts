/** What of a keyboard event counts. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const MAC = typeof navigator !== 'undefined' && /Mac|iP(hone|ad)/.test(navigator.platform);
const MAC_NAMES = new Map([
  ['Mod', '⌘'],
  ['Alt', '⌥'],
  ['Shift', '⇧'],
  ['Enter', '↩'],
  ['Delete', '⌦'],
  ['ArrowLeft', '←'],
  ['ArrowRight', '→'],
  ['ArrowUp', '↑'],
  ['ArrowDown', '↓'],
]);
const NAMES = new Map([
  ['Mod', 'Ctrl'],
  ['ArrowLeft', '←'],
  ['ArrowRight', '→'],
  ['ArrowUp', '↑'],
  ['ArrowDown', '↓'],
  ['Delete', 'Del'],
]);

/** How this machine's keyboard names a combination such as `Mod+Shift+Z`. */
export function keysText(keys: string, mac = MAC): string {
  const parts = keys.split('+');
  return mac ? parts.map((part) => MAC_NAMES.get(part) ?? part).join('') : parts.map((part) => NAMES.get(part) ?? part).join('+');
}

function sameKey(wanted: string, press: KeyPress): boolean {
  if (/^[0-9]$/.test(wanted)) return press.code === `Digit${wanted}`;
  // With Alt, or on a keyboard without Latin letters, `key` is another character than the one printed on the key.
  if (/^[A-Z]$/.test(wanted)) return press.key.toUpperCase() === wanted || ((press.altKey || press.key > '\u007f') && press.code === `Key${wanted}`);
  return press.key === wanted;
}

/** Whether a press is the combination. `Mod` is ⌘ on a Mac, Ctrl elsewhere. */
export function matchesKeys(keys: string, press: KeyPress, mac = MAC): boolean {
  const parts = keys.split('+');
  const wanted = parts[parts.length - 1] ?? '';
  const has = (part: string): boolean => parts.includes(part);
  if ((mac ? press.metaKey : press.ctrlKey) !== has('Mod') || (mac ? press.ctrlKey : press.metaKey)) return false;
  if (press.altKey !== has('Alt')) return false;
  // A sign such as ? is made with Shift on some keyboards and without it on others.
  const sign = /^[^A-Za-z0-9]$/.test(wanted);
  return (sign || press.shiftKey === has('Shift')) && sameKey(wanted, press);
}
