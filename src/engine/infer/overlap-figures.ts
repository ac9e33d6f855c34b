import type { CancelSignal, Reader } from '../../core/engine-port.ts';
import type { KnownTable } from '../../core/infer/columns.ts';
import type { ColumnPlace, OverlapFigures, SetOverlapFigures } from '../../core/infer/evidence.ts';
import type { setTrials } from '../../core/infer/trials.ts';
import type { Id } from '../../core/model/types.ts';
import type { RowsOfSource } from './tables.ts';

/** Of columns with more different values than this only every n-th value is compared, the same in all of them. */
const MOST_VALUES = 200_000;

export interface Overlaps {
  readonly overlaps: readonly OverlapFigures[];
  readonly every: number;
}

/** How many values of each column are values of each key. Texts meet without white space around them and in any letter case. */
export async function overlapFigures(
  reader: Reader,
  rows: readonly RowsOfSource[],
  tables: readonly KnownTable[],
  columns: readonly ColumnPlace[],
  keys: readonly ColumnPlace[],
  signal: CancelSignal | undefined,
): Promise<Overlaps> {
  if (columns.length === 0 || keys.length === 0) return { overlaps: [], every: 1 };
  const bySource = new Map(rows.map((one) => [one.source.id, one]));
  const known = new Map(tables.map((table) => [table.source.id, table]));
  const largest = Math.max(...columns.map(({ source, column }) => known.get(source)?.byId.get(column)?.figures?.distinct ?? 0));
  const every = Math.max(1, Math.ceil(largest / MOST_VALUES));
  await reader.execute('create or replace temp table met (k integer, v varchar, raw varchar, n bigint)', signal);
  for (const [k, { source, column }] of columns.entries()) {
    const from = bySource.get(source);
    const place = from?.source.columns.findIndex(({ id }) => id === column) ?? -1;
    if (!from || place < 0) continue;
    // Values are counted as they are first: there are fewer of them than of rows to trim.
    const raw = `select c${place}::varchar as raw, count(*) as n from ${from.table} where c${place} is not null group by c${place}`;
    const value = `upper(trim(raw, e' \\t\\r\\n'))`;
    await reader.execute(
      `insert into temp.met select ${k}, ${value}, min(raw), sum(n) from (${raw}) where ${value} <> ''${every > 1 ? ` and hash(${value}) % ${every} = 0` : ''} group by 2`,
      signal,
    );
  }
  const placeOf = ({ source, column }: ColumnPlace): number => columns.findIndex((one) => one.source === source && one.column === column);
  const parents = keys.map(placeOf).filter((k) => k >= 0);
  const totals = await reader.texts('select k::varchar, count(*)::varchar, sum(n)::varchar from temp.met group by k', signal);
  const total = new Map(totals.map(([k, values, times]) => [Number(k), { values: Number(values), times: Number(times) }]));
  const met =
    parents.length === 0
      ? []
      : await reader.texts(
          `select a.k::varchar, b.k::varchar, count(*)::varchar, (count(*) filter (where a.raw = b.raw))::varchar, sum(a.n)::varchar
from temp.met as a join temp.met as b on a.v = b.v and a.k <> b.k where b.k in (${parents.join(', ')}) group by 1, 2`,
          signal,
        );
  await reader.execute('drop table if exists temp.met');
  const overlaps = met.flatMap(([a, b, shared, alike, sharedRows]): readonly OverlapFigures[] => {
    const [child, parent] = [columns[Number(a)], columns[Number(b)]];
    if (!child || !parent) return [];
    return [
      {
        child,
        parent,
        childDistinct: total.get(Number(a))?.values ?? 0,
        parentDistinct: total.get(Number(b))?.values ?? 0,
        shared: Number(shared),
        alike: Number(alike),
        childRows: total.get(Number(a))?.times ?? 0,
        sharedRows: Number(sharedRows),
      },
    ];
  });
  return { overlaps, every };
}

/** How many keys of several columns are keys of another table. */
export async function setOverlapFigures(
  reader: Reader,
  rows: readonly RowsOfSource[],
  trials: ReturnType<typeof setTrials>,
  signal: CancelSignal | undefined,
): Promise<readonly SetOverlapFigures[]> {
  const found: SetOverlapFigures[] = [];
  const select = (from: RowsOfSource, columns: readonly Id[]): string => {
    const places = columns.map((id) => from.source.columns.findIndex((column) => column.id === id));
    const where = places.map((place) => `c${place} is not null`).join(' and ');
    return `select distinct ${places.map((place) => `upper(trim(c${place}::varchar))`).join(', ')} from ${from.table} where ${where}`;
  };
  for (const { child, parent } of trials) {
    const [from, to] = [rows.find(({ source }) => source.id === child.source), rows.find(({ source }) => source.id === parent.source)];
    if (!from || !to) continue;
    const [row = []] = await reader.texts(
      `with child as materialized (${select(from, child.columns)}) select (select count(*) from child)::varchar, (select count(*) from (select * from child intersect ${select(to, parent.columns)}))::varchar`,
      signal,
    );
    found.push({ child, parent, childDistinct: Number(row[0] ?? 0), shared: Number(row[1] ?? 0) });
  }
  return found;
}
