import { hasColumns } from '../../core/model/lookup.ts';
import { KINDS } from '../../core/model/kinds.ts';
import type { Id, ObjectKind, Project } from '../../core/model/types.ts';
import type { StudioState } from '../../store/studio-types.ts';
import { ACTIONS, madeKind, type Action } from '../shortcuts/actions.ts';
import { rank } from './rank.ts';

export interface PaletteItem {
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  readonly kind?: ObjectKind;
  /** The action whose keys are shown beside it. */
  readonly keys?: string;
  readonly does: { readonly action: Action } | { readonly object: Id; readonly column?: Id };
}

export const MOST_ITEMS = 60;

function* objectItems(project: Project): Generator<PaletteItem> {
  for (const object of Object.values(project.objects))
    yield { id: `o ${object.id}`, label: object.name, hint: KINDS[object.kind].label, kind: object.kind, does: { object: object.id } };
}

function* columnItems(project: Project): Generator<PaletteItem> {
  for (const object of Object.values(project.objects)) {
    if (!hasColumns(object)) continue;
    for (const column of object.columns)
      yield {
        id: `c ${object.id} ${column.id}`,
        label: column.name,
        hint: `${object.name} · ${column.type}`,
        kind: object.kind,
        does: { object: object.id, column: column.id },
      };
  }
}

function* actionItems(state: StudioState): Generator<PaletteItem> {
  for (const action of ACTIONS) {
    if (action.id === 'edit.palette' || action.enabled?.(state) === false) continue;
    const kind = madeKind(action);
    yield {
      id: `a ${action.id}`,
      label: action.label,
      hint: action.group,
      does: { action },
      keys: action.id,
      ...(kind === undefined ? {} : { kind }),
    };
  }
}

/** What the palette lists for a query: actions and objects, then columns; without a query the actions. `>` asks for actions alone. */
export function paletteItems(state: StudioState, query: string): readonly PaletteItem[] {
  const onlyActions = query.startsWith('>') || query.trim() === '';
  const wanted = query.replace(/^>/, '').trim();
  const found: { item: PaletteItem; score: number }[] = [];
  const take = (items: Iterable<PaletteItem>, penalty: number) => {
    for (const item of items) {
      const score = rank(wanted, item.label);
      if (score !== undefined) found.push({ item, score: score + penalty });
    }
  };
  if (!onlyActions) take(objectItems(state.project), 0);
  take(actionItems(state), 0.2);
  if (!onlyActions) take(columnItems(state.project), 1.5);
  return found
    .sort((a, b) => a.score - b.score)
    .slice(0, MOST_ITEMS)
    .map(({ item }) => item);
}
