import { readFileSync } from 'node:fs';
import type { Locator } from '@playwright/test';
import { expect, test, type Studio } from './studio.ts';

/** The workbench as a user meets it. */
function benchOf({ page }: Studio) {
  const region = page.getByRole('region', { name: 'SQL', exact: true });
  const editor = region.locator('.monaco-editor').first();
  const results = region.getByRole('tablist', { name: 'Results' });
  return {
    region,
    editor,
    results,
    grid: region.getByRole('grid'),
    async open(): Promise<void> {
      await page.keyboard.press('Shift+7');
      await expect(editor).toBeVisible({ timeout: 60_000 });
    },
    async write(text: string): Promise<void> {
      await editor.click();
      await page.keyboard.press('Control+a');
      await page.keyboard.insertText(text);
    },
    tab: (name: string | RegExp): Locator => results.getByRole('tab', { name }),
    cells: (): Promise<string[][]> =>
      region
        .locator('.or-grid-row')
        .evaluateAll((rows) => rows.map((row) => [...row.querySelectorAll('[role=gridcell]')].map((cell) => cell.textContent ?? ''))),
  };
}

test('queries run on what was built: results as tabs, sorted, drawn and downloaded, and nothing of the warehouse changes', async ({ studio }) => {
  const { page } = studio;
  await studio.open();
  const bench = benchOf(studio);
  await bench.open();
  await expect(bench.region).toContainText('Nothing is built yet');
  await bench.region.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(studio.summary).toHaveText(/^\d+ built/, { timeout: 60_000 });

  // All statements; those without rows say what they did.
  await bench.write(
    "create table mine as from mart.dim_customer;\nselect city, count(*) as n from mine group by city order by n desc -- ; not here\n;\nselect ';' as semicolon",
  );
  await page.keyboard.press('Control+Shift+Enter');
  await expect(bench.results.getByRole('tab')).toHaveCount(3);
  await bench.tab(/Change/).click();
  await expect(bench.region).toContainText(/Table created with [\d,]+ rows/);
  await bench.tab(/11 rows/).click();
  await expect(bench.grid.getByRole('gridcell').first()).not.toHaveText('');
  const counts = (await bench.cells()).map(([, n]) => Number(n));
  expect(counts).toEqual(counts.toSorted((a, b) => b - a));
  await bench.grid.getByRole('columnheader', { name: 'n', exact: false }).last().getByRole('button').first().click();
  await expect.poll(async () => (await bench.cells()).map(([, n]) => Number(n))).toEqual(counts.toReversed());
  await bench.region.getByRole('button', { name: 'Download', exact: true }).click();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: 'CSV', exact: true }).click()]);
  expect(readFileSync(await download.path(), 'utf8').split('\n')[0]).toBe('city,n');
  await bench.region.getByRole('button', { name: 'Chart' }).click();
  const chart = bench.region.getByRole('img', { name: /bar chart of sum of n by city, 11 values/ });
  await chart.focus();
  await page.keyboard.press('End');
  await expect(bench.region.locator('.or-chart-told')).toContainText('sum of n');

  // A pinned result stays when the statement under the cursor runs.
  await bench.region.getByRole('button', { name: 'Keep this result when the query runs again' }).click();
  await bench.write('select 1;\n\nselect 42 as answer');
  await page.keyboard.press('Control+Enter');
  await expect(bench.results.getByRole('tab')).toHaveCount(2);
  await expect(bench.grid).toContainText('answer');

  // What the run built is safe, and an error is marked at its place.
  await bench.write('delete from mart.dim_customer');
  await page.keyboard.press('Control+Enter');
  await expect(bench.region.getByRole('alert')).toContainText('would change what the run built');
  await bench.write('select city,\n  nope\nfrom mart.dim_customer');
  await page.keyboard.press('Control+Enter');
  await expect(bench.region.getByRole('alert')).toContainText('line 2, character 3');
  await expect(bench.editor.locator('.squiggly-error')).toBeVisible();
  expect(studio.watched.errors).toEqual([]);
});

