import type { Id, ModelObject } from '../../core/model/types.ts';
import type { Studio } from '../../store/studio-types.ts';

type Store = Pick<Studio, 'getState' | 'actions'>;
interface Point {
  readonly x: number;
  readonly y: number;
}
/** Objects as they were copied, each where it stood from the first of them. */
interface Copied {
  readonly objects: readonly ModelObject[];
  readonly places: Readonly<Record<Id, Point>>;
}

const STEP = 24;
/** The first line of what is copied, which tells it from other text. */
const MARK = '# Objects of an Orrery model';
let copied: Copied = { objects: [], places: {} };
/** What the system's clipboard was given for it; the same text back means the same project. */
let given: string | undefined;

function selected({ getState }: Store): Copied {
  const { project, diagram, selection } = getState();
  const objects = selection.flatMap((id) => project.objects[id] ?? []);
  const placed = project.diagrams[diagram]?.placed ?? {};
  const at = objects.flatMap(({ id }) => (placed[id] ? [placed[id]] : []));
  const [left, top] = [Math.min(...at.map(({ x }) => x)), Math.min(...at.map(({ y }) => y))];
  const places = objects.map(({ id }, index): [Id, Point] => {
    const place = placed[id];
    return [id, place ? { x: place.x - left, y: place.y - top } : { x: index * STEP, y: index * STEP }];
  });
  return { objects, places: Object.fromEntries(places) };
}

/** What is copied as text that any project, tab or editor takes: YAML as in the project's files. */
async function textOf({ objects, places }: Copied): Promise<string> {
  const { stringify } = await import('yaml');
  return `${MARK}\n${stringify({ objects, places }, { lineWidth: 0, aliasDuplicateObjects: false })}`;
}

/** Copies the selection, for this tab and as text for all others. A browser that keeps its clipboard to itself leaves it to this tab. */
export async function copyObjects(store: Store): Promise<void> {
  copied = selected(store);
  given = undefined;
  const text = await textOf(copied);
  given = text;
  await globalThis.navigator?.clipboard?.writeText(text).catch(() => undefined);
}

/** Takes the selection off this diagram, to be pasted on another; it stays in the model. */
export async function cutObjects(store: Store): Promise<void> {
  const done = copyObjects(store);
  store.actions.dispatch('diagram.unplace', { diagram: store.getState().diagram, ids: copied.objects.map(({ id }) => id) });
  await done;
}

export const hasCopied = (): boolean => copied.objects.length > 0;

/** Puts what was copied in this tab on the open diagram, around a point. Objects that stand on it already are duplicated instead. */
export function pasteObjects({ getState, actions }: Store, at: Point): void {
  const { project, diagram } = getState();
  const known = copied.objects.filter(({ id, kind, name }) => project.objects[id]?.kind === kind && project.objects[id].name === name);
  if (known.length < copied.objects.length) {
    pasteCopied({ getState, actions }, copied, at);
    return;
  }
  const ids = known.map(({ id }) => id);
  const there = new Set(Object.keys(project.diagrams[diagram]?.placed ?? {}));
  const absent = ids.filter((id) => !there.has(id));
  if (absent.length === 0) {
    if (ids.length > 0) actions.dispatch('object.duplicate', { ids, diagram });
    return;
  }
  if (actions.dispatch('diagram.place', { diagram, positions: positionsOf(copied, absent, at) })) actions.select(absent);
}

function positionsOf({ places }: Copied, ids: readonly Id[], at: Point): Record<Id, Point> {
  return Object.fromEntries(
    ids.map((id) => {
      const place = places[id] ?? { x: 0, y: 0 };
      return [id, { x: Math.round(at.x + place.x), y: Math.round(at.y + place.y) }];
    }),
  );
}

function pasteCopied({ getState, actions }: Store, what: Copied, at: Point): void {
  const { diagram, project } = getState();
  const positions = positionsOf(
    what,
    what.objects.map(({ id }) => id),
    at,
  );
  if (!actions.dispatch('object.paste', { objects: what.objects, diagram, positions })) return;
  const now = getState().project;
  const made = Object.keys(now.objects).filter((id) => project.objects[id] === undefined);
  actions.select(made.length > 0 ? made : what.objects.map(({ id }) => id).filter((id) => Object.hasOwn(now.objects, id)));
}

/** Whether a text is of objects that were copied, here, in another tab or from another project. */
export const isCopied = (text: string): boolean => text.startsWith(MARK);

/** Pastes objects out of the system's clipboard. */
export async function pasteText(store: Store, text: string, at: Point): Promise<void> {
  if (text === given) {
    pasteObjects(store, at);
    return;
  }
  const { parse } = await import('yaml');
  try {
    const { objects, places = {} } = parse(text, { maxAliasCount: 0 }) as Partial<Copied>;
    pasteCopied(store, { objects: objects ?? [], places }, at);
  } catch (error) {
    store.actions.notify('error', `What was copied could not be read: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)}`);
  }
}
