// A million rows in the grid of the tab: how soon they are there, whether scrolling ever shows a place without rows, and
// how long they take to be sorted and filtered. `--rows=100000` for fewer.
import { join, resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { GRID_BUDGETS } from '../bench/budgets.ts';
import { openBenchPage } from './bench-page.ts';

const rows = Number(process.argv.find((word) => word.startsWith('--rows='))?.slice('--rows='.length) ?? 1_000_000);
const shots = process.argv.find((word) => word.startsWith('--shots='))?.slice('--shots='.length);
const root = resolve(import.meta.dirname, '../bench');
const { page, url, close } = await openBenchPage({
  root,
  configFile: false,
  plugins: [react()],
  worker: { format: 'es' },
  build: { target: 'es2022', rollupOptions: { input: join(root, 'grid.html') } },
});
await page.goto(`${url}grid.html`);
await page.waitForFunction('"show" in window');
await page.evaluate(`make(${rows})`);

interface Line {
  readonly step: string;
  readonly ms: number;
  readonly blank?: number;
  readonly late?: number;
  readonly frame?: number;
  readonly budget: keyof typeof GRID_BUDGETS | '';
}
const found: Line[] = [];
const firstCell = '.or-grid-row .or-grid-cell';
const settled = () => page.waitForFunction(`document.querySelector('.or-grid').getAttribute('aria-busy') === 'false'`);

/** Milliseconds from `act` until the grid shows what it is to show, as the page itself sees it. */
async function timed(act: string): Promise<number> {
  return page.evaluate<number>(`(async () => {
    const begun = performance.now();
    ${act};
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    await frame();
    while (document.querySelector('.or-grid')?.getAttribute('aria-busy') !== 'false' || !document.querySelector('${firstCell}')?.textContent) await frame();
    return performance.now() - begun;
  })()`);
}
async function watched(step: string, act: () => Promise<unknown>): Promise<void> {
  await page.evaluate('window.watching = watch()');
  const begun = performance.now();
  await act();
  await settled();
  await page.waitForTimeout(50);
  const { blank, late, frame } = await page.evaluate<{ blank: number; late: number; frame: number }>('window.watching.stop()');
  found.push({ step, ms: performance.now() - begun, blank, late, frame, budget: 'blank' });
}

/** The thumb of the scroll bar drawn to the end in two seconds, a step a frame. */
const drawn = `(async () => {
  const grid = document.querySelector('.or-grid');
  const end = grid.scrollHeight - grid.clientHeight;
  const begun = performance.now();
  for (let part = 0; part < 1; ) {
    part = Math.min(1, (performance.now() - begun) / 2000);
    grid.scrollTop = end * part;
    await new Promise((done) => requestAnimationFrame(done));
  }
})()`;
const key =
  (...keys: readonly string[]) =>
  async () => {
    for (const one of keys) await page.keyboard.press(one);
  };
const lastShown = () => page.evaluate<string>(`[...document.querySelectorAll('.or-grid-number')].at(-1).textContent`);

found.push({ step: `${rows} rows, opened`, ms: await timed('show()'), budget: 'open' });
await page.locator('.or-grid').focus();

async function scrolled(how: string): Promise<void> {
  await watched(`${how}: turn the wheel`, async () => {
    await page.mouse.move(600, 500);
    for (let turn = 0; turn < 40; turn += 1) await page.mouse.wheel(0, 240);
  });
  await watched(`${how}: draw the scroll bar to the end`, () => page.evaluate(drawn));
  if ((await lastShown()) !== rows.toLocaleString('en-US')) throw new Error(`the end shows row ${await lastShown()}`);
  await watched(`${how}: keys to the start`, key('Control+Home'));
  await watched(`${how}: keys to the end`, key('Control+End'));
  await watched(`${how}: pages up`, key(...Array.from({ length: 20 }, () => 'PageUp')));
  await page.keyboard.press('Control+Home');
  await settled();
}

await scrolled('as stored');
if (shots) await page.screenshot({ path: `${shots}/grid.png` });
for (const column of ['amount', 'city', 'ordered_at']) {
  const head = page.getByRole('columnheader', { name: column }).locator('.or-grid-sort');
  const ms = await timed(`[...document.querySelectorAll('.or-grid-sort')].find((one) => one.title.startsWith('${column},')).click()`);
  if ((await head.locator('..').getAttribute('aria-sort')) !== 'ascending') throw new Error(`${column} is not sorted`);
  found.push({ step: `sort by ${column}`, ms, budget: 'sort' });
}
await scrolled('sorted');

console.table(
  found.map(({ step, ms, blank, late, frame, budget }) => ({
    step,
    ms: Math.round(ms),
    'longest blank ms': blank === undefined ? '' : Math.round(blank),
    'longest behind ms': late === undefined ? '' : Math.round(late),
    'longest frame ms': frame === undefined ? '' : Math.round(frame),
    budget: budget === '' ? '' : `${budget} ${GRID_BUDGETS[budget]}`,
  })),
);
await close();
if (found.some(({ ms, blank, budget }) => budget !== '' && (blank ?? ms) > GRID_BUDGETS[budget])) process.exitCode = 1;
