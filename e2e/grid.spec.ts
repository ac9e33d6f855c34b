import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, test, type Studio } from './studio.ts';

const LINES = 30_000;
/** Number 7 of 30,000 has no city; every third comes from Ulm. */
const PARTS = `no,city,price,"say ""what"""\n${Array.from({ length: LINES }, (_, index) => {
  const no = index + 1;
  return `${no},${no === 7 ? '' : no % 3 === 0 ? 'Ulm' : 'Bonn'},${(no % 100) / 4},"{""n"": ${no}}"`;
}).join('\n')}\n`;

async function openParts(studio: Studio): Promise<void> {
  await studio.openEmpty('Parts');
  await studio.drop([
    { name: 'parts_2026-01-05.csv', text: PARTS },
    { name: 'parts_2026-01-12.csv', text: 'no,city,price,"say ""what"""\n1,Kiel,2.5,\n2,Bonn,3,\n' },
  ]);
  await expect(studio.line('parts')).toBeVisible({ timeout: 60_000 });
  await studio.run(/^\d+ built/);
  await studio.line('parts').click();
  await studio.tab('Rows').click();
  await expect(studio.rows.getByRole('gridcell').first()).not.toHaveText('');
}
const status = (page: Page) => page.locator('.or-grid-bar [role=status]').first();
const focused = (page: Page) => page.locator('.or-grid-cell[data-focus]');

test('rows are gone to, sorted, filtered and found again by keys alone', async ({ studio }) => {
  const { page } = studio;
  await openParts(studio);
  await expect(status(page)).toHaveText('30,002 rows');
  await studio.rows.focus();
  await page.keyboard.press('Control+End');
  await expect(page.locator('.or-grid-number').last()).toHaveText('30,002');
  await page.keyboard.press('g');
  await page.getByRole('dialog', { name: 'Go to row' }).getByRole('textbox').fill('20,000');
  await page.keyboard.press('Enter');
  await expect(page.locator('.or-grid-number', { hasText: /^20,000$/ })).toBeVisible();
  await page.keyboard.press('Control+Home');
  await expect(focused(page)).toHaveText('1');

  // By price downwards, then by number.
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Home');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.press('Control+Home');
  await expect(focused(page)).toHaveText('99');
  await expect(studio.rows.getByRole('columnheader', { name: /^price/ })).toHaveAttribute('aria-sort', 'descending');
  await expect(studio.rows.getByRole('columnheader', { name: /^no/ })).toHaveAttribute('aria-sort', 'ascending');

  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('f');
  const filter = page.getByRole('dialog', { name: 'Filter city' });
  await filter.getByRole('combobox', { name: 'Test' }).selectOption({ label: 'is' });
  await filter.getByRole('textbox', { name: 'Value' }).fill('Ulm');
  await page.keyboard.press('Enter');
  await expect(status(page)).toHaveText('10,000 of 30,002 rows');
  await page.getByRole('button', { name: 'Clear the filter city is Ulm' }).click();
  await expect(status(page)).toHaveText('30,002 rows');
  await studio.rows.focus();
  await page.keyboard.press('f');
  await page.getByRole('dialog', { name: 'Filter city' }).getByRole('combobox', { name: 'Test' }).selectOption({ label: 'is NULL' });
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(status(page)).toHaveText('1 of 30,002 rows');
  expect((await studio.cells()).map(([no]) => no)).toEqual(['7']);
  expect(studio.watched.errors).toEqual([]);
});

test('what is shown is what is copied and downloaded, and columns stand as they were put', async ({ studio, context }) => {
  const { page } = studio;
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openParts(studio);
  await studio.rows.focus();
  await page.keyboard.press('f');
  const filter = page.getByRole('dialog', { name: 'Filter no' });
  await filter.getByRole('combobox', { name: 'Test' }).selectOption({ label: 'is at most' });
  await filter.getByRole('textbox', { name: 'Value' }).fill('2');
  await page.keyboard.press('Enter');
  await expect(status(page)).toHaveText('4 of 30,002 rows');
  // The price first, the city gone.
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('h');
  await page.keyboard.press('p');
  const names = () => studio.rows.getByRole('columnheader').evaluateAll((all) => all.map((one) => one.querySelector('.or-grid-name')?.textContent));
  await expect.poll(async () => (await names()).slice(0, 3)).toEqual(['price', 'no', 'say "what"']);
  await page.keyboard.press('Home');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: 'SQL INSERT' }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('INSERT INTO "parts" ("price", "no")\nVALUES\n  (0.25, 1);\n');

  await page.getByRole('button', { name: 'Download', exact: true }).click();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: 'NDJSON, a line per row' }).click()]);
  const lines = readFileSync(await download.path(), 'utf8')
    .trimEnd()
    .split('\n');
  expect(lines.map((line) => (JSON.parse(line) as { no: number }).no)).toEqual([1, 2, 1, 2]);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ price: 0.25, 'say "what"': '{"n": 1}' });

  await page.keyboard.press('Escape');
  await studio.rows.getByRole('gridcell', { name: '{"n": 1}' }).click();
  await studio.rows.focus();
  await page.keyboard.press(' ');
  await expect(page.getByRole('note', { name: 'Value of say "what"' })).toHaveText('{\n  "n": 1\n}');
  await page.getByRole('button', { name: 'Show the statistics of columns' }).click();
  await expect(studio.rows.getByRole('columnheader', { name: /^no/ })).toContainText('2 distinct');
  expect(studio.watched.errors).toEqual([]);
});

test('a profile tells what a source holds, and what the next delivery changed', async ({ studio }) => {
  const { page } = studio;
  await openParts(studio);
  await studio.tab('Profile').click();
  const lines = page.getByRole('region', { name: 'Columns', exact: true });
  await expect(lines.getByRole('row').filter({ hasText: 'city' })).toContainText('3', { timeout: 60_000 });
  await lines.getByRole('row').filter({ hasText: 'city' }).click();
  const city = page.getByRole('region', { name: 'Profile of city' });
  await expect(city.getByRole('region', { name: 'Frequent values' }).getByRole('row').first()).toHaveText(/^Bonn20,000/);
  await expect(city.getByRole('region', { name: 'Patterns' })).toContainText('AAAA');
  await page.getByRole('button', { name: 'Compare with the one before' }).click();
  const changes = page.getByRole('region', { name: /^Columns, 2026-01-05.* to 2026-01-12.*: 30,000 rows to 2 rows$/ });
  await expect(changes.getByRole('row').filter({ hasText: 'city' })).toBeVisible({ timeout: 60_000 });
  await changes.getByRole('row').filter({ hasText: 'city' }).click();
  const change = page.getByRole('region', { name: 'Changes of city' });
  await expect(change.getByRole('region', { name: 'New values' })).toContainText('Kiel');
  await expect(change.getByRole('region', { name: 'Lost values' })).toContainText('Ulm');
  expect(studio.watched.errors).toEqual([]);
});
