import { afterAll, beforeAll, expect } from 'vitest';
import { emptyProject } from '../../src/core/model/empty-project.ts';
import type { Check, Plan } from '../../src/core/plan/types.ts';
import type { Id, ModelObject, Platform, Project, Settings, Source, Staging } from '../../src/core/model/types.ts';
import { createCompiler } from '../../src/core/plan/compile.ts';
import { createStatements, loadStatements, schemaStatements } from '../../src/core/targets/sql/relation-statements.ts';
import { printQuery } from '../../src/core/sql/print.ts';
import { DIALECTS } from '../../src/core/dialects/registry.ts';
import { openNodeEngine } from '../../src/engine/duckdb-node.ts';
import type { Engine } from '../../src/core/engine-port.ts';

/** Cells of a table's rows by its columns, in order. */
export type Cells = readonly (readonly (string | null)[])[];
/** Rows of one delivery by source, and the day of January 2026 it is loaded on. */
export interface Delivered {
  readonly day: number;
  readonly rows: Readonly<Record<Id, Cells>>;
}

export const column = (id: string, type = 'text') => ({ id, name: id, type });
/** A source and the staging object `stg_<id>` that takes its columns over. */
export const staged = (
  id: string,
  types: Readonly<Record<string, string>>,
  source: Partial<Source> = {},
  staging: Partial<Staging> = {},
): readonly ModelObject[] => {
  const columns = Object.entries(types).map(([name, type]) => column(name, type));
  return [
    { kind: 'source', id, name: id, delivery: 'full', columns, ...source },
    { kind: 'staging', id: `stg_${id}`, name: `stg_${id}`, source: id, columns: columns.map((one) => ({ ...one, from: one.id })), ...staging },
  ];
};
export const same = (...ids: readonly string[]): Record<string, string> => Object.fromEntries(ids.map((id) => [id, id]));

export function projectOf(objects: readonly ModelObject[], settings: Partial<Settings> = {}): Project {
  const base = emptyProject('Test');
  return { ...base, settings: { ...base.settings, ...settings }, objects: Object.fromEntries(objects.map((object) => [object.id, object])) };
}

export const compiled = (project: Project): Plan => createCompiler()(project);
export const problems = (project: Project): readonly string[] => compiled(project).diagnostics.map(({ severity, code }) => `${severity} ${code}`);

const literal = (value: string | null): string => (value === null ? 'null' : `'${value.replaceAll("'", "''")}'`);
export const at = (day: number): string => `2026-01-${String(day).padStart(2, '0')} 06:00:00`;

function landing(plan: Plan, { day, rows }: Delivered): readonly string[] {
  return Object.entries(rows).flatMap(([id, cells]) => {
    const relation = plan.byId.get(id);
    if (!relation) throw new Error(`no source ${id}`);
    const { schema, name } = relation.table;
    const kept = relation.load.kind === 'landing' && relation.load.keep === 'last' ? [`delete from ${schema}.${name}`] : [];
    const values = cells.map(
      (row, index) => `(${[...row.map(literal), literal(at(day)), literal(relation.recordSource ?? ''), String(index + 1)].join(', ')})`,
    );
    return [...kept, ...(values.length === 0 ? [] : [`insert into ${schema}.${name} values ${values.join(', ')}`])];
  });
}

const creation = (plan: Plan, platform: Platform): readonly string[] => [
  ...schemaStatements(plan, platform).statements,
  ...plan.relations.flatMap((relation) => createStatements(plan, relation, platform).statements),
];
/** The loads of one object, or of all. */
const loading = (plan: Plan, platform: Platform, origin?: Id): readonly string[] =>
  plan.relations.flatMap((relation) => (origin === undefined || relation.origin === origin ? loadStatements(plan, relation, platform).statements : []));

/** The rows a query over `columns` of a relation gives, as `a|b|c`, sorted; days of January 2026 at six o'clock as `d5`. */
const shown = (rows: Cells): readonly string[] =>
  rows.map((row) => row.map((cell) => (cell === null ? '-' : cell.replace(/^2026-01-0?(\d+) 06:00:00$/, 'd$1').replace(' 00:00:00', ''))).join('|')).toSorted();

