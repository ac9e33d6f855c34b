import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, type KeyboardEvent } from 'react';
import type { GeneratedFile } from '../../core/targets/types.ts';
import { treeRows } from './file-tree.ts';

const ROW = 24;

interface ExportFilesProps {
  readonly files: readonly GeneratedFile[];
  readonly chosen: string | undefined;
  readonly onChoose: (path: string) => void;
}

/** The generated files; arrows walk them. Only the visible are there: a model of 1,000 objects has 2,000. */
export function ExportFiles({ files, chosen, onChoose }: ExportFilesProps) {
  const box = useRef<HTMLDivElement>(null);
  const rows = treeRows(files);
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => box.current, estimateSize: () => ROW, overscan: 10 });
  const place = rows.findIndex((row) => row.kind === 'file' && row.file.path === chosen);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    for (let next = place + step; next >= 0 && next < rows.length; next += step) {
      const row = rows[next];
      if (row?.kind !== 'file') continue;
      onChoose(row.file.path);
      virtual.scrollToIndex(next);
      return;
    }
  };
  return (
    <div
      className="or-export-files"
      ref={box}
      role="listbox"
      aria-label="Files"
      tabIndex={0}
      aria-activedescendant={place < 0 ? undefined : `or-export-file-${place}`}
      onKeyDown={onKeyDown}
    >
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          if (!row) return null;
          const style = { transform: `translateY(${start}px)`, height: ROW };
          if (row.kind === 'folder')
            return (
              <div key={index} role="presentation" className="or-export-folder" style={style}>
                {row.name}/ <span className="or-p-soft">{row.files}</span>
              </div>
            );
          return (
            <div
              key={index}
              id={`or-export-file-${index}`}
              role="option"
              aria-selected={row.file.path === chosen}
              data-nested={row.nested ? '' : undefined}
              className="or-export-file"
              style={style}
              title={row.file.path}
              onClick={() => onChoose(row.file.path)}
            >
              {row.name}
            </div>
          );
        })}
      </div>
    </div>
  );
}
