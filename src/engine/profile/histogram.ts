import type { HistogramBar } from '../../core/profile/types.ts';
import type { ResultColumn } from '../../core/engine-port.ts';
import { familyOf, isIntegerType } from '../../core/rows/row-shape.ts';

const DAY = 86_400;

/** Where a value lies on an axis of numbers, NULL for what is not finite; nothing for types without an axis. */
export function axisText({ type }: Pick<ResultColumn, 'type'>, value: string): string | undefined {
  switch (familyOf(type)) {
    case 'number':
      return `case when isfinite(${value}::double) then ${value}::double end`;
    case 'date':
      return `case when isfinite(${value}) then (${value} - date '1970-01-01')::double end`;
    case 'timestamp':
      return `case when isfinite(${value}) then epoch(${value}::timestamp) end`;
    default:
      return undefined;
  }
}

/**
 * Rows of `place, times, low, width` for the values of a relation: as many bars as asked, or one per value where whole
 * numbers or days span no more than that.
 * @param counted a relation of `v`, a value, and `n`, its rows.
 */
export function histogramText(column: Pick<ResultColumn, 'type'>, counted: string, bars: number): string | undefined {
  const axis = axisText(column, 'v');
  if (axis === undefined) return undefined;
  const isWhole = familyOf(column.type) === 'date' || isIntegerType(column.type);
  const width = isWhole ? `case when high - low < ${bars} then 1 else (high - low) / ${bars} end` : `(high - low) / ${bars}`;
  const last = isWhole ? `case when high - low < ${bars} then high - low else ${bars - 1} end` : `${bars - 1}`;
  return `select least(${last}, case when width > 0 then floor((x - low) / width) else 0 end)::integer as place, sum(n) as times, any_value(low) as low, any_value(width) as width
from (select ${axis} as x, n from ${counted}) as placed,
  (select *, ${width} as width from (select min(x) as low, max(x) as high from (select ${axis} as x from ${counted})) as ends) as span
where x is not null group by 1`;
}

const padded = (value: number): string => String(value).padStart(2, '0');

function placeText(type: string, at: number, width: number): string {
  const family = familyOf(type);
  if (family === 'number') return String(Number(at.toPrecision(width >= 1 && isIntegerType(type) ? 17 : 6)));
  const when = new Date(family === 'date' ? Math.round(at) * DAY * 1000 : at * 1000);
  if (Number.isNaN(when.getTime())) return String(at);
  const day = `${when.getUTCFullYear()}-${padded(when.getUTCMonth() + 1)}-${padded(when.getUTCDate())}`;
  return family === 'date' || width >= DAY ? day : `${day} ${padded(when.getUTCHours())}:${padded(when.getUTCMinutes())}`;
}

export interface Bar {
  readonly place: number;
  readonly times: number;
  readonly low: number;
  readonly width: number;
}

/** Bars in their order, those without rows too. */
export function barsOf(type: string, found: readonly Bar[]): readonly HistogramBar[] {
  const [first] = found;
  if (!first) return [];
  const { low, width } = first;
  const last = Math.max(...found.map(({ place }) => place));
  const isOneValueEach = width === 1 && (familyOf(type) === 'date' || isIntegerType(type));
  return Array.from({ length: last + 1 }, (_, place) => {
    const from = placeText(type, low + place * width, width);
    return {
      from,
      until: isOneValueEach || width === 0 ? from : placeText(type, low + (place + 1) * width, width),
      times: found.find((bar) => bar.place === place)?.times ?? 0,
    };
  });
}
