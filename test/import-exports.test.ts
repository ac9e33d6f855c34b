import { describe, expect, it } from 'vitest';
import { readFiles } from '../src/core/import/read-files.ts';
import type { ReadTable } from '../src/core/import/types.ts';
import { logicalTypeText } from '../src/core/model/logical-type.ts';
import { PLATFORMS } from '../src/core/model/schema.ts';
import { createCompiler } from '../src/core/plan/compile.ts';
import { emitFor } from '../src/core/targets/export-package.ts';
import { TARGETS } from '../src/core/targets/registry.ts';
import { shopProject } from './support/shop.ts';

const plan = createCompiler()(shopProject());
const readBack = (id: string, platform: (typeof PLATFORMS)[number]) => {
  const target = TARGETS.find((one) => one.id === id);
  if (!target) throw new Error(`no target ${id}`);
  const { files } = emitFor(target, plan, platform, {});
  return readFiles(files.map(({ path, text }) => ({ name: path, text })));
};
const byName = (tables: readonly ReadTable[]): ReadonlyMap<string, ReadTable> => new Map(tables.map((table) => [table.name.name, table]));

describe.each(PLATFORMS)('what is exported for %s is read back', (platform) => {
  it('as DDL: every table and view with its columns, keys and comments', () => {
    const read = readBack('ddl', platform);
    expect(read.problems).toEqual([]);
    const found = byName(read.tables);
    expect([...found.keys()].toSorted()).toEqual(plan.relations.map(({ table }) => table.name).toSorted());
    for (const { table, columns, primaryKey } of plan.relations) {
      const back = found.get(table.name);
      expect(
        back?.columns.map(({ name }) => name),
        table.name,
      ).toEqual(columns.map(({ name }) => name));
      if (back?.kind === 'view') continue;
      if (primaryKey && back?.primaryKey) expect(back.primaryKey.columns).toEqual(primaryKey);
      expect(
        back?.columns.map(({ nullable }) => nullable),
        table.name,
      ).toEqual(columns.map(({ name, nullable }) => nullable && back?.primaryKey?.columns.includes(name) !== true));
    }
  });

  it('as dbt: every model and source with its columns', () => {
    const found = byName(readBack('dbt', platform).tables);
    for (const { table, columns, part } of plan.relations) {
      if (part !== undefined) continue;
      const back = found.get(table.name);
      expect(
        back?.columns.map(({ name }) => name),
        table.name,
      ).toEqual(columns.map(({ name }) => name));
    }
  });

  it('as SQLMesh: every model with its columns and types', () => {
    const found = byName(readBack('sqlmesh', platform).tables);
    for (const { table, columns, part, load } of plan.relations) {
      if (part !== undefined || load.kind === 'landing') continue;
      expect(
        found.get(table.name)?.columns.map(({ name }) => name),
        table.name,
      ).toEqual(columns.map(({ name }) => name));
    }
  });
});

it('as DBML: every table with its columns, keys and references', () => {
  const read = readBack('dbml', 'postgres');
  expect(read.problems).toEqual([]);
  const found = byName(read.tables);
  const own = plan.relations.filter(({ part }) => part === undefined);
  expect(read.tables).toHaveLength(own.length);
  for (const { table, columns, primaryKey, foreignKeys } of own) {
    const back = found.get(table.name);
    expect(back?.columns.map(({ name, logical }) => [name, logical])).toEqual(columns.map(({ name, type }) => [name, logicalTypeText(type)]));
    expect(back?.primaryKey?.columns).toEqual(primaryKey);
    expect(back?.foreignKeys.map((key) => [key.columns, key.table.name, key.references])).toEqual(
      foreignKeys.map((key) => [key.columns, plan.byId.get(key.relation)?.table.name, key.references]),
    );
  }
});

it('keeps the types of DuckDB, which has one for each', () => {
  const found = byName(readBack('ddl', 'duckdb').tables);
  for (const { table, columns, query } of plan.relations) {
    const back = found.get(table.name);
    if (back?.kind === 'view' || query === undefined) continue;
    expect(
      back?.columns.map(({ name, logical }) => [name, logical]),
      table.name,
    ).toEqual(columns.map(({ name, type }) => [name, logicalTypeText(type).replace(/^text.*/, 'text')]));
  }
});
