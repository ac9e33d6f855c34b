import { hasColumns } from '../../core/model/lookup.ts';
import { KINDS, LAYER_LABELS, OBJECT_KINDS } from '../../core/model/kinds.ts';
import { LAYERS } from '../../core/model/schema.ts';
import type { Id, Layer, ModelObject, ObjectKind, Project } from '../../core/model/types.ts';

export type TreeRow =
  | { readonly type: 'layer'; readonly id: string; readonly layer: Layer; readonly label: string; readonly count: number; readonly open: boolean }
  | { readonly type: 'object'; readonly id: Id; readonly object: ModelObject; readonly match?: string };

/** The kinds that live in a layer, in the order lists show them. */
export const kindsIn = (layer: Layer): readonly ObjectKind[] => OBJECT_KINDS.filter((kind) => KINDS[kind].layer === layer);
const SHOWN_LAYERS = LAYERS.filter((layer) => kindsIn(layer).length > 0);

/** How an object answers a search: by name, tag, or a column, which is told. */
function matchOf(object: ModelObject, wanted: string): { readonly column?: string } | undefined {
  if (wanted === '' || object.name.toLowerCase().includes(wanted) || object.tags?.some((tag) => tag.toLowerCase().includes(wanted)) === true) return {};
  if (!hasColumns(object)) return undefined;
  const column = object.columns.find((entry) => entry.name.toLowerCase().includes(wanted));
  return column && { column: column.name };
}

/**
 * The lines of the navigator: layers, and under the open ones their objects by kind and name. A search opens every layer
 * and leaves out those without a match.
 */
export function treeRows(project: Project, query: string, closed: ReadonlySet<Layer>): readonly TreeRow[] {
  const wanted = query.trim().toLowerCase();
  const byLayer = new Map<Layer, Extract<TreeRow, { type: 'object' }>[]>(SHOWN_LAYERS.map((layer) => [layer, []]));
  for (const object of Object.values(project.objects)) {
    const match = matchOf(object, wanted);
    if (match)
      byLayer.get(KINDS[object.kind].layer)?.push({ type: 'object', id: object.id, object, ...(match.column === undefined ? {} : { match: match.column }) });
  }
  const rows: TreeRow[] = [];
  for (const [layer, entries] of byLayer) {
    if (wanted !== '' && entries.length === 0) continue;
    const open = wanted !== '' || !closed.has(layer);
    rows.push({ type: 'layer', id: `layer ${layer}`, layer, label: LAYER_LABELS[layer], count: entries.length, open });
    if (open)
      rows.push(
        ...entries.sort(
          (a, b) =>
            OBJECT_KINDS.indexOf(a.object.kind) - OBJECT_KINDS.indexOf(b.object.kind) ||
            (a.object.name < b.object.name ? -1 : a.object.name > b.object.name ? 1 : 0),
        ),
      );
  }
  return rows;
}
