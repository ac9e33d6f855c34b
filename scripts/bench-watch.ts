import type { Page } from '@playwright/test';
import { mixedModel } from '../bench/mixed-model.ts';
import { zipProject } from '../src/core/model/project-zip.ts';
import { writeProject } from '../src/core/model/write-project.ts';

export interface Watched {
  readonly stage: string;
  /** Milliseconds until it was done. */
  readonly ms: number;
  /** Longest task that kept the page from answering, and longest wait for a frame, in milliseconds. */
  readonly task: number;
  readonly gap: number;
  /** Frames that were late by a whole frame or more, and all of them. */
  readonly late: number;
  readonly frames: number;
}

/** What `act` keeps the page from. */
export async function watched(page: Page, stage: string, act: () => Promise<unknown>): Promise<Watched> {
  await page.evaluate(
    `window.longest = { task: 0, gap: 0, late: 0, frames: 0 }; window.watching = true;
     window.observer ??= new PerformanceObserver((list) => list.getEntries().forEach(({ duration }) => { window.longest.task = Math.max(window.longest.task, duration); }));
     window.observer.observe({ type: 'longtask' });
     { let last; const tick = (now) => {
         if (last !== undefined) { window.longest.gap = Math.max(window.longest.gap, now - last); window.longest.frames += 1; if (now - last > 33.4) window.longest.late += 1; }
         last = now; if (window.watching) requestAnimationFrame(tick); }; requestAnimationFrame(tick); }`,
  );
  const begun = performance.now();
  await act();
  const ms = performance.now() - begun;
  await page.waitForTimeout(200);
  const longest = await page.evaluate<Omit<Watched, 'stage' | 'ms'>>('window.watching = false, window.observer.takeRecords(), window.longest');
  return { stage, ms, ...longest };
}

/** A line of the table that a benchmark prints. */
export const watchedLine = ({ stage, ms, task, gap, late, frames }: Watched, over: string) => ({
  stage,
  ms: Math.round(ms),
  'longest task ms': Math.round(task),
  'longest frame ms': Math.round(gap),
  'late frames': `${late} of ${frames}`,
  over,
});

/** Opens the studio with a model of mixed kinds, as a zip that is dropped, and waits until the page has nothing more to fetch. */
export async function openModel(page: Page, url: string, objects: number): Promise<void> {
  const zip = Buffer.from(zipProject({ texts: writeProject({ ...mixedModel(objects), name: 'benchmark' }), data: new Map() })).toString('base64');
  await page.goto(url);
  await page.locator('.or-project-name').waitFor();
  await page.evaluate((base64) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))], 'benchmark.zip'));
    for (const type of ['dragenter', 'dragover', 'drop'])
      window.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }));
  }, zip);
  await page.locator('.or-project-name').filter({ hasText: 'benchmark' }).waitFor();
  // The engine practises and the editor's neighbours come once the page is idle: that is not what is measured.
  await page.waitForTimeout(6000);
}
