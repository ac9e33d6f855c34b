import type { ResultPage } from '../core/engine-port.ts';
import { count } from './run.ts';

/** A line per row, `column=value` each, and how many more there are. */
export const rowLines = ({ columns, rows }: ResultPage, total: number): readonly string[] => [
  ...rows.map((row) => row.map((cell, index) => `${columns[index]?.name ?? ''}=${cell ?? 'NULL'}`).join(', ')),
  ...(total > rows.length ? [`and ${count(total - rows.length)} more`] : []),
];
