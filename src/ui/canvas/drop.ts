import { OBJECT_KINDS } from '../../core/model/kinds.ts';
import type { Id, ObjectKind } from '../../core/model/types.ts';

export const CANVAS_DRAG_TYPE = 'application/x-orrery';
export type CanvasDrop = { readonly kind: 'new'; readonly objectKind: ObjectKind } | { readonly kind: 'object'; readonly id: Id };

/** The text the drag carries; {@link readDrop} reads it back. */
export function dropText(drop: CanvasDrop): string {
  return drop.kind === 'new' ? `new:${drop.objectKind}` : `object:${drop.id}`;
}

/** Reads what was dropped, as JSON or as the short text form; `undefined` when it is not ours. */
export function readDrop(text: string): CanvasDrop | undefined {
  const match = /^\s*\{.*"(?:objectKind|id)"\s*:\s*"([a-z0-9][a-z0-9_-]*)".*\}\s*$/s.exec(text) ?? /^(?:new|object):([a-z0-9][a-z0-9_-]*)$/.exec(text);
  const value = match?.[1];
  if (value === undefined) return undefined;
  if (!text.includes('"objectKind"') && !text.startsWith('new:')) return { kind: 'object', id: value };
  const objectKind = OBJECT_KINDS.find((kind) => kind === value);
  return objectKind === undefined ? undefined : { kind: 'new', objectKind };
}
