// How long the sample takes to run on the engine that the browser ships, here in Node. `--rows=1000000` for the large one.
import { shopSample } from '../samples/shop/model.ts';
import { shopRows } from '../samples/shop/rows.ts';
import { createCompiler } from '../src/core/plan/compile.ts';
import { openNodeEngine } from '../src/engine/duckdb-node.ts';
import { createRunner } from '../src/engine/run.ts';
import { deliveriesOf } from '../test/support/deliveries.ts';
import { RUN_BUDGETS } from './budgets.ts';

const asked = Number(process.argv.find((word) => word.startsWith('--rows='))?.slice('--rows='.length) ?? 0);
const files = shopRows(asked > 0 ? Math.round((asked - 1700) / 1.81) : undefined);
const delivered = [...files.values()].reduce((sum, text) => sum + text.split('\n').length - 2, 0);
const project = shopSample();
const deliveries = deliveriesOf(project, files);
const compile = createCompiler();

const opening = performance.now();
const engine = await openNodeEngine();
await engine.query('select 1');
const opened = (performance.now() - opening) / 1000;
const runner = createRunner(engine);
const first = await runner.run(compile(project), deliveries);
const again = await runner.run(compile(project), deliveries);
const satellite = project.objects['sat_product'];
if (satellite?.kind !== 'satellite') throw new Error('the sample has changed');
const mapped = {
  ...project,
  objects: { ...project.objects, sat_product: { ...satellite, feeds: satellite.feeds.map((feed) => ({ ...feed, map: { ...feed.map, title: 'category' } })) } },
};
const changed = await runner.run(compile(mapped), deliveries);
const control = new AbortController();
setTimeout(() => control.abort(), 150);
const asking = performance.now();
// To its end it would take hours.
await engine.execute('create or replace table main.slow as select sha256(range::varchar) from range(30000000000)', control.signal).catch(() => undefined);
const cancelled = (performance.now() - asking) / 1000 - 0.15;
await engine.close();

const rows = [
  { step: 'open the engine', seconds: Number(opened.toFixed(2)), built: '', budget: '' },
  {
    step: `run ${delivered.toLocaleString('en-US')} delivered rows`,
    seconds: Number(first.seconds.toFixed(2)),
    built: first.built.length,
    budget: asked > 0 ? '' : RUN_BUDGETS.first,
  },
  { step: 'run again, nothing changed', seconds: Number(again.seconds.toFixed(2)), built: again.built.length, budget: RUN_BUDGETS.again },
  {
    step: 'run with one mapping changed',
    seconds: Number(changed.seconds.toFixed(2)),
    built: changed.built.join(' '),
    budget: asked > 0 ? '' : RUN_BUDGETS.first,
  },
  { step: 'cancel inside a statement', seconds: Number(cancelled.toFixed(2)), built: '', budget: RUN_BUDGETS.cancel },
];
console.table(rows);
const exactly = ['sat_product', 'sat_product/rejects', 'sat_product/timeline', 'stg_products'].join(' ');
const wrong = [first, again, changed].some(({ outcome }) => outcome !== 'done') || again.built.length > 0 || changed.built.toSorted().join(' ') !== exactly;
if (wrong || rows.some(({ seconds, budget }) => typeof budget === 'number' && seconds > budget)) process.exitCode = 1;
