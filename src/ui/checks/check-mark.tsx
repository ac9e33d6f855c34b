import type { ColumnState } from './check-order.ts';
import './check-mark.css';

const WORDS = { error: 'A check is broken', warning: 'A check warns' } as const;

/** Stands beside a column that checks are about: a tick where all hold. */
export function ColumnMark({ state }: { readonly state: ColumnState }) {
  if (state !== 'holds') return <CheckMark tone={state} />;
  return (
    <span className="or-check-holds" role="img" aria-label="Its checks hold" title="Its checks hold">
      ✓
    </span>
  );
}

/** Stands beside an object of which a check does not hold: a diamond for what is broken, a triangle for a warning. */
export function CheckMark({ tone }: { readonly tone: 'error' | 'warning' }) {
  return <span className="or-check-mark" data-tone={tone} role="img" aria-label={WORDS[tone]} title={WORDS[tone]} />;
}
