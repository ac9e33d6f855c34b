import { expect, test } from './studio.ts';

test('a rename and a deletion show what they touch before they are done', async ({ page, studio }) => {
  await studio.open();
  await studio.line('hub_customer').click();
  await page.keyboard.press('F2');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('hub_client');
  await expect(dialog).toContainText('raw_vault.link_order_customer: customer_hk → client_hk');
  await page.keyboard.press('Enter');
  await expect(studio.line('hub_client')).toBeVisible();
  await page.keyboard.press('Shift+Delete');
  await expect(dialog).toContainText('other tables can no longer be built');
  await expect(dialog).toContainText('sat_customer_shop has no hub or link that can be built');
  await dialog.getByRole('button', { name: 'Keep' }).click();
  await page.keyboard.press('Control+z');
  await expect(studio.line('hub_customer')).toBeVisible();
});

test('lineage is followed column by column, by keys too', async ({ page, studio }) => {
  await studio.open();
  await studio.line('fct_order_line').click();
  await page.getByRole('button', { name: 'Lineage' }).click();
  const card = (name: string) => page.getByRole('region', { name, exact: true });
  await expect(card('dim_customer').getByRole('button', { name: 'customer_sk', exact: true })).toBeVisible();
  await card('fct_order_line').getByRole('button', { name: 'customer_sk', exact: true }).dblclick();
  await expect(page.getByText('fct_order_line.customer_sk', { exact: true })).toBeVisible();
  await expect(card('dim_product')).toHaveCount(0);
  await card('fct_order_line').getByRole('button', { name: 'customer_sk', exact: true }).focus();
  await page.keyboard.press('ArrowLeft');
  await expect(card('dim_customer').getByRole('button', { name: 'customer_sk', exact: true })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText('dim_customer.customer_sk', { exact: true })).toBeVisible();
});

test('a term describes columns, and a naming standard renames what follows it', async ({ page, studio }) => {
  await studio.open();
  await page.getByRole('button', { name: 'Glossary' }).click();
  await page.getByLabel('Find or add a term').fill('Customer number');
  await page.keyboard.press('Enter');
  await page.getByLabel('Definition').fill('What a customer is known by.');
  await page.getByLabel('Add columns').fill('every customer_no');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: '9 columns' })).toBeVisible();
  await page.getByRole('button', { name: 'hub_customer.customer_no', exact: true }).click();
  await expect(page.locator('.or-inspector-note')).toHaveText('What a customer is known by.');

  await studio.menu('Settings…');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('tab', { name: 'Names' }).click();
  await dialog.getByLabel('Abbreviations').fill('customer = cust');
  await dialog.getByLabel('Abbreviations').blur();
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await expect(dialog).toContainText('raw_vault.hub_customer → raw_vault.hub_cust');
  await dialog.getByLabel('dim_customer → dim_cust').uncheck();
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await expect(studio.line('hub_cust')).toBeVisible();
  await expect(studio.line('dim_customer')).toBeVisible();
  await studio.command('Undo');
  await expect(studio.line('hub_customer')).toBeVisible();
});
