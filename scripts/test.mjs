// `npm test`: installs what is missing, then everything that must hold. Goes on after a failure and says at the end what failed.
import { writeFileSync } from 'node:fs';
import { ensurePackages, run, runTool } from './packages.mjs';

const npm = (name) => run('npm', ['run', '--silent', name]);
const STEPS = [
  ['packages', ensurePackages],
  ['types', () => npm('check')],
  ['lint', () => npm('lint')],
  ['format', () => npm('format:check')],
  ['dependencies', () => npm('deps')],
  ['unit tests', () => runTool('vitest', ['run'])],
  ['build', () => npm('build')],
  ['size of the first load', () => npm('size')],
  ['journeys in a browser', () => npm('test:journeys')],
];

const results = [];
for (const [name, step] of STEPS) {
  console.log(`\n== ${name}`);
  const begun = Date.now();
  const ok = step();
  results.push({ name, ok, seconds: (Date.now() - begun) / 1000 });
  if (!ok && name === 'packages') break;
}
console.log('');
for (const { name, ok, seconds } of results) console.log(`${ok ? 'ok    ' : 'FAILED'} ${name} (${seconds.toFixed(1)} s)`);
const failed = results.filter(({ ok }) => !ok).length;
if (process.env.ORRERY_RESULTS) writeFileSync(process.env.ORRERY_RESULTS, `${results.length - failed} ${failed}\n`);
else console.log(`${results.length - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
