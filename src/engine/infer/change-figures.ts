import type { CancelSignal, Reader } from '../../core/engine-port.ts';
import type { ChangeFigures } from '../../core/infer/evidence.ts';
import type { Id } from '../../core/model/types.ts';
import type { RowsOfSource } from './tables.ts';

/** What changed from each delivery of a source to the next, by its key; nothing with one delivery. */
export async function changeFigures(
  reader: Reader,
  rows: RowsOfSource,
  key: readonly Id[],
  signal: CancelSignal | undefined,
): Promise<ChangeFigures | undefined> {
  if (rows.deliveries.length < 2) return undefined;
  const columns = rows.source.columns.map(({ id }, place) => ({ id, place }));
  const parts = columns.filter(({ id }) => key.includes(id));
  const others = columns.filter(({ id }) => !key.includes(id));
  const on = parts.map(({ place }) => `a.c${place} = b.c${place}`).join(' and ');
  const [row = []] = await reader.texts(
    `select ${['count(*)', ...others.map(({ place }) => `count(*) filter (where a.c${place} is distinct from b.c${place})`)].map((value) => `(${value})::varchar`).join(', ')}
from ${rows.table} as a join ${rows.table} as b on ${on} and b.d = a.d + 1`,
    signal,
  );
  const kept = Number(row[0] ?? 0);
  const counts = rows.deliveries.map((one) => one.rows);
  const sum = (list: readonly number[]): number => list.reduce((total, one) => total + one, 0);
  return {
    key,
    kept,
    before: sum(counts.slice(0, -1)),
    fresh: Math.max(0, sum(counts.slice(1)) - kept),
    changed: Object.fromEntries(others.map(({ id }, index) => [id, Number(row[index + 1] ?? 0)])),
  };
}
