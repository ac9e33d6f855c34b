import { expect, test } from './studio.ts';

const ORDERS = 'order_id,city\n1,Ulm\n2,Bonn\n';

test('an environment is set in the settings, and the export is written for it', async ({ studio }) => {
  await studio.open();
  const { page } = studio;
  await page.keyboard.press('Control+,');
  const settings = page.getByRole('dialog', { name: 'Settings of the project' });
  await settings.getByRole('tab', { name: 'Hash rules' }).focus();
  for (let step = 0; step < 4; step += 1) await page.keyboard.press('ArrowDown');
  await expect(settings.getByRole('tab', { name: 'Environments' })).toBeFocused();
  await settings.getByRole('button', { name: 'Add environment' }).click();
  const name = settings.getByRole('textbox', { name: 'Name', exact: true });
  await expect(name).toBeFocused();
  await name.fill('Prod');
  await expect(settings).toContainText('lower-case letters, digits and _');
  await expect(settings.getByRole('button', { name: 'Apply' })).toBeDisabled();
  await name.fill('prod');
  await settings.getByRole('textbox', { name: 'Before each schema' }).fill('prod_');
  await settings.getByRole('tab', { name: 'Schedule' }).click();
  await settings.getByRole('textbox', { name: 'Cron' }).fill('30 6 * * 1-5');
  await expect(settings).toContainText('Built on Monday to Friday at 06:30.');
  await settings.getByRole('button', { name: 'Apply' }).click();
  await expect(settings).toBeHidden();

  await page.keyboard.press('Control+e');
  const dialog = page.getByRole('dialog', { name: 'Export' });
  await dialog.getByRole('combobox', { name: 'Environment' }).selectOption({ label: 'prod' });
  await expect(dialog.getByRole('checkbox', { name: 'dbt project (all environments)' })).toBeChecked();
  await expect(dialog.locator('[aria-busy=true]')).toHaveCount(0, { timeout: 60_000 });
  const [download] = await Promise.all([page.waitForEvent('download'), dialog.getByRole('button', { name: /^Download \d+ files as zip/ }).click()]);
  expect(download.suggestedFilename()).toBe('shop-duckdb-prod.zip');
  await dialog.getByText('0000_schemas.sql', { exact: true }).click();
  await expect(dialog.locator('.or-export-editor')).toContainText('prod_mart');
  await page.keyboard.press('Escape');

  await page.reload();
  await expect(studio.button('Run')).toBeEnabled();
  await page.keyboard.press('Control+e');
  await expect(dialog.getByRole('combobox', { name: 'Environment' })).toHaveValue('prod');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+e');
  await expect(dialog.getByRole('combobox', { name: 'Platform' })).toBeVisible();
  await expect(dialog.getByRole('combobox', { name: 'Environment' })).toHaveCount(0);
  expect(studio.watched.errors).toEqual([]);
});

test('an example that fails is seen in the checks after a run, and holds once it is mended', async ({ studio }) => {
  await studio.openEmpty('Rules');
  await studio.drop([{ name: 'orders_2026-01-05.csv', text: ORDERS }]);
  await expect(studio.line('orders')).toBeVisible({ timeout: 60_000 });
  await studio.make('orders', 'Staging');
  await studio.line('stg_orders').click();
  const { inspector, page } = studio;
  await inspector.getByText('Examples', { exact: true }).click();
  await inspector.getByRole('button', { name: 'Add an example' }).click();
  const example = inspector.getByRole('group', { name: 'Example Example 1' });
  const given = example.getByRole('group', { name: 'Given orders' });
  const expected = example.getByRole('group', { name: 'Expected' });
  const cell = (column: string, of: 'Given orders' | 'Expected') => example.getByRole('textbox', { name: `${column}, row 1 of ${of}` });
  await cell('order_id', 'Given orders').evaluate((input) => {
    const data = new DataTransfer();
    data.setData('text/plain', 'order_id\tcity\n7\tKiel\n');
    input.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await expect(cell('city', 'Given orders')).toHaveValue('Kiel');
  await expect(given.getByRole('row')).toHaveCount(2);
  await cell('order_id', 'Expected').fill('7');
  await cell('city', 'Expected').fill('""');
  await page.keyboard.press('Enter');
  await expect(example).toContainText('It is tried with the checks, once a run has built this object.');
  await studio.run();
  await expect(example.getByRole('status')).toHaveText('2 rows differ.', { timeout: 30_000 });
  const differences = example.getByRole('group', { name: 'Rows that differ' }).getByRole('row');
  await expect(differences.filter({ hasText: 'is too many' })).toContainText('Kiel');
  await expect(differences.filter({ hasText: 'is missing' })).toContainText('7');
  await studio.tab('Checks').click();
  const check = page.getByRole('group', { name: 'Checks' }).getByRole('button', { name: 'Example: Example 1' });
  await expect(check).toContainText('2 rows');

  await cell('city', 'Expected').fill('Kiel');
  await page.keyboard.press('Enter');
  await expect(example.getByRole('status')).toHaveText('It holds: what comes out is what is expected.', { timeout: 30_000 });
  await expect(check.getByLabel('holds')).toBeVisible();
  await expect(expected.getByRole('row')).toHaveCount(2);
  await page.getByRole('button', { name: /^Undo/ }).click();
  await expect(cell('city', 'Expected')).toHaveValue('""');
  await expect(example.getByRole('status')).toHaveText('2 rows differ.', { timeout: 30_000 });
  expect(studio.watched.errors).toEqual([]);
});