test('the editor knows the model and the engine, explains a plan, and stops a query when asked', async ({ studio }) => {
  const { page } = studio;
  await studio.open();
  const bench = benchOf(studio);
  const suggestions = page.locator('.suggest-widget');
  // From an object: a query of its rows.
  await studio.line('dim_customer').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Open in the workbench' }).click();
  await expect(bench.region.getByRole('tab', { name: 'dim_customer' })).toHaveAttribute('aria-selected', 'true');
  await expect(bench.editor).toContainText('mart.dim_customer', { timeout: 60_000 });

  await bench.write('select c. from mart.dim_customer c');
  await page.keyboard.press('Home');
  for (let step = 0; step < 9; step += 1) await page.keyboard.press('ArrowRight');
  await page.keyboard.type('ci');
  await expect(suggestions).toContainText('city');
  await page.keyboard.press('Tab');
  await expect(bench.editor).toContainText('select c.city from');
  await bench.write('select date_tru');
  await page.keyboard.press('Control+Space');
  await expect(suggestions).toContainText('date_trunc', { timeout: 30_000 });
  await page.keyboard.press('Escape');

  await bench.write('select count(*) from range(1000000) as a(i) join range(1000) as b(j) on i % 1000 = j');
  await bench.region.getByRole('button', { name: 'More ways to run the query' }).click();
  await page.getByRole('menuitem', { name: 'Run and measure each step' }).click();
  const plan = bench.region.getByRole('table', { name: 'Plan of the statement' });
  await expect(plan).toContainText('HASH JOIN', { timeout: 60_000 });
  await expect(plan.getByRole('img', { name: 'on the hot path' }).first()).toBeVisible();

  await bench.write('select count(*) from range(100000000) as a(i), range(100000) as b(j) where i % 7 = j');
  await page.keyboard.press('Control+Enter');
  await expect(bench.region.getByRole('status').first()).toContainText('Running the statement');
  await page.keyboard.press('Control+.');
  await expect(bench.region).toContainText(/Cancelled after/, { timeout: 10_000 });

  await bench.write('SELECT 1 AS a , 2 AS b');
  await bench.region.getByRole('button', { name: 'Format' }).click();
  await expect(bench.editor).toContainText('select');
  await page.keyboard.press('Control+Enter');
  await expect(bench.grid).toContainText('b');
  expect(studio.watched.errors).toEqual([]);
});

test('queries and their history are there after a reload, and belong to their project', async ({ studio }) => {
  const { page } = studio;
  await studio.open();
  const bench = benchOf(studio);
  await bench.open();
  await bench.write('select 7 as lucky');
  await page.keyboard.press('Control+Enter');
  await expect(bench.grid).toContainText('lucky', { timeout: 60_000 });
  await bench.region.getByRole('button', { name: 'New query' }).click();
  const tab = bench.region.getByRole('tab', { name: 'Query 2' });
  await tab.dblclick();
  await page.keyboard.type('Notes');
  await page.keyboard.press('Enter');
  await bench.write('select 8 as eight');
  // Leaving the page keeps what is not yet kept.
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden' });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await studio.saved();
  await page.reload();
  await expect(bench.region.getByRole('tab', { name: 'Notes' })).toHaveAttribute('aria-selected', 'true');
  await expect(bench.editor).toContainText('select 8 as eight');
  await bench.region.getByRole('button', { name: 'History' }).click();
  const history = bench.region.getByRole('complementary', { name: 'History of queries' });
  await history.getByRole('textbox').fill('lucky');
  await history.getByRole('button', { name: /select 7 as lucky/ }).click();
  await expect(bench.editor).toContainText('select 7 as lucky');
  await studio.menu('New project…');
  await page.getByRole('dialog').getByRole('textbox').fill('Other');
  await studio.button('Make').click();
  await expect(studio.project).toContainText('Other');
  await expect(bench.region.getByRole('tab', { name: 'Query 1' })).toBeVisible();
  await expect(history).toContainText('Each statement you run is listed here');
  expect(studio.watched.errors).toEqual([]);
});
