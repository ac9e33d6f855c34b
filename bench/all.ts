// `npm run bench`: every benchmark, whatever the one before it said; ends with 1 when one is over its budget.
import { spawnSync } from 'node:child_process';

const BENCHES = [
  'scripts/bench-canvas.ts',
  'scripts/bench-editing.ts',
  'bench/plan.ts',
  'scripts/bench-export.ts',
  'bench/run.ts',
  'scripts/bench-million.ts',
  'scripts/bench-grid.ts',
];
const over = BENCHES.filter((path) => {
  console.log(`\n== ${path}`);
  return spawnSync(process.execPath, ['--import', 'tsx', path], { stdio: 'inherit' }).status !== 0;
});
console.log(over.length === 0 ? '\nEverything is within its budget.' : `\nOver budget, or failed: ${over.join(', ')}`);
process.exitCode = over.length === 0 ? 0 : 1;
