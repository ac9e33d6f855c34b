import { ChevronDown, ChevronRight } from 'lucide-react';
import { ColumnMark } from '../checks/check-mark.tsx';
import type { ColumnState } from '../checks/check-order.ts';
import type { NodeRow } from './node-rows.ts';
import { RowEditor } from './row-editor-lazy.tsx';
import type { Cell, RowEditing } from './use-row-editing.ts';

const SIGN_WORDS: Readonly<Record<string, string>> = {
  '+': 'Additive',
  '~': 'Semi-additive: adds over some dimensions',
  '∅': 'Non-additive',
  '0': 'Type 0: keeps the first value',
  '2': 'Type 2: keeps each version',
  '3': 'Type 3: keeps the value before',
  p: 'As it was when the version began',
};

interface RowProps {
  readonly row: NodeRow;
  /** What the checks of the column have found. */
  readonly check: ColumnState | undefined;
  readonly selected: boolean;
  readonly lit: boolean;
  readonly grip: boolean;
  readonly edited: Cell | undefined;
  readonly editing: RowEditing | undefined;
  readonly onPick: (row: NodeRow, more: boolean) => void;
}

/** A column on a node, or the line that folds the technical ones. */
export function Row({ row, check, selected, lit, grip, edited, editing, onPick }: RowProps) {
  const mark = row.group === 'key' ? '◆' : row.group === 'reference' ? '→' : '';
  const picks = row.group !== 'reference' && row.group !== 'technical';
  return (
    <div
      className={grip && (row.group === 'key' || row.group === 'value') ? 'or-row nodrag' : 'or-row'}
      data-row={row.group === 'key' || row.group === 'value' ? row.id : undefined}
      data-group={row.group}
      data-selected={selected || undefined}
      data-lit={lit || undefined}
      onClick={
        picks
          ? (event) => {
              event.stopPropagation();
              onPick(row, event.ctrlKey || event.metaKey || event.shiftKey);
            }
          : undefined
      }
    >
      <span className="or-row-key">{row.group === 'fold' ? row.id === 'open' ? <ChevronDown size={10} /> : <ChevronRight size={10} /> : mark}</span>
      {edited === 'name' && editing ? (
        <RowEditor key="name" row={row} cell="name" editing={editing} />
      ) : (
        <span className="or-row-name" title={row.name}>
          {row.name}
        </span>
      )}
      {row.sign === undefined ? null : (
        <span className="or-row-sign" title={SIGN_WORDS[row.sign]}>
          {row.sign}
        </span>
      )}
      {check === undefined ? null : <ColumnMark state={check} />}
      {edited === 'type' && editing ? (
        <RowEditor key="type" row={row} cell="type" editing={editing} />
      ) : (
        <span className="or-row-type">
          {row.type}
          {row.nullable && row.type ? '?' : ''}
        </span>
      )}
    </div>
  );
}
