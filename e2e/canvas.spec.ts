import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { expect, test, type Studio } from './studio.ts';

const canvas = (studio: Studio): Locator => studio.page.locator('.or-canvas');
const node = (studio: Studio, name: string): Locator => canvas(studio).getByRole('group', { name, exact: true });
const tab = (studio: Studio, name: string): Locator => studio.page.getByRole('tablist', { name: 'Diagrams' }).getByRole('tab', { name });
const left = async (at: Locator): Promise<number> => Math.round((await at.boundingBox())?.x ?? Number.NaN);

/** Shows a diagram of the sample and puts the focus on it. */
async function show(studio: Studio, diagram: string): Promise<void> {
  await studio.open();
  await tab(studio, diagram).click();
  await canvas(studio).focus();
}
/** Brings an object of the open diagram near and selects it. */
async function jump(studio: Studio, name: string): Promise<void> {
  await studio.command(name);
  await expect(node(studio, name)).toBeVisible();
  await canvas(studio).focus();
}
async function dragTo(page: Page, from: Locator, to: Locator): Promise<void> {
  const [a, b] = [await from.boundingBox(), await to.boundingBox()];
  if (!a || !b) throw new Error('what is to be dragged is not shown');
  await page.mouse.move(a.x + a.width / 2, a.y + a.height / 2);
  await page.mouse.down();
  await page.mouse.move(b.x + b.width / 2, b.y + b.height / 2, { steps: 6 });
  await page.mouse.up();
}

test('a star is tidied up around its fact in one step, and a pinned object stays', async ({ studio }) => {
  await show(studio, 'Star');
  await jump(studio, 'dim_customer');
  await studio.page.keyboard.press('Alt+p');
  await expect(node(studio, 'dim_customer').getByLabel(/^Pinned/)).toBeVisible();
  await studio.command('Tidy up as star');
  await expect.poll(async () => (await left(node(studio, 'dim_customer'))) < (await left(node(studio, 'fct_order_line')))).toBe(true);
  await expect.poll(async () => (await left(node(studio, 'fct_order_line'))) < (await left(node(studio, 'dim_product')))).toBe(true);
  expect(studio.watched.errors).toEqual([]);
});

test('areas and notes are drawn, written and coloured by keys, kept across a reload, and removed', async ({ studio }) => {
  await show(studio, 'Star');
  const { keyboard } = studio.page;
  await keyboard.press('Control+a');
  await keyboard.press('Alt+Shift+A');
  await expect(studio.page.getByRole('textbox', { name: 'Name of the area' })).toBeFocused();
  await keyboard.type('Sales');
  await keyboard.press('Enter');
  await studio.page.getByRole('button', { name: 'Teal', exact: true }).click();
  await canvas(studio).focus();
  await keyboard.press('Escape');
  await keyboard.press('Alt+Shift+N');
  await expect(studio.page.getByRole('textbox', { name: 'Text of the note' })).toBeFocused();
  await keyboard.type('# Grain\nOne line **per order**');
  await keyboard.press('Control+Enter');
  await expect(studio.page.getByRole('note')).toContainText('One line per order');
  await studio.saved();
  await studio.page.reload();
  await expect(studio.project).toContainText('Shop');
  await tab(studio, 'Star').click();
  await expect(studio.page.getByText('Sales', { exact: true })).toBeVisible();
  await expect(studio.page.getByRole('note').locator('strong')).toHaveText('per order');
  await studio.page.getByRole('note').click();
  await canvas(studio).focus();
  await keyboard.press('Delete');
  await expect(studio.page.getByRole('note')).toHaveCount(0);
  await keyboard.press('Control+z');
  await expect(studio.page.getByRole('note')).toHaveCount(1);
  expect(studio.watched.errors).toEqual([]);
});

test('a column that is dragged onto a hub asks what it means', async ({ studio }) => {
  await studio.openEmpty('Drag');
  await studio.drop([{ name: 'orders.csv', text: 'order_id,customer_id,amount\n1,2,3\n' }]);
  await expect(studio.line('orders')).toBeVisible({ timeout: 60_000 });
  await studio.make('orders', 'Staging');
  await studio.make('stg_orders', 'Hub');
  await canvas(studio).focus();
  await studio.page.keyboard.press('Shift+Digit1');
  await expect(node(studio, 'stg_orders').getByTitle('amount')).toBeVisible();
  await dragTo(studio.page, node(studio, 'stg_orders').getByTitle('amount'), node(studio, 'hub_orders'));
  await expect(studio.page.getByText('What does it mean?')).toBeVisible();
  await studio.page.getByRole('menuitem', { name: 'New satellite of hub_orders with amount' }).click();
  await expect(studio.line('sat_orders')).toHaveAttribute('aria-selected', 'true');
  await studio.page.keyboard.press('Control+z');
  await expect(studio.line('sat_orders')).toHaveCount(0);
  expect(studio.watched.errors).toEqual([]);
});

