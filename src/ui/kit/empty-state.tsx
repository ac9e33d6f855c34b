import type { ReactNode } from 'react';

/** What goes here, in one line, and the ways to begin. */
export function EmptyState({ title, children, actions }: { readonly title: string; readonly children?: ReactNode; readonly actions?: ReactNode }) {
  return (
    <div className="or-empty">
      <div className="or-empty-title">{title}</div>
      {children === undefined ? null : <div>{children}</div>}
      {actions === undefined ? null : <div className="or-empty-actions">{actions}</div>}
    </div>
  );
}
