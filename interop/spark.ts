// Runs on Spark with Delta Lake what is generated for Databricks: the hash text cases, the plain SQL delivery by delivery, and the dbt project.
// `tsx interop/spark.ts <python> [sql|dbt]`
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createCompiler } from '../src/core/plan/compile.ts';
import { DIALECTS } from '../src/core/dialects/registry.ts';
import type { Plan, Relation } from '../src/core/plan/types.ts';
import { dbt } from '../src/core/targets/dbt/dbt.ts';
import { dbtNames } from '../src/core/targets/dbt/dbt-names.ts';
import { createStatements, loadStatements, schemaStatements } from '../src/core/targets/sql/relation-statements.ts';
import type { RunDelivery } from '../src/engine/run-types.ts';
import { HASH_TEXT_CASES, hashTextExpected, hashTextQuery } from '../test/support/hash-text-cases.ts';
import { GIVEN, givenPath } from './given.ts';
import { modelWithRows } from './model-rows.ts';
import { MODELS } from './models.ts';
import { arrivals, rowsOnDuckdb, selectText, type Contents } from './rows.ts';
import { write, type Question } from './task.ts';

const PLATFORM = 'databricks';
const [python, ...only] = process.argv.slice(2);
if (python === undefined) throw new Error('Name the Python that has Spark.');

/** To plan a query takes Spark longer than to run it: two deliveries are brought, the last once more, and views wait for it. */
const TASKS = [
  { name: givenPath === undefined ? 'vault' : GIVEN, tool: 'sql', count: 2 },
  { name: givenPath === undefined ? 'hostile' : GIVEN, tool: 'dbt', count: 2 },
] as const;

const { quote, string, types } = DIALECTS[PLATFORM];
const tableOf = ({ table }: Relation): string => `${quote(table.schema)}.${quote(table.name)}`;
const sparkType = ({ type }: Relation['columns'][number]): string => (types[type.kind] as (type: unknown) => string)(type);
const questionOf = (relation: Relation, table = tableOf(relation)): Question => ({
  id: relation.id,
  sql: selectText(relation, table, quote, (name) => `lower(hex(${name}))`, 'string'),
  last: relation.load.kind === 'view',
});

function landed(plan: Plan, state: Contents, delivery: RunDelivery): readonly string[] {
  return [...arrivals(plan, state, delivery)].flatMap(([id, rows]) => {
    const relation = plan.byId.get(id);
    if (!relation || rows.length === 0) return [];
    const casts = relation.columns.map((column, place) => `cast(col${place + 1} as ${sparkType(column)})`);
    const values = rows.map((row) => `(${row.map((value) => (value === null ? 'cast(null as string)' : string(value))).join(', ')})`);
    return [`insert into ${tableOf(relation)} select ${casts.join(', ')} from values ${values.join(',\n')}`];
  });
}

function deliveryTask(plan: Plan, deliveries: readonly RunDelivery[], states: readonly Contents[]) {
  return deliveries.map((delivery, index) => ({
    land: landed(plan, states[index] ?? new Map(), delivery),
    expected: Object.fromEntries(states[index] ?? []),
  }));
}

/** What spark.py reads of a model: the statements of its plain SQL, or its dbt project, with its deliveries and the rows after each. */
async function prepare(out: string, { name, tool, count }: (typeof TASKS)[number]): Promise<void> {
  const made = MODELS.find((model) => model.name === name)?.project(PLATFORM);
  if (!made) throw new Error(`there is no model ${name}`);
  const { project, deliveries: all } = modelWithRows(name, made);
  const deliveries = all.slice(0, count);
  const plan = createCompiler()(project);
  const states = await rowsOnDuckdb(
    plan,
    deliveries,
    deliveries.map((_, index) => index + 1),
  );
  const create = (relations: readonly Relation[]): readonly string[] => [
    ...schemaStatements(plan, PLATFORM).statements,
    ...relations.flatMap((relation) => createStatements(plan, relation, PLATFORM).statements),
  ];
  const common = { name, deliveries: deliveryTask(plan, deliveries, states) };
  if (tool === 'sql') {
    const task = {
      ...common,
      create: create(plan.relations),
      load: plan.relations.flatMap((relation) => loadStatements(plan, relation, PLATFORM).statements),
      questions: plan.relations.map((relation) => questionOf(relation)),
    };
    write(join(out, 'sql', `${name}.json`), JSON.stringify(task));
    return;
  }
  const names = dbtNames(plan, PLATFORM);
  for (const { path, text } of dbt.emit(plan, PLATFORM).files) write(join(out, 'dbt', name, path), text);
  write(
    join(out, 'dbt', name, 'task.json'),
    JSON.stringify({
      ...common,
      create: create(plan.relations.filter(({ load }) => load.kind === 'landing')),
      questions: plan.relations.flatMap((relation) => {
        const built = names.get(relation.id);
        return built ? [questionOf(relation, `${quote(relation.table.schema)}.${quote(built.table)}`)] : [];
      }),
    }),
  );
}

const out = mkdtempSync(join(tmpdir(), 'orrery-spark-'));
let ok = false;
try {
  write(
    join(out, 'hash-texts.json'),
    JSON.stringify({
      query: hashTextQuery('spark'),
      cases: HASH_TEXT_CASES.map(({ type, from, value }) => ({ type, from, value })),
      expected: hashTextExpected(),
    }),
  );
  for (const task of TASKS) if (only.length === 0 || only.includes(task.tool)) await prepare(out, task);
  const scratch = join(out, 'scratch');
  mkdirSync(scratch);
  const script = fileURLToPath(new URL('spark.py', import.meta.url));
  const { status, error } = spawnSync(resolve(python), [script, out], { stdio: 'inherit', cwd: scratch, timeout: 1_500_000 });
  if (error) console.log(`${python}: ${error.message}`);
  ok = status === 0;
} finally {
  rmSync(out, { recursive: true, force: true });
}
process.exit(ok ? 0 : 1);
