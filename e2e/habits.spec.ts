import { expect, Studio, test } from './studio.ts';

test('two tabs on one project: one edits, the other follows, and they can change places without losing anything', async ({ studio, context }) => {
  await studio.open();
  await studio.saved();
  const second = new Studio(await context.newPage(), studio.watched);
  await second.open();
  const strip = second.page.getByRole('status').filter({ hasText: 'being changed in another tab' });
  await expect(strip).toBeVisible();

  await studio.set('hub_customer', 'Name', 'hub_client');
  await expect(second.line('hub_client')).toBeVisible();
  await second.set('hub_client', 'Name', 'hub_person');
  await expect(second.notices).toContainText('can only be read here');
  await expect(second.line('hub_client')).toBeVisible();

  await strip.getByRole('button', { name: 'Edit here instead' }).click();
  await expect(strip).toBeHidden();
  await expect(studio.page.getByText('being changed in another tab')).toBeVisible();
  await second.set('hub_client', 'Name', 'hub_person');
  await expect(studio.line('hub_person')).toBeVisible();

  await second.saved();
  await second.page.close();
  await expect(studio.page.getByText('being changed in another tab')).toBeHidden();
  await studio.page.getByRole('button', { name: /^Undo/ }).click();
  await expect(studio.line('hub_client')).toBeVisible();
  expect(studio.watched.errors).toEqual([]);
});

test('several projects are kept: listed, renamed, copied, deleted and taken back', async ({ studio }) => {
  await studio.openEmpty('Mine');
  await studio.command('Projects…');
  const dialog = studio.page.getByRole('dialog', { name: 'Projects in this browser' });
  const projects = dialog.getByRole('list', { name: 'Projects', exact: true }).getByRole('listitem');
  await expect(projects).toHaveCount(2);
  await expect(projects.first()).toContainText('open here');

  await dialog.getByRole('button', { name: 'More for Shop' }).click();
  await studio.page.getByRole('menuitem', { name: 'Duplicate' }).click();
  await dialog.getByRole('button', { name: 'More for Shop 2' }).click();
  await studio.page.getByRole('menuitem', { name: 'Rename' }).click();
  await dialog.getByRole('textbox').fill('Draft');
  await dialog.getByRole('textbox').press('Enter');
  await dialog.getByRole('button', { name: 'More for Draft' }).click();
  await studio.page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(projects).toHaveCount(2);
  await dialog.getByRole('button', { name: 'Take back Draft' }).click();
  await dialog.getByRole('button', { name: 'Open Draft' }).click();
  await expect(dialog).toBeHidden();
  await expect(studio.project).toContainText('Draft');
  await expect(studio.line('hub_customer')).toBeVisible();
  await studio.page.reload();
  await expect(studio.project).toContainText('Draft');
});

test.describe('offline', () => {
  test.use({ serviceWorkers: 'allow' });

  test('after one visit the page opens and runs without a network', async ({ studio, context }) => {
    test.slow();
    await studio.open();
    await studio.page.evaluate(async () => navigator.serviceWorker.ready);
    await expect.poll(() => studio.page.evaluate(() => navigator.serviceWorker.controller !== null), { timeout: 60_000 }).toBe(true);
    await context.setOffline(true);
    await studio.page.reload();
    await studio.run();
    await studio.line('dim_customer').click();
    await studio.tab('SQL').click();
    await expect(studio.page.locator('.or-panel').getByText('create table', { exact: false }).first()).toBeVisible();
    await studio.button('Export').click();
    await expect(studio.page.getByRole('dialog').getByText('run_all.sql').first()).toBeVisible();
  });
});

test('a link carries the model, and opens beside what is there', async ({ studio, context, browserName }) => {
  test.skip(browserName !== 'chromium', 'only Chromium lets a test read the clipboard');
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await studio.open();
  await studio.command('Copy link to this model');
  await expect(studio.notices).toContainText('The link is copied');
  const address = await studio.page.evaluate(() => navigator.clipboard.readText());
  expect(address).toContain('#model=');

  const other = new Studio(await context.newPage(), studio.watched);
  await other.page.goto(address);
  const dialog = other.page.getByRole('dialog', { name: 'A link to a model' });
  await expect(dialog).toContainText('32 objects on 3 diagrams');
  await dialog.getByRole('button', { name: 'Open as a new project' }).click();
  await expect(other.page.getByText('being changed in another tab')).toBeHidden();
  await expect(other.line('hub_customer')).toBeVisible();
  expect(new URL(other.page.url()).hash).toBe('');
  await other.page.evaluate(() => {
    location.hash = '#model=1.cut';
  });
  await expect(dialog.getByRole('alert')).toContainText('cut off, or was changed');
  expect(studio.watched.errors).toEqual([]);
});

