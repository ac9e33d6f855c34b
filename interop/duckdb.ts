// Runs the exported files with DuckDB's own command line, twice, and compares every table with the run in the tab.
// `tsx interop/duckdb.ts <duckdb>`
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCompiler } from '../src/core/plan/compile.ts';
import { exportPackage } from '../src/core/targets/export-package.ts';
import { modelWithRows } from './model-rows.ts';
import { chosen } from './models.ts';
import { keepsAll, landedRowsOf, rowsOnDuckdb, selectText } from './rows.ts';
import { write } from './task.ts';

const duckdb = process.argv[2];
if (duckdb === undefined) throw new Error("Name DuckDB's command line.");
const out = mkdtempSync(join(tmpdir(), 'orrery-duckdb-'));

function call(cwd: string, ...args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(duckdb ?? '', args, { encoding: 'utf8', cwd, maxBuffer: 1 << 28, timeout: 120_000 });
  if (error || status !== 0) throw new Error(`duckdb ${args.join(' ')}: ${error?.message ?? `ended with ${status}`}\n${stderr.slice(-2000)}`);
  return stdout;
}

/** The rows as a list in one value, so that nothing of the client's own format is between. */
const rowsText = (sql: string): string =>
  `select coalesce(to_json(list(rows_ order by rows_)), '[]') from (select cast(to_json(t) as varchar) as rows_ from (${sql}) as t)`;

let failed = 0;
try {
  for (const { name, project: make } of chosen([], ['shop', 'vault', 'hostile'])) {
    const { project, deliveries } = modelWithRows(name, make('duckdb'));
    const plan = createCompiler()(project);
    if (!keepsAll(plan)) continue;
    const [expected = new Map()] = await rowsOnDuckdb(plan, deliveries, [deliveries.length]);
    const home = join(out, name);
    const { files, diagnostics } = exportPackage(plan, { platform: 'duckdb', targets: ['ddl', 'sql'], rows: landedRowsOf(plan, expected) });
    if (diagnostics.length > 0) throw new Error(`${name}: ${diagnostics.map(({ message }) => message).join(' ')}`);
    for (const { path, text } of files) write(join(home, path), text);
    let rows = 0;
    for (const times of [1, 2]) {
      call(home, '-bail', 'warehouse.duckdb', '-f', 'run_all.sql');
      for (const relation of plan.relations) {
        const found = JSON.parse(call(home, '-noheader', '-list', 'warehouse.duckdb', '-c', rowsText(selectText(relation)))) as readonly string[];
        const theirs = found.map((text) => JSON.stringify(Object.values(JSON.parse(text) as object))).toSorted();
        const ours = (expected.get(relation.id) ?? []).map((row: readonly (string | null)[]) => JSON.stringify(row)).toSorted();
        rows += ours.length;
        const at = ours.findIndex((row: string, place: number) => row !== theirs[place]);
        if (ours.length === theirs.length && at === -1) continue;
        failed += 1;
        console.log(
          `${name}, run ${times} times: ${relation.id} has ${ours.length} rows in the tab and ${theirs.length} here; first difference:\n  ${ours[at]}\n  ${theirs[at]}`,
        );
      }
    }
    if (rows === 0) failed += 1;
    console.log(`${name}: run_all.sql of the export run twice by duckdb itself, ${files.length} files, ${rows.toLocaleString('en-US')} rows compared`);
  }
} finally {
  rmSync(out, { recursive: true, force: true });
}
process.exit(failed === 0 ? 0 : 1);
