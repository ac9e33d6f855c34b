import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../src/core/engine-port.ts';
import { openNodeEngine } from '../src/engine/duckdb-node.ts';
import { DOCUMENTED, withDocumented } from './documented.ts';
import { judge, type Run } from './judge.ts';
import { readCases } from './read-cases.ts';
import { failureLines } from './report.ts';

const folder = fileURLToPath(new URL('../../shared/cases/', import.meta.url));
const present = existsSync(folder);
if (!present) process.stderr.write('The third-party acceptance cases are not here: their tests are skipped.\n');

/** `twice` compares what `as_given` does, and more. */
const RUNS: readonly Run[] = ['twice', 'kept', 'merged', 'split'];
const MINUTES = 60_000;

/** Patterns that stand so far. */
const STANDING = ['hub', 'link', 't_link', 'sat', 'stage', 'cycle'];

let engine: Engine;
beforeAll(async () => {
  engine = await openNodeEngine();
});
afterAll(() => engine.close());

const all = present ? readCases(folder) : [];

describe.skipIf(!present)('third-party cases', () => {
  it('leaves out just what is not offered', () => {
    const skipped = all.filter(({ kind }) => kind === 'skipped');
    expect([all.length, skipped.length]).toEqual([366, 82]);
  });

  it.each(STANDING)(
    '%s: the expected rows, though loads run twice, keep every delivery, or come merged and split',
    async (object) => {
      const wrong: string[] = [];
      for (const one of all.filter((found) => found.object === object)) {
        const { verdict } = withDocumented(await judge(engine, one, RUNS), RUNS);
        if (verdict.status === 'failed') wrong.push(failureLines(verdict).join('\n'));
      }
      expect(wrong).toEqual([]);
    },
    10 * MINUTES,
  );

  it('documents no exception of a case that is not there', () => {
    const known = new Set(all.map(({ id }) => id));
    expect(DOCUMENTED.flatMap(({ cases }) => cases).filter((id) => !known.has(id))).toEqual([]);
  });
});