const asText = (plan: Plan, id: Id, columns: readonly string[]): string => {
  const relation = plan.byId.get(id);
  if (!relation) throw new Error(`no relation ${id}: ${plan.diagnostics.map(({ message }) => message).join(' ')}`);
  const cells = columns.map((name) => {
    const found = relation.columns.find((one) => one.name === name);
    if (!found) throw new Error(`${id} has no column ${name}`);
    return found.type.kind === 'boolean' ? `case when ${name} then 'yes' when not ${name} then 'no' end` : `cast(${name} as varchar)`;
  });
  return `select ${cells.map((cell, index) => `${cell} as c${index}`).join(', ')} from ${relation.table.schema}.${relation.table.name}`;
};

/** An engine for the tests of one file, and what runs on it. */
export function withEngine() {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openNodeEngine();
  });
  afterAll(() => engine.close());

  const run = async (statements: readonly string[]): Promise<void> => {
    for (const sql of statements) await engine.execute(sql);
  };
  const fresh = async (plan: Plan): Promise<void> => {
    for (const schema of new Set(Object.values(plan.schemas))) await engine.execute(`drop schema if exists ${schema} cascade`);
    await run(creation(plan, 'duckdb'));
  };
  const emptied = (plan: Plan): Promise<void> =>
    run(plan.relations.filter(({ load }) => load.kind !== 'view').map(({ table }) => `delete from ${table.schema}.${table.name}`));
  const rows = async (plan: Plan, id: Id, columns: readonly string[]): Promise<readonly string[]> =>
    shown((await engine.query(asText(plan, id, columns), { limit: 1000 })).rows);

  /**
   * Rows of a relation after the deliveries, each loaded twice. The same rows must come of every way to load them: one by
   * one, in any two consecutive batches, and all at once; unless `inOrder` is false, for what is meant to depend on it.
   */
  async function loaded(project: Project, deliveries: readonly Delivered[], id: Id, columns: readonly string[], inOrder = true): Promise<readonly string[]> {
    const plan = compiled(project);
    expect(plan.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    const load = loading(plan, 'duckdb', plan.byId.get(id)?.origin ?? id);
    await fresh(plan);
    for (const delivery of deliveries) await run([...landing(plan, delivery), ...load, ...load]);
    const result = await rows(plan, id, columns);
    if (!inOrder) return result;
    for (let cut = 0; cut < deliveries.length; cut += 1) {
      await emptied(plan);
      for (const batch of cut === 0 ? [deliveries] : [deliveries.slice(0, cut), deliveries.slice(cut)])
        await run([...batch.flatMap((delivery) => landing(plan, delivery)), ...load]);
      expect(await rows(plan, id, columns), `batches of ${cut} and ${deliveries.length - cut}`).toEqual(result);
    }
    return result;
  }

  /** The rows that break a check of what {@link loaded} left, all columns but hashes. */
  async function broken(project: Project, id: Id, check: string): Promise<readonly string[]> {
    const plan = compiled(project);
    const found: Check | undefined = plan.byId.get(id)?.checks?.find((one) => one.id === check);
    if (!found) throw new Error(`${id} has no check ${check}`);
    const names = { relation: (relation: Id) => plan.byId.get(relation)?.table ?? { schema: '', name: '' } };
    const { text: sql, diagnostics } = printQuery(found.query, DIALECTS.duckdb, names);
    expect(diagnostics).toEqual([]);
    const page = await engine.query(sql, { limit: 100 });
    const kept = page.columns.flatMap(({ name }, index) => (/_hk$|^hash_diff$|^record_source$|^row_sequence$/.test(name) ? [] : [index]));
    return shown(page.rows.map((row) => kept.map((index) => row[index] ?? null)));
  }

  return { loaded, broken, rows: (project: Project, id: Id, columns: readonly string[]) => rows(compiled(project), id, columns) };
}

/** The rows of {@link withEngine}'s `loaded` on PostgreSQL, one by one, each load twice. */
export async function loadedOnPostgres(project: Project, deliveries: readonly Delivered[], id: Id, columns: readonly string[]): Promise<readonly string[]> {
  const plan = compiled(project);
  const { PGlite } = await import('@electric-sql/pglite');
  const postgres = await PGlite.create();
  const run = async (statements: readonly string[]): Promise<void> => {
    for (const sql of statements) await postgres.exec(sql);
  };
  await run(creation(plan, 'postgres'));
  for (const delivery of deliveries) await run([...landing(plan, delivery), ...loading(plan, 'postgres'), ...loading(plan, 'postgres')]);
  const { rows } = await postgres.query<(string | null)[]>(asText(plan, id, columns), [], { rowMode: 'array' });
  await postgres.close();
  return shown(rows);
}
