import type { Box } from './box.ts';
import type { ModelEdge } from './edges.ts';
import { HEADER_HEIGHT, ROW_HEIGHT, rowTop } from './node-size.ts';

/** Distance of the middle of a row from the top of its node; the header's where the row is not shown. */
function rowMiddle(box: Box, is: (row: Box['rows'][number]) => boolean): number {
  const index = box.rows.findIndex(is);
  return index < 0 ? HEADER_HEIGHT / 2 : rowTop(box.object, index) + ROW_HEIGHT / 2;
}

/** Where an edge leaves, from the top of the node: at the key that is referred to, or at the header where rows flow. */
export const leavesAt = (edge: ModelEdge, from: Box): number => (edge.flow ? HEADER_HEIGHT / 2 : rowMiddle(from, (row) => row.group === 'key'));

/** Where an edge arrives, from the top of the node: at the column that refers. */
export const arrivesAt = (edge: ModelEdge, to: Box): number =>
  edge.toRow === undefined ? HEADER_HEIGHT / 2 : rowMiddle(to, (row) => row.id === edge.toRow && row.group !== 'value');
