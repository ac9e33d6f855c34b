// Prints every file of every target, platform and model as JSON: what parse.py reads.
import { writeFileSync } from 'node:fs';
import { PLATFORMS } from '../src/core/model/schema.ts';
import { createCompiler } from '../src/core/plan/compile.ts';
import { ddl } from '../src/core/targets/ddl/ddl.ts';
import { sql } from '../src/core/targets/sql/sql.ts';
import { MODELS } from './models.ts';

const out = process.argv[2];
if (out === undefined) throw new Error('Name the file to write.');
const files = MODELS.flatMap(({ name: model, project }) =>
  PLATFORMS.flatMap((platform) => {
    const plan = createCompiler()(project(platform));
    // Projects of other tools are for these tools to judge.
    return [ddl, sql]
      .filter((target) => target.platforms.includes(platform))
      .flatMap((target) => {
        const { files: emitted, diagnostics } = target.emit(plan, platform);
        const problems = [...plan.diagnostics, ...diagnostics].filter(({ severity }) => severity === 'error');
        if (problems.length > 0) throw new Error(`${model} for ${platform}: ${problems.map(({ message }) => message).join(' ')}`);
        return emitted.filter(({ path }) => path.endsWith('.sql')).map(({ path, text }) => ({ model, platform, target: target.id, path, text }));
      });
  }),
);
writeFileSync(out, JSON.stringify(files));
console.log(`${files.length} files of ${MODELS.length} models for ${PLATFORMS.length} platforms`);
