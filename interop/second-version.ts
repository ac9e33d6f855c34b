// A second version of a model: its dbt project is generated over the first and built again, and nothing that did not change changes.
// `tsx interop/second-version.ts <python>`
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeOver } from '../src/cli/write-over.ts';
import type { ModelObject, Project } from '../src/core/model/types.ts';
import { createCompiler } from '../src/core/plan/compile.ts';
import type { Plan } from '../src/core/plan/types.ts';
import { dbt } from '../src/core/targets/dbt/dbt.ts';
import { dbtNames } from '../src/core/targets/dbt/dbt-names.ts';
import type { GeneratedFile } from '../src/core/targets/types.ts';
import { modelWithRows } from './model-rows.ts';
import { firstDifference, quote, rowsOnDuckdb, selectText, type Row } from './rows.ts';
import { shopProject } from '../test/support/shop.ts';
import { taskOf } from './task.ts';

const [python] = process.argv.slice(2);
if (python === undefined) throw new Error('Name the Python that has dbt.');

/** A satellite gets another name, a fact goes, and what was one satellite's e-mail gets one of its own. */
function second(project: Project): Project {
  const { fct_month: gone, ...objects } = project.objects;
  const satellite = objects['sat_customer'];
  if (!gone || satellite?.kind !== 'satellite') throw new Error('the shop has changed');
  const mail: ModelObject = {
    ...satellite,
    id: 'sat_mail',
    name: 'sat_customer_mail',
    columns: satellite.columns.filter(({ id }) => id === 'email'),
    feeds: satellite.feeds.map((feed) => ({ ...feed, map: { email: feed.map['email'] ?? 'email' } })),
  };
  return { ...project, objects: { ...objects, sat_customer: { ...satellite, name: 'sat_customer_profile' }, sat_mail: mail } };
}

const out = mkdtempSync(join(tmpdir(), 'orrery-second-'));
const database = join(out, 'dbt', 'warehouse.duckdb');
const PROGRAM =
  "import sys; from dbt.cli.main import dbtRunner; result = dbtRunner().invoke(sys.argv[1:]); print(result.exception or ''); sys.exit(0 if result.success else 1)";

function build(): void {
  const folder = join(out, 'dbt');
  const args = ['-c', PROGRAM, '--quiet', 'run', '--project-dir', folder, '--profiles-dir', folder, '--target', 'prod'];
  const { status, stdout } = spawnSync(python ?? '', args, { cwd: folder, encoding: 'utf8', timeout: 300_000 });
  if (status !== 0) throw new Error(`dbt did not build the project: ${stdout.slice(-3000)}`);
}

/** Runs statements, then gives the rows of each table that dbt builds, by relation. */
function ask(statements: readonly string[], plan: Plan): ReadonlyMap<string, readonly Row[]> {
  const names = dbtNames(plan, 'duckdb');
  const questions = Object.fromEntries(
    plan.relations.flatMap((relation) => {
      const name = names.get(relation.id);
      return name ? [[relation.id, selectText(relation, `${quote(relation.table.schema)}.${quote(name.table)}`)]] : [];
    }),
  );
  const { status, stdout, stderr } = spawnSync(python ?? '', [fileURLToPath(new URL('tables.py', import.meta.url)), database], {
    input: JSON.stringify({ statements, questions: statements.length > 0 ? {} : questions }),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(stderr.slice(-2000));
  return new Map(Object.entries(JSON.parse(stdout) as Readonly<Record<string, readonly Row[]>>));
}

const problems: string[] = [];
let compared = 0;
function same(what: string, ours: readonly Row[] | undefined, theirs: readonly Row[] | undefined): void {
  const difference = firstDifference(ours ?? [], theirs ?? []);
  compared += ours?.length ?? 0;
  if (difference !== undefined) problems.push(`${what}: ${difference}`);
}

try {
  const { project, deliveries } = modelWithRows('shop', shopProject());
  const [one, two] = [project, second(project)].map((version) => createCompiler()(version));
  if (!one || !two) throw new Error('there are two versions');
  const [before, after] = [one, two].map((plan) => dbt.emit(plan, 'duckdb').files);
  const made = { target: dbt.id, platform: 'duckdb' };
  writeOver(out, made, before ?? []);
  const numbers = deliveries.map((_, index) => index + 1);
  const states = await rowsOnDuckdb(one, deliveries, numbers);
  const expected = (await rowsOnDuckdb(two, deliveries, [deliveries.length]))[0] ?? new Map<string, readonly Row[]>();
  const task = taskOf('shop', one, 'duckdb', [], deliveries, states);
  ask([...task.schemas.map((schema) => `create schema if not exists ${schema}`), ...task.landing], one);
  for (const { land } of task.deliveries.slice(0, 2)) {
    ask(land, one);
    build();
  }
  const first = ask([], one);
  for (const [id, rows] of first) same(`first version, ${id}`, states[1]?.get(id), rows);

  const { removed, left } = writeOver(out, made, after ?? []);
  const text = (files: readonly GeneratedFile[] | undefined, path: string): string | undefined => files?.find((file) => file.path === path)?.text;
  for (const path of ['dbt/models/mart/fct_month.sql', 'dbt/models/raw_vault/sat_customer.sql'])
    if (!removed.includes(path) || existsSync(join(out, path))) problems.push(`${path} is still there`);
  if (left.length > 0) problems.push(`nobody changed ${left.join(', ')}`);
  build();
  const names = dbtNames(two, 'duckdb');
  const unchanged = two.relations.filter(({ id, layer }) => {
    const path = `dbt/models/${layer}/${names.get(id)?.model ?? ''}.sql`;
    return text(before, path) !== undefined && text(before, path) === text(after, path);
  });
  const rebuilt = ask([], two);
  for (const { id } of unchanged) same(`built again, ${id}`, first.get(id), rebuilt.get(id));
  for (const { land } of task.deliveries.slice(2)) {
    ask(land, two);
    build();
  }
  const last = ask([], two);
  for (const [id, rows] of last) same(`second version, ${id}`, expected.get(id), rows);
  if (unchanged.length < 10) problems.push(`only ${unchanged.length} models stayed as they were`);
  console.log(
    `A second version: ${unchanged.length} of ${last.size} models stayed, ${removed.length} files went, ${compared.toLocaleString('en-US')} rows compared, ${problems.length} problems`,
  );
} finally {
  rmSync(out, { recursive: true, force: true });
}
for (const problem of problems.slice(0, 20)) console.log(`  ${problem}`);
process.exit(problems.length === 0 ? 0 : 1);
