import { expect, it } from 'vitest';
import { changeColumn, firstLayout, moveColumn, shownOf, stepColumn } from './column-layout.ts';
import { filterOf, nextSorts } from './grid-deeds.ts';
import { gridKeyDeed } from './grid-keys.ts';
import { laidOutJson } from './laid-out-json.ts';

const COLUMNS = ['a', 'b', 'c', 'd'].map((name) => ({ name, type: 'VARCHAR' }));
const layout = firstLayout(COLUMNS, () => undefined);
const names = (of: typeof layout) =>
  shownOf(of)
    .map(({ index }) => COLUMNS[index]?.name)
    .join('');

it('sorts by a column up, down and not at all; Shift adds to the order and turns a part of it', () => {
  const up = nextSorts([], 'a', false);
  const down = nextSorts(up, 'a', false);
  expect([up, down, nextSorts(down, 'a', false)]).toEqual([[{ column: 'a', descending: false }], [{ column: 'a', descending: true }], []]);
  const both = nextSorts(down, 'b', true);
  expect(both).toEqual([
    { column: 'a', descending: true },
    { column: 'b', descending: false },
  ]);
  expect(nextSorts(both, 'b', true).map(({ descending }) => descending)).toEqual([true, true]);
  expect(nextSorts(nextSorts(both, 'b', true), 'b', true)).toEqual([{ column: 'a', descending: true }]);
  expect(nextSorts(both, 'a', false)).toEqual([{ column: 'a', descending: false }]);
  expect(nextSorts(both, 'c', false, true)).toEqual([{ column: 'c', descending: true }]);
});

it('filters by a value as its type asks', () => {
  const of = (type: string, value: string | null, isKept: boolean) => {
    const { test, value: text } = filterOf({ name: 'x', type }, value, isKept);
    return [test, text];
  };
  expect(of('VARCHAR', 'Ulm', true)).toEqual(['is', 'Ulm']);
  expect(of('INTEGER', '5', false)).toEqual(['is_not', '5']);
  expect([of('DATE', null, true), of('DATE', null, false)]).toEqual([
    ['null', ''],
    ['not_null', ''],
  ]);
  expect([of('BOOLEAN', 'true', true), of('BOOLEAN', 'true', false), of('BOOLEAN', 'false', true)].map(([test]) => test)).toEqual(['true', 'false', 'false']);
});

it('moves, pins and hides columns', () => {
  expect([names(stepColumn(layout, 1, 1)), names(stepColumn(layout, 0, -1)), names(moveColumn(layout, 3, 0))]).toEqual(['acbd', 'abcd', 'dabc']);
  const pinned = changeColumn(layout, 2, { isPinned: true });
  expect([names(pinned), names(moveColumn(pinned, 0, 2)), names(stepColumn(changeColumn(layout, 1, { isHidden: true }), 0, 1))]).toEqual([
    'cabd',
    'cabd',
    'cad',
  ]);
  expect(changeColumn(layout, 0, { width: 3 })[0]?.width).toBe(72);
});

it('knows its keys and leaves the rest to others', () => {
  const key = (name: string, with_: Partial<Record<'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey', boolean>> = {}) =>
    gridKeyDeed({ key: name, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...with_ });
  expect([key('Enter'), key('Enter', { shiftKey: true }), key('F10', { shiftKey: true }), key('c', { metaKey: true }), key(' '), key('F')]).toEqual([
    'sort',
    'add',
    'menu',
    'copy',
    'value',
    'filter',
  ]);
  expect([key('F10'), key('f', { ctrlKey: true }), key('n', { altKey: true }), key('Enter', { altKey: true }), key('toString'), key('c')]).toEqual(
    Array.from({ length: 6 }),
  );
});

it('lays JSON out without touching a digit or a text', () => {
  expect(laidOutJson('{"n":9007199254740993,"a":[],"b":{ },"t":"x, {\\"y\\"}: 1","l":[1,-2.50e3,null]}')).toBe(
    '{\n  "n": 9007199254740993,\n  "a": [],\n  "b": {},\n  "t": "x, {\\"y\\"}: 1",\n  "l": [\n    1,\n    -2.50e3,\n    null\n  ]\n}',
  );
  expect([laidOutJson('[1, 2'), laidOutJson('plain'), laidOutJson('12')]).toEqual([undefined, undefined, undefined]);
});
