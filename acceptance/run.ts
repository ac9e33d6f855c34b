import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openNodeEngine } from '../src/engine/duckdb-node.ts';
import { withDocumented, type Exception } from './documented.ts';
import { judge, RUNS, type Run, type Verdict } from './judge.ts';
import { readCases } from './read-cases.ts';
import { failureLines, summaryLines } from './report.ts';

const USAGE = `npm run acceptance -- <folder> [--out <dir>] [--only <id or object>] [--twice] [--kept] [--merged] [--split]`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: 'string' },
    only: { type: 'string' },
    twice: { type: 'boolean' },
    kept: { type: 'boolean' },
    merged: { type: 'boolean' },
    split: { type: 'boolean' },
  },
});
const [folder] = positionals;
if (folder === undefined) {
  console.error(USAGE);
  process.exit(2);
}

const asked: Readonly<Record<Run, boolean | undefined>> = {
  as_given: values.twice !== true,
  twice: values.twice,
  kept: values.kept,
  merged: values.merged,
  split: values.split,
};
const runs = RUNS.filter((run) => asked[run] === true);
const fileName = (text: string): string => text.replace(/[^\p{L}\p{N}._~+-]/gu, '_');

/** Writes the tables of a case after a step, one CSV file each, as a case names and types their columns. */
const writeTables =
  (id: string, out: string, engine: Awaited<ReturnType<typeof openNodeEngine>>) => async (step: number, tables: ReadonlyMap<string, string>) => {
    const place = join(out, fileName(id));
    mkdirSync(place, { recursive: true });
    for (const [target, query] of tables) writeFileSync(join(place, `${step}.${fileName(target)}.csv`), await engine.exportCsv(query));
  };

const found = readCases(folder).filter(({ id, object }) => values.only === undefined || values.only === id || values.only === object);
if (found.length === 0) {
  console.error(`There is no such case in ${folder}: it holds a list of cases per JSON or YAML file.`);
  process.exit(2);
}
const engine = await openNodeEngine();
const verdicts: Verdict[] = [];
const documented = new Map<string, readonly Exception[]>();
for (const one of found) {
  const judged = withDocumented(await judge(engine, one, runs, values.out === undefined ? undefined : writeTables(one.id, values.out, engine)), runs);
  verdicts.push(judged.verdict);
  if (judged.documented.length > 0) documented.set(one.id, judged.documented);
  if (judged.verdict.status === 'failed') console.log(failureLines(judged.verdict).join('\n'));
}
await engine.close();
console.log(summaryLines(verdicts, documented).join('\n'));
process.exit(verdicts.some(({ status }) => status === 'failed') ? 1 : 0);
