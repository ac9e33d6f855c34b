import { useState, type KeyboardEvent } from 'react';
import { PLAIN_KINDS } from '../../core/model/logical-type.ts';
import { isFill } from '../inspector/go-down.ts';
import { parsePasted, typeFromText } from '../inspector/paste-columns.ts';
import type { NodeRow } from './node-rows.ts';
import type { Cell, RowEditing, Step } from './use-row-editing.ts';

const TYPES = [...PLAIN_KINDS, 'decimal(12,2)', 'text(50)'];
const STEPS: Readonly<Record<string, readonly [plain: Step, shift: Step]>> = { Enter: ['down', 'up'], Tab: ['right', 'left'] };

export interface RowEditorProps {
  readonly row: NodeRow;
  readonly cell: Cell;
  readonly editing: RowEditing;
}

/** The name or the type of a column, edited on its node: Enter goes down, Tab right, Mod+D takes the type above, Escape takes back. */
export function RowEditor({ row, cell, editing }: RowEditorProps) {
  const value = cell === 'name' ? row.name : row.type;
  const [draft, setDraft] = useState(value);
  const [problem, setProblem] = useState<string>();
  /** @returns whether it was taken. */
  const commit = (): boolean => {
    const text = draft.trim();
    if (text === value) return true;
    const type = cell === 'type' ? typeFromText(text) : undefined;
    if (cell === 'name' ? text === '' : type === undefined) {
      setProblem(cell === 'name' ? 'A name cannot be empty.' : `${text} is no type Orrery knows, e.g. decimal(12,2).`);
      return false;
    }
    editing.commit(cell === 'name' ? { name: text } : { type });
    return true;
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    event.stopPropagation();
    const step = STEPS[event.key]?.[event.shiftKey ? 1 : 0];
    if (event.altKey && event.key === 'Enter') {
      if (commit()) editing.go('down');
    } else if (isFill(event)) {
      const filled = cell === 'type' ? editing.fill() : undefined;
      if (filled !== undefined) setDraft(filled);
    } else if (event.altKey && event.code === 'KeyK') editing.toggleKey();
    else if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) editing.move(event.key === 'ArrowUp' ? -1 : 1);
    else if (event.key === 'Escape') editing.cancel();
    else if (step) {
      if (commit()) editing.go(step);
    } else return;
    event.preventDefault();
  };
  return (
    <>
      <input
        className="or-row-input nodrag nopan"
        data-cell={cell}
        aria-label={cell === 'name' ? 'Column name' : `Column type of ${row.name}`}
        aria-invalid={problem === undefined ? undefined : true}
        title={problem}
        autoFocus
        spellCheck={false}
        autoComplete="off"
        list={cell === 'type' ? 'or-node-types' : undefined}
        value={draft}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onClick={(event) => event.stopPropagation()}
        onDoubleClick={(event) => event.stopPropagation()}
        onPaste={(event) => {
          const columns = cell === 'name' ? parsePasted(event.clipboardData.getData('text/plain')) : [];
          if (columns.length < 2) return;
          event.preventDefault();
          editing.paste(columns);
        }}
        onBlur={() => {
          commit();
          editing.leave();
        }}
      />
      {cell === 'type' ? (
        <datalist id="or-node-types">
          {TYPES.map((type) => (
            <option key={type} value={type} />
          ))}
        </datalist>
      ) : null}
    </>
  );
}
