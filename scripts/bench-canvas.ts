import { join, resolve } from 'node:path';
import type { Page } from '@playwright/test';
import react from '@vitejs/plugin-react';
import { CANVAS_BUDGETS, CANVAS_SIZES } from '../bench/budgets.ts';
import { openBenchPage } from './bench-page.ts';

const root = resolve(import.meta.dirname, '../bench');
const shots = process.argv.find((word) => word.startsWith('--shots='))?.slice('--shots='.length);

async function frames(page: Page, act: () => Promise<void>): Promise<{ median: number; p95: number }> {
  await page.evaluate(
    `window.frames_ = []; window.watching = true; { let last = performance.now(); const tick = (now) => { window.frames_.push(now - last); last = now; if (window.watching) requestAnimationFrame(tick); }; requestAnimationFrame(tick); }`,
  );
  await act();
  const times = await page.evaluate<number[]>('window.watching = false, window.frames_');
  const sorted = times.slice(1).sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { median: at(0.5), p95: at(0.95) };
}

async function dragMouse(page: Page, from: { x: number; y: number }, button: 'left' | 'middle' = 'left'): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down({ button });
  for (let step = 1; step <= 40; step += 1) await page.mouse.move(from.x + step * 5, from.y + step * 2);
  await page.mouse.up({ button });
}

async function measure(page: Page, url: string, [count, settled]: (typeof CANVAS_SIZES)[number], level: 'far' | 'near') {
  await page.goto(`${url}canvas.html?bench=${count}`, { waitUntil: 'load' });
  await page.waitForFunction('window.canvas && document.querySelector(".or-canvas")');
  const open = await page.evaluate<number>(
    'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now())))))',
  );
  if (level === 'near' && count > 0) await page.evaluate('window.canvas.zoomTo(["hub0"])');
  const fitTime =
    level === 'near'
      ? 0
      : await page.evaluate<number>(
          'new Promise((done) => { const from = performance.now(); window.canvas.fit(); requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - from))); })',
        );
  await page.waitForTimeout(200);
  const zoom = await frames(page, async () => {
    await page.mouse.move(700, 450);
    for (let step = 0; step < 20; step += 1) await page.mouse.wheel(0, step < 10 ? 60 : -60);
    // What waits for the view to rest counts, too.
    await page.waitForTimeout(300);
  });
  if (level === 'near' && count > 0) await page.evaluate('window.canvas.zoomTo(["hub0"])');
  await page.waitForTimeout(200);
  const pan = await frames(page, () => dragMouse(page, { x: 20, y: 20 }));
  await page.evaluate(count === 0 ? '0' : level === 'near' ? 'window.canvas.zoomTo(["hub0"])' : 'window.canvas.fit()');
  await page.waitForTimeout(200);
  const before = await page.evaluate<number>('window.commands.length');
  const target =
    level === 'near'
      ? await page
          .locator('[data-object=hub0] .or-node-name')
          .boundingBox({ timeout: count === 0 ? 1 : 3000 })
          .catch(() => null)
      : null;
  const drag = await frames(page, () => dragMouse(page, target ? { x: target.x + 20, y: target.y + 5 } : { x: 700, y: 450 }));
  const placed = (await page.evaluate<number>('window.commands.length')) - before;
  const [dom, heap] = await page.evaluate<[number, number]>('[document.querySelectorAll("*").length, Math.round(performance.memory.usedJSHeapSize / 1e6)]');
  if (shots) await page.screenshot({ path: `${shots}/canvas-${count}-${level}.png` });
  return {
    objects: count,
    level,
    open: Math.round(open),
    fit: Math.round(fitTime),
    'zoom p50/p95': pair(zoom),
    'pan p50/p95': pair(pan),
    'drag p50/p95': pair(drag),
    drops: placed,
    dom,
    heapMB: heap,
    over: [
      // The first page of all brings the browser's own start with it.
      count > 0 && open > settled && 'open',
      fitTime > CANVAS_BUDGETS.fit && 'fit',
      ...Object.entries({ zoom, pan, drag }).map(([move, times]) => (times.median > CANVAS_BUDGETS.median || times.p95 > CANVAS_BUDGETS.p95) && move),
      count === 1000 && heap > CANVAS_BUDGETS.heapMB && 'heap',
      count === 1000 && dom > CANVAS_BUDGETS.dom && 'dom',
    ]
      .filter(Boolean)
      .join(' '),
  };
}
const pair = (times: { median: number; p95: number }): string => `${times.median.toFixed(0)}/${times.p95.toFixed(0)}`;

const { page, url, close } = await openBenchPage({
  root,
  configFile: false,
  plugins: [react()],
  build: { rollupOptions: { input: join(root, 'canvas.html') } },
});
const rows = [];
for (const size of CANVAS_SIZES)
  for (const level of size[0] === 0 ? (['far'] as const) : (['far', 'near'] as const)) rows.push(await measure(page, url, size, level));
console.table(rows);
if (shots) {
  await page.goto(`${url}canvas.html?bench=12&scheme=dark`);
  await page.waitForTimeout(500);
  await page.screenshot({ path: `${shots}/canvas-dark.png` });
}
await close();
if (rows.some((row) => row.over !== '')) process.exitCode = 1;
