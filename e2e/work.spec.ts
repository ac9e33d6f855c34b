import { readFileSync } from 'node:fs';
import { LZ4, ZSTD } from '../test/support/arrow-files.ts';
import { workbook } from '../test/support/workbook.ts';
import { expect, test } from './studio.ts';

const CUSTOMERS = 'customer_id,name,city\n1,Ann,Ulm\n2,Bob,Bonn\n';
const ORDERS =
  '{"order_id":"O1","customer_id":1,"ordered_at":"2026-01-03T10:00:00","amount":12.5}\n{"order_id":"O2","customer_id":2,"ordered_at":"2026-01-04T10:00:00","amount":7.25}\n{"order_id":"O3","customer_id":9,"ordered_at":"2026-01-04T11:00:00","amount":1}\n';

test('from nothing: dropped files become a vault and a star with rows, all of it there after a reload', async ({ studio }) => {
  await studio.openEmpty('Mine');
  await studio.drop([
    { name: 'customers_2026-01-05.csv', text: CUSTOMERS },
    { name: 'orders.ndjson', text: ORDERS },
  ]);
  await expect(studio.line('orders')).toBeVisible({ timeout: 60_000 });
  await studio.make('customers', 'Staging');
  await studio.make('orders', 'Staging');
  await studio.make('stg_customers', 'Hub');
  await studio.make('stg_customers', 'Satellite');
  await studio.make('stg_customers', 'Dimension');
  await studio.make('stg_orders', 'Fact');
  await studio.run(/^9 built/);
  await studio.line('fct_orders').click();
  await studio.tab('Rows').click();
  await expect(studio.rows).toHaveAttribute('aria-label', 'Rows of fct_orders');
  expect((await studio.cells()).flat()).toEqual(expect.arrayContaining(['O1', '12.50', '-1']));

  await studio.saved();
  await studio.page.reload();
  await expect(studio.project).toContainText('Mine');
  await expect(studio.line('fct_orders')).toBeVisible();
  await studio.run(/^9 built/);
  expect(studio.watched.errors).toEqual([]);
});

test('workbooks and Arrow files are dropped, and their rows are there after a run', async ({ studio }) => {
  const orders = [
    ['order_id', 'code', 'amount'],
    [1, '007', 12.5],
    [2, '008', 7.25],
  ];
  const book = Buffer.from(
    workbook({
      Orders: orders,
      Customers: [
        ['customer_id', 'name'],
        [1, 'Ann'],
      ],
    }),
  ).toString('base64');
  await studio.openEmpty('Sheets');
  await studio.drop([
    { name: 'shop_2026-01-05.xlsx', base64: book },
    { name: 'prices_2026-01-05.xlsx', base64: Buffer.from(workbook({ Prices: orders })).toString('base64') },
    { name: 'cities_2026-01-05.feather', base64: LZ4 },
    { name: 'towns_2026-01-05.arrow', base64: ZSTD },
  ]);
  for (const name of ['orders', 'customers', 'prices', 'cities', 'towns']) await expect(studio.line(name)).toBeVisible({ timeout: 60_000 });
  await studio.run(/^5 built/);
  const rowsOf = async (name: string): Promise<readonly string[][]> => {
    await studio.line(name).click();
    await studio.tab('Rows').click();
    await expect(studio.rows).toHaveAttribute('aria-label', `Rows of ${name}`);
    return (await studio.cells()).map((cells) => cells.slice(0, 3));
  };
  expect(await rowsOf('prices')).toEqual([
    ['1', '007', '12.50'],
    ['2', '008', '7.25'],
  ]);
  expect((await rowsOf('cities')).map((cells) => cells.slice(0, 2))).toEqual([
    ['1', 'Ulm'],
    ['2', 'NULL'],
  ]);
  expect(studio.watched.errors).toEqual([]);
});

test('an object and its columns are drawn by keys alone, at their own size', async ({ studio }) => {
  await studio.open();
  await studio.command('New project');
  await studio.page.keyboard.type('Keys');
  await studio.page.keyboard.press('Enter');
  await expect(studio.project).toContainText('Keys');
  await studio.page.keyboard.press('Alt+n');
  await studio.page.keyboard.type('hub');
  await studio.page.keyboard.press('Enter');
  await expect(studio.line('hub_new')).toHaveAttribute('aria-selected', 'true');
  await studio.page.keyboard.press('Alt+Enter');
  const name = studio.page.getByRole('textbox', { name: 'Name of column 1' });
  await expect(name).toBeFocused();
  await studio.page.keyboard.type('customer_no');
  await studio.page.keyboard.press('Enter');
  const node = studio.page.locator('.react-flow__node').filter({ hasText: 'hub_new' });
  await expect(node).toContainText('customer_no');
  // The sample was shown whole, and small, before.
  expect((await node.boundingBox())?.width).toBeGreaterThan(200);
});

test('what is dropped on the diagram is selected', async ({ studio }) => {
  await studio.openEmpty('Drawn');
  await studio.page.getByRole('button', { name: 'New link' }).dragTo(studio.page.locator('.or-canvas'));
  await expect(studio.line('link_new')).toHaveAttribute('aria-selected', 'true');
});

test('every change can be undone and redone, across a reload too', async ({ studio }) => {
  await studio.open();
  await studio.line('hub_customer').click();
  const name = studio.page.getByRole('complementary', { name: 'Inspector' }).getByRole('textbox', { name: 'Name', exact: true });
  await name.fill('hub_client');
  await name.press('Enter');
  await expect(studio.line('hub_client')).toBeVisible();
  await studio.saved();
  await studio.page.reload();
  await expect(studio.line('hub_client')).toBeVisible();
  await studio.page.getByRole('button', { name: /^Undo/ }).click();
  await expect(studio.line('hub_customer')).toBeVisible();
  await studio.page.getByRole('button', { name: /^Redo/ }).click();
  await expect(studio.line('hub_client')).toBeVisible();
});

