import { EngineError, type Engine, type ResultColumn } from '../../core/engine-port.ts';
import { axisOf, type AxisKind, type ChartData, type ChartSpec } from '../../core/query/chart-spec.ts';
import { quoteName, tableText } from '../names.ts';
import { RESULTS } from './bench-types.ts';

/** More bars, lines and dots than these can neither be told apart nor drawn at once. */
const MOST_SERIES = 8;
const MOST_BARS = 40;
const MOST_PLACES = 600;
const STEPS = 300;
const MOST_DOTS = 4000;

const count = (value: number): string => String(value).replaceAll(/\B(?=(\d{3})+$)/g, ',');
const placeText = (column: string, axis: AxisKind): string =>
  axis === 'time' ? `epoch_ms(${column}::timestamp)::double` : axis === 'number' ? `${column}::double` : 'null::double';

interface Source {
  readonly engine: Engine;
  readonly from: string;
  readonly axis: AxisKind;
  readonly notes: string[];
}

const numberIn = async (engine: Engine, sql: string): Promise<number> => Number((await engine.query(sql)).rows[0]?.[0] ?? 0);

/** Which rows are drawn, so that no more series come than can be told apart. */
async function seriesCondition({ engine, from, notes }: Source, series: string | undefined): Promise<string> {
  if (series === undefined) return 'true';
  const at = quoteName(series);
  const all = await numberIn(engine, `select count(distinct coalesce(${at}::varchar, '')) from ${from}`);
  if (all <= MOST_SERIES) return 'true';
  notes.push(`The ${MOST_SERIES} most frequent of ${count(all)} values of ${series} are drawn.`);
  return `coalesce(${at}::varchar, '') in (select coalesce(${at}::varchar, '') from ${from} group by 1 order by count(*) desc, 1 limit ${MOST_SERIES})`;
}

async function aggregated(source: Source, spec: ChartSpec): Promise<string> {
  const { engine, from, axis, notes } = source;
  const x = quoteName(spec.x);
  const y = spec.aggregate === 'count' ? 'count(*)::double' : `${spec.aggregate}(${quoteName(spec.y ?? spec.x)})::double`;
  const series = spec.series === undefined ? 'null' : `${quoteName(spec.series)}::varchar`;
  const where = await seriesCondition(source, spec.series);
  const places = await numberIn(engine, `select count(distinct coalesce(${x}::varchar, '')) from ${from}`);
  const isBar = spec.kind === 'bar';
  const grouped = (label: string, place: string, condition = where): string =>
    `select ${label} as label, ${place} as place, ${series} as series, ${y} as y from ${from} where ${condition} group by 1, 2, 3 having y is not null`;
  if (axis !== 'category' && !isBar && places > MOST_PLACES) {
    notes.push(`${count(places)} values of ${spec.x} are drawn in ${STEPS} steps.`);
    const at = placeText(x, axis);
    const bounds = `(select min(${at}) from ${from})`;
    const step = `(select (max(${at}) - min(${at})) / ${STEPS} from ${from})`;
    const place = `floor((${at} - ${bounds}) / ${step}) * ${step} + ${bounds}`;
    return `select case when ${axis === 'time'} then epoch_ms(place::bigint)::varchar else place::varchar end, place, series, y from (${grouped('null', place, `${where} and ${x} is not null`)}) order by place, series`;
  }
  const most = isBar ? MOST_BARS : MOST_PLACES;
  const order = axis === 'category' ? 'label nulls last' : 'place nulls last';
  if (places <= most) return `${grouped(`${x}::varchar`, placeText(x, axis))} order by ${order}, series`;
  notes.push(`The ${most} largest of ${count(places)} values of ${spec.x} are drawn.`);
  const largest = `${where} and coalesce(${x}::varchar, '') in (select coalesce(${x}::varchar, '') from ${from} where ${where} group by 1 order by abs(${y}) desc nulls last, 1 limit ${most})`;
  return `${grouped(`${x}::varchar`, placeText(x, axis), largest)} order by ${order}, series`;
}

async function dots(source: Source, spec: ChartSpec): Promise<string> {
  const { engine, from, axis, notes } = source;
  const [x, y] = [quoteName(spec.x), quoteName(spec.y ?? spec.x)];
  const series = spec.series === undefined ? 'null' : `${quoteName(spec.series)}::varchar`;
  const where = `${await seriesCondition(source, spec.series)} and ${x} is not null and ${y} is not null`;
  const all = await numberIn(engine, `select count(*) from ${from} where ${where}`);
  if (all > MOST_DOTS) notes.push(`${count(MOST_DOTS)} of ${count(all)} rows are drawn, chosen at random.`);
  return `select * from (select ${x}::varchar, ${placeText(x, axis)}, ${series}, ${y}::double from ${from} where ${where}) using sample reservoir(${MOST_DOTS} rows) repeatable (7)`;
}

/** What a chart of a result draws: worked out in the engine, few enough points to be seen. */
export async function chartData(engine: Engine, table: string, columns: readonly ResultColumn[], spec: ChartSpec): Promise<ChartData> {
  const known = (name: string): ResultColumn | undefined => columns.find((column) => column.name === name);
  const x = known(spec.x);
  const y = spec.y === undefined ? undefined : known(spec.y);
  if (!x) throw new EngineError({ message: 'Choose a column for the horizontal axis.' });
  if ((spec.aggregate !== 'count' || spec.kind === 'scatter') && (!y || axisOf(y.type) !== 'number'))
    throw new EngineError({ message: 'Choose a column of numbers for the vertical axis.' });
  const axis = axisOf(x.type);
  if (spec.kind === 'scatter' && axis === 'category')
    throw new EngineError({ message: `A scatter needs numbers or times on both axes; ${x.name} is ${x.type}.` });
  const source: Source = { engine, from: tableText(RESULTS, table), axis, notes: [] };
  const sql = spec.kind === 'scatter' ? await dots(source, spec) : await aggregated(source, spec);
  const { rows } = await engine.query(sql, { limit: 20_000 });
  return {
    axis,
    points: rows.map(([label = null, place = null, series = null, value = null]) => ({
      label,
      place: place === null ? undefined : Number(place),
      series,
      y: Number(value),
    })),
    notes: source.notes,
  };
}
