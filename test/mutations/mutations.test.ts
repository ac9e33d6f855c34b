import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { MUTATIONS } from './all.ts';

const root = new URL('../../', import.meta.url);
const all = MUTATIONS.flatMap(({ mutations }) => mutations);
const times = (text: string, part: string): number => text.split(part).length - 1;

it('names each rule once', () => {
  const names = all.map(({ rule }) => rule);
  expect(names.filter((name, index) => names.indexOf(name) < index)).toEqual([]);
});

it.each(all)('$rule: can still be broken', ({ file, find, replace, test }) => {
  expect(times(readFileSync(new URL(file, root), 'utf8'), find), `the text to be replaced occurs once in ${file}`).toBe(1);
  expect(replace).not.toBe(find);
  expect(test.length).toBeGreaterThan(0);
  expect(test.filter((path) => !existsSync(new URL(path, root)))).toEqual([]);
});
