import { expect } from 'vitest';
import { DIALECTS } from '../../src/core/dialects/registry.ts';
import { emptyProject } from '../../src/core/model/empty-project.ts';
import { PLATFORMS } from '../../src/core/model/schema.ts';
import type { ModelObject, Platform, Project, Settings } from '../../src/core/model/types.ts';
import { createCompiler } from '../../src/core/plan/compile.ts';
import type { Plan } from '../../src/core/plan/types.ts';
import { printQuery } from '../../src/core/sql/print.ts';
import { createStatements, loadStatements, schemaStatements } from '../../src/core/targets/sql/relation-statements.ts';
import { column } from './columns.ts';
import { runDuckdb, type Step } from './run-duckdb.ts';

/** Source id → its rows, as texts in the order of its columns; NULL is null. */
export type Delivered = Readonly<Record<string, readonly (readonly (string | null)[])[]>>;
export type Rows = readonly (readonly (string | null)[])[];

/** A source with text columns and a staging object `stg_<id>` over it, which casts them to the types given. */
export function fed(id: string, columns: Readonly<Record<string, string>>, source: Readonly<Record<string, unknown>> = {}): readonly ModelObject[] {
  return [
    { kind: 'source', id, name: id, delivery: 'full', columns: Object.keys(columns).map((name) => column(name)), ...source },
    {
      kind: 'staging',
      id: `stg_${id}`,
      name: `stg_${id}`,
      source: id,
      columns: Object.entries(columns).map(([name, type]) => ({ ...column(name, type), from: name })),
    },
  ];
}

export function projectOf(objects: readonly ModelObject[], settings: Partial<Settings> = {}): Project {
  const base = emptyProject('Play');
  return { ...base, settings: { ...base.settings, ...settings }, objects: Object.fromEntries(objects.map((object) => [object.id, object])) };
}

const literal = (value: string | null): string => (value === null ? 'null' : `'${value.replaceAll("'", "''")}'`);

/** INSERTs of a delivery into the landing tables; the n-th arrives at six o'clock of January n, 2026. */
export const landed = (delivery: Delivered, index: number): readonly string[] =>
  Object.entries(delivery)
    .filter(([, rows]) => rows.length > 0)
    .map(([source, rows]) => {
      const at = `timestamp '2026-01-${String(index + 1).padStart(2, '0')} 06:00:00'`;
      return `insert into landing.${source} values ${rows.map((row, place) => `(${[...row.map(literal), at, `'${source}'`, place + 1].join(', ')})`).join(', ')}`;
    });

export const createAll = (plan: Plan, platform: Platform = 'duckdb'): readonly string[] => [
  ...schemaStatements(plan, platform).statements,
  ...plan.relations.flatMap((relation) => createStatements(plan, relation, platform).statements),
];
export const loadAll = (plan: Plan, platform: Platform = 'duckdb'): readonly string[] =>
  plan.relations.flatMap((relation) => loadStatements(plan, relation, platform).statements);

/** Everything a project builds, printed for all platforms: no platform refuses anything. */
export function printsEverywhere(plan: Plan): void {
  const refused = PLATFORMS.flatMap((platform) =>
    plan.relations.flatMap((relation) => {
      const printed = [createStatements(plan, relation, platform), loadStatements(plan, relation, platform)].flatMap(({ diagnostics }) => diagnostics);
      const checks = (relation.checks ?? []).flatMap(({ query }) => printQuery(query, DIALECTS[platform], { relation: (id) => tableOf(plan, id) }).diagnostics);
      return [...printed, ...checks].map(({ message }) => `${platform} ${relation.id}: ${message}`);
    }),
  );
  expect(refused).toEqual([]);
}

const tableOf = (plan: Plan, id: string) => {
  const found = plan.byId.get(id);
  if (!found) throw new Error(`no relation ${id}`);
  return found.table;
};

/** The query of a check. */
export function checkSql(plan: Plan, relation: string, id: string, platform: Platform = 'duckdb'): string {
  const check = plan.byId.get(relation)?.checks?.find((one) => one.id === id);
  if (!check) throw new Error(`${relation} has no check ${id}`);
  return printQuery(check.query, DIALECTS[platform], { relation: (wanted) => tableOf(plan, wanted) }).text;
}

export const compiled = (project: Project): Plan => createCompiler()(project);

/**
 * The answers to some questions after deliveries are loaded one by one, each load run twice. Loading them all at once,
 * or the first alone and then the others together, must give the same.
 */
export function play(project: Project, deliveries: readonly Delivered[], questions: readonly string[]): readonly Rows[] {
  const plan = compiled(project);
  expect(plan.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  printsEverywhere(plan);
  const step = (sql: string): Step => ({ sql });
  const ask = questions.map((sql): Step => ({ sql, rows: true }));
  const load = loadAll(plan).map(step);
  const arrive = deliveries.map((delivery, index) => landed(delivery, index).map(step));
  const clear = Object.values(project.settings.schemas).map((schema) => step(`drop schema if exists ${schema} cascade`));
  const create = createAll(plan).map(step);
  const results = runDuckdb([
    ...create,
    ...arrive.flatMap((statements) => [...statements, ...load, ...load]),
    ...ask,
    ...clear,
    ...create,
    ...arrive.flat(),
    ...load,
    ...ask,
    ...clear,
    ...create,
    ...(arrive[0] ?? []),
    ...load,
    ...arrive.slice(1).flat(),
    ...load,
    ...ask,
  ]);
  const [oneByOne, atOnce, split] = [0, 1, 2].map((mode) => results.slice(mode * ask.length, (mode + 1) * ask.length));
  expect(atOnce, 'all at once').toEqual(oneByOne);
  expect(split, 'in two portions').toEqual(oneByOne);
  return oneByOne ?? [];
}
