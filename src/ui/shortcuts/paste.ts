import type { ActionContext } from './actions/action.ts';
import { hasCopied, isCopied, pasteObjects, pasteText } from './clipboard.ts';
import { pasteColumns } from './column-actions.ts';

const severalTables = (text: string): boolean => (text.match(/\bcreate\b[^;]{0,80}?\b(table|view)\b/gi) ?? []).length > 1;
const asFile = (text: string): File => new File([text], /\bcreate\b/i.test(text) ? 'pasted.sql' : 'pasted.dbml');

/**
 * Pastes what the system's clipboard holds: objects of this or another project onto the diagram, columns into the
 * selected object, or definitions of tables, which are shown before they are imported. Where it cannot be read, what was copied in this tab.
 */
export async function paste({ store, shell }: Pick<ActionContext, 'store' | 'shell'>, text: string): Promise<void> {
  const at = shell.canvas.current?.center() ?? { x: 0, y: 0 };
  const { definesTables } = await import('../../store/schema-import/schema-files.ts');
  if (isCopied(text)) await pasteText(store, text, at);
  else if (definesTables(text) && (store.getState().selection.length !== 1 || severalTables(text))) await store.actions.openFiles([asFile(text)], at);
  else if (text.trim() !== '' && (await pasteColumns(store, text))) return;
  else if (hasCopied()) pasteObjects(store, at);
  else if (text.trim() !== '')
    store.actions.notify(
      'info',
      'Nothing was pasted: copy objects first, paste CREATE TABLE statements or DBML, or select one object and paste names of columns into it.',
    );
}
