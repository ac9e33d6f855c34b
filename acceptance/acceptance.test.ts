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

/** `twice` compares what `as_given` does, and more. */
const RUNS: readonly Run[] = ['twice', 'kept', 'merged', 'split'];
const MINUTES = 60_000;

/** Patterns that stand so far. */
const STANDING = ['hub', 'link', 't_link', 'sat', 'stage', 'cycle', 'pit', 'ref_table'];
const OWN_STANDING = ['hierarchical_link', 'same_as_link', 'dependent_child_key', 'missing_keys', 'facts'];

let engine: Engine;
beforeAll(async () => {
  engine = await openNodeEngine();
});
afterAll(() => engine.close());

const all = present ? readCases(folder) : [];

/** The cases of one object that do not pass, as the report tells them. */
async function wrongOf(cases: readonly FoundCase[], object: string): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const one of cases.filter((found) => found.object === object)) {
    const { verdict } = withDocumented(await judge(engine, one, RUNS), RUNS);
    if (verdict.status === 'failed') wrong.push(failureLines(verdict).join('\n'));
  }
  return wrong;
}

it.each(OWN_STANDING)(
  'our own cases of %s: the rows worked out by hand',
  async (object) => {
    expect(await wrongOf(own, object)).toEqual([]);
  },
  10 * MINUTES,
);

describe.skipIf(!present)('third-party cases', () => {
  it('leaves out just what is not offered', () => {
    const skipped = all.filter(({ kind }) => kind === 'skipped');
    expect([all.length, skipped.length]).toEqual([366, 82]);
  });

  it.each(STANDING)(
    '%s: the expected rows, though loads run twice, keep every delivery, or come merged and split',
    async (object) => {
      expect(await wrongOf(all, object)).toEqual([]);
    },
    10 * MINUTES,
  );

  it('documents no exception of a case that is not there', () => {
    const known = new Set([...all, ...own].map(({ id }) => id));
    expect(DOCUMENTED.flatMap(({ cases }) => cases).filter((id) => !known.has(id))).toEqual([]);
  });
});
