import { MAC } from './keys.ts';

const BROWSER: ReadonlySet<string> = new Set([
  ...['N', 'T', 'W', 'Shift+N', 'Shift+T', 'Shift+W', 'Q', 'Shift+Q', 'L', 'R', 'Shift+R', 'P', 'Tab', 'Shift+Tab', 'Shift+Delete', 'Shift+P'].map(
    (keys) => `Mod+${keys}`,
  ),
  ...Array.from({ length: 10 }, (_, digit) => `Mod+${digit}`),
  'F5',
  'F11',
  'F12',
  'Alt+ArrowLeft',
  'Alt+ArrowRight',
  'Alt+Home',
]);
const SYSTEM: ReadonlySet<string> = new Set(['Alt+F4', 'Alt+Tab', 'Alt+Space', 'Mod+Space', 'Mod+Escape', 'Alt+Escape']);
const MAC_SYSTEM: ReadonlySet<string> = new Set(['Mod+H', 'Mod+M', 'Mod+Alt+H', 'Mod+Alt+M', 'Mod+Alt+Escape', 'Mod+Shift+3', 'Mod+Shift+4', 'Mod+Shift+5']);
/** Keys by which one moves, types and leaves. */
const OWN = /^(Shift\+)?(Tab|Escape|Enter|Space|Backspace|Home|End|PageUp|PageDown|Arrow(Up|Down|Left|Right))$/;
const WHOLE = /^(Mod\+)?(Alt\+)?(Shift\+)?([A-Z0-9]|F([1-9]|1[0-9]|2[0-4])|[A-Z][A-Za-z]+|[^A-Za-z0-9+\s]|\+)$/;

/** Why a combination cannot be given to an action; nothing when it can. */
export function refusedKeys(keys: string, mac = MAC): string | undefined {
  if (/^(Mod\+)?(Ctrl|Meta)\+/.test(keys))
    return mac ? 'Use ⌘, ⌥ and ⇧: other keyboards have no key for this one.' : 'Use Ctrl, Alt and Shift: the system keeps this key for itself.';
  if (!WHOLE.test(keys)) return 'These keys make no combination that every keyboard has.';
  if (BROWSER.has(keys)) return 'The browser keeps these keys for itself.';
  if (SYSTEM.has(keys) || (mac && MAC_SYSTEM.has(keys))) return 'The system keeps these keys for itself.';
  if (OWN.test(keys)) return 'This key moves the focus or the selection, or ends an entry.';
  if (/^[A-Z0-9]$/.test(keys)) return `A letter or digit alone is for typing: hold ${mac ? '⌘, ⌥ or ⇧' : 'Ctrl, Alt or Shift'} with it.`;
  if (!mac && keys.startsWith('Mod+Alt+')) return 'Ctrl and Alt together type signs on many keyboards.';
  if (/^Alt\+(Shift\+)?[^A-Za-z0-9]$/.test(keys)) return 'With Alt a sign is another one on many keyboards: take a letter, a digit or a function key.';
  return undefined;
}
