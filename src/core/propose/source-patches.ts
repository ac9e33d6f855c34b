import { deliveryOf } from '../infer/changes.ts';
import type { SourcePatch } from './proposal.ts';
import type { Shape } from './shape.ts';

/** What the rows tell of a source that its definition does not say, or says otherwise: its key, and what a delivery brings. */
export function sourcePatches(shapes: readonly Shape[]): readonly SourcePatch[] {
  return shapes.flatMap(({ table: { source, evidence }, key }): readonly SourcePatch[] => {
    const seen = evidence?.changes && source.delivery !== 'cdc' ? deliveryOf(evidence.changes) : undefined;
    const isKey = source.key?.length === key.columns.length && key.columns.every((id) => source.key?.includes(id));
    const patch = { ...(isKey || !evidence ? {} : { key: key.columns }), ...(seen !== undefined && seen !== source.delivery ? { delivery: seen } : {}) };
    return Object.keys(patch).length > 0 ? [{ id: source.id, ...patch }] : [];
  });
}
