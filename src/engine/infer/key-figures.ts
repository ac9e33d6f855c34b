import type { CancelSignal, Reader } from '../../core/engine-port.ts';
import type { KnownTable } from '../../core/infer/columns.ts';
import type { KeyFigures } from '../../core/infer/evidence.ts';
import { keyTrials, mayBeKey, snapshotTrials } from '../../core/infer/keys.ts';
import type { Id } from '../../core/model/types.ts';
import type { RowsOfSource } from './tables.ts';

/** Rows of the largest delivery that a set is tried on before it is on all. */
const PROBES = [20_000, 200_000] as const;
const AT_ONCE = 30;
const LARGEST = 4;

/** A set of values as one: two sets are taken for the same one time in many billions. */
const tuple = (places: readonly number[]): string => (places.length === 1 ? `c${places[0]}` : `hash(${places.map((place) => `c${place}`).join(', ')})`);
const present = ({ source }: RowsOfSource, places: readonly number[]): string =>
  places.map((place) => `c${place} is not null${source.columns[place]?.type.startsWith('text') === true ? ` and c${place} <> ''` : ''}`).join(' and ');

/** Measures sets of columns in each delivery, and over all of them. */
async function measured(reader: Reader, from: RowsOfSource, sets: readonly (readonly number[])[], signal: CancelSignal | undefined) {
  const { table, deliveries } = from;
  const list = sets.flatMap((places) => [
    `(count(*) filter (where not (${present(from, places)})))::varchar`,
    `(count(distinct ${tuple(places)}) filter (where ${present(from, places)}))::varchar`,
  ]);
  const rows = await reader.texts(`select d::varchar, ${list.join(', ')} from ${table} group by d`, signal);
  // One delivery is all of them.
  const [over = []] =
    deliveries.length === 1
      ? []
      : await reader.texts(
          `select ${sets.map((places) => `(count(distinct ${tuple(places)}) filter (where ${present(from, places)}))::varchar`).join(', ')} from ${table}`,
          signal,
        );
  return sets.map((_, index) => ({
    deliveries: deliveries.map((delivery, place) => {
      const row = rows.find(([d]) => Number(d) === place) ?? [];
      return { rows: delivery.rows, missing: Number(row[1 + index * 2] ?? 0), distinct: Number(row[2 + index * 2] ?? 0) };
    }),
    distinct: Number((deliveries.length === 1 ? rows[0]?.[2 + index * 2] : over[index]) ?? 0),
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
  await reader.execute(`create or replace temp table probe as select * from ${rows.table} where d = ${at} limit ${PROBES[1]}`, signal);
  const found: KeyFigures[] = [];

  async function tried(sets: readonly (readonly Id[])[]): Promise<void> {
    for (let from = 0; from < sets.length; from += AT_ONCE) {
      const some = sets.slice(from, from + AT_ONCE).map((ids) => ({ ids, places: ids.flatMap((id) => placeOf.get(id) ?? []) }));
      let passing = some;
      for (const size of PROBES) {
        if (passing.length === 0 || (size > PROBES[0] && largest <= PROBES[0])) break;
        const [probed = []] = await reader.texts(
          `select count(*)::varchar, ${passing.map(({ places }) => `count(distinct ${tuple(places)})::varchar`).join(', ')} from (select * from temp.probe limit ${size})`,
          signal,
        );
        passing = passing.filter((_, index) => mayBeKey(Number(probed[0] ?? 0), Number(probed[index + 1] ?? 0)));
      }
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
