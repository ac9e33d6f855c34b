// How free the page stays while a large model is exported: the built studio in a browser, every target, the platform
// switched while files are being written, and the zip.
import { resolve } from 'node:path';
import { EXPORT_BUDGETS } from '../bench/budgets.ts';
import { openBenchPage } from './bench-page.ts';
import { openModel, watched, watchedLine } from './bench-watch.ts';

const OBJECTS = 1000;

const { page, url, close } = await openBenchPage({ root: resolve(import.meta.dirname, '..') });

await openModel(page, url, OBJECTS);

const dialog = page.getByRole('dialog', { name: 'Export' });
const platform = dialog.getByRole('combobox', { name: 'Platform' });
const written = dialog.getByRole('button', { name: /^Download [\d,]+ files as zip/ });
const ready = () => dialog.locator('.or-export[aria-busy=false] .or-export-files [role=treeitem]').first().waitFor();
const zip = () => Promise.all([page.waitForEvent('download'), written.click()]);
const rows = [
  await watched(page, 'open the dialog', () => page.getByRole('button', { name: 'Export', exact: true }).click().then(ready)),
  await watched(page, 'another platform', () => platform.selectOption('snowflake').then(ready)),
  await watched(page, 'another, and another while it is written', async () => {
    await platform.selectOption('bigquery');
    await page.waitForTimeout(300);
    await platform.selectOption('databricks');
    await ready();
  }),
  await watched(page, 'the zip, at once', zip),
  await watched(page, 'the zip again', zip),
  await watched(page, 'close while it is written', async () => {
    await platform.selectOption('postgres');
    await page.waitForTimeout(100);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  }),
];
await close();
const lines = rows.map((row) => watchedLine(row, row.task > EXPORT_BUDGETS.task ? 'task' : row.ms > EXPORT_BUDGETS.written ? 'ms' : ''));
console.table(lines);
if (lines.some(({ over }) => over !== '')) process.exitCode = 1;
