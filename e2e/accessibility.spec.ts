import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Studio } from './studio.ts';

/** What axe finds serious or critical in a part of the page, in words that lead to the place. */
async function findings(studio: Studio, part: string, rules?: string[]): Promise<string[]> {
  // One page is enough: there are no frames of other origins, for which axe would open a second one.
  const builder = new AxeBuilder({ page: studio.page }).setLegacyMode(true).include(part);
  const { violations } = await (rules ? builder.withRules(rules) : builder).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.slice(0, 3).map(({ target, failureSummary }) => `${id}: ${target.join(' ')} – ${(failureSummary ?? '').replaceAll(/\s+/g, ' ').slice(0, 200)}`),
    );
}

/** Looks at what is shown: everything in light, the contrast again in dark. */
async function expectNone(studio: Studio, where: string, part: string): Promise<void> {
  await studio.page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await expect(studio.page.locator('html')).toHaveAttribute('data-color-scheme', 'light');
  expect.soft(await findings(studio, part), `${where}, light`).toEqual([]);
  await studio.page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await expect(studio.page.locator('html')).toHaveAttribute('data-color-scheme', 'dark');
  expect.soft(await findings(studio, part, ['color-contrast']), `${where}, dark`).toEqual([]);
}

const escape = (studio: Studio): Promise<void> => studio.page.keyboard.press('Escape');
// To look at a whole page takes axe seconds on a slow machine.
test.slow();

const PANEL = '[data-region=panel]';

test('an object of the sample in every region, every tab of the panel, every stage', async ({ studio }) => {
  await studio.open();
  await studio.run();
  await studio.line('dim_customer').click();
  await expectNone(studio, 'the whole page', 'body');
  for (const tab of ['Profile', 'History', 'SQL', 'Columns', 'Checks', 'Proof', 'Problems', 'Run log']) {
    await studio.tab(tab).click();
    await expect(studio.page.locator(PANEL).getByRole('tabpanel')).not.toBeEmpty();
    await expectNone(studio, `the tab ${tab}`, PANEL);
  }
  await studio.command('Legend of the diagram');
  await expect(studio.page.getByRole('complementary', { name: 'Legend' })).toBeVisible();
  await expectNone(studio, 'the legend', '.or-diagram-legend');
  await studio.command('Bus matrix');
  await expect(
    studio.page
      .getByRole('table')
      .or(studio.page.getByRole('grid', { name: /matrix/i }))
      .first(),
  ).toBeVisible();
  await expectNone(studio, 'the bus matrix', '.or-region-main');
  for (const [stage, shown] of [
    ['Lineage', '.or-lineage-hops'],
    ['Glossary and domains', '.or-glossary'],
    ['SQL workbench', '.monaco-editor'],
    ['Propose a star', '.or-propose-bar'],
  ] as const) {
    await studio.command(stage);
    await expect(studio.page.locator(shown).first()).toBeVisible();
    await expectNone(studio, stage, '.or-region-main');
  }
});

test('what stands above it: menus, palette and dialogs, over an empty project', async ({ studio }) => {
  await studio.openEmpty('Bare');
  await expectNone(studio, 'an empty project', 'body');
  await studio.project.click();
  await expectNone(studio, 'the menu of the project', '[role=menu]');
  await escape(studio);
  await studio.page.keyboard.press('Control+k');
  await expectNone(studio, 'the palette', 'dialog');
  await escape(studio);
  for (const words of ['Export…', 'Settings…', 'Keyboard shortcuts', 'Projects…', 'Terms', 'About Orrery']) {
    await studio.command(words);
    const dialog = studio.page.getByRole('dialog');
    await expect(dialog).toBeVisible();
    await expect(dialog.locator('[aria-busy=true]')).toHaveCount(0);
    await expectNone(studio, words, 'dialog');
    await escape(studio);
    await expect(dialog).toHaveCount(0);
  }
});

test('what an import would change', async ({ studio }) => {
  await studio.openEmpty('Bare');
  await studio.drop([
    { name: 'hubs.sql', text: 'create table hub_a (a_hk char(32), a_id int, load_date timestamp, record_source text);\ncreate table b (x int);' },
  ]);
  const dialog = studio.page.getByRole('dialog');
  await dialog.getByRole('treeitem').first().click();
  await expect(dialog.getByRole('region', { name: 'Details' })).toContainText('May be a hub');
  await expectNone(studio, 'the changes', 'dialog');
  await dialog.getByRole('tab', { name: 'Not understood' }).click();
  await expectNone(studio, 'what was not understood', 'dialog');
});

test('the focus goes into a dialog and back, and can always be seen', async ({ studio }) => {
  await studio.open();
  const button = studio.button('Export');
  await button.focus();
  await studio.page.keyboard.press('Enter');
  const dialog = studio.page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  await expect.poll(() => dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true);
  await escape(studio);
  await expect(button).toBeFocused();
  // From the bar on, every stop of the Tab key shows itself.
  await studio.page.locator('.or-bar button').first().focus();
  for (let stop = 0; stop < 25; stop += 1) {
    await studio.page.keyboard.press('Tab');
    const seen = await studio.page.evaluate(() => {
      const focused = document.activeElement;
      if (!focused || focused === document.body) return undefined;
      // A tree or a grid has the focus for one of its lines.
      const element = document.getElementById(focused.getAttribute('aria-activedescendant') ?? '') ?? focused;
      const box = element.getBoundingClientRect();
      const { outlineStyle, outlineWidth, boxShadow, borderColor } = getComputedStyle(element);
      const marked =
        (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none' || element.matches('.or-splitter') || borderColor === 'Highlight';
      return { what: element.outerHTML.slice(0, 120), shown: marked && box.width > 0 && box.height > 0 };
    });
    expect(seen?.shown ?? true, seen?.what).toBe(true);
  }
});
