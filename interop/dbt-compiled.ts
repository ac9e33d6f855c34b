// Compiles the dbt projects of platforms that nothing here can reach, so that parsers can judge what dbt would send there.
// `tsx interop/dbt-compiled.ts <python> <file to write>`
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCompiler } from '../src/core/plan/compile.ts';
import { dbt } from '../src/core/targets/dbt/dbt.ts';
import { projectName } from '../src/core/targets/plain-name.ts';
import { chosen } from './models.ts';
import { write } from './task.ts';

const [python, file] = process.argv.slice(2);
if (python === undefined || file === undefined) throw new Error('Name the Python that has dbt, and the file to write.');
const COMPILED: readonly string[] = ['vault', 'operated'];
const COMMAND =
  "import sys; from dbt.cli.main import dbtRunner; result = dbtRunner().invoke(sys.argv[1:]); print(result.exception or '', end=''); sys.exit(0 if result.success else 1)";

/** Names as the platform's own adapter would not quote them: those of these models need no quotes anywhere. */
const bare = (text: string): string => text.replaceAll(/"memory"\."(\w+)"\."(\w+)"/g, '$1.$2');

const out = mkdtempSync(join(tmpdir(), 'orrery-compiled-'));
const compiled: { readonly model: string; readonly platform: string; readonly target: string; readonly path: string; readonly text: string }[] = [];
try {
  for (const { name, project: make } of chosen(COMPILED)) {
    for (const platform of ['snowflake', 'bigquery', 'redshift', 'databricks'] as const) {
      const project = make(platform);
      const folder = join(out, `${name}-${platform}`);
      for (const { path, text } of dbt.emit(createCompiler()(project), platform).files) write(join(folder, path), text);
      // Nothing is built: any adapter does that needs no server, since the models' text is the platform's either way.
      write(
        join(folder, 'dbt', 'profiles.yml'),
        `${projectName(project.name)}:\n  target: prod\n  outputs:\n    prod: {type: duckdb, path: ":memory:", schema: main}\n`,
      );
      const where = join(folder, 'dbt');
      const { status, stdout } = spawnSync(python, ['-c', COMMAND, '--quiet', 'compile', '--project-dir', where, '--profiles-dir', where], {
        encoding: 'utf8',
        timeout: 300_000,
      });
      if (status !== 0) throw new Error(`dbt could not compile ${name} for ${platform}: ${stdout.slice(-2000)}`);
      const root = join(where, 'target', 'compiled', projectName(project.name));
      const models = readdirSync(join(root, 'models'), { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.sql') && !path.includes('.yml'));
      for (const path of models)
        compiled.push({ model: name, platform, target: 'dbt', path: `dbt/${path}`, text: bare(readFileSync(join(root, 'models', path), 'utf8')) });
    }
  }
} finally {
  rmSync(out, { recursive: true, force: true });
}
writeFileSync(file, JSON.stringify(compiled));
console.log(`${compiled.length} models compiled by dbt for four platforms`);
process.exit(compiled.length > 0 ? 0 : 1);
