import type { ResultColumn } from '../engine-port.ts';

export const CHART_KINDS = ['bar', 'line', 'area', 'scatter'] as const;
export type ChartKind = (typeof CHART_KINDS)[number];
export const AGGREGATES = ['sum', 'count', 'avg', 'min', 'max'] as const;
export type Aggregate = (typeof AGGREGATES)[number];

export interface ChartSpec {
  readonly kind: ChartKind;
  readonly x: string;
  /** Not needed to count. */
  readonly y: string | undefined;
  readonly series: string | undefined;
  /** How the rows of one x become one y; a scatter draws each row. */
  readonly aggregate: Aggregate;
}

/** How values of a column lie on an axis. */
export type AxisKind = 'number' | 'time' | 'category';

const NUMBER = /^(?:U?(?:TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL(?:\([\d, ]+\))?)$/;

export function axisOf(type: string): AxisKind {
  const name = type.toUpperCase();
  if (NUMBER.test(name)) return 'number';
  return name === 'DATE' || name.startsWith('TIMESTAMP') ? 'time' : 'category';
}

export interface ChartPoint {
  /** As the engine writes it; `null` for NULL. */
  readonly label: string | null;
  /** On an axis of numbers; milliseconds since 1970 on one of time. */
  readonly place: number | undefined;
  readonly series: string | null;
  readonly y: number;
}

export interface ChartData {
  readonly axis: AxisKind;
  /** Ordered by x. */
  readonly points: readonly ChartPoint[];
  /** What was left out or drawn together to keep the drawing readable, in words. */
  readonly notes: readonly string[];
}

/** Keys and numbers that only name a row are no measures. */
const isMeasure = ({ name, type }: ResultColumn): boolean => axisOf(type) === 'number' && !/(_id|_key|_sk|_hk|^id|_no|_number|year|month|day)$/i.test(name);

/** A chart to begin with: measures over time, else by the first text. */
export function firstChart(columns: readonly ResultColumn[]): ChartSpec {
  const time = columns.find(({ type }) => axisOf(type) === 'time');
  const text = columns.find(({ type }) => axisOf(type) === 'category');
  const y = columns.find((column) => isMeasure(column) && column !== time) ?? columns.find(({ type }) => axisOf(type) === 'number');
  const x = time ?? text ?? columns.find((column) => column !== y) ?? columns[0];
  return {
    kind: time ? 'line' : x && axisOf(x.type) === 'number' ? 'scatter' : 'bar',
    x: x?.name ?? '',
    y: y?.name,
    series: undefined,
    aggregate: y ? 'sum' : 'count',
  };
}
