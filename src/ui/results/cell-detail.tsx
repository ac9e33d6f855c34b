import { useMemo } from 'react';
import type { ResultColumn } from '../../core/engine-port.ts';
import { familyOf } from '../../core/rows/row-shape.ts';
import { count } from '../panel/numbers.ts';
import { CopyButton } from '../workbench/copy-button.tsx';
import { laidOutJson } from './laid-out-json.ts';

/** The whole of a value, under the rows. */
export function CellDetail({ column, value }: { readonly column: ResultColumn; readonly value: string | null }) {
  const shown = useMemo(() => (value === null ? undefined : laidOutJson(value)), [value]);
  const kind =
    value === null ? 'NULL' : `${shown === undefined ? '' : 'JSON, '}${familyOf(column.type) === 'text' ? `${count([...value].length)} characters` : ''}`;
  return (
    <div className="or-grid-detail">
      <div className="or-grid-detail-head">
        <span className="or-mono">{column.name}</span>
        <span className="or-soft">{[column.type.toLowerCase(), kind].filter(Boolean).join(', ')}</span>
        <span className="or-p-space" />
        {value === null ? null : <CopyButton text={value} />}
      </div>
      <div className="or-grid-value" tabIndex={0} role="note" aria-label={`Value of ${column.name}`}>
        {shown ?? value ?? 'NULL'}
      </div>
    </div>
  );
}
