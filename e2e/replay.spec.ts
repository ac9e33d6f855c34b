import { expect, test, type Studio } from './studio.ts';

/** The line of a delivery in the history of the selected object. */
const delivery = (studio: Studio, name: string) => studio.page.locator('.or-history-table tbody tr').filter({ hasText: name });

test('what each delivery did to a dimension, its rows before and after, one key and one point in time', async ({ studio }) => {
  await studio.open();
  await studio.run();
  await studio.line('dim_customer').click();
  await studio.tab('History').click();

  // Counts are told per delivery; one opens exactly its rows.
  await delivery(studio, 'Customers moved back')
    .getByRole('button', { name: /closed by/ })
    .click();
  const closed = Number(
    (
      await delivery(studio, 'Customers moved back')
        .getByRole('button', { name: /closed by/ })
        .textContent()
    )?.replace(',', ''),
  );
  await expect(studio.rows).toHaveAttribute('aria-rowcount', String(closed + 1));
  await expect(studio.rows.getByRole('img', { name: 'closed' }).first()).toBeVisible();
  await expect(studio.rows.locator('.or-grid-cell del').first()).toBeVisible();

  // A key is followed through the deliveries: its versions in order.
  await studio.rows.getByRole('gridcell').nth(1).click();
  await studio.button('Follow this key').click();
  await expect(studio.page.getByText(/^\d+ changes in the deliveries loaded$/)).toBeVisible();
  const versions = await studio.cells();
  expect(versions.length).toBeGreaterThan(2);
  expect(versions[0]?.[0]).toBe('Everything once');

  // As of a time: fewer members were there after the first delivery than are now, by key alone.
  await studio.page.getByRole('tablist', { name: 'History' }).getByRole('tab', { name: 'As of' }).click();
  const valid = studio.page.getByText(/^[\d,]+ rows valid$/);
  const now = await valid.textContent();
  const slider = studio.page.getByRole('slider', { name: 'As of' });
  await slider.press('Home');
  await expect(slider).toHaveAttribute('aria-valuetext', '2026-01-05 06:00:00, Everything once');
  await expect(valid).not.toHaveText(now ?? '');
  await expect(studio.rows).toBeVisible();
  expect(studio.watched.errors).toEqual([]);
});

test('steps back and forward, changes a delivered value by hand, and sees it replayed', async ({ studio }) => {
  test.slow();
  const { page } = studio;
  await studio.open();
  await studio.run();
  await studio.line('hub_customer').click();
  const hubs = studio.line('hub_customer').getByText(/^[\d,]+$/);
  const all = await hubs.textContent();

  // A step back takes the last delivery away again; its dot is no longer loaded, the one before has the play head.
  await studio.button('Step back one delivery').click();
  await expect(page.locator('.or-dot[data-head]')).toContainText('A product is gone');
  await expect(hubs).not.toHaveText(all ?? '');
  await page.locator('body').press('Alt+L');
  await expect(page.locator('.or-dot[data-head]')).toContainText('Customers mov');
  await expect(hubs).toHaveText(all ?? '');

  // A customer of the first delivery gets another town, and what comes of it follows.
  await studio.line('shop_customers').click();
  await studio.tab('History').click();
  await page.getByRole('tab', { name: 'Edit a delivery' }).click();
  await page.getByRole('combobox', { name: 'Delivery to edit' }).selectOption({ label: 'Everything once' });
  await page.getByRole('textbox', { name: 'Find rows' }).fill('C0000003');
  const city = page.getByRole('textbox', { name: /^city, row/ });
  await city.fill('Atlantis');
  await city.press('Enter');
  await studio.button('Save and run to here').click();
  await expect(page.locator('.or-dot[data-head]')).toContainText('Everything once');
  await expect(studio.summary).toHaveText(/built/, { timeout: 60_000 });
  await studio.line('dim_customer').click();
  await studio.tab('Rows').click();
  await expect(studio.rows.getByRole('gridcell', { name: 'Atlantis' })).toHaveCount(1);

  // It is a change like any other: undone, the old file is back.
  await page.locator('body').press('Control+z');
  await studio.line('shop_customers').click();
  await studio.tab('History').click();
  await page.getByRole('textbox', { name: 'Find rows' }).fill('Atlantis');
  await expect(page.getByText(/^0 of [\d,]+ rows$/)).toBeVisible();
});
