import type { ReactNode } from 'react';

/** A plain table of few rows; heads may be marked as numbers, which stand to the right. */
export function Table({ heads, children, label }: { readonly heads: readonly { readonly label: string; readonly number?: boolean }[]; readonly children: ReactNode; readonly label: string }) {
  return (
    <table className="or-table" aria-label={label}>
      <thead><tr>{heads.map((head) => <th key={head.label} scope="col" className={head.number === true ? 'or-number' : undefined}>{head.label}</th>)}</tr></thead>
      <tbody>{children}</tbody>
    </table>
  );
}
