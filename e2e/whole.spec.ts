import { readFileSync } from 'node:fs';
import type { Page, TestInfo } from '@playwright/test';
import { unzipSync } from 'fflate';
import { expect, test, type Studio } from './studio.ts';

const FILES = [
  { name: 'customers_2026-01-05.csv', mimeType: 'text/csv', buffer: Buffer.from('customer_id,name,city\nC1,Ann,Ulm\nC2,Bob,Bonn\n') },
  { name: 'customers_2026-01-06.csv', mimeType: 'text/csv', buffer: Buffer.from('customer_id,name,city\nC1,Ann,Kiel\nC2,Bob,Bonn\nC3,Eve,Jena\n') },
  { name: 'products_2026-01-05.csv', mimeType: 'text/csv', buffer: Buffer.from('product_id,title,price\nP1,Lamp,12.50\nP2,Desk,90.00\n') },
  {
    name: 'orders_2026-01-05.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('order_id,customer_id,product_id,ordered_on,amount\nO1,C1,P1,2026-01-04,12.50\nO2,C2,P2,2026-01-05,90.00\n'),
  },
  {
    name: 'orders_2026-01-06.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('order_id,customer_id,product_id,ordered_on,amount\nO3,C3,P1,2026-01-06,25.00\n'),
  },
];

/** Presses arrow down until the focused entry of the open menu is the one. */
async function pick(page: Page, label: string): Promise<void> {
  const entry = page.getByRole('menuitem', { name: label, exact: true });
  await expect(entry).toBeVisible();
  for (let presses = 0; presses < 40 && !(await entry.evaluate((element) => element === document.activeElement)); presses += 1)
    await page.keyboard.press('ArrowDown');
  await expect(entry).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(entry).toHaveCount(0);
}
/** Makes an object from another in the navigator, by keys alone. */
async function make(studio: Studio, from: string, label: string, made: string): Promise<void> {
  const { keyboard } = studio.page;
  await keyboard.press('Control+f');
  await expect(studio.page.getByRole('textbox', { name: 'Find in the model' })).toBeFocused();
  await keyboard.type(from);
  await expect(studio.navigator.getByRole('treeitem')).toHaveCount(2);
  await keyboard.press('ArrowDown');
  await expect(studio.line(from)).toHaveAttribute('aria-selected', 'true');
  await keyboard.press('ContextMenu');
  await pick(studio.page, label);
  await keyboard.press('Control+f');
  await expect(studio.page.getByRole('textbox', { name: 'Find in the model' })).toBeFocused();
  // Once to find nothing in particular, once to be in the tree again.
  await keyboard.press('Escape');
  await keyboard.press('Escape');
  await expect(studio.line(made)).toHaveAttribute('aria-selected', 'true');
}
/** Selects an object by keys alone. */
async function goTo(studio: Studio, name: string): Promise<void> {
  await studio.command(name);
  await expect(studio.line(name)).toHaveAttribute('aria-selected', 'true');
}
/** The files of an export, by the button that has the focus. */
async function taken(page: Page, take: () => Promise<void>): Promise<Readonly<Record<string, string>>> {
  const [download] = await Promise.all([page.waitForEvent('download'), take()]);
  const files = unzipSync(readFileSync(await download.path()));
  return Object.fromEntries(Object.entries(files).map(([path, bytes]) => [path, new TextDecoder().decode(bytes)]));
}
/** What was drawn, for a person to look at. */
async function picture(studio: Studio, info: TestInfo, name: string): Promise<void> {
  await info.attach(name, { body: await studio.page.screenshot({ path: info.outputPath(`${name}.png`) }), contentType: 'image/png' });
}
/** Until the rows of an object are shown, with these values among them. */
async function shows(studio: Studio, name: string, count: number, values: readonly string[] = []): Promise<void> {
  await expect(studio.rows).toHaveAttribute('aria-label', `Rows of ${name}`);
  await expect(studio.rows).toHaveAttribute('aria-rowcount', String(count + 1));
  await expect.poll(async () => (await studio.cells()).flat()).toEqual(expect.arrayContaining([...values]));
}
const drawn = (studio: Studio) => studio.page.locator('.or-canvas').getByRole('group');

const STAGED = [
  ['customers', 'Staging', 'stg_customers'],
  ['products', 'Staging', 'stg_products'],
  ['orders', 'Staging', 'stg_orders'],
] as const;
const STAR = [
  ['stg_customers', 'Dimension', 'dim_customers'],
  ['stg_products', 'Dimension', 'dim_products'],
  ['stg_orders', 'Fact', 'fct_orders'],
] as const;
const VAULT = [
  ['stg_customers', 'Hub', 'hub_customers'],
  ['stg_products', 'Hub', 'hub_products'],
  ['stg_orders', 'Hub', 'hub_orders'],
  ['stg_customers', 'Satellite', 'sat_customers'],
  ['stg_products', 'Satellite', 'sat_products'],
  ['stg_orders', 'Link', 'link_orders'],
] as const;

