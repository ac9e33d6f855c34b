import { describe, expect, it } from 'vitest';
import { press } from '../../../test/support/press.ts';
import { keysText, matchesKeys } from './keys.ts';

describe('keys', () => {
  it('takes Ctrl or, on a Mac, ⌘ for Mod, and not the other one', () => {
    expect(matchesKeys('Mod+Z', press('z', 'KeyZ', ['ctrl']), false)).toBe(true);
    expect(matchesKeys('Mod+Z', press('z', 'KeyZ', ['meta']), false)).toBe(false);
    expect(matchesKeys('Mod+Z', press('z', 'KeyZ', ['meta']), true)).toBe(true);
  });
  it('tells combinations with and without Shift apart', () => {
    expect(matchesKeys('Mod+Z', press('Z', 'KeyZ', ['ctrl', 'shift']), false)).toBe(false);
    expect(matchesKeys('Mod+Shift+Z', press('Z', 'KeyZ', ['ctrl', 'shift']), false)).toBe(true);
  });
  it('finds letters under Alt and on other alphabets, and digits by their key', () => {
    expect(matchesKeys('Alt+N', press('˜', 'KeyN', ['alt']), true)).toBe(true);
    expect(matchesKeys('Mod+K', press('л', 'KeyK', ['ctrl']), false)).toBe(true);
    expect(matchesKeys('Shift+1', press('!', 'Digit1', ['shift']), false)).toBe(true);
  });
  it('takes a sign with or without Shift', () => {
    expect(matchesKeys('?', press('?', 'Slash', ['shift']), false)).toBe(true);
    expect(matchesKeys('?', press('?', 'Slash', ['ctrl', 'shift']), false)).toBe(false);
  });
  it('names keys as the machine does', () => {
    expect([keysText('Mod+Shift+Z', true), keysText('Mod+Shift+Z', false)]).toEqual(['⌘⇧Z', 'Ctrl+Shift+Z']);
  });
});
