import type { ActionContext } from './actions/action.ts';
import { hasCopied, isCopied, pasteObjects, pasteText } from './clipboard.ts';
import { pasteColumns } from './column-actions.ts';

/**
 * Pastes what the system's clipboard holds: objects of this or another project onto the diagram, columns into the
 * selected object, or definitions of tables, which are shown before they are imported. Where it cannot be read, what was copied in this tab.
 */
export async function paste({ store, shell }: Pick<ActionContext, 'store' | 'shell'>, text: string): Promise<void> {
  const at = shell.canvas.current?.center() ?? { x: 0, y: 0 };
  const { pastedSchema } = await import('../../store/schema-import/schema-files.ts');
  const schema = pastedSchema(text);
  if (isCopied(text)) await pasteText(store, text, at);
  // One table's columns go into the object that is selected.
  else if (schema && (schema.tables > 1 || store.getState().selection.length !== 1)) await store.actions.openFiles([schema.file], at);
  else if (text.trim() !== '' && (await pasteColumns(store, text))) return;
  else if (hasCopied()) pasteObjects(store, at);
  else if (text.trim() !== '')
    store.actions.notify(
      'info',
      'Nothing was pasted: copy objects first, paste CREATE TABLE statements or DBML, or select one object and paste names of columns into it.',
    );
}
