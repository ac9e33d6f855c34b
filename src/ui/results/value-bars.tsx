import type { CountedValue, HistogramBar } from '../../core/profile/types.ts';
import { count } from '../panel/numbers.ts';

/** A small histogram; every bar tells its values and rows. */
export function Histogram({ bars, height, label }: { readonly bars: readonly HistogramBar[]; readonly height: number; readonly label: string }) {
  const most = Math.max(1, ...bars.map(({ times }) => times));
  return (
    <svg
      className="or-histogram"
      role="img"
      aria-label={label}
      width="100%"
      height={height}
      viewBox={`0 0 ${bars.length} ${height}`}
      preserveAspectRatio="none"
    >
      {bars.map(({ from, until, times }, place) => {
        const size = times === 0 ? 0 : Math.max(1, (times / most) * height);
        return (
          <g key={from + until}>
            <title>{`${from === until ? from : `${from} to ${until}`}: ${count(times)}`}</title>
            <rect className="or-histogram-back" x={place} y={0} width={1} height={height} />
            <rect className="or-histogram-bar" x={place + 0.06} y={height - size} width={0.88} height={size} />
          </g>
        );
      })}
    </svg>
  );
}

/** The most frequent values as parts of one line; what is left of it are all others. */
export function TopBar({
  top,
  rows,
  height,
  label,
}: {
  readonly top: readonly CountedValue[];
  readonly rows: number;
  readonly height: number;
  readonly label: string;
}) {
  return (
    <div className="or-topbar" role="img" aria-label={label} style={{ height }}>
      {top.map(({ value, times }) => (
        <div
          key={value}
          title={`${value === '' ? 'empty text' : value.slice(0, 200)}: ${count(times)}`}
          style={{ width: `${(times / Math.max(1, rows)) * 100}%` }}
        />
      ))}
    </div>
  );
}
