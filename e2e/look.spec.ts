import { readFileSync } from 'node:fs';
import { expect, SAMPLE_SIZE, test } from './studio.ts';

test('light and dark both, remembered over a reload', async ({ studio }) => {
  await studio.open();
  const ground = async (): Promise<number> => {
    const color = await studio.page.locator('.or-bar').evaluate((bar) => getComputedStyle(bar).backgroundColor);
    return (color.match(/\d+/g) ?? []).slice(0, 3).reduce((sum, part) => sum + Number(part), 0);
  };
  await studio.command('Light theme');
  const light = await ground();
  await studio.command('Dark theme');
  await expect.poll(ground).toBeLessThan(300);
  expect(light).toBeGreaterThan(600);
  await studio.page.reload();
  await expect(studio.button('Run')).toBeEnabled();
  expect(await ground()).toBeLessThan(300);
});

test('the palette finds an object and a command, by keys alone', async ({ studio }) => {
  await studio.open();
  await studio.command('sat_product');
  await expect(studio.line('sat_product')).toHaveAttribute('aria-selected', 'true');
  await studio.tab('SQL').click();
  await expect(studio.page.getByRole('tabpanel')).toContainText('sat_product');
  await studio.command('Keyboard shortcuts');
  await expect(studio.page.getByRole('dialog')).toContainText('Search and commands');
  await studio.page.keyboard.press('Escape');
  await expect(studio.page.getByRole('dialog')).toBeHidden();
});

test('a run can be cancelled, and the next one finishes', async ({ studio }) => {
  await studio.open();
  await studio.button('Run').first().click();
  await studio.button('Cancel').click();
  await expect(studio.summary).toHaveText(/Cancelled|built|to build/, { timeout: 60_000 });
  await studio.run();
});

test('a saved project opens again as it was', async ({ studio }) => {
  await studio.open();
  const [download] = await Promise.all([studio.page.waitForEvent('download'), studio.menu('Save as zip')]);
  const path = await download.path();
  await studio.menu('New project…');
  await studio.page.getByRole('textbox', { name: 'Name', exact: true }).fill('Other');
  await studio.button('Make').click();
  await expect(studio.project).toContainText('Other');
  const [chooser] = await Promise.all([studio.page.waitForEvent('filechooser'), studio.menu('Open a project zip…')]);
  await chooser.setFiles({ name: 'shop.zip', mimeType: 'application/zip', buffer: readFileSync(path) });
  await expect(studio.project).toContainText('Shop');
  await expect(studio.line('hub_customer')).toBeVisible();
  await studio.run(new RegExp(`^${SAMPLE_SIZE} built`));
});