async function projectByKeys(studio: Studio, name: string): Promise<void> {
  await studio.open();
  await studio.command('New project');
  await studio.page.keyboard.type(name);
  await studio.page.keyboard.press('Enter');
  await expect(studio.project).toContainText(name);
  await expect(studio.page.getByRole('dialog')).toHaveCount(0);
  const [chooser] = await Promise.all([studio.page.waitForEvent('filechooser'), studio.page.keyboard.press('Alt+o')]);
  await chooser.setFiles(FILES);
  await expect(studio.line('orders')).toBeVisible({ timeout: 60_000 });
}
async function runByKeys(studio: Studio): Promise<void> {
  await studio.page.keyboard.press('Control+Enter');
  await expect(studio.summary).toHaveText(/^\d+ built/, { timeout: 60_000 });
}
async function exportByKeys(studio: Studio): Promise<Readonly<Record<string, string>>> {
  const { keyboard } = studio.page;
  await keyboard.press('Control+e');
  const take = studio.page.getByRole('dialog').getByRole('button', { name: /^Download \d+ files as zip/ });
  await expect(take).toBeEnabled();
  for (let presses = 0; presses < 60 && !(await take.evaluate((element) => element === document.activeElement)); presses += 1) await keyboard.press('Tab');
  await expect(take).toBeFocused();
  const files = await taken(studio.page, () => keyboard.press('Enter'));
  await keyboard.press('Escape');
  return files;
}

test('a whole star is drawn, run and exported by keys alone', async ({ studio }, info) => {
  await projectByKeys(studio, 'Star by keys');
  for (const [from, label, made] of [...STAGED, ...STAR]) await make(studio, from, label, made);
  await studio.command('Tidy up as star');
  await runByKeys(studio);
  await goTo(studio, 'dim_customers');
  await studio.command('Show rows');
  // Three customers as they are now, and the unknown one.
  await shows(studio, 'dim_customers', 4, ['Kiel', 'Bonn', 'Jena', '-1']);
  await goTo(studio, 'fct_orders');
  await shows(studio, 'fct_orders', 3, ['O1', 'O2', 'O3']);
  await expect(drawn(studio).filter({ hasText: 'fct_orders' })).toBeVisible();
  await picture(studio, info, 'star-by-keys');
  const files = await exportByKeys(studio);
  expect(Object.entries(files).find(([path]) => path.endsWith('/fct_orders.sql'))?.[1]).toContain('customers_sk');
  expect(studio.watched.errors).toEqual([]);
});

test('a whole vault is drawn, run and exported by keys alone', async ({ studio }, info) => {
  await projectByKeys(studio, 'Vault by keys');
  for (const [from, label, made] of [...STAGED, ...VAULT]) await make(studio, from, label, made);
  await studio.command('Tidy up as vault');
  await runByKeys(studio);
  await goTo(studio, 'sat_customers');
  await studio.command('Show rows');
  await shows(studio, 'sat_customers', 4, ['Ulm', 'Kiel', 'Jena']);
  await goTo(studio, 'link_orders');
  await shows(studio, 'link_orders', 3);
  await picture(studio, info, 'vault-by-keys');
  const files = await exportByKeys(studio);
  expect(Object.entries(files).find(([path]) => path.endsWith('/link_orders.sql'))?.[1]).toContain('staged.customers_hk');
  expect(studio.watched.errors).toEqual([]);
});

/** Starts a project with the files by the mouse; only its name is typed. */
async function projectByMouse(studio: Studio, name: string): Promise<void> {
  await studio.openEmpty(name);
  const [chooser] = await Promise.all([studio.page.waitForEvent('filechooser'), studio.button('Choose data files…').click()]);
  await chooser.setFiles(FILES);
  await expect(studio.line('orders')).toBeVisible({ timeout: 60_000 });
}
async function tidyByMouse(studio: Studio, label: string): Promise<void> {
  await studio.button('Tidy up and align').click();
  await studio.page.getByRole('menuitem', { name: label }).click();
}
async function exportByMouse(studio: Studio): Promise<Readonly<Record<string, string>>> {
  await studio.button('Export').click();
  const take = studio.page.getByRole('dialog').getByRole('button', { name: /^Download \d+ files as zip/ });
  await expect(take).toBeEnabled();
  const files = await taken(studio.page, () => take.click());
  await studio.page.getByRole('dialog').getByRole('button', { name: 'Close' }).first().click();
  return files;
}

test('a whole star and a whole vault are drawn, run and exported by the mouse', async ({ studio }, info) => {
  await projectByMouse(studio, 'By mouse');
  for (const [from, label, made] of [...STAGED, ...STAR, ...VAULT]) {
    await studio.make(from, label);
    await expect(studio.line(made)).toHaveAttribute('aria-selected', 'true');
  }
  await tidyByMouse(studio, 'Tidy up as layers, left to right');
  await studio.run();
  await studio.tab('Rows').click();
  for (const [name, count, values] of [
    ['dim_customers', 4, ['Kiel', 'Bonn', 'Jena', '-1']],
    ['sat_customers', 4, ['Ulm', 'Kiel', 'Jena']],
    ['fct_orders', 3, ['O1', 'O2', 'O3']],
    ['link_orders', 3, []],
  ] as const) {
    await studio.line(name).click();
    await shows(studio, name, count, values);
  }
  await picture(studio, info, 'by-mouse');
  const files = await exportByMouse(studio);
  for (const made of ['fct_orders', 'link_orders']) expect(Object.keys(files).some((path) => path.endsWith(`/${made}.sql`))).toBe(true);
  expect(studio.watched.errors).toEqual([]);
});
