import { describe, expect, it } from 'vitest';
import { press } from '../../../test/support/press.ts';
import { ACTIONS, actionOf } from './actions.ts';
import { keysOfPress } from './keys.ts';
import { assignKeys, clearKeys, holderOf, keysFile, keysOf, readKeysFile, resetKeys } from './own-keys.ts';
import { refusedKeys } from './refused-keys.ts';

describe('a recorded press', () => {
  it('is named by what is printed on the key, digits by their place', () => {
    expect(keysOfPress(press('Z', 'KeyY', ['ctrl', 'shift']), false)).toBe('Mod+Shift+Z');
    expect(keysOfPress(press('!', 'Digit1', ['shift']), false)).toBe('Shift+1');
    expect(keysOfPress(press('&', 'Digit1', ['alt']), false)).toBe('Alt+1');
    expect(keysOfPress(press('л', 'KeyK', ['ctrl']), false)).toBe('Mod+K');
    expect(keysOfPress(press('˜', 'KeyN', ['alt']), true)).toBe('Alt+N');
    expect(keysOfPress(press('?', 'Slash', ['shift']), false)).toBe('?');
    expect(keysOfPress(press('Shift', 'ShiftLeft', ['shift']), false)).toBeUndefined();
    expect(keysOfPress(press('k', 'KeyK', ['meta']), false)).toBe('Meta+K');
    expect(keysOfPress(press('k', 'KeyK', ['meta']), true)).toBe('Mod+K');
  });
});

describe('keys that cannot be given', () => {
  it.each([
    'Mod+N',
    'Mod+Shift+T',
    'Mod+W',
    'Mod+3',
    'F5',
    'Alt+F4',
    'Tab',
    'Shift+ArrowUp',
    'Escape',
    'A',
    '7',
    'Meta+K',
    'Mod+Alt+E',
    'Alt+?',
    'Nonsense key',
  ])('%s', (keys) => {
    expect(refusedKeys(keys, false)).toEqual(expect.any(String));
  });
  it('are none of those the studio has, on any machine', () => {
    const all = ACTIONS.flatMap(({ keys = [] }) => keys);
    expect(all.flatMap((keys) => [refusedKeys(keys, false), refusedKeys(keys, true)].filter((reason) => reason !== undefined))).toEqual([]);
  });
});

describe('own keys', () => {
  const navigator = actionOf('view.navigator');
  const panel = actionOf('view.panel');

  it('go to one action alone, and the others keep what they have of themselves', () => {
    const own = assignKeys(ACTIONS, {}, panel, 'Mod+B');
    expect([keysOf(panel, own), keysOf(navigator, own)]).toEqual([['Mod+B'], []]);
    expect(holderOf(ACTIONS, 'Mod+B', own)).toBe(panel);
    const back = resetKeys(ACTIONS, own, navigator);
    expect([keysOf(panel, back), keysOf(navigator, back)]).toEqual([[], ['Mod+B']]);
    expect(resetKeys(ACTIONS, back, panel)).toEqual({});
    expect(keysOf(panel, clearKeys({}, panel))).toEqual([]);
  });

  it('come back from a file; what cannot be is left out by name', () => {
    const own = assignKeys(ACTIONS, {}, panel, 'Mod+Shift+U');
    expect(readKeysFile(ACTIONS, keysFile(own))).toEqual({ own, left: [] });
    const file = JSON.stringify({ kind: 'orrery-shortcuts', version: 1, keys: { 'view.panel': ['Mod+W'], 'view.gone': ['F4'], 'view.inspector': ['Mod+B'] } });
    const read = readKeysFile(ACTIONS, file);
    expect(typeof read === 'string' ? [] : read.left.length).toBe(3);
    expect(typeof read === 'string' ? {} : read.own).toEqual({ 'view.inspector': [] });
    expect([readKeysFile(ACTIONS, '{'), readKeysFile(ACTIONS, '{"keys":{}}')]).toEqual([
      expect.stringContaining('JSON'),
      expect.stringContaining('no shortcuts'),
    ]);
  });
});
