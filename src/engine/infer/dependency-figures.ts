import type { CancelSignal, Reader } from '../../core/engine-port.ts';
import type { KnownTable } from '../../core/infer/columns.ts';
import { dependencyColumns } from '../../core/infer/dependencies.ts';
import type { DependencyFigures } from '../../core/infer/evidence.ts';
import type { RowsOfSource } from './tables.ts';

const PROBE_ROWS = 20_000;

/** How far each column decides each other one: tried on some rows, counted on all for those that pass. */
export async function dependencyFigures(
  reader: Reader,
  rows: RowsOfSource,
  table: KnownTable,
  signal: CancelSignal | undefined,
): Promise<readonly DependencyFigures[]> {
  const placeOf = new Map(rows.source.columns.map(({ id }, place) => [id, place]));
  const columns = dependencyColumns(table).flatMap((id) => {
    const place = placeOf.get(id);
    return place === undefined ? [] : [{ id, place, distinct: table.byId.get(id)?.figures?.distinct ?? 0 }];
  });
  const pairs = columns.flatMap((from) => columns.filter((to) => to !== from && to.distinct <= from.distinct).map((to) => ({ from, to })));
  if (pairs.length === 0) return [];
  await reader.execute(`create or replace temp table probe as select * from ${rows.table} using sample reservoir(${PROBE_ROWS} rows) repeatable (1)`, signal);
  const [probed = []] = await reader.texts(
    `select ${pairs.map(({ from, to }) => `(count(distinct (c${from.place}, c${to.place})) = count(distinct c${from.place}) + (count(*) filter (where c${from.place} is null) > 0)::int)::varchar`).join(', ')} from temp.probe`,
    signal,
  );
  const found: DependencyFigures[] = [];
  for (const { from, to } of pairs.filter((_, index) => probed[index] === 'true')) {
    const [row = []] = await reader.texts(
      `select count(*)::varchar, (count(*) filter (where n = 1))::varchar from (select c${from.place}, count(distinct c${to.place}) + (count(*) filter (where c${to.place} is null) > 0)::int as n from ${rows.table} where c${from.place} is not null group by 1)`,
      signal,
    );
    found.push({ from: from.id, to: to.id, fromDistinct: Number(row[0] ?? 0), toDistinct: to.distinct, holds: Number(row[1] ?? 0) });
  }
  return found;
}
