// Builds the dbt projects of all models on DuckDB and PostgreSQL, delivery by delivery, and compares every table with the run in the tab.
// For the other platforms their adapters parse them.
// `tsx interop/dbt.ts <python> [models…]`
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createCompiler } from '../src/core/plan/compile.ts';
import type { Platform } from '../src/core/model/types.ts';
import type { Plan, Relation } from '../src/core/plan/types.ts';
import { dbt } from '../src/core/targets/dbt/dbt.ts';
import { dbtNames } from '../src/core/targets/dbt/dbt-names.ts';
import { semanticModels } from '../src/core/targets/dbt/semantic-models.ts';
import { startCluster } from './cluster.ts';
import { modelWithRows } from './model-rows.ts';
import { chosen } from './models.ts';
import { HEX_ON_POSTGRES, quote, rowsOnDuckdb, selectText, type Row } from './rows.ts';
import { taskOf, write, type Question } from './task.ts';

const [python, ...only] = process.argv.slice(2);
if (python === undefined) throw new Error('Name the Python that has dbt.');
const out = mkdtempSync(join(tmpdir(), 'orrery-dbt-'));

const cell = (value: string | null): string => (value === null ? '' : `"${value.replaceAll('"', '""')}"`);
const csv = ({ columns }: Relation, rows: readonly Row[]): string =>
  `${[columns.map(({ name }) => name), ...rows].map((row) => row.map(cell).join(',')).join('\n')}\n`;

/** How to read each table that dbt builds, as text. */
function questions(plan: Plan, platform: Platform): readonly Question[] {
  const names = dbtNames(plan, platform);
  return plan.relations.flatMap((relation) => {
    const name = names.get(relation.id);
    return name
      ? [
          {
            id: relation.id,
            sql: selectText(relation, `${quote(relation.table.schema)}.${quote(name.table)}`, quote, platform === 'postgres' ? HEX_ON_POSTGRES : undefined),
          },
        ]
      : [];
  });
}

/** Each metric with the plain SQL of its figure. MetricFlow is asked on DuckDB alone: it writes the same SQL everywhere. */
function metrics(plan: Plan, platform: Platform): readonly { readonly name: string; readonly sql: string }[] {
  if (platform !== 'duckdb') return [];
  const names = dbtNames(plan, platform);
  return semanticModels(plan, (id) => names.get(id)?.model ?? id, true).flatMap(({ relation, dimensions, measures }) =>
    measures.map(({ name, agg, column, lastOf }) => {
      const table = `${quote(relation.table.schema)}.${quote(names.get(relation.id)?.table ?? '')}`;
      const of = dimensions.find((one) => one.name === lastOf)?.of;
      const last = of && 'column' in of ? ` where ${quote(of.column)} = (select max(${quote(of.column)}) from ${table})` : '';
      return { name, sql: `select ${agg === 'average' ? 'avg' : agg}(${column === undefined ? '1' : quote(column)}) from ${table}${last}` };
    }),
  );
}

/** Projects that their adapters can only parse: nothing of these platforms is within reach. */
function prepareToParse(platform: Platform): void {
  for (const { name, project: make } of chosen(only)) {
    const { files, diagnostics } = dbt.emit(createCompiler()(make(platform)), platform);
    if (diagnostics.length > 0) throw new Error(`${name} for ${platform}: ${diagnostics.map(({ message }) => message).join(' ')}`);
    const folder = join(out, platform, name);
    for (const { path, text } of files) write(join(folder, path), text);
    write(join(folder, 'task.json'), JSON.stringify({ name, platform }));
  }
}

/** What else is to be found at the end. A snapshot sees the deliveries one after the other: a city goes from A to B and back to A. */
const FINALLY: Readonly<Record<string, readonly { readonly sql: string; readonly rows: readonly Row[] }[]>> = {
  operated: [
    {
      sql: 'select customer_id, city, cast(dbt_valid_from as varchar), cast(dbt_valid_to as varchar) from staging.stg_customers__history',
      rows: [
        ['C1', 'Ulm', '2026-01-01 06:00:00', '2026-01-02 06:00:00'],
        ['C1', 'Kiel', '2026-01-02 06:00:00', '2026-01-03 06:00:00'],
        ['C1', 'Ulm', '2026-01-03 06:00:00', null],
        ['C2', 'Bonn', '2026-01-01 06:00:00', null],
        ['C9', 'Ły"on, Zürich', '2026-01-03 06:00:00', null],
      ],
    },
  ],
};

/** Deliveries that break a check on purpose: dbt would not build what stands behind the table. */
const UNTESTED: ReadonlySet<string> = new Set(['whole_vault']);

/** The hostile shop is the shop under other names. */
const BUILT: readonly string[] = ['vault', 'sample', 'hostile', 'operated', 'star', 'whole_vault'];

/** Projects, how their deliveries land, and the rows that the run in the tab gives after each: what dbt_build.py reads. */
async function prepare(platform: 'duckdb' | 'postgres'): Promise<void> {
  for (const { name, project: make } of chosen(only, BUILT)) {
    const { project, deliveries } = modelWithRows(name, make(platform));
    const plan = createCompiler()(project);
    const { files, diagnostics } = dbt.emit(plan, platform);
    if (diagnostics.length > 0) throw new Error(`${name} for ${platform}: ${diagnostics.map(({ message }) => message).join(' ')}`);
    const folder = join(out, platform, name);
    for (const { path, text } of files) write(join(folder, path), text);
    const states = await rowsOnDuckdb(
      plan,
      deliveries,
      deliveries.map((_, index) => index + 1),
    );
    const landing = plan.relations.filter(({ load }) => load.kind === 'landing');
    const task = { ...taskOf(name, plan, platform, questions(plan, platform), deliveries, states), metrics: metrics(plan, platform) };
    // Of the vault, which the whole vault holds too, only the seeds are built.
    if (name !== 'vault' || only.length > 0)
      write(join(folder, 'task.json'), JSON.stringify({ ...task, finally: FINALLY[name] ?? [], untested: UNTESTED.has(name) }));
    console.log(`${name} for ${platform}: ${files.length} files, ${deliveries.length} deliveries`);
    // A vault is the same however many deliveries come at once, as the seeds bring them; a mart numbers its members by when they came.
    const last = states.at(-1);
    if (name !== 'vault' || !last) continue;
    const seeded = join(out, platform, `${name}-seeds`);
    const rows = new Map(landing.map((relation) => [relation.id, csv(relation, last.get(relation.id) ?? [])]));
    for (const { path, text } of dbt.emit(plan, platform, rows).files) write(join(seeded, path), text);
    const end = { land: [], expected: Object.fromEntries(last) };
    write(
      join(seeded, 'task.json'),
      JSON.stringify({
        name: `${name}_seeds`,
        platform,
        schemas: [],
        landing: [],
        questions: questions(plan, platform).filter(({ id }) => plan.byId.get(id)?.layer !== 'mart'),
        deliveries: [end],
      }),
    );
  }
}

await prepare('duckdb');
await prepare('postgres');
for (const platform of ['snowflake', 'bigquery', 'redshift', 'databricks'] as const) prepareToParse(platform);
const cluster = startCluster('orrery-dbt-postgres-');
let ok = false;
try {
  const script = fileURLToPath(new URL('dbt_build.py', import.meta.url));
  ok = spawnSync(python, [script, out], { stdio: 'inherit', env: { ...process.env, ORRERY_PGHOST: cluster.folder }, timeout: 2_400_000 }).status === 0;
} finally {
  cluster.stop(true);
  rmSync(out, { recursive: true, force: true });
}
process.exit(ok ? 0 : 1);
