// Runs the SQLMesh projects of all models on DuckDB, delivery by delivery, and compares every table with the run in the tab.
// `tsx interop/sqlmesh.ts <python> [models…]`
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createCompiler } from '../src/core/plan/compile.ts';
import { sqlmesh, sqlmeshNames } from '../src/core/targets/sqlmesh/sqlmesh.ts';
import { modelWithRows } from './model-rows.ts';
import { MODELS } from './models.ts';
import { rowsOnDuckdb, selectText } from './rows.ts';
import { taskOf, write } from './task.ts';

const [python, ...only] = process.argv.slice(2);
if (python === undefined) throw new Error('Name the Python that has SQLMesh.');
/** The hostile shop is the shop under other names. The sample is run when asked for by name. */
const RUN: readonly string[] = ['vault', 'hostile'];
const out = mkdtempSync(join(tmpdir(), 'orrery-sqlmesh-'));
let ok = false;
try {
  for (const { name, project: make } of MODELS) {
    if (!(only.length > 0 ? only : RUN).includes(name)) continue;
    const { project, deliveries } = modelWithRows(name, make('duckdb'));
    const plan = createCompiler()(project);
    const { files, diagnostics } = sqlmesh.emit(plan, 'duckdb');
    if (diagnostics.length > 0) throw new Error(`${name}: ${diagnostics.map(({ message }) => message).join(' ')}`);
    for (const { path, text } of files) write(join(out, name, path), text);
    const states = await rowsOnDuckdb(
      plan,
      deliveries,
      deliveries.map((_, index) => index + 1),
    );
    const names = sqlmeshNames(plan, 'duckdb');
    const questions = plan.relations
      .filter(({ load }) => load.kind !== 'landing')
      .map((relation) => ({ id: relation.id, sql: selectText(relation, names.get(relation.id)) }));
    write(join(out, name, 'task.json'), JSON.stringify(taskOf(name, plan, 'duckdb', questions, deliveries, states)));
    console.log(`${name}: ${files.length} files, ${deliveries.length} deliveries`);
  }
  ok = spawnSync(python, [fileURLToPath(new URL('sqlmesh_build.py', import.meta.url)), out], { stdio: 'inherit', timeout: 2_400_000 }).status === 0;
} finally {
  rmSync(out, { recursive: true, force: true });
}
process.exit(ok ? 0 : 1);
