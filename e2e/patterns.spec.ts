import { expect, test, type Studio } from './studio.ts';

/** Customer 1 has another phone in the second delivery; customer 2 has the one as before. */
const PHONES = [
  { name: 'phones_2026-01-05.csv', text: 'customer_id,phone_type,phone\n1,home,111\n1,work,111\n2,home,211\n' },
  { name: 'phones_2026-01-12.csv', text: 'customer_id,phone_type,phone\n1,home,119\n2,home,211\n' },
];
const DAYS = { first: '2026-01-05 00:00:00', second: '2026-01-12 00:00:00' };

async function dropped(studio: Studio, files: readonly { readonly name: string; readonly text: string }[], source: string): Promise<void> {
  for (const file of files) {
    await studio.drop([file]);
    const day = file.name.slice(-14, -4);
    await expect(studio.page.getByRole('region', { name: 'Deliveries' }).getByText(day).first()).toBeVisible({ timeout: 60_000 });
  }
  await expect(studio.line(source)).toBeVisible();
}

async function rowsOf(studio: Studio, object: string): Promise<string[][]> {
  await studio.line(object).click();
  await studio.tab('Rows').click();
  await expect(studio.rows).toHaveAttribute('aria-label', `Rows of ${object}`);
  return studio.cells();
}

test('dropped files become a vault with several rows a state and a point-in-time table, each set in its inspector', async ({ studio }) => {
  await studio.openEmpty('Phones');
  await dropped(studio, PHONES, 'phones');
  await studio.set('phones', 'System', 'crm');
  await studio.make('phones', 'Staging');
  await studio.choose('stg_phones', 'Built as', 'Table, written anew each run');
  await studio.make('stg_phones', 'Hub');
  await studio.set('hub_phones', 'Name', 'hub_customer');
  await studio.set('hub_customer', 'Collision code', 'crm');
  await studio.make('stg_phones', 'Satellite');
  await studio.choose('sat_phones', 'Kind of satellite', 'Multi-active: several rows per state');
  await studio.choose('sat_phones', 'Use of phone_type', 'row key');
  await studio.make('hub_customer', 'Point-in-time table');
  await studio.set('as_of_dates', 'Name of the column', 'seen_at');
  await studio.set('pit_customer', 'Name of the date column of sat_phones', 'phones_since');
  await studio.run(/^7 built/);

  const satellite = await rowsOf(studio, 'sat_phones');
  expect(satellite.map((cells) => cells.find((cell) => /^\d{3}$/.test(cell))).toSorted()).toEqual(['111', '111', '119', '211']);
  expect(satellite.every((cells) => cells.includes('crm'))).toBe(true);

  const found = await rowsOf(studio, 'pit_customer');
  await expect(studio.rows.getByRole('columnheader', { name: /seen_at/ })).toBeVisible();
  await expect(studio.rows.getByRole('columnheader', { name: /phones_since/ })).toBeVisible();
  const dates = found.map((cells) => cells.filter((cell) => cell.startsWith('2026')).join(' sees '));
  expect(dates.toSorted()).toEqual([
    `${DAYS.first} sees ${DAYS.first}`,
    `${DAYS.first} sees ${DAYS.first}`,
    `${DAYS.second} sees ${DAYS.first}`,
    `${DAYS.second} sees ${DAYS.second}`,
  ]);
  expect(studio.watched.errors).toEqual([]);
});

test('the bus matrix and the model are one: what is set here is there', async ({ studio }) => {
  await studio.open();
  await studio.line('fct_stock').click();
  await studio.page.keyboard.press('Shift+Digit6');
  const matrix = studio.page.getByRole('table', { name: 'Bus matrix' });
  const added = studio.inspector.getByRole('button', { name: 'Remove dim_customer' });
  await expect(matrix.getByRole('columnheader', { name: /dim_customer/ })).toContainText('1 fact');
  await expect(added).toHaveCount(0);

  await matrix.getByRole('button', { name: 'Give fct_stock the dimension dim_customer' }).click();
  await expect(added).toBeVisible();
  await expect(matrix.getByRole('columnheader', { name: /dim_customer/ })).toContainText('2 facts');
  await studio.button('Swap rows and columns').click();
  await expect(matrix.getByRole('rowheader', { name: /dim_customer/ })).toContainText('2 facts');
  await matrix.getByRole('button', { name: 'fct_stock has dim_customer: no role' }).click();
  await studio.page.getByRole('menuitem', { name: 'Take dim_customer out' }).click();
  await expect(added).toHaveCount(0);

  await studio.inspector.getByRole('combobox', { name: 'Add to dimensions' }).selectOption({ label: 'dim_customer' });
  await expect(matrix.getByRole('button', { name: 'fct_stock has dim_customer: no role' })).toBeVisible();
  await studio.page.keyboard.press('Shift+Digit6');
  await expect(matrix).toBeHidden();
  expect(studio.watched.errors).toEqual([]);
});

test('the vault tells what came, and the mart is the same through it; what it cannot know is told with its row', async ({ studio }) => {
  await studio.openEmpty('Guests');
  const files = [
    { name: 'guests_2026-01-05.csv', text: 'guest_id,name\n1,Ann\n2,Bob\n' },
    { name: 'guests_2026-01-12.csv', text: 'guest_id,name\n1,Anna\n' },
  ];
  await dropped(studio, files, 'guests');
  await studio.make('guests', 'Staging');
  await studio.make('stg_guests', 'Hub');
  await studio.make('stg_guests', 'Satellite');
  await studio.make('stg_guests', 'Dimension');
  await studio.tab('Proof').click();
  const panel = studio.page.locator('.or-panel');

  await studio.button('Reconcile with the vault').click();
  await expect(panel.getByRole('status')).toHaveText('2 of 2 deliveries in the vault as they came', { timeout: 60_000 });
  // Guest 2 is gone, and without a status tracking satellite the vault tells her still.
  await expect(panel.locator('.or-check').first()).toContainText(DAYS.second);
  await expect(panel.locator('.or-proof-finding')).toContainText('No longer delivered');
  await expect(panel.locator('.or-proof-finding').getByRole('cell')).toHaveText(['Bob', '2']);

  await studio.button('Prove the marts').click();
  await expect(panel.getByRole('status')).toHaveText('1 of 1 mart object without a difference', { timeout: 60_000 });
  await expect(panel.locator('.or-check')).toContainText(/dim_guests.*the same rows both ways/);

  // With one the vault knows, and has nothing to tell that did not come.
  await studio.make('hub_guests', 'Satellite');
  await studio.choose('sat_guests_2', 'Kind of satellite', 'Status tracking: there or gone');
  await studio.button('Reconcile with the vault').click();
  await expect(panel.getByRole('status')).toHaveText('2 of 2 deliveries in the vault as they came', { timeout: 60_000 });
  await expect(panel.locator('.or-check')).toHaveCount(2);
  await expect(panel.locator('.or-proof-finding')).toHaveCount(0);
  expect(studio.watched.errors).toEqual([]);
});
