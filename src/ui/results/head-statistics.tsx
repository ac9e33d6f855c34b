import type { ColumnStatistics } from '../../store/studio-types.ts';
import { count } from '../panel/numbers.ts';
import { share } from '../profile/figures.ts';
import { Histogram, TopBar } from './value-bars.tsx';

const BARS_HEIGHT = 18;

/** What a column holds at a glance, under its name. */
export function HeadStatistics({ name, found }: { readonly name: string; readonly found: ColumnStatistics | string | undefined }) {
  if (found === undefined) return <div className="or-grid-facts or-soft">…</div>;
  if (typeof found === 'string')
    return (
      <div className="or-grid-facts or-p-error" title={found}>
        {found}
      </div>
    );
  const { rows, nulls, distinct, isEstimate, min, max, histogram, top } = found;
  const different = `${isEstimate ? '≈ ' : ''}${count(distinct)} distinct`;
  const range = min === undefined || max === undefined ? '' : `${min} to ${max}`;
  return (
    <div className="or-grid-facts" title={[`${count(nulls)} NULL`, different, range].filter(Boolean).join('\n')}>
      {histogram.length > 0 ? (
        <Histogram bars={histogram} height={BARS_HEIGHT} label={`Histogram of ${name}`} />
      ) : (
        <TopBar top={top} rows={rows} height={BARS_HEIGHT} label={`Frequent values of ${name}`} />
      )}
      <span>
        {nulls === 0 ? '' : `${share(nulls, rows)} NULL · `}
        {different}
      </span>
    </div>
  );
}