test('two objects are joined by keys alone, and a relation is told and taken away', async ({ studio }) => {
  await show(studio, 'Vault');
  await jump(studio, 'hub_customer');
  await studio.page.keyboard.press('Alt+c');
  const dialog = studio.page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Object' }).fill('hub_warehouse');
  await studio.page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'New link of hub_customer and hub_warehouse' }).press('Enter');
  await expect(studio.line('link_customer')).toHaveAttribute('aria-selected', 'true');
  await canvas(studio).focus();
  await studio.page.keyboard.press('Alt+r');
  const card = studio.page.getByRole('group', { name: 'Relation' });
  await expect(card).toContainText('link_customer joins hub_');
  const told = (await card.locator('.or-edge-title').textContent()) ?? '';
  await studio.page.keyboard.press('Delete');
  await expect(card).toHaveCount(0);
  await studio.page.keyboard.press('Alt+r');
  await expect(card).toContainText('link_customer joins hub_');
  await expect(card).not.toContainText(told);
  expect(studio.watched.errors).toEqual([]);
});

test('columns are edited on the node by keys alone, and a list is pasted', async ({ studio }) => {
  await show(studio, 'Star');
  await jump(studio, 'stg_products');
  const { keyboard } = studio.page;
  await keyboard.press('Enter');
  await keyboard.press('Alt+Enter');
  const name = studio.page.getByRole('textbox', { name: 'Column name' });
  await expect(name).toBeFocused();
  await keyboard.type('weight');
  await keyboard.press('Tab');
  await expect(studio.page.getByRole('combobox', { name: 'Column type of weight' })).toBeFocused();
  await keyboard.type('decimal(9,3)');
  await keyboard.press('Enter');
  await keyboard.press('Control+d');
  await keyboard.press('Escape');
  await expect(node(studio, 'stg_products')).toContainText(/weightdecimal\(9,3\).*titledecimal\(9,3\)/);
  await keyboard.press('Control+z');
  await expect(node(studio, 'stg_products')).toContainText(/weightdecimal\(9,3\).*titletext/);
  await keyboard.press('Alt+Enter');
  await name.evaluate((input) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', 'create table x (height integer, colour varchar(9))');
    input.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  });
  await expect(node(studio, 'stg_products')).toContainText('colour');
  await expect(name).toHaveCount(0);
  expect(studio.watched.errors).toEqual([]);
});

test('the diagram is searched, lined up, and shows no more than asked for', async ({ studio }) => {
  await show(studio, 'Vault');
  await studio.page.keyboard.press('/');
  await studio.page.keyboard.type('warehouse');
  const found = studio.page.getByRole('search', { name: 'Find on the diagram' });
  await expect(found).toContainText(/^1 of \d/);
  await studio.page.keyboard.press('Escape');
  await expect(found).toHaveCount(0);
  await jump(studio, 'hub_customer');
  await studio.page.getByRole('button', { name: 'All columns' }).click();
  await studio.page.getByRole('menuitemcheckbox', { name: 'Technical columns' }).click();
  await expect(node(studio, 'hub_customer')).not.toContainText('technical');
  await studio.command('Skeleton');
  await canvas(studio).focus();
  await studio.page.keyboard.press('Shift+Digit1');
  await studio.page.keyboard.press('Control+a');
  await studio.page.keyboard.press('Alt+Shift+ArrowLeft');
  await jump(studio, 'hub_customer');
  const [a, b] = [await left(node(studio, 'hub_customer')), await left(node(studio, 'hub_order'))];
  expect(a).toBe(b);
  await expect(node(studio, 'sat_order')).toHaveCount(0);
  expect(studio.watched.errors).toEqual([]);
});

test('a diagram is saved whole as SVG, PNG and PDF', async ({ studio }) => {
  await show(studio, 'Everything');
  const save = async (format: string): Promise<Buffer> => {
    const [download] = await Promise.all([studio.page.waitForEvent('download'), studio.command(`Save diagram as ${format}`)]);
    expect(download.suggestedFilename()).toBe(`Shop-Everything.${format.toLowerCase()}`);
    return readFileSync(await download.path());
  };
  const svg = (await save('SVG')).toString();
  for (const name of ['crm_contacts', 'hub_customer', 'fct_order_line', 'rows flow']) expect(svg).toContain(`>${name}</text>`);
  const png = await save('PNG');
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  const [, wide = ''] = /<svg [^>]*width="(\d+)/.exec(svg) ?? [];
  expect(png.readUInt32BE(16)).toBe(2 * Number(wide));
  expect((await save('PDF')).subarray(0, 8).toString()).toBe('%PDF-1.4');
  expect(studio.watched.errors).toEqual([]);
});

