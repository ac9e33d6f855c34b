import type { Locator } from '@playwright/test';
import { expect, test } from './studio.ts';

const ORDERS = 'order_id,payer,receiver,city,ordered_on\n1,71,72,Ulm,2026-01-03\n2,71,73,Bonn,2026-01-04\n3,72,71,Kiel,2026-01-05\n';

/** Finds an option by typing, as in every list of columns. */
async function pick(field: Locator, text: string): Promise<void> {
  await field.fill(text);
  await field.press('Enter');
}

test('a hub takes two keys from one object, and a satellite says which it describes', async ({ studio }) => {
  await studio.openEmpty('Parties');
  await studio.drop([{ name: 'orders_2026-01-05.csv', text: ORDERS }]);
  await expect(studio.line('orders')).toBeVisible({ timeout: 60_000 });
  await studio.make('orders', 'Staging');
  await studio.make('stg_orders', 'Hub');
  await studio.set('hub_orders', 'Name', 'hub_party');
  await studio.line('hub_party').click();
  const sources = studio.inspector.getByRole('combobox', { name: 'Source of order_id' });
  await pick(sources, 'payer');
  await studio.make('hub_party', 'Satellite');
  await studio.line('hub_party').click();
  await studio.inspector.getByRole('combobox', { name: 'Add a feed' }).selectOption({ label: 'stg_orders, with another key' });
  await pick(sources.nth(1), 'receiver');

  await studio.line('sat_party').click();
  const describes = studio.inspector.getByRole('combobox', { name: 'Describes the hub_party of' });
  await describes.selectOption({ label: 'payer' });
  await studio.inspector.getByRole('combobox', { name: 'Add a feed' }).selectOption({ label: 'stg_orders, with another key' });
  await expect(describes).toHaveCount(2);
  await expect(describes.nth(1)).toHaveValue('receiver');
  await studio.page.getByRole('button', { name: /^Undo/ }).click();
  await expect(describes).toHaveCount(1);
  await studio.page.getByRole('button', { name: /^Redo/ }).click();
  await studio.inspector.getByRole('button', { name: 'Map what is open by name' }).nth(1).click();
  await studio.run(/^5 built/);
  await studio.line('hub_party').click();
  await studio.tab('Rows').click();
  await expect(studio.rows).toHaveAttribute('aria-label', 'Rows of hub_party');
  expect(new Set((await studio.cells()).flat().filter((cell) => /^7\d$/.test(cell)))).toEqual(new Set(['71', '72', '73']));
  expect(studio.watched.errors).toEqual([]);
});

test('a staged column is a hash or a rank of others, set by keys', async ({ studio }) => {
  await studio.openEmpty('Ranks');
  await studio.drop([{ name: 'orders_2026-01-05.csv', text: ORDERS }]);
  await expect(studio.line('orders')).toBeVisible({ timeout: 60_000 });
  await studio.make('orders', 'Staging');
  await studio.line('stg_orders').click();
  const add = async (name: string, made: string) => {
    await studio.page.keyboard.press('Alt+Enter');
    await expect(studio.inspector.getByRole('textbox', { name: 'Name of column', exact: false }).last()).toBeFocused();
    await studio.page.keyboard.type(name);
    await studio.page.keyboard.press('Enter');
    await studio.inspector.getByRole('combobox', { name: 'Made' }).selectOption({ label: made });
  };
  await add('nth_of_payer', 'Rank of the row among others');
  await studio.inspector.getByRole('combobox', { name: 'Add a column to rank within' }).selectOption({ label: 'payer' });
  const removed = studio.inspector.getByRole('button', { name: 'Remove order_id' });
  if (await removed.isEnabled()) await removed.press('Enter');
  await studio.inspector.getByRole('checkbox', { name: 'ordered_on descending' }).press('Space');
  await add('party_key', 'Hash of other columns, a key');
  await studio.inspector.getByRole('combobox', { name: 'Add a column to the hash' }).selectOption({ label: 'city' });
  await studio.run(/^2 built/);
  await studio.line('stg_orders').click();
  await studio.tab('Rows').click();
  await expect(studio.rows).toHaveAttribute('aria-label', 'Rows of stg_orders');
  const rows = await studio.cells();
  const ranks = rows.map(
    (cells) => `${cells.find((cell) => /^2026-01-0\d$/.test(cell))} ${cells[cells.findIndex((cell) => /^[0-9a-f]{32}$/i.test(cell)) - 1]}`,
  );
  expect(ranks.toSorted()).toEqual(['2026-01-03 2', '2026-01-04 1', '2026-01-05 1']);
  expect(studio.watched.errors).toEqual([]);
});

test('a type and a use are filled from above, row by row, each step undone by itself', async ({ studio }) => {
  const { page, inspector } = studio;
  await studio.open();
  await studio.line('dim_customer').click();
  const type = (column: string) => inspector.getByRole('combobox', { name: `Type of ${column}` });
  const use = (column: string) => inspector.getByRole('combobox', { name: `History of ${column}` });
  await type('name').fill('text(50)');
  await type('name').press('Enter');
  await expect(type('email')).toBeFocused();
  // What was being typed is let go of.
  await type('email').fill('no such type');
  await page.keyboard.press('Control+d');
  await expect(type('email')).toHaveValue('text(50)');
  await expect(type('city')).toBeFocused();
  await page.keyboard.press('Control+d');
  await expect(type('city')).toHaveValue('text(50)');
  await expect(type('country')).toBeFocused();
  await expect(use('email')).toHaveValue('1');
  await use('city').focus();
  await page.keyboard.press('Control+d');
  await expect(use('city')).toHaveValue('1');
  await expect(use('country')).toBeFocused();
  const undo = page.getByRole('button', { name: /^Undo/ });
  await undo.click();
  await expect(use('city')).toHaveValue('2');
  await undo.click();
  await expect(type('city')).toHaveValue('text');
  await expect(type('email')).toHaveValue('text(50)');
  // The first has nothing above it.
  await type('customer_no').focus();
  await page.keyboard.press('Control+d');
  await expect(type('customer_no')).toHaveValue('text');
  expect(studio.watched.errors).toEqual([]);
});
