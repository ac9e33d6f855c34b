/** What of a keyboard event counts. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

export const MAC = typeof navigator !== 'undefined' && /Mac|iP(hone|ad)/.test(navigator.platform);
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

const MODIFIERS: ReadonlySet<string> = new Set(['Control', 'Meta', 'Alt', 'AltGraph', 'Shift', 'CapsLock', 'Dead', 'Unidentified', 'Process']);
const SIGN = /^[^A-Za-z0-9]$/;

/** The key of a press as combinations name it: what is printed on it, and digits by their place on the keyboard. */
function keyName({ key, code }: KeyPress): string {
  const digit = /^Digit([0-9])$/.exec(code)?.[1];
  if (digit !== undefined) return digit;
  if (/^[a-z]$/i.test(key)) return key.toUpperCase();
  return /^Key([A-Z])$/.exec(code)?.[1] ?? (key === ' ' ? 'Space' : key);
}

/** The combination of a press, e.g. `Mod+Shift+Z`; nothing while only Ctrl, Alt or Shift is held. */
export function keysOfPress(press: KeyPress, mac = MAC): string | undefined {
  if (MODIFIERS.has(press.key)) return undefined;
  const name = keyName(press);
  const sign = SIGN.test(name) && name === press.key;
  return [
    ...((mac ? press.metaKey : press.ctrlKey) ? ['Mod'] : []),
    ...((mac ? press.ctrlKey : press.metaKey) ? [mac ? 'Ctrl' : 'Meta'] : []),
    ...(press.altKey ? ['Alt'] : []),
    ...(press.shiftKey && !sign ? ['Shift'] : []),
    name,
  ].join('+');
}
