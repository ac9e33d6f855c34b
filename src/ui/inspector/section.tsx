import type { ReactNode } from 'react';

/** A part of the inspector that folds. */
export function Section({
  title,
  count,
  note,
  actions,
  children,
  folded = false,
}: {
  readonly title: string;
  readonly count?: number | undefined;
  /** What is to be known while it is folded. */
  readonly note?: string | undefined;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  readonly folded?: boolean;
}) {
  return (
    <div className="or-section">
      {/* Beside the summary, not in it: a control holds no other. */}
      {actions === undefined ? null : <span className="or-section-actions">{actions}</span>}
      <details open={!folded}>
        <summary>
          <span>{title}</span>
          {count === undefined ? null : <span className="or-section-count">{count.toLocaleString('en')}</span>}
          {note === undefined ? null : <span className="or-section-count">{note}</span>}
        </summary>
        <div className="or-section-body">{children}</div>
      </details>
    </div>
  );
}
