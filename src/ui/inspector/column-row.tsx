import { type ColumnedObject } from '../../core/model/lookup.ts';
import { ArrowDown, ArrowUp, EllipsisVertical, KeyRound, TextCursorInput, Trash2 } from 'lucide-react';
import { useRef, useState, type ClipboardEvent } from 'react';
import type { Column } from '../../core/model/types.ts';
import { Follows } from '../impact/follows.tsx';
import { IconButton } from '../kit/icon-button.tsx';
import { Menu } from '../kit/menu.tsx';
import { useShell } from '../shell/shell-context.ts';
import { useActions } from '../use-studio.ts';
import { Cell } from './cell.tsx';
import { focusAfterRemoval } from './focus-after-removal.ts';
import { isFill } from './go-down.ts';
import { keyToggle } from './key-toggle.ts';
import { typeFromText } from './paste-columns.ts';
import { UseCell } from './use-cell.tsx';

interface ColumnRowProps {
  readonly object: ColumnedObject;
  readonly column: Column;
  readonly index: number;
  readonly selected: boolean;
  readonly onPaste: (event: ClipboardEvent<HTMLInputElement>, index: number) => void;
}

export function ColumnRow({ object, column, index, selected, onPaste }: ColumnRowProps) {
  const { dispatch, select, whatIf } = useActions();
  const shell = useShell();
  const row = useRef<HTMLDivElement>(null);
  const [draft, setDraft] = useState<string>();
  const key = keyToggle(object, column.id);
  const update = (patch: Record<string, unknown>) => dispatch('column.update', { object: object.id, column: column.id, patch });
  const move = (to: number) => dispatch('column.move', { object: object.id, column: column.id, to });
  const last = object.columns.length - 1;
  const above = object.columns[index - 1];
  /** At once where nothing else notices; else what it touches is shown first. */
  const remove = async (): Promise<void> => {
    const impact = await whatIf([{ type: 'column.remove', payload: { object: object.id, columns: [column.id] } }]);
    if (impact && 'problems' in impact && impact.problems.length > 0) {
      shell.open({ kind: 'delete_column', object: object.id, column: column.id });
      return;
    }
    focusAfterRemoval(row.current);
    dispatch('column.remove', { object: object.id, columns: [column.id] });
  };
  return (
    <div
      ref={row}
      className="or-column-row"
      role="listitem"
      aria-label={column.name}
      data-row
      data-selected={selected || undefined}
      onFocusCapture={() => select([object.id], { object: object.id, column: column.id })}
      onKeyDown={(event) => {
        // Where there is nothing to fill from: the browser would make a bookmark.
        if (isFill(event)) event.preventDefault();
        if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
        event.preventDefault();
        event.stopPropagation();
        move(index + (event.key === 'ArrowUp' ? -1 : 1));
      }}
    >
      {key ? (
        <IconButton
          size={22}
          className="or-key"
          label={key.on ? `Take ${column.name} out of the key` : `Make ${column.name} part of the key`}
          keys="Alt+K"
          pressed={key.on}
          icon={<KeyRound size={12} />}
          onClick={() => dispatch(key.type, key.payload)}
        />
      ) : (
        <span />
      )}
      <Cell
        name="name"
        label={`Name of column ${index + 1}`}
        value={column.name}
        onPaste={(event) => onPaste(event, index)}
        onDraft={setDraft}
        onCommit={(name) => {
          if (name === '') return 'A name cannot be empty.';
          update({ name });
          return undefined;
        }}
      />
      <Cell
        name="type"
        label={`Type of ${column.name}`}
        value={column.type}
        list="or-types"
        onFill={above ? () => update({ type: above.type }) : undefined}
        onCommit={(text) => {
          const type = typeFromText(text);
          if (type === undefined) return `${text} is no type Orrery knows: choose one of the list, e.g. decimal(12,2).`;
          update({ type });
          return undefined;
        }}
      />
      <UseCell object={object} column={column} above={above} />
      <Menu
        end
        target={<IconButton size={22} label={`More for ${column.name}`} icon={<EllipsisVertical size={12} />} />}
        entries={[
          {
            id: 'rename',
            label: 'Rename and see what follows…',
            icon: <TextCursorInput size={14} />,
            onSelect: () => shell.open({ kind: 'rename', id: object.id, column: column.id }),
          },
          { id: 'up', label: 'Move up', keys: 'Alt+ArrowUp', icon: <ArrowUp size={14} />, disabled: index === 0, onSelect: () => move(index - 1) },
          { id: 'down', label: 'Move down', keys: 'Alt+ArrowDown', icon: <ArrowDown size={14} />, disabled: index === last, onSelect: () => move(index + 1) },
          {
            id: 'remove',
            label: 'Remove',
            icon: <Trash2 size={14} />,
            danger: true,
            onSelect: () => void remove(),
          },
        ]}
      />
      {draft === undefined || draft.trim() === '' ? null : (
        <Follows type="column.update" payload={{ object: object.id, column: column.id, patch: { name: draft.trim() } }} />
      )}
    </div>
  );
}
