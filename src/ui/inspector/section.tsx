import type { ReactNode } from 'react';

/** A part of the inspector that folds. */
export function Section({
  title,
  count,
  actions,
  children,
  folded = false,
}: {
  readonly title: string;
  readonly count?: number | undefined;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  readonly folded?: boolean;
}) {
  return (
    <details className="or-section" open={!folded}>
      <summary>
        <span>{title}</span>
        {count === undefined ? null : <span className="or-section-count">{count.toLocaleString('en')}</span>}
        <span className="or-section-actions" onClick={(event) => event.preventDefault()}>
          {actions}
        </span>
      </summary>
      <div className="or-section-body">{children}</div>
    </details>
  );
}
