import type { ActionContext } from './actions/action.ts';
import { hasCopied, isCopied, pasteObjects, pasteText } from './clipboard.ts';
import { pasteColumns } from './column-actions.ts';

/**
 * Pastes what the system's clipboard holds: objects of this or another project onto the diagram, or columns into the
 * selected object. Where it cannot be read, what was copied in this tab.
 */
export async function paste({ store, shell }: Pick<ActionContext, 'store' | 'shell'>, text: string): Promise<void> {
  const at = shell.canvas.current?.center() ?? { x: 0, y: 0 };
  if (isCopied(text)) await pasteText(store, text, at);
  else if (text.trim() !== '' && (await pasteColumns(store, text))) return;
  else if (hasCopied()) pasteObjects(store, at);
  else if (text.trim() !== '')
    store.actions.notify('info', 'Nothing was pasted: copy objects first, or select one object and paste names of columns or a CREATE TABLE into it.');
}
