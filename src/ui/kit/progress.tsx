import type { ReactNode } from 'react';

interface ProgressProps {
  /** What it is the progress of. */
  readonly label: string;
  /** What is being done now. */
  readonly doing: string;
  readonly done: number;
  /** Steps; 0 while it is not known how many. */
  readonly total: number;
  /** Beside it, instead of `done/total`. */
  readonly note?: ReactNode;
  readonly className?: string;
}

/** Where something that takes a while stands: what is being done, and how far it is. */
export function Progress({ label, doing, done, total, note, className = '' }: ProgressProps) {
  return (
    <div
      className={`or-progress ${className}`}
      role="progressbar"
      aria-label={label}
      {...(total === 0 ? {} : { 'aria-valuenow': done, 'aria-valuemin': 0, 'aria-valuemax': total })}
      aria-valuetext={total === 0 ? doing : `${doing}, ${done} of ${total}`}
    >
      <div className="or-progress-text">
        <span className="or-progress-doing">{doing}</span>
        <span className="or-number">{note ?? (total === 0 ? '' : `${done}/${total}`)}</span>
      </div>
      <div className="or-progress-track">
        <div style={{ width: `${total === 0 ? 0 : (done / total) * 100}%` }} />
      </div>
    </div>
  );
}
