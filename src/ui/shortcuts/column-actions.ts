import { free, freeColumnId } from '../../core/commands/free-name.ts';
import { hasColumns, type ColumnedObject } from '../../core/model/lookup.ts';
import type { Studio } from '../../store/studio-types.ts';
import { editName } from '../inspector/edit-name.ts';
import { keyToggle } from '../inspector/key-toggle.ts';

type Store = Pick<Studio, 'getState' | 'actions'>;

/** The selected object, when it is one and has columns of its own. */
function chosen({ getState }: Store): ColumnedObject | undefined {
  const { selection, project } = getState();
  const [id] = selection;
  const object = id === undefined || selection.length > 1 ? undefined : project.objects[id];
  return object && hasColumns(object) ? object : undefined;
}

/** A column after the selected one, or at the end, with the focus in its name. */
export function addColumn(store: Store): void {
  const object = chosen(store);
  if (!object) return;
  const names = new Set(object.columns.map(({ name }) => name.toLowerCase()));
  const name = free('column', (candidate) => names.has(candidate));
  const id = freeColumnId(object.columns, name);
  const use = object.kind === 'dimension' ? { use: 'attribute' } : object.kind === 'fact' ? { use: 'measure' } : {};
  const after = object.columns.findIndex((column) => column.id === store.getState().column?.column);
  const at = after < 0 ? object.columns.length : after + 1;
  if (!store.actions.dispatch('column.add', { object: object.id, column: { id, name, type: 'text', ...use }, at })) return;
  store.actions.select([object.id], { object: object.id, column: id });
  const { inspector } = store.getState().view;
  if (!inspector.open) store.actions.setView({ inspector: { ...inspector, open: true } });
  requestAnimationFrame(() => editName(at));
}

export function moveColumn(store: Store, by: -1 | 1): void {
  const object = chosen(store);
  const column = store.getState().column;
  if (!object || column?.object !== object.id) return;
  const from = object.columns.findIndex((entry) => entry.id === column.column);
  const to = from + by;
  if (from < 0 || to < 0 || to >= object.columns.length) return;
  store.actions.dispatch('column.move', { object: object.id, column: column.column, to }, `column.move ${column.column}`);
}

/** Makes the selected column part of the key, or takes it out. */
export function toggleKey(store: Store): void {
  const object = chosen(store);
  const column = store.getState().column?.column;
  const toggle = object && column !== undefined ? keyToggle(object, column) : undefined;
  if (toggle) store.actions.dispatch(toggle.type, toggle.payload);
}

/** Adds columns out of a list, a sheet or a CREATE TABLE to the selected object, after the selected column. @returns whether the text was such. */
export async function pasteColumns(store: Store, text: string): Promise<boolean> {
  const { parsePasted } = await import('../inspector/paste-columns.ts');
  const object = chosen(store);
  const columns = object ? parsePasted(text) : [];
  if (!object || columns.length < 2) return false;
  const after = object.columns.findIndex((column) => column.id === store.getState().column?.column);
  const at = after < 0 ? object.columns.length : after + 1;
  const group = `paste ${object.id} ${object.columns.length} ${text.length}`;
  columns.forEach((column, index) => store.actions.dispatch('column.add', { object: object.id, column, at: at + index }, group));
  return true;
}
