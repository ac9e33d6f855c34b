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
  await expect(second.notices).toContainText('it can only be read here');
  await expect(second.line('hub_client')).toBeVisible();

  await strip.getByRole('button', { name: 'Edit here instead' }).click();
  await expect(strip).toBeHidden();
  await expect(studio.page.getByText('being changed in another tab')).toBeVisible();
  await second.set('hub_client', 'Name', 'hub_person');
  await expect(studio.line('hub_person')).toBeVisible();

  // Closed right after a change that is not saved yet: closing asks, which lets the page save, or it was saved before.
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
