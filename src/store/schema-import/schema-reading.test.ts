import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { applyCommand } from '../../core/commands/dispatch.ts';
import { importPayload } from '../../core/import/compare.ts';
import { emptyProject } from '../../core/model/empty-project.ts';
import type { IncomingFile } from '../studio-types.ts';
import { pastedSchema, sortFiles } from './schema-files.ts';
import { createSchemaReading, type FoundSchema, type SchemaQuestion } from './schema-reading.ts';

const project = emptyProject('empty');
const sql = (text: string) => ({ name: 'a.sql', bytes: strToU8(text) });
function found(question: Partial<SchemaQuestion>, reading = createSchemaReading()): FoundSchema {
  const answer = reading({ request: 1, project, notRenamed: [], ...question });
  if ('failed' in answer) throw new Error(answer.failed);
  return answer.found;
}
const incoming = (name: string, bytes: Uint8Array | string): IncomingFile => {
  const file = new Blob([typeof bytes === 'string' ? bytes : new Uint8Array(bytes)]);
  return { name, size: file.size, arrayBuffer: () => file.arrayBuffer() };
};

describe('reading', () => {
  it('tells what a script would add, and after that what is different', () => {
    const reading = createSchemaReading();
    const first = found({ files: [sql('create table t (a int primary key, b text)')] }, reading);
    expect(first.comparison.changes.map(({ id }) => id)).toEqual(['t:table-added']);
    const { project: after } = applyCommand(
      project,
      'import.apply',
      importPayload(first.comparison.changes, () => true),
    );
    const second = found({ project: after }, reading);
    expect([second.comparison.changes, second.comparison.unchanged]).toEqual([[], 1]);
  });
  it('reads again when another dialect is asked for', () => {
    const reading = createSchemaReading();
    const text = 'create table `t` (a int)';
    found({ files: [sql(text)] }, reading);
    expect(found({ platform: 'mysql' }, reading).read.files.map(({ platform }) => platform)).toEqual(['mysql']);
    expect(found({ platform: 'bigquery' }, reading).read.files.map(({ platform }) => platform)).toEqual(['bigquery']);
  });
  it('reads what a zip holds of tables, and lists what is no text', () => {
    const zip = zipSync({ 'ddl/a.sql': strToU8('create table a (x int)'), 'rows.csv': strToU8('x\n1\n'), 'ddl/b.sql': new Uint8Array([0, 1, 2, 0, 5, 0]) });
    const { tables, read } = found({ files: [{ name: 'all.zip', bytes: zip }] });
    expect(tables).toBe(1);
    expect(read.problems).toMatchObject([{ reason: 'ddl/b.sql is not a text file.' }]);
  });
  it('lists a damaged zip as one thing that was not read', () => {
    const zip = zipSync({ 'a.sql': strToU8('create table a (x int)'.repeat(50)) });
    expect(found({ files: [{ name: 'cut.zip', bytes: zip.slice(0, 60) }] }).read.problems).toMatchObject([
      { reason: expect.stringContaining('cut.zip could not be unpacked') as string },
    ]);
  });
});

describe('sorting', () => {
  it('tells rows from definitions by their first bytes, and projects by what a zip lists', async () => {
    const sorted = await sortFiles([
      incoming('rows.json', '[{"a":1}]'),
      incoming('manifest.json', '{"metadata": {"dbt_schema_version": "https://schemas.getdbt.com/dbt/manifest/v12.json"}}'),
      incoming('contract.yaml', 'kind: DataContract\n'),
      incoming('dim_customer.yaml', 'kind: dimension\nid: dim_customer\n'),
      incoming('mine.zip', zipSync({ 'orrery.yaml': strToU8('format: 1') })),
      incoming('dbt.zip', zipSync({ 'shop/dbt_project.yml': strToU8('name: shop') })),
      incoming('a.SQL', 'select 1'),
      incoming('a.csv', 'a\n1'),
    ]);
    const names = (files: readonly IncomingFile[]) => files.map(({ name }) => name);
    expect(names(sorted.data)).toEqual(['rows.json', 'a.csv']);
    expect(names(sorted.schemas)).toEqual(['manifest.json', 'contract.yaml', 'dbt.zip', 'a.SQL']);
    expect(names(sorted.projects)).toEqual(['mine.zip']);
    expect(sorted.refused).toEqual(['dim_customer.yaml is one file of a project: open the folder or zip that holds orrery.yaml.']);
  });
  it('passes over what a folder holds beside, and the seeds of a dbt project', async () => {
    const folder = [incoming('shop/a.sql', ''), incoming('shop/seeds/codes.csv', 'a'), incoming('shop/README.md', '#'), incoming('shop/target/run/a.sql', '')];
    const plain = await sortFiles(folder);
    expect([plain.schemas.length, plain.data.length]).toEqual([1, 1]);
    const dbt = await sortFiles([...folder, incoming('shop/dbt_project.yml', 'name: shop')]);
    expect([dbt.schemas.map(({ name }) => name), dbt.data.length]).toEqual([['shop/a.sql', 'shop/dbt_project.yml'], 0]);
  });
  it.each([
    ['create or replace transient table x (a int); create view v as select 1', { name: 'pasted.sql', tables: 2 }],
    ['Table users {\n id int\n}', { name: 'pasted.dbml', tables: 1 }],
    ['customer_id\nname\ncity', undefined],
    ['create index on x', undefined],
  ])('knows what %j defines', (text, defines) => {
    const pasted = pastedSchema(text);
    expect(pasted && { name: pasted.file.name, tables: pasted.tables }).toEqual(defines);
  });
});
