import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../src/core/engine-port.ts';
import { openNodeEngine } from '../src/engine/duckdb-node.ts';
import { DOCUMENTED, withDocumented } from './documented.ts';
import { judge, type Run } from './judge.ts';
import { readCases, type FoundCase } from './read-cases.ts';
import { failureLines } from './report.ts';

const own = readCases(fileURLToPath(new URL('cases/', import.meta.url)));
const folder = fileURLToPath(new URL('../../shared/cases/', import.meta.url));
const present = existsSync(folder);
if (!present) process.stderr.write('The third-party acceptance cases are not here: their tests are skipped.\n');

/** `twice` compares what `as_given` does, and more. The other ways to deliver take as long again each: they are for CI. */
const RUNS: readonly Run[] = process.env['ORRERY_THOROUGH'] ? ['twice', 'kept', 'merged', 'split'] : ['twice'];
const MINUTES = 60_000;

let engine: Engine;
beforeAll(async () => {
  engine = await openNodeEngine();
});
afterAll(() => engine.close());

const all = present ? readCases(folder) : [];

const objectsOf = (cases: readonly FoundCase[]): readonly string[] => [...new Set(cases.map(({ object }) => object))];

/** The cases of one object that do not pass, as the report tells them. */
async function wrongOf(cases: readonly FoundCase[], object: string): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const one of cases.filter((found) => found.object === object)) {
    const { verdict } = withDocumented(await judge(engine, one, RUNS), RUNS);
    if (verdict.status === 'failed') wrong.push(failureLines(verdict).join('\n'));
  }
  return wrong;
}

it.each(objectsOf(own))(
  'our own cases of %s: the rows worked out by hand',
  async (object) => {
    expect(await wrongOf(own, object)).toEqual([]);
  },
  10 * MINUTES,
);

describe.skipIf(!present)('third-party cases', () => {
  it('leaves out just what is not offered', () => {
    const counts: Record<string, number> = {};
    for (const one of all) if (one.kind === 'skipped') counts[one.reason.split(':')[0] ?? ''] = (counts[one.reason.split(':')[0] ?? ''] ?? 0) + 1;
    expect([all.length, counts]).toEqual([366, { insert_by_period: 44, insert_by_rank: 36, platform_sql_function: 2 }]);
  });

  it.each(objectsOf(all))(
    `%s: the expected rows, delivered ${RUNS.join(', ')}`,
    async (object) => {
      expect(await wrongOf(all, object)).toEqual([]);
    },
    10 * MINUTES,
  );

  it('needs no documented exception', () => expect(DOCUMENTED).toEqual([]));
});
