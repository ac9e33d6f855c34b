import { Pin, PinOff } from 'lucide-react';
import { useState } from 'react';
import type { ResultColumn } from '../../core/engine-port.ts';
import { Button } from '../kit/button.tsx';
import { Checkbox } from '../kit/checkbox.tsx';
import { IconButton } from '../kit/icon-button.tsx';
import { TextField } from '../kit/text-field.tsx';
import { changeColumn, type ColumnLayout } from './column-layout.ts';
import { FloatPanel } from './float-panel.tsx';

interface ColumnsPanelProps {
  readonly anchor: DOMRect;
  readonly columns: readonly ResultColumn[];
  readonly layout: ColumnLayout;
  readonly onChange: (layout: ColumnLayout) => void;
  readonly onClose: () => void;
}

/** Which columns are shown, and which stay at the left. */
export function ColumnsPanel({ anchor, columns, layout, onChange, onClose }: ColumnsPanelProps) {
  const [words, setWords] = useState('');
  const found = layout.filter(({ index }) => columns[index]?.name.toLowerCase().includes(words.trim().toLowerCase()) === true);
  const setAll = (isHidden: boolean) => {
    const changed = found.reduce((next, { index }) => changeColumn(next, index, { isHidden }), layout);
    // One column at least stays.
    onChange(changed.every((place) => place.isHidden) ? changed.map((place, at) => (at === 0 ? { ...place, isHidden: false } : place)) : changed);
  };
  const isLast = (isHidden: boolean): boolean => !isHidden && layout.filter((place) => !place.isHidden).length === 1;
  return (
    <FloatPanel label="Columns" anchor={anchor} onClose={onClose}>
      <div className="or-filter">
        <TextField aria-label="Find a column" placeholder="Find a column" value={words} onChange={setWords} />
        <div className="or-columns-list">
          {found.map(({ index, isHidden, isPinned }) => (
            <div key={index} className="or-columns-line">
              <Checkbox
                label={columns[index]?.name}
                checked={!isHidden}
                disabled={isLast(isHidden)}
                onChange={(shown) => onChange(changeColumn(layout, index, { isHidden: !shown }))}
              />
              <IconButton
                label={isPinned ? `Let ${columns[index]?.name ?? ''} scroll` : `Pin ${columns[index]?.name ?? ''}`}
                icon={isPinned ? <PinOff size={14} /> : <Pin size={14} />}
                size={22}
                pressed={isPinned}
                onClick={() => onChange(changeColumn(layout, index, { isPinned: !isPinned }))}
              />
            </div>
          ))}
          {found.length === 0 ? <div className="or-list-none">Nothing fits</div> : null}
        </div>
        <div className="or-filter-foot">
          <Button onClick={() => setAll(true)}>Hide all</Button>
          <Button onClick={() => setAll(false)}>Show all</Button>
        </div>
      </div>
    </FloatPanel>
  );
}