test('colours tell the kind or the source system, and a legend what they mean', async ({ studio }) => {
  const { page } = studio;
  await show(studio, 'Everything');
  await canvas(studio).focus();
  await page.keyboard.press('Alt+Shift+L');
  const legend = page.getByRole('complementary', { name: 'Legend' });
  const group = (name: string) => legend.locator('section').filter({ has: page.getByRole('heading', { name }) });
  await expect(group('Objects').getByRole('listitem')).toHaveText([
    'Source',
    'Staging',
    'Hub',
    'Link',
    'Satellite',
    'Dimension',
    'Date dimension',
    'Fact',
    'Periodic snapshot',
  ]);
  await expect(group('Colours')).toHaveCount(0);
  const top = (name: string) =>
    node(studio, name)
      .locator('.or-node')
      .evaluate((element) => getComputedStyle(element).borderTopColor);
  const [hub, sat] = [await top('hub_order'), await top('sat_order')];
  expect(hub).not.toBe(sat);
  const choose = async (entry: string): Promise<void> => {
    await page.getByRole('button', { name: 'Colours and legend' }).click();
    await page.getByRole('menuitemcheckbox', { name: entry, exact: true }).click();
  };
  await choose('By kind, colour-blind safe');
  await expect.poll(() => top('hub_order')).not.toBe(hub);
  await choose('By source system');
  await expect(group('Colours').getByRole('listitem')).toHaveText(['crm', 'shop', 'warehouse', 'Rows from no source', 'Several systems']);
  expect(await top('hub_order')).toBe(await top('sat_order'));
  expect(await top('hub_order')).not.toBe(await top('hub_warehouse'));
  const [download] = await Promise.all([page.waitForEvent('download'), studio.command('Save diagram as SVG')]);
  expect(readFileSync(await download.path(), 'utf8')).toContain('>Several systems</text>');
  await page.reload();
  await expect(group('Colours').getByRole('listitem')).toHaveCount(5);
  await legend.getByRole('button', { name: 'Close the legend' }).click();
  await expect(legend).toHaveCount(0);
  expect(studio.watched.errors).toEqual([]);
});

test('objects are copied to another project', async ({ studio, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await show(studio, 'Star');
  await studio.page.keyboard.press('Control+a');
  await studio.page.keyboard.press('Control+c');
  await expect.poll(() => studio.page.evaluate(() => navigator.clipboard.readText())).toContain('fct_order_line');
  await studio.menu('New project…');
  await studio.page.getByRole('dialog').getByRole('textbox').fill('Copy');
  await studio.button('Make').click();
  await expect(studio.project).toContainText('Copy');
  await canvas(studio).focus();
  await studio.page.keyboard.press('Control+v');
  await expect(studio.line('fct_order_line')).toBeVisible();
  await studio.page.keyboard.press('Control+z');
  await expect(studio.line('fct_order_line')).toHaveCount(0);
  expect(studio.watched.errors).toEqual([]);
});

test('the wheel zooms, and what has come into view is mounted once it rests', async ({ studio }) => {
  await show(studio, 'Vault');
  await jump(studio, 'hub_customer');
  const { mouse } = studio.page;
  const all = canvas(studio).getByRole('group');
  const at = await node(studio, 'hub_customer').boundingBox();
  if (!at) throw new Error('the hub is not shown');
  await mouse.move(at.x + 20, at.y + 10);
  for (let step = 0; step < 4; step += 1) await mouse.wheel(0, 100);
  await expect(canvas(studio)).toHaveAttribute('data-level', 'middle');
  await expect(canvas(studio)).not.toHaveAttribute('data-zooming');
  await expect(node(studio, 'hub_customer')).toBeInViewport();
  // Where the pointer was, the hub still is.
  await mouse.click(at.x + 20, at.y + 10);
  await expect(studio.line('hub_customer')).toHaveAttribute('aria-selected', 'true');
  for (let step = 0; step < 14; step += 1) await mouse.wheel(0, 100);
  await expect(canvas(studio)).toHaveAttribute('data-level', 'far');
  await expect(all).toHaveCount(0);
  expect(studio.watched.errors).toEqual([]);
});
