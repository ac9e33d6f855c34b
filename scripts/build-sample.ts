import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { strToU8 } from 'fflate';
import { shopSample } from '../samples/shop/model.ts';
import { shopRows } from '../samples/shop/rows.ts';
import { zipProject } from '../src/core/model/project-zip.ts';
import { writeProject } from '../src/core/model/write-project.ts';

/** Rows of all files together for each order line; what does not grow with them is small. */
const ROWS_PER_LINE = 1.81;
const FIXED_ROWS = 1700;

const { values } = parseArgs({ options: { rows: { type: 'string' }, out: { type: 'string' } } });
const rows = values.rows === undefined ? undefined : Number(values.rows);
if (rows !== undefined && !(Number.isInteger(rows) && rows >= 10_000)) throw new Error('--rows takes a whole number, 10000 or more.');
const out = resolve(values.out ?? join(import.meta.dirname, '../public/sample/shop.zip'));

const data = shopRows(rows === undefined ? undefined : Math.round((rows - FIXED_ROWS) / ROWS_PER_LINE));
const texts = writeProject(shopSample());
// Zipped as the studio does it: opened and saved unchanged, it is the same bytes.
const zip = zipProject({ texts, data: new Map([...data].map(([path, text]) => [path, strToU8(text)])) });
mkdirSync(dirname(out), { recursive: true });
writeFileSync(out, zip);
const count = [...data.values()].reduce((sum, text) => sum + text.split('\n').length - 2, 0);
console.log(`${out}: ${texts.size + data.size} files, ${count.toLocaleString('en-US')} rows, ${Math.round(zip.length / 1000).toLocaleString('en-US')} kB`);
