import type { ActionContext } from '../shortcuts/actions/action.ts';

const MOST = 32_000;
const MARK = '#model=';

/** What a link carries that the page was opened with; nothing when it is no link to a model. */
export const linkIn = (fragment: string): string | undefined => (fragment.startsWith(MARK) ? fragment.slice(MARK.length) : undefined);

/** The address of this page with the model in it. */
export const linkAddress = (page: string, text: string): string => `${page.replace(/[?#].*$/s, '')}${MARK}${text}`;

/** Puts a link to the open model on the clipboard, or shows it where the browser forbids that. */
export async function copyLink({ store, shell }: ActionContext): Promise<void> {
  const address = linkAddress(location.href, await store.actions.linkText());
  const size = address.length.toLocaleString('en');
  if (address.length > MOST) {
    store.actions.notify(
      'error',
      `The link to this model would be ${size} characters long; mail and chat cut links of more than ${MOST.toLocaleString('en')}. Save it as a zip instead.`,
      ['project.saveZip'],
    );
    return;
  }
  try {
    await navigator.clipboard.writeText(address);
  } catch {
    shell.open({ kind: 'copy_link', address });
    return;
  }
  store.actions.notify('info', `The link is copied: ${size} characters. It carries the model, without deliveries and rows; who has it can read the model.`);
}
