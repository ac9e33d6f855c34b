import { openBrowserEngine } from '../src/engine/duckdb-browser.ts';
import type { BenchStep } from './million.ts';

/** Runs steps on the engine of the tab. @returns seconds per step. */
async function runSteps(steps: readonly BenchStep[]): Promise<readonly number[]> {
  const engine = await openBrowserEngine();
  const times: number[] = [];
  for (const step of steps) {
    const begun = performance.now();
    for (const statement of step.statements) await engine.execute(statement);
    times.push((performance.now() - begun) / 1000);
  }
  await engine.close();
  return times;
}

Object.assign(globalThis, { runSteps });
