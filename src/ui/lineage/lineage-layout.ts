import type { Id } from '../../core/model/types.ts';
import { columnKey, type LineageCard, type LineageGraph } from './lineage-graph.ts';

export const CARD = { width: 228, head: 30, row: 22, foot: 6 };
const GAP = { x: 96, y: 20 };
const MARGIN = 20;

export interface PlacedCard extends LineageCard {
  readonly x: number;
  readonly y: number;
  readonly height: number;
}

export interface LineageLayout {
  readonly cards: readonly PlacedCard[];
  /** SVG path of each line, in the order of the graph's lines. */
  readonly paths: readonly string[];
  readonly width: number;
  readonly height: number;
}

const heightOf = ({ columns }: LineageCard): number => CARD.head + columns.length * CARD.row + CARD.foot;

/** Cards in columns by layer, each layer in the order of what its cards read; lines from row to row. */
export function layoutLineage({ cards, lines }: LineageGraph): LineageLayout {
  const layers: LineageCard[][] = [];
  for (const card of cards) (layers[card.layer] ??= []).push(card);
  const middle = new Map<Id, number>();
  const rows = new Map<string, number>();
  const placed: PlacedCard[] = [];
  const readsOf = new Map<Id, Id[]>();
  for (const { from, to } of lines) readsOf.set(to.relation, [...(readsOf.get(to.relation) ?? []), from.relation]);
  layers.forEach((layer, index) => {
    const wish = (card: LineageCard): number => {
      const above = (readsOf.get(card.relation.id) ?? []).flatMap((id) => middle.get(id) ?? []);
      return above.length === 0 ? 0 : above.reduce((sum, y) => sum + y, 0) / above.length;
    };
    let y = MARGIN;
    for (const { card } of layer.map((one) => ({ card: one, at: wish(one) })).toSorted((a, b) => a.at - b.at)) {
      const height = heightOf(card);
      placed.push({ ...card, x: MARGIN + index * (CARD.width + GAP.x), y, height });
      middle.set(card.relation.id, y + height / 2);
      card.columns.forEach((column, row) => rows.set(columnKey({ relation: card.relation.id, column }), y + CARD.head + (row + 0.5) * CARD.row));
      y += height + GAP.y;
    }
  });
  const left = new Map(placed.map(({ relation, x }) => [relation.id, x]));
  const paths = lines.map(({ from, to }) => {
    const [x1, y1] = [(left.get(from.relation) ?? 0) + CARD.width, rows.get(columnKey(from)) ?? 0];
    const [x2, y2] = [left.get(to.relation) ?? 0, rows.get(columnKey(to)) ?? 0];
    const bend = Math.max(32, (x2 - x1) / 2);
    return `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
  });
  return {
    cards: placed,
    paths,
    width: MARGIN * 2 + layers.length * CARD.width + Math.max(0, layers.length - 1) * GAP.x,
    height: Math.max(0, ...placed.map(({ y, height }) => y + height)) + MARGIN,
  };
}
