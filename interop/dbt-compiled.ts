// Compiles the dbt projects of platforms that nothing here can reach, so that parsers can judge what dbt would send there.
// `tsx interop/dbt-compiled.ts <python> <file to write>`
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCompiler } from '../src/core/plan/compile.ts';
import { dbt } from '../src/core/targets/dbt/dbt.ts';
import { projectName } from '../src/core/targets/plain-name.ts';
import { dbtOffline, offlineProfile } from './dbt-offline.ts';
import { chosen } from './models.ts';
import { write } from './task.ts';

const [python, file] = process.argv.slice(2);
if (python === undefined || file === undefined) throw new Error('Name the Python that has dbt, and the file to write.');
const COMPILED: readonly string[] = ['vault', 'operated'];

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
      const where = join(folder, 'dbt');
      offlineProfile(where, projectName(project.name));
      dbtOffline(python, where, 'compile');
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