test('an export is previewed and gives the same bytes each time', async ({ studio }) => {
  await studio.open();
  const bytes: Buffer[] = [];
  for (let time = 0; time < 2; time += 1) {
    await studio.button('Export').click();
    const dialog = studio.page.getByRole('dialog');
    await dialog.getByRole('combobox').first().selectOption('snowflake');
    await expect(dialog.getByText('run_all.sql').first()).toBeVisible();
    const [download] = await Promise.all([studio.page.waitForEvent('download'), dialog.getByRole('button', { name: /^Download \d+ files as zip/ }).click()]);
    bytes.push(readFileSync(await download.path()));
    await studio.page.keyboard.press('Escape');
  }
  expect(bytes[0]?.length).toBeGreaterThan(10_000);
  expect(bytes[0]?.equals(bytes[1] ?? Buffer.alloc(0))).toBe(true);
});

test('an export is written beside the page: the last wish counts, closing stops it, and a writer that does not load is told', async ({ studio }) => {
  await studio.open();
  const dialog = studio.page.getByRole('dialog');
  const platform = dialog.getByRole('combobox', { name: 'Platform' });
  await studio.button('Export').click();
  for (const label of ['BigQuery', 'Databricks', 'PostgreSQL']) await platform.selectOption({ label });
  await dialog.getByRole('treeitem', { name: 'README.md' }).click();
  await expect(dialog.locator('.or-export')).toHaveAttribute('aria-busy', 'false');
  await expect(dialog.locator('.or-export-editor')).toContainText('on PostgreSQL');
  await dialog.getByRole('checkbox', { name: 'SQLMesh project' }).uncheck();
  await expect(dialog.getByRole('treeitem', { name: /^sqlmesh/ })).toHaveCount(0);
  await platform.selectOption({ label: 'Snowflake' });
  await studio.page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  expect(studio.watched.errors).toEqual([]);

  await studio.page.route(/export\.worker/, (route) => route.abort());
  await studio.button('Export').click();
  await expect(dialog.getByRole('alert')).toContainText('What writes exports could not be loaded');
  await expect(dialog.getByRole('button', { name: /as zip$/ })).toBeDisabled();
});

test('a mapping to a column that is gone, and a file that cannot be read, are told at their place and lose nothing', async ({ studio }) => {
  await studio.open();
  await studio.drop([
    { name: 'empty.csv', text: '' },
    { name: 'bad.zip', text: 'no zip' },
    { name: 'twice.csv', text: 'id,id\n1,2\n' },
  ]);
  await expect(studio.notices).toContainText('column 2 repeats the name id and is called id_2', { timeout: 60_000 });
  await expect(studio.notices).toContainText('empty.csv is empty');
  await expect(studio.notices).toContainText('bad.zip');
  await expect(studio.project).toContainText('Shop');
  await studio.line('shop_customers').click();
  const inspector = studio.page.getByRole('complementary', { name: 'Inspector' });
  await inspector.getByRole('button', { name: 'More for city' }).click();
  await studio.page.getByRole('menuitem', { name: 'Remove', exact: true }).click();
  // What reads the column is told before it goes.
  const dialog = studio.page.getByRole('dialog', { name: 'Delete the column city' });
  await expect(dialog).toContainText('stg_customers.city reads column city of shop_customers, which is gone');
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await studio.tab('Problems').click();
  await expect(studio.page.locator('.or-panel')).toContainText('which is gone: choose another');
  await studio.page.getByRole('button', { name: /^Undo/ }).click();
  await expect(studio.page.locator('.or-panel')).not.toContainText('which is gone');
});

test('nothing leaves the page, and its policy would stop what tried', async ({ studio }) => {
  await studio.open();
  const tried = await studio.page.evaluate(async () => {
    const blocked: string[] = [];
    document.addEventListener('securitypolicyviolation', (event) => blocked.push(event.effectiveDirective));
    await fetch('https://example.com/').catch(() => undefined);
    const image = new Image();
    image.src = 'https://example.com/x.png';
    const script = document.createElement('script');
    script.textContent = 'window.injected = true';
    document.head.append(script);
    await new Promise((done) => {
      setTimeout(done, 300);
    });
    return { blocked: [...new Set(blocked)].toSorted(), injected: 'injected' in window };
  });
  expect(tried.injected).toBe(false);
  expect(tried.blocked).toEqual(['connect-src', 'img-src', 'script-src-elem']);
  // Those just tried were seen by the test and stopped by the page; a run must make none.
  studio.watched.outside.length = 0;
  await studio.run();
});

test('names that look like code are data', async ({ studio }) => {
  await studio.openEmpty('<img src=x onerror=alert(1)>');
  await studio.drop([{ name: '__proto__.csv', text: '"a""b;--",<img src=x onerror=alert(1)>\n1,2\n' }]);
  await expect(studio.line('proto')).toBeVisible({ timeout: 60_000 });
  await studio.make('proto', 'Staging');
  await studio.run(/^2 built/);
  await studio.line('stg_proto').click();
  await studio.tab('Rows').click();
  await expect(studio.rows.getByText('a"b;--')).toBeVisible();
  expect(studio.watched.errors).toEqual([]);
});