test('a command takes other keys, which hold after a reload; taken and forbidden ones are told', async ({ studio }) => {
  await studio.open();
  await studio.command('Keyboard shortcuts');
  const dialog = studio.page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await dialog.getByRole('button', { name: /^Change the keys of Navigator/ }).click();
  await studio.page.keyboard.press('Control+t');
  await expect(dialog.getByRole('alert')).toHaveText('The browser keeps these keys for itself.');
  await studio.page.keyboard.press('Control+j');
  await expect(dialog.getByRole('alert')).toContainText('is the key of “Panel”');
  await studio.page.keyboard.press('Control+Shift+u');
  await expect(dialog.getByRole('button', { name: 'Change the keys of Navigator: Ctrl+Shift+U' })).toBeFocused();
  await studio.page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await studio.page.reload();
  await expect(studio.navigator).toBeVisible();
  await studio.page.keyboard.press('Control+b');
  await expect(studio.navigator).toBeVisible();
  await studio.page.keyboard.press('Control+Shift+u');
  await expect(studio.navigator).toBeHidden();
});

test('the tour can be taken and left by keys, and covers nothing that is needed', async ({ studio }) => {
  await studio.open();
  await studio.button('Take the tour').focus();
  await studio.page.keyboard.press('Enter');
  const tour = studio.page.getByRole('dialog', { name: 'Tour' });
  for (const title of ['The model', 'Everything by its layer', 'What it means', 'Run']) {
    await expect(tour.getByRole('heading', { name: title, exact: true })).toBeFocused();
    await tour.getByRole('button', { name: 'Next' }).press('Enter');
  }
  await studio.line('hub_order').click();
  await expect(studio.line('hub_order')).toHaveAttribute('aria-selected', 'true');
  await tour.getByRole('button', { name: 'Next' }).focus();
  await studio.page.keyboard.press('Escape');
  await expect(tour).toBeHidden();
  await expect(studio.button('Take the tour')).toBeHidden();
  await studio.button('Help').click();
  await studio.page.getByRole('menuitem', { name: 'Take the tour' }).click();
  await expect(tour).toBeVisible();
});

test('regions keep their size over a reload, and a double click gives them their own back', async ({ studio }) => {
  await studio.open();
  const edge = studio.page.getByRole('separator', { name: 'Width of the navigator' });
  const width = async () => (await studio.page.locator('[data-region=navigator]').boundingBox())?.width;
  const usual = await width();
  await edge.press('ArrowRight');
  await edge.press('ArrowRight');
  await expect.poll(width).toBe((usual ?? 0) + 32);
  await studio.page.reload();
  await expect(studio.button('Run')).toBeEnabled();
  expect(await width()).toBe((usual ?? 0) + 32);
  await edge.dblclick({ position: { x: 0, y: 200 } });
  await expect.poll(width).toBe(usual);
});

test('when there is no room, that is told with what to do; it is saved once there is', async ({ studio }) => {
  await studio.open();
  await studio.saved();
  await studio.page.evaluate(() => {
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('no room', 'QuotaExceededError');
    };
    addEventListener('room again', () => {
      IDBObjectStore.prototype.put = put;
    });
  });
  await studio.set('hub_customer', 'Name', 'hub_client');
  const alert = studio.notices.getByRole('alert');
  await expect(alert).toContainText(/no room left for the project: .+ of .+ are used/);
  const [download] = await Promise.all([studio.page.waitForEvent('download'), alert.getByRole('button', { name: 'Save as zip' }).click()]);
  expect(download.suggestedFilename()).toBe('Shop.zip');
  await studio.page.evaluate(() => dispatchEvent(new Event('room again')));
  await studio.button('Not saved').click();
  await studio.page.getByRole('menuitem', { name: 'Try to save again' }).click();
  await studio.saved();
  await studio.page.reload();
  await expect(studio.line('hub_client')).toBeVisible();
});
