import type { ModelObject } from '../../core/model/types.ts';
import type { NodeRow } from './node-rows.ts';

export const NODE_WIDTH = 232;
export const HEADER_HEIGHT = 28;
export const GRAIN_HEIGHT = 18;
export const ROW_HEIGHT = 18;
const FOOT = 4;

export function hasGrainLine(object: ModelObject): boolean {
  return object.kind === 'fact' && Boolean(object.grain.sentence);
}

/** Size of a node in canvas units, from the document alone, so that nothing needs to be mounted to be measured. */
export function nodeSize(object: ModelObject, rows: readonly NodeRow[]): { readonly width: number; readonly height: number } {
  return { width: NODE_WIDTH, height: rowTop(object, rows.length) + (rows.length > 0 ? FOOT : 0) };
}

/** Distance of a row's upper edge from the node's, in canvas units. */
export function rowTop(object: ModelObject, index: number): number {
  return HEADER_HEIGHT + (hasGrainLine(object) ? GRAIN_HEIGHT : 0) + index * ROW_HEIGHT;
}
