import { KINDS } from '../../core/model/kinds.ts';
import type { Id, ObjectKind } from '../../core/model/types.ts';
import type { Studio } from '../../store/studio-types.ts';
import { diagramBoxes } from '../canvas/box.ts';
import { NODE_WIDTH } from '../canvas/node-size.ts';
import { freeSpot } from './free-spot.ts';
import type { Shell } from './shell-context.ts';

type Store = Pick<Studio, 'getState' | 'actions'>;

/** About what a new object takes: a header and a few columns. */
const NEW_SIZE = { width: NODE_WIDTH, height: 120 };

/** Makes an object in the middle of the view, or beside the one it is made from, where there is room, and selects it. */
export function createObject({ getState, actions }: Store, shell: Pick<Shell, 'canvas'>, kind: ObjectKind, from?: Id): void {
  const before = getState();
  const placed = from === undefined ? undefined : before.project.diagrams[before.diagram]?.placed[from];
  const center = placed ? { x: placed.x + 360, y: placed.y } : (shell.canvas.current?.center() ?? { x: 0, y: 0 });
  const at = spotNear({ getState }, center);
  const made = createSelected({ getState, actions }, { kind, diagram: before.diagram, ...at, ...(from === undefined ? {} : { from }) });
  if (made !== undefined) requestAnimationFrame(() => shell.canvas.current?.reveal(made));
}

/** Makes an object and selects it, so that it is at hand in the inspector. @returns its id. */
export function createSelected({ getState, actions }: Store, payload: unknown, type: 'object.create' | 'relate' = 'object.create'): Id | undefined {
  const before = getState().project.objects;
  if (!actions.dispatch(type, payload)) return undefined;
  const made = Object.keys(getState().project.objects).find((id) => before[id] === undefined);
  if (made !== undefined) actions.select([made]);
  return made;
}

/** Where something new can stand on the open diagram, near a point. */
export function spotNear({ getState }: Pick<Studio, 'getState'>, at: { readonly x: number; readonly y: number }): { readonly x: number; readonly y: number } {
  const { project, diagram } = getState();
  const open = project.diagrams[diagram];
  return freeSpot(open ? [...diagramBoxes(project, open).values()] : [], at, NEW_SIZE);
}

/** What its name would be called in a menu. */
export const newLabel = (kind: ObjectKind): string => `New ${KINDS[kind].label.toLowerCase()}`;

/** Opens the panel at what an object holds or is made of. */
export function showInPanel({ getState, actions }: Store, object: Id, tab: 'rows' | 'sql' | 'columns'): void {
  actions.select([object]);
  actions.setView({ panel: { ...getState().view.panel, open: true, tab } });
}
