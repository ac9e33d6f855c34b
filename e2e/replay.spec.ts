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
