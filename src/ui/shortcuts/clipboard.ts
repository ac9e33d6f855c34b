import type { Id } from '../../core/model/types.ts';
import type { Studio } from '../../store/studio-types.ts';

type Store = Pick<Studio, 'getState' | 'actions'>;

const STEP = 24;
let copied: readonly Id[] = [];

export function copyObjects({ getState }: Store): void {
  copied = getState().selection;
}

/** Takes the selection off this diagram, to be pasted on another; it stays in the model. */
export function cutObjects(store: Store): void {
  copyObjects(store);
  store.actions.dispatch('diagram.unplace', { diagram: store.getState().diagram, ids: copied });
}

export const hasCopied = (): boolean => copied.length > 0;

/** Puts what was copied on the open diagram, around a point. Objects that stand on it already are duplicated instead. */
export function pasteObjects({ getState, actions }: Store, at: { readonly x: number; readonly y: number }): void {
  const { project, diagram } = getState();
  const ids = copied.filter((id) => Object.hasOwn(project.objects, id));
  const there = new Set(Object.keys(project.diagrams[diagram]?.placed ?? {}));
  const absent = ids.filter((id) => !there.has(id));
  if (absent.length === 0) {
    if (ids.length > 0) actions.dispatch('object.duplicate', { ids, diagram });
    return;
  }
  const positions = Object.fromEntries(absent.map((id, index) => [id, { x: Math.round(at.x) + index * STEP, y: Math.round(at.y) + index * STEP }]));
  if (actions.dispatch('diagram.place', { diagram, positions })) actions.select(absent);
}
