// Runs the SQLMesh projects of all models on DuckDB, delivery by delivery, and compares every table with the run in the tab.
// For the other platforms SQLMesh loads and renders them.
// `tsx interop/sqlmesh.ts <python> [models…]`
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PLATFORMS } from '../src/core/model/schema.ts';
import type { Platform } from '../src/core/model/types.ts';
import { createCompiler } from '../src/core/plan/compile.ts';
import type { Plan } from '../src/core/plan/types.ts';
import { sqlmesh } from '../src/core/targets/sqlmesh/sqlmesh.ts';
import { sqlmeshNames } from '../src/core/targets/sqlmesh/sqlmesh-names.ts';
import type { GeneratedFile } from '../src/core/targets/types.ts';
import { modelWithRows } from './model-rows.ts';
import { chosen, type InteropModel } from './models.ts';
import { rowsOnDuckdb, selectText } from './rows.ts';
import { taskOf, write } from './task.ts';

const [python, ...only] = process.argv.slice(2);
if (python === undefined) throw new Error('Name the Python that has SQLMesh.');
/** The hostile shop is the shop under other names. The sample is run when asked for by name. */
const RUN: readonly string[] = ['vault', 'hostile', 'star'];
const out = mkdtempSync(join(tmpdir(), 'orrery-sqlmesh-'));

function emitted(plan: Plan, name: string, platform: Platform): readonly GeneratedFile[] {
  const { files, diagnostics } = sqlmesh.emit(plan, platform);
  if (diagnostics.length > 0) throw new Error(`${name} for ${platform}: ${diagnostics.map(({ message }) => message).join(' ')}`);
  return files;
}

/** Projects, how their deliveries land, and the rows that the run in the tab gives after each. */
async function prepareToRun({ name, project: make }: InteropModel): Promise<void> {
  const { project, deliveries } = modelWithRows(name, make('duckdb'));
  const plan = createCompiler()(project);
  const folder = join(out, 'duckdb', name);
  const files = emitted(plan, name, 'duckdb');
  for (const { path, text } of files) write(join(folder, path), text);
  const states = await rowsOnDuckdb(
    plan,
    deliveries,
    deliveries.map((_, index) => index + 1),
  );
  const names = sqlmeshNames(plan, 'duckdb');
  const questions = plan.relations
    .filter(({ load }) => load.kind !== 'landing')
    .map((relation) => ({ id: relation.id, sql: selectText(relation, names.get(relation.id)?.called) }));
  write(join(folder, 'task.json'), JSON.stringify(taskOf(name, plan, 'duckdb', questions, deliveries, states)));
  console.log(`${name}: ${files.length} files, ${deliveries.length} deliveries`);
}

/** Projects of platforms that are out of reach. */
function prepareToLoad({ name, project: make }: InteropModel, platform: Platform): void {
  const plan = createCompiler()(make(platform));
  const folder = join(out, platform, name);
  for (const { path, text } of emitted(plan, name, platform)) write(join(folder, path), text);
  write(join(folder, 'task.json'), JSON.stringify({ name, platform, models: plan.relations.length }));
}

let ok = false;
try {
  for (const model of chosen(only)) {
    if (chosen(only, RUN).includes(model)) await prepareToRun(model);
    for (const platform of PLATFORMS) if (platform !== 'duckdb') prepareToLoad(model, platform);
  }
  ok = spawnSync(python, [fileURLToPath(new URL('sqlmesh_build.py', import.meta.url)), out], { stdio: 'inherit', timeout: 2_400_000 }).status === 0;
} finally {
  rmSync(out, { recursive: true, force: true });
}
process.exit(ok ? 0 : 1);
