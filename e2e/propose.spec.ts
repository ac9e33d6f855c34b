import { AxeBuilder } from '@axe-core/playwright';
import { retail } from '../samples/inference/retail.ts';
import { expect, test } from './studio.ts';

const wanted = ['shop_customers', 'crm_contacts', 'shop_customer_phones', 'shop_countries'];
const FILES = [...retail().files].filter(([name]) => wanted.some((source) => name.startsWith(`${source}_2`))).map(([name, text]) => ({ name, text }));

test('dropped files speak for a vault: refused, renamed and accepted, undone at once, and it runs', async ({ studio }) => {
  const { page } = studio;
  await studio.openEmpty('Proposed');
  await studio.command('Propose a vault');
  await expect(page.getByText('No sources yet')).toBeVisible();
  await studio.drop(FILES);
  const list = page.getByRole('listbox', { name: 'Proposed objects' });
  await expect(list.getByRole('option', { name: /hub_customer/ })).toBeVisible({ timeout: 60_000 });

  // Each object says why, with figures.
  await list.getByRole('option', { name: /hub_customer/ }).click();
  await expect(page.getByText(/crm_contacts\.client and shop_customers\.customer_no name the same things: \d+ of \d+ values/)).toBeVisible();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('hub_client');
  await page.keyboard.press('Enter');
  await expect(list.getByRole('option', { name: /hub_client/ })).toBeVisible();

  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await expect(page.locator('html')).toHaveAttribute('data-color-scheme', scheme);
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).include('.or-propose').analyze();
    expect(violations.map(({ id, nodes }) => `${scheme}: ${id} ${nodes[0]?.target.join(' ') ?? ''}`)).toEqual([]);
  }

  // What is refused is folded away, and comes back only when asked for.
  await list.getByRole('option', { name: /ref_country/ }).click();
  await studio.button('Refuse').click();
  await expect(list.getByRole('option', { name: /ref_country/ })).toHaveCount(0);
  await page.getByRole('button', { name: 'Refused 1' }).click();
  await studio.button('Bring ref_country back').click();
  await expect(list.getByRole('option', { name: /ref_country/ })).toBeVisible();
  await list.getByRole('option', { name: /ref_country/ }).click();
  await studio.button('Refuse').click();

  // One object brings what it cannot be without; the rest is proposed still.
  await list.getByRole('option', { name: /hub_client/ }).click();
  await studio.button('Accept').click();
  await expect(studio.line('hub_client')).toBeVisible();
  await expect(studio.line('stg_shop_customers')).toBeVisible();
  await expect(studio.line('hub_client')).toHaveAttribute('aria-selected', 'true');
  await expect(list.getByRole('option', { name: /sat_client_shop/ }).first()).toBeVisible();
  await studio.button('Accept all').click();
  await expect(studio.line('sat_customer_phone')).toBeVisible();
  await expect(page.getByText('What is left of it was refused')).toBeVisible();
  await page.getByRole('button', { name: 'Undo: Accept proposals' }).click();
  await expect(studio.line('sat_customer_phone')).toHaveCount(0);
  await page.getByRole('button', { name: 'Redo: Accept proposals' }).click();
  await expect(studio.line('sat_customer_phone')).toBeVisible();

  await studio.run();
  await page.getByRole('tablist', { name: 'Proposals' }).getByRole('tab', { name: 'Findings' }).click();
  await expect(page.getByText(/shop_customers\.email is personal: e-mail/)).toBeVisible();
  // It is refused for whoever opens the project again.
  await studio.saved();
  await page.reload();
  await page.getByRole('tablist', { name: 'Proposals' }).getByRole('tab', { name: 'Vault' }).click();
  await expect(page.getByRole('button', { name: 'Refused 1' })).toBeVisible({ timeout: 60_000 });
  expect(studio.watched.errors).toEqual([]);
});
