import { expect, test as base, type Locator, type Page } from '@playwright/test';
import { shopSample } from '../samples/shop/model.ts';
import { createCompiler } from '../src/core/plan/compile.ts';

/** What a run of the sample tells as built: everything but the views of rejects. */
export const SAMPLE_SIZE = createCompiler()(shopSample()).relations.filter(({ part }) => part !== 'rejects').length;

/** Requests to anywhere but the server of the test, and whatever the page complains of. */
export interface Watched {
  readonly outside: string[];
  readonly errors: string[];
}

export class Studio {
  readonly page: Page;
  readonly watched: Watched;
  constructor(page: Page, watched: Watched) {
    this.page = page;
    this.watched = watched;
  }
  /** The studio as a first visitor finds it: with the sample. */
  async open(): Promise<void> {
    await this.page.goto('./');
    await expect(this.button('Run')).toBeEnabled();
    await expect(this.project).toContainText('Shop');
  }
  /** An empty project of that name. */
  async openEmpty(name: string): Promise<void> {
    await this.open();
    await this.menu('New project…');
    await this.page.getByRole('dialog').getByRole('textbox').fill(name);
    await this.button('Make').click();
    await expect(this.project).toContainText(name);
    await expect(this.page.getByText('Begin with your files, the sample or a drawing')).toBeVisible();
  }
  get project(): Locator {
    return this.page.locator('.or-project-name');
  }
  get summary(): Locator {
    return this.page.locator('.or-run-summary');
  }
  get notices(): Locator {
    return this.page.locator('.or-notices');
  }
  get rows(): Locator {
    return this.page.locator('.or-panel').getByRole('grid');
  }
  get navigator(): Locator {
    return this.page.getByRole('tree');
  }
  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }
  tab(name: string): Locator {
    return this.page.getByRole('tablist', { name: 'Panel' }).getByRole('tab', { name });
  }
  /** The line of an object in the navigator. */
  line(name: string): Locator {
    return this.navigator.getByRole('treeitem').filter({ has: this.page.getByTitle(name, { exact: true }) });
  }
  get inspector(): Locator {
    return this.page.getByRole('complementary', { name: 'Inspector' });
  }
  /** Makes an object from another by its menu in the navigator. */
  async make(from: string, kind: string): Promise<void> {
    await this.line(from).click();
    await this.line(from).click({ button: 'right' });
    await this.page.getByRole('menuitem', { name: kind, exact: true }).click();
  }
  /** Types into a field of the inspector of an object. */
  async set(object: string, field: string, text: string): Promise<void> {
    await this.line(object).click();
    const input = this.inspector.getByRole('textbox', { name: field, exact: true });
    await input.fill(text);
    await input.press('Enter');
  }
  /** Chooses in the inspector of an object. */
  async choose(object: string, field: string, label: string): Promise<void> {
    await this.line(object).click();
    await this.inspector.getByRole('combobox', { name: field, exact: true }).selectOption({ label });
  }
  async menu(entry: string): Promise<void> {
    await this.project.click();
    await this.page.getByRole('menuitem', { name: entry }).click();
  }
  /** Chooses an entry of the palette by the words that find it. */
  async command(words: string): Promise<void> {
    await this.page.keyboard.press('Control+k');
    const field = this.page.getByRole('combobox', { name: 'Search objects, columns and commands' });
    await field.fill(words);
    await expect(this.page.getByRole('listbox', { name: 'Found' }).getByRole('option').first()).toContainText(words);
    await field.press('Enter');
    await expect(field).toBeHidden();
  }
  async run(outcome: RegExp = /^\d+ built/): Promise<void> {
    await this.button('Run').first().click();
    await expect(this.summary).toHaveText(outcome, { timeout: 60_000 });
  }
  /** Drops files on the window, as a file manager does. */
  async drop(files: readonly { readonly name: string; readonly text?: string; readonly base64?: string }[]): Promise<void> {
    await this.page.evaluate((given) => {
      const transfer = new DataTransfer();
      for (const { name, text, base64 } of given)
        transfer.items.add(new File([base64 === undefined ? (text ?? '') : Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))], name));
      for (const type of ['dragenter', 'dragover', 'drop'])
        window.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }));
    }, files);
  }
  /** The cells of the shown rows of the grid. */
  async cells(): Promise<string[][]> {
    await expect(this.rows.getByRole('gridcell').first()).not.toHaveText('');
    return this.rows
      .locator('.or-grid-row')
      .evaluateAll((rows) => rows.map((row) => [...row.querySelectorAll('[role=gridcell]')].map((cell) => cell.textContent ?? '')));
  }
  /** Until the browser has stored the project. */
  async saved(): Promise<void> {
    await expect(this.page.locator('.or-saved')).toHaveAttribute('data-state', 'saved');
  }
}

export const test = base.extend<{ studio: Studio }>({
  studio: async ({ page, baseURL }, provide) => {
    const watched: Watched = { outside: [], errors: [] };
    const origin = new URL(baseURL ?? '').origin;
    page.on('request', (request) => {
      if (!request.url().startsWith(origin) && !/^(data|blob):/.test(request.url())) watched.outside.push(request.url());
    });
    page.on('pageerror', (error) => watched.errors.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') watched.errors.push(message.text());
    });
    // Playwright takes file choosers over from the first listener on, which arrives too late where it is set with the key press.
    page.on('filechooser', () => undefined);
    await provide(new Studio(page, watched));
    expect(watched.outside).toEqual([]);
  },
});
export { expect };
