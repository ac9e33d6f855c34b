import type { ChartData, ChartPoint, ChartSpec } from '../../../core/query/chart-spec.ts';
import { niceSteps, shortNumber, timeTicks, type Tick } from './axis.ts';

export interface Mark {
  readonly point: ChartPoint;
  readonly series: number;
  readonly x: number;
  readonly y: number;
  /** Of bars. */
  readonly width: number;
  readonly height: number;
}

export interface ChartShape {
  readonly series: readonly (string | null)[];
  readonly marks: readonly Mark[];
  /** One path per series, for lines and areas. */
  readonly paths: readonly { readonly series: number; readonly line: string; readonly area: string }[];
  readonly xTicks: readonly Tick[];
  readonly yTicks: readonly Tick[];
  readonly left: number;
  readonly bottom: number;
  /** Labels of the horizontal axis stand aslant. */
  readonly isSlanted: boolean;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

const TOP = 10;
const RIGHT = 16;
const LETTER = 6.2;
const labelOf = ({ label }: Pick<ChartPoint, 'label'>): string => label ?? 'NULL';
const short = (text: string): string => (text.length > 16 ? `${text.slice(0, 15)}…` : text);

/** Where everything of a chart stands, in pixels. Bars of several series stand on each other, where they add up. */
export function chartShape({ axis, points }: ChartData, spec: Pick<ChartSpec, 'kind' | 'aggregate'>, size: Size): ChartShape {
  const series = [...new Set(points.map((point) => point.series))].toSorted((a, b) => (a === null ? 1 : b === null ? -1 : a < b ? -1 : 1));
  const isBar = spec.kind === 'bar';
  const isOrdinal = isBar || axis === 'category';
  const labels = [...new Set(points.map(labelOf))];
  const stacks = (isBar || spec.kind === 'area') && (spec.aggregate === 'sum' || spec.aggregate === 'count') && points.every(({ y }) => y >= 0);
  const keyOf = (point: ChartPoint): string => (isOrdinal ? labelOf(point) : String(point.place));

  const base = new Map<string, number>();
  const spans = points
    .toSorted((a, b) => series.indexOf(a.series) - series.indexOf(b.series))
    .map((point) => {
      const from = stacks ? (base.get(keyOf(point)) ?? 0) : 0;
      base.set(keyOf(point), from + point.y);
      return { point, from, to: stacks ? from + point.y : point.y };
    });
  const values = spans.flatMap(({ from, to }) => (spec.kind === 'scatter' || spec.kind === 'line' ? [to] : [from, to, 0]));
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const reach = high > low ? (high - low) * 0.04 : Math.abs(high) || 1;
  const isZeroed = isBar || spec.kind === 'area' || (low >= 0 && low < (high - low) * 2);
  const yMin = isZeroed ? Math.min(0, low) : low - reach;
  const yMax = isZeroed && high <= 0 ? 0 : high + reach;
  const ySteps = niceSteps(yMin, yMax, Math.max(2, Math.floor(size.height / 50)));
  const left = Math.max(...ySteps.map((step) => shortNumber(step).length), 2) * LETTER + 14;
  const room = Math.max(10, size.width - left - RIGHT);
  const slot = room / Math.max(1, labels.length);
  const isSlanted = isOrdinal && labels.some((label) => short(label).length * LETTER > slot - 4);
  const bottom = size.height - (isSlanted ? 64 : 24);
  const yOf = (value: number): number => bottom - ((value - yMin) / (yMax - yMin || 1)) * Math.max(10, bottom - TOP);

  const places = points.flatMap(({ place }) => (place === undefined ? [] : [place]));
  const [first, last] = [Math.min(...places), Math.max(...places)];
  const xOf = (point: ChartPoint): number => {
    if (isOrdinal) return left + slot * (labels.indexOf(labelOf(point)) + 0.5);
    return left + (last > first ? (((point.place ?? first) - first) / (last - first)) * room : room / 2);
  };
  const across = stacks ? 1 : series.length;
  const barWidth = Math.max(1, Math.min(64, slot * 0.76) / across);

  const marks = spans
    .filter(({ point }) => isOrdinal || point.place !== undefined)
    .map(({ point, from, to }): Mark => {
      const number = series.indexOf(point.series);
      const [top, foot] = [yOf(Math.max(from, to)), yOf(Math.min(from, to))];
      return isBar
        ? {
            point,
            series: number,
            x: xOf(point) + (stacks ? -barWidth / 2 : (number - across / 2) * barWidth),
            y: top,
            width: barWidth,
            height: Math.max(0.5, foot - top),
          }
        : { point, series: number, x: xOf(point), y: yOf(to), width: 0, height: foot - top };
    });
  const paths =
    spec.kind === 'line' || spec.kind === 'area'
      ? series.map((_, number) => {
          const own = marks.filter((mark) => mark.series === number).toSorted((a, b) => a.x - b.x);
          const line = own.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');
          const foot = own
            .toReversed()
            .map(({ x, y, height }) => `L${x.toFixed(1)} ${(y + height).toFixed(1)}`)
            .join('');
          return { series: number, line, area: own.length === 0 ? '' : `${line}${foot}Z` };
        })
      : [];
  const wanted = Math.max(2, Math.floor(room / 90));
  const every = Math.ceil(labels.length / Math.max(1, Math.floor(room / (isSlanted ? 16 : 40))));
  const xTicks: readonly Tick[] = isOrdinal
    ? labels.map((label, index) => ({ at: left + slot * (index + 0.5), label: short(label) })).filter((_, index) => index % every === 0)
    : (axis === 'time' ? timeTicks(first, last, wanted) : niceSteps(first, last, wanted).map((at) => ({ at, label: shortNumber(at) }))).map(
        ({ at, label }) => ({
          at: last > first ? left + ((at - first) / (last - first)) * room : left + room / 2,
          label,
        }),
      );
  return { series, marks, paths, xTicks, yTicks: ySteps.map((step) => ({ at: yOf(step), label: shortNumber(step) })), left, bottom, isSlanted };
}
