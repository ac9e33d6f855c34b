import type { CancelSignal, Reader } from '../../core/engine-port.ts';
import type { KnownTable } from '../../core/infer/columns.ts';
import type { KeyFigures } from '../../core/infer/evidence.ts';
import { keyTrials, mayBeKey, snapshotTrials } from '../../core/infer/keys.ts';
import type { Id } from '../../core/model/types.ts';
import type { RowsOfSource } from './tables.ts';

const PROBE_ROWS = 20_000;
const AT_ONCE = 30;
const LARGEST = 4;

const tuple = (places: readonly number[]): string => (places.length === 1 ? `c${places[0]}` : `(${places.map((place) => `c${place}`).join(', ')})`);
const present = (places: readonly number[]): string => places.map((place) => `c${place} is not null and c${place}::varchar <> ''`).join(' and ');

/** Measures sets of columns in each delivery, and over all of them. */
async function measured(reader: Reader, { table, deliveries }: RowsOfSource, sets: readonly (readonly number[])[], signal: CancelSignal | undefined) {
  const list = sets.flatMap((places) => [
    `(count(*) filter (where not (${present(places)})))::varchar`,
    `(count(distinct ${tuple(places)}) filter (where ${present(places)}))::varchar`,
  ]);
  const rows = await reader.texts(`select d::varchar, ${list.join(', ')} from ${table} group by d`, signal);
  const [over = []] = await reader.texts(
    `select ${sets.map((places) => `(count(distinct ${tuple(places)}) filter (where ${present(places)}))::varchar`).join(', ')} from ${table}`,
    signal,
  );
  return sets.map((_, index) => ({
    deliveries: deliveries.map((delivery, place) => {
      const row = rows.find(([d]) => Number(d) === place) ?? [];
      return { rows: delivery.rows, missing: Number(row[1 + index * 2] ?? 0), distinct: Number(row[2 + index * 2] ?? 0) };
    }),
    distinct: Number(over[index] ?? 0),
  }));
}

/** How often columns and sets of columns repeat: each set is first tried on some rows of the largest delivery, and only those that pass on all. */
export async function keyFigures(
  reader: Reader,
  rows: RowsOfSource,
  table: KnownTable,
  entity: readonly string[],
  signal: CancelSignal | undefined,
): Promise<readonly KeyFigures[]> {
  const placeOf = new Map(rows.source.columns.map(({ id }, place) => [id, place]));
  const largest = Math.max(...rows.deliveries.map((one) => one.rows));
  const at = rows.deliveries.findIndex((one) => one.rows === largest);
  await reader.execute(`create or replace temp table probe as select * from ${rows.table} where d = ${at} limit ${PROBE_ROWS}`, signal);
  const found: KeyFigures[] = [];

  async function tried(sets: readonly (readonly Id[])[]): Promise<void> {
    for (let from = 0; from < sets.length; from += AT_ONCE) {
      const some = sets.slice(from, from + AT_ONCE).map((ids) => ({ ids, places: ids.flatMap((id) => placeOf.get(id) ?? []) }));
      const [probed = []] = await reader.texts(
        `select count(*)::varchar, ${some.map(({ places }) => `count(distinct hash(${places.map((place) => `c${place}`).join(', ')}))::varchar`).join(', ')} from temp.probe`,
        signal,
      );
      const passing = some.filter((_, index) => mayBeKey(Number(probed[0] ?? 0), Number(probed[index + 1] ?? 0)));
      if (passing.length === 0) continue;
      const figures = await measured(
        reader,
        rows,
        passing.map(({ places }) => places),
        signal,
      );
      passing.forEach(({ ids }, index) => {
        const one = figures[index];
        if (one) found.push({ columns: ids, ...one });
      });
    }
  }

  await tried(table.columns.filter(({ nature, figures }) => nature !== 'opaque' && (figures?.filled ?? 0) > 0).map(({ column }) => [column.id]));
  const promised = rows.source.key ?? [];
  if (promised.length > 1) await tried([promised]);
  for (let size = 2; size <= LARGEST; size += 1) {
    const sets = keyTrials(table, entity, size, found).filter((ids) => !found.some((one) => one.columns.join() === ids.join()));
    if (sets.length > 0) await tried(sets);
  }
  const dated = snapshotTrials({ ...table, ...(table.evidence ? { evidence: { ...table.evidence, keys: found } } : {}) }, entity);
  await tried(dated.filter((ids) => !found.some((one) => one.columns.join() === ids.join())));
  return found;
}
