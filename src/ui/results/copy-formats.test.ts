import { expect, it } from 'vitest';
import { copyText, type CopyFormat } from './copy-formats.ts';

const COLUMNS = [
  { name: 'i"d', type: 'HUGEINT' },
  { name: 'na|me', type: 'VARCHAR' },
  { name: 'at', type: 'TIMESTAMP' },
  { name: 'ok', type: 'BOOLEAN' },
  { name: 'real', type: 'DOUBLE' },
  { name: 'tags', type: 'VARCHAR[]' },
];
const ROWS = [
  ['9007199254740993', `O'Neil | "x"\nb`, '2026-01-05 06:00:00', 'true', 'nan', '[a]'],
  [null, '', null, null, '1.5', null],
];
const text = (format: CopyFormat): string => copyText(format, COLUMNS, ROWS, 'or"ders');

it('gives cells for a spreadsheet, with their names when asked for', () => {
  expect(text('tsv').split('\n')[0]).toBe(`9007199254740993\t"O'Neil | ""x""`);
  expect(text('tsv-head').split('\n')[0]).toBe('"i""d"\tna|me\tat\tok\treal\ttags');
});

it('gives CSV in which NULL and the empty text differ', () => {
  expect(text('csv')).toBe(`"i""d",na|me,at,ok,real,tags\n9007199254740993,"O'Neil | ""x""\nb",2026-01-05 06:00:00,true,nan,[a]\n,"",,,1.5,\n`);
});

it('gives a Markdown table that no value breaks', () => {
  expect(text('markdown')).toBe(
    `| i"d | na\\|me | at | ok | real | tags |\n| ---: | --- | --- | --- | ---: | --- |\n| 9007199254740993 | O'Neil \\| "x"<br>b | 2026-01-05 06:00:00 | true | nan | [a] |\n| NULL |  | NULL | NULL | 1.5 | NULL |\n`,
  );
});

it('gives SQL whose literals have the types of the columns', () => {
  expect(text('insert')).toBe(
    `INSERT INTO "or""ders" ("i""d", "na|me", "at", "ok", "real", "tags")\nVALUES\n  (9007199254740993, 'O''Neil | "x"\nb', TIMESTAMP '2026-01-05 06:00:00', TRUE, CAST('nan' AS DOUBLE), CAST('[a]' AS VARCHAR[])),\n  (NULL, '', NULL, NULL, 1.5, NULL);\n`,
  );
  expect(text('values')).toMatch(/^SELECT \*\nFROM \(\n {2}VALUES\n[^]*\n\) AS v\("i""d", "na\|me", "at", "ok", "real", "tags"\);\n$/);
});

it('gives JSON with every digit', () => {
  expect(text('json')).toBe(
    `[\n  {"i\\"d": 9007199254740993, "na|me": "O'Neil | \\"x\\"\\nb", "at": "2026-01-05 06:00:00", "ok": true, "real": "nan", "tags": "[a]"},\n  {"i\\"d": null, "na|me": "", "at": null, "ok": null, "real": 1.5, "tags": null}\n]\n`,
  );
});
