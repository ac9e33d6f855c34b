import { emptyProject } from '../../src/core/model/empty-project.ts';
import type { ModelObject, Platform, Project } from '../../src/core/model/types.ts';
import { createCompiler } from '../../src/core/plan/compile.ts';
import type { Plan } from '../../src/core/plan/types.ts';
import { createStatements, loadStatements, schemaStatements } from '../../src/core/targets/sql/relation-statements.ts';
import { DIALECTS } from '../../src/core/dialects/registry.ts';
import { printStatement } from '../../src/core/sql/print.ts';

export const projectOf = (objects: readonly ModelObject[], settings: Partial<Project['settings']> = {}): Project => {
  const empty = emptyProject('Test');
  return { ...empty, settings: { ...empty.settings, ...settings }, objects: Object.fromEntries(objects.map((object) => [object.id, object])) };
};

/** A source, and staging that takes its columns as they are. */
export function sourceOf(id: string, types: Readonly<Record<string, string>>, rest: Readonly<Record<string, unknown>> = {}): readonly ModelObject[] {
  const columns = Object.entries(types).map(([name, type]) => ({ id: name, name, type }));
  return [
    { kind: 'source', id, name: id, delivery: 'full', columns, ...rest },
    { kind: 'staging', id: `stg_${id}`, name: `stg_${id}`, source: id, columns: columns.map((column) => ({ ...column, from: column.id })) },
  ];
}

/** Rows of one load date: source → rows as the values of an INSERT, without the delivery columns. */
export interface Delivered {
  readonly at: string;
  readonly rows: Readonly<Record<string, readonly string[]>>;
}

/** What a warehouse runs on: DuckDB or PostgreSQL. */
export interface Database {
  readonly platform: Platform;
  readonly execute: (sql: string) => Promise<unknown>;
  /** Rows as text, NULL as null. */
  readonly rows: (sql: string) => Promise<readonly (readonly (string | null)[])[]>;
}

/** How often and in what portions deliveries are loaded. */
export type Portions = 'one by one' | 'each twice' | 'all at once';

const land = (source: string, { at, rows }: Delivered): readonly string[] =>
  (rows[source] ?? []).map((row, index) => `insert into landing.${source} values (${row}, timestamp '${at}', '${source}', ${index + 1})`);

export interface Warehouse {
  readonly plan: Plan;
  /** Rows of a table as text, sorted; all columns, or those named. */
  readonly read: (id: string, columns?: readonly string[]) => Promise<readonly (readonly (string | null)[])[]>;
  /** Rows that break a check: `<relation>:<check>`. */
  readonly broken: (relation: string, check: string) => Promise<readonly (readonly (string | null)[])[]>;
}

/** Builds a project's tables anew and loads the deliveries. Throws on any diagnostic of the SQL. */
export async function build(database: Database, project: Project, deliveries: readonly Delivered[], portions: Portions = 'one by one'): Promise<Warehouse> {
  const { platform } = database;
  const plan = createCompiler()(project);
  const printed = (found: ReturnType<typeof loadStatements>): readonly string[] => {
    if (found.diagnostics.length > 0) throw new Error(found.diagnostics.map(({ message }) => message).join('\n'));
    return found.statements;
  };
  const run = async (statements: readonly string[]): Promise<void> => {
    for (const sql of statements) {
      try {
        await database.execute(sql);
      } catch (error) {
        throw new Error(`${error instanceof Error ? error.message : String(error)}\n${sql}`, { cause: error });
      }
    }
  };
  for (const schema of Object.values(plan.schemas)) await database.execute(`drop schema if exists ${schema} cascade`);
  await run(printed(schemaStatements(plan, platform)));
  for (const relation of plan.relations) await run(printed(createStatements(plan, relation, platform)));
  const load = async (): Promise<void> => {
    for (const relation of plan.relations) await run(printed(loadStatements(plan, relation, platform)));
  };
  const sources = Object.values(project.objects).filter((object) => object.kind === 'source');
  for (const [index, delivery] of deliveries.entries()) {
    for (const source of sources) {
      if (source.landing === 'replace' && delivery.rows[source.id]) await database.execute(`delete from landing.${source.name}`);
      await run(land(source.id, delivery));
    }
    if (portions !== 'all at once' || index === deliveries.length - 1) await load();
    if (portions === 'each twice') await load();
  }
  const table = (id: string): string => {
    const relation = plan.byId.get(id);
    if (!relation) throw new Error(`${id} is not in the plan: ${plan.diagnostics.map(({ message }) => message).join('\n')}`);
    return `${relation.table.schema}.${relation.table.name}`;
  };
  const text = (id: string, name: string): string =>
    plan.byId.get(id)?.columns.find((column) => column.name === name)?.type.kind === 'boolean'
      ? `case when ${name} then 'true' when not ${name} then 'false' end`
      : `cast(${name} as varchar)`;
  const sorted = (rows: readonly (readonly (string | null)[])[]) => rows.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  return {
    plan,
    read: async (id, columns = plan.byId.get(id)?.columns.map(({ name }) => name) ?? []) =>
      sorted(await database.rows(`select ${columns.map((name) => text(id, name)).join(', ')} from ${table(id)}`)),
    broken: async (id, check) => {
      const found = plan.byId.get(id)?.checks?.find((one) => one.id === check);
      if (!found) throw new Error(`${id} has no check ${check}`);
      const names = { relation: (read: string) => plan.byId.get(read)?.table ?? { schema: 'none', name: read } };
      const { statements } = printStatement(
        { t: 'createView', view: { schema: 'mart', name: 'broken' }, columns: [], query: found.query },
        DIALECTS[platform],
        names,
      );
      await run(['drop view if exists mart.broken', ...statements]);
      return sorted(await database.rows('select * from mart.broken'));
    },
  };
}
