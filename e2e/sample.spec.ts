import { expect, SAMPLE_SIZE, test } from './studio.ts';

test('the sample opens, runs, and shows rows, columns and SQL of an object', async ({ studio }) => {
  await studio.open();
  await expect(studio.page.getByRole('tablist', { name: 'Diagrams' }).getByRole('tab')).toHaveText(['Everything', 'Star', 'Vault']);
  await studio.run(new RegExp(`^${SAMPLE_SIZE} built`));
  await studio.line('dim_customer').click();
  await studio.tab('Rows').click();
  await expect(studio.rows).toHaveAttribute('aria-label', 'Rows of dim_customer');
  const cells = await studio.cells();
  expect(cells.length).toBeGreaterThan(5);
  await studio.rows.getByRole('columnheader', { name: /customer_sk/ }).click();
  await expect(studio.rows.getByRole('gridcell', { name: '(unknown)' }).first()).toBeVisible();
  await studio.tab('SQL').click();
  await expect(studio.page.locator('.or-panel').getByText('create table', { exact: false }).first()).toBeVisible();
  await studio.tab('Columns').click();
  await expect(studio.page.getByRole('cell', { name: 'customer_sk' })).toBeVisible();
  expect(studio.watched.errors).toEqual([]);
});

test('a second run builds nothing, and a delivery loaded twice adds nothing', async ({ studio }) => {
  await studio.open();
  await studio.run();
  await studio.run(new RegExp(`^0 built, ${SAMPLE_SIZE} kept`));
  await studio.button('Run twice').click();
  await expect(studio.page.getByText('Run twice: 0 rows added')).toBeVisible({ timeout: 60_000 });
});
