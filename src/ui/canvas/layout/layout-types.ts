import type { Id, ObjectKind } from '../../../core/model/types.ts';

export const LAYOUTS = ['layers', 'star', 'vault'] as const;
export type LayoutStyle = (typeof LAYOUTS)[number];

export interface LayoutNode {
  readonly id: Id;
  readonly kind: ObjectKind;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly pinned: boolean;
}
export interface LayoutEdge {
  readonly from: Id;
  readonly to: Id;
  readonly flow: boolean;
}
/** What is to be placed. Edges that arrive at one node stand in the order of its columns. */
export interface LayoutInput {
  readonly nodes: readonly LayoutNode[];
  readonly edges: readonly LayoutEdge[];
}
export type Placing = Readonly<Record<Id, { readonly x: number; readonly y: number }>>;

/** Left to right: what rows flow through before what they reach. */
const ORDER: readonly (readonly ObjectKind[])[] = [
  ['source'],
  ['staging'],
  ['intermediate'],
  ['hub'],
  ['link'],
  ['satellite', 'reference', 'as_of'],
  ['pit', 'bridge'],
  ['dimension', 'date_dimension', 'time_dimension'],
  ['hierarchy', 'group_bridge'],
  ['fact'],
];
export const RANKS: ReadonlyMap<ObjectKind, number> = new Map(ORDER.flatMap((kinds, rank) => kinds.map((kind) => [kind, rank] as const)));

export const GAP_X = 110;
export const GAP_Y = 32;
