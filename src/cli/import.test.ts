import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync, strToU8, zipSync } from 'fflate';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { orrery } from './orrery.ts';

let folder = '';
const file = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'orrery-import-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function said(...args: readonly string[]) {
  const printed: string[] = [];
  const outcome = await orrery(['import', ...args], (text) => printed.push(text.trimEnd()));
  return { ...outcome, printed };
}

const SHOP =
  "CREATE TABLE hub_customer (id int NOT NULL PRIMARY KEY, nm varchar(20) DEFAULT 'x');\nCREATE TABLE bad (a int b text);\nINSERT INTO bad VALUES (1);\n";

it('prints what was understood as JSON, and what was not with its place', async () => {
  const path = file('shop.sql', SHOP);
  const { code, out, printed } = await said(path, '--platform', 'postgresql', '--json');
  expect([code, out]).toEqual([0, '']);
  const read = JSON.parse(printed.join('\n')) as Record<string, unknown>;
  expect(read).toMatchObject({
    files: [{ file: path, platform: 'postgres' }],
    tables: [
      {
        name: 'hub_customer',
        columns: [
          { name: 'id', type: 'int', logicalType: 'integer', nullable: false },
          { name: 'nm', type: 'varchar(20)', logicalType: 'text(20)', nullable: true, default: "'x'" },
        ],
        primaryKey: { columns: ['id'] },
        line: 1,
      },
      { name: 'bad' },
    ],
    views: [],
    proposals: [{ object: 'hub_customer', kind: 'hub', reason: 'its name follows the standard hub_' }],
    notUnderstood: [{ file: path, line: 2, column: 25, reason: 'a: b was not understood and left out' }],
    skipped: [{ what: 'INSERT', count: 1, places: [{ line: 3, column: 1 }] }],
  });
});

it('makes a project and merges into it, each change under an id that can be refused', async () => {
  const path = file('shop.sql', 'CREATE TABLE t (id int, nm varchar(20));');
  const out = join(folder, 'project');
  expect((await said(path, '--out', out)).out).toContain('1 of 1 changes made');
  file('shop.sql', 'CREATE TABLE t (id bigint, nm varchar(30), more text);');
  const dry = await said(path, '--out', out, '--dry-run');
  expect(dry.printed.filter((line) => line.startsWith('not applied: '))).toHaveLength(3);
  expect(readFileSync(join(out, 'objects/source/t.yaml'), 'utf8')).not.toContain('more');
  const { printed } = await said(path, '--out', out, '--refuse', 't.nm:type');
  expect(printed).toContain('applied: t.id: type: int → bigint [t.id:type]');
  expect(printed).toContain('not applied: t.nm: type: varchar(20) → varchar(30) [t.nm:type]');
  const text = readFileSync(join(out, 'objects/source/t.yaml'), 'utf8');
  expect(text).toContain('source_type: varchar(20)');
  expect(text).toContain('name: more');
  expect((await said(path, '--out', out, '--refuse', 'nothing')).out).toContain('There is no change nothing');
});

it('reads folders, UTF-16 and Latin-1, and refuses what is no text', async () => {
  mkdirSync(join(folder, 'ddl/.git'), { recursive: true });
  writeFileSync(join(folder, 'ddl/2.sql'), new Uint8Array([0xff, 0xfe, ...Buffer.from('CREATE TABLE zwei (größe int);', 'utf16le')]));
  writeFileSync(join(folder, 'ddl/10.sql'), Buffer.from('CREATE TABLE zehn (größe int);', 'latin1'));
  writeFileSync(join(folder, 'ddl/.git/x.sql'), 'CREATE TABLE hidden (a int);');
  const { code, printed } = await said(join(folder, 'ddl'), '--json');
  expect(code).toBe(0);
  expect(JSON.parse(printed.join('\n'))).toMatchObject({
    files: [{ encoding: 'utf-16le' }, { encoding: 'windows-1252' }],
    tables: [
      { name: 'zwei', columns: [{ name: 'größe' }] },
      { name: 'zehn', columns: [{ name: 'größe' }] },
    ],
  });
  const binary = await said(file('x.sql', new Uint8Array([1, 0, 0, 2, 3])));
  expect(binary.code).toBe(1);
  expect(binary.printed).toContain(`error: ${join(folder, 'x.sql')} is not a text file.`);
});

it('reads a dbt project out of a zip, and a script out of a gz, and refuses what only looks like one', async () => {
  const files = {
    'p/dbt_project.yml': 'name: p',
    'p/models/schema.yml': 'models: [{ name: dim_a, columns: [{ name: id, data_type: int }] }]',
    'p/models/dim_a.sql': "select id from {{ ref('b') }}",
    'p/dbt_packages/x/models/other.yml': 'models: [{ name: theirs }]',
    'p/logo.png': 'x',
  };
  const zip = file('p.zip', zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, strToU8(text)]))));
  const { code, printed } = await said(zip, file('dump.sql.gz', gzipSync(strToU8('CREATE TABLE z (a int);'))), '--json');
  expect(code).toBe(0);
  const read = JSON.parse(printed.join('\n')) as {
    readonly tables: readonly { readonly name: string }[];
    readonly views: readonly { readonly name: string }[];
  };
  expect([...read.tables, ...read.views].map(({ name }) => name)).toEqual(['z', 'dim_a']);
  const broken = await said(file('broken.zip', new Uint8Array([0x50, 0x4b, 3, 4, 9, 9, 9])));
  expect(broken.code).toBe(1);
  expect(broken.printed[0]).toContain('broken.zip could not be unpacked');
});

it('tells a wrong command line, and writes over nothing that is no project', async () => {
  const path = file('shop.sql', SHOP);
  expect((await said()).code).toBe(2);
  expect((await said(path, '--platform', 'cobol')).code).toBe(2);
  expect((await said(path, '--dry-run')).code).toBe(2);
  expect((await said(join(folder, 'none.sql'))).out).toContain('There is no file or folder');
  const { code, printed } = await said(path, '--out', folder);
  expect(code).toBe(1);
  expect(printed.at(-1)).toContain('holds other things than a project');
  expect(readdirSync(folder)).toEqual(['shop.sql']);
});
