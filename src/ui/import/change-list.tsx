import { useRef, useState, type KeyboardEvent } from 'react';
import type { KindProposal } from '../../core/import/recognise.ts';
import type { ImportChange } from '../../core/import/compare.ts';
import { KINDS } from '../../core/model/kinds.ts';
import { KindMark } from '../kinds/kind-mark.tsx';
import { Checkbox } from '../kit/checkbox.tsx';
import { useRowsInView } from '../kit/use-rows-in-view.ts';
import { changesOf, type ChangeRow } from './change-rows.ts';
import { changeWords } from './change-words.ts';

const ROW = 28;

interface ChangeListProps {
  readonly rows: readonly ChangeRow[];
  readonly chosen: string | undefined;
  readonly isAccepted: (change: ImportChange) => boolean;
  readonly kindOf: (row: ChangeRow) => KindProposal | undefined;
  readonly onChoose: (key: string) => void;
  readonly onAccept: (changes: readonly ImportChange[], accepted: boolean) => void;
}

/** Every change by table, with a box to take or leave it. Arrows walk the list, Space takes or leaves. */
export function ChangeList({ rows, chosen, isAccepted, kindOf, onChoose, onAccept }: ChangeListProps) {
  const box = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState(false);
  const { from, to, show } = useRowsInView(box, rows.length, ROW);
  const at = rows.findIndex(({ key }) => key === chosen);
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[at];
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1, PageDown: at + 12, PageUp: at - 12 }[event.key];
    if (event.key === ' ' && row) {
      const own = changesOf(row);
      onAccept(own, !own.every(isAccepted));
    } else if (next === undefined) return;
    else {
      const place = Math.max(0, Math.min(rows.length - 1, next));
      const found = rows[place];
      if (found) onChoose(found.key);
      show(place);
    }
    event.preventDefault();
  };
  return (
    <div
      ref={box}
      className="or-schema-rows"
      role="tree"
      aria-label="Changes"
      tabIndex={0}
      aria-activedescendant={at < 0 ? undefined : `or-schema-row-${at}`}
      data-focused={focused || undefined}
      onFocus={(event) => {
        setFocused(event.target === box.current);
        if (at < 0 && rows[0]) onChoose(rows[0].key);
      }}
      onBlur={() => setFocused(false)}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" style={{ height: rows.length * ROW, position: 'relative' }}>
        {rows.slice(from, to).map((row, place) => {
          const index = from + place;
          const own = changesOf(row);
          const [first] = own;
          const taken = own.filter(isAccepted).length;
          const kind = kindOf(row);
          const name = row.type === 'table' ? row.table : changeWords(row.change);
          return (
            <div
              key={row.key}
              id={`or-schema-row-${index}`}
              role="treeitem"
              aria-level={row.type === 'table' ? 1 : 2}
              aria-selected={index === at}
              aria-checked={taken === 0 ? 'false' : taken === own.length ? 'true' : 'mixed'}
              className="or-schema-row"
              data-type={row.type}
              style={{ top: index * ROW, height: ROW }}
              onClick={() => onChoose(row.key)}
            >
              <span onClick={(event) => event.stopPropagation()}>
                <Checkbox
                  aria-label={name}
                  checked={taken === own.length}
                  indeterminate={taken > 0 && taken < own.length}
                  onChange={(accepted) => onAccept(own, accepted)}
                />
              </span>
              <span className={row.type === 'table' ? 'or-mono or-schema-name' : 'or-schema-name'} title={name}>
                {name}
              </span>
              {row.type === 'table' && first ? (
                <span className="or-soft or-schema-about">
                  {own.length === 1 && (first.kind === 'table-added' || first.kind === 'table-removed')
                    ? changeWords(first)
                    : `${own.length} ${own.length === 1 ? 'change' : 'changes'}`}
                </span>
              ) : null}
              {kind ? (
                <span className="or-soft or-schema-kind" title={`May be a ${KINDS[kind.kind].label.toLowerCase()}: ${kind.reason}`}>
                  <KindMark kind={kind.kind} /> {KINDS[kind.kind].label.toLowerCase()}?
                </span>
              ) : null}
            </div>
          );
        })}
      </div>
    </div>
  );
}
