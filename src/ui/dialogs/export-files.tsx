import { useVirtualizer } from '@tanstack/react-virtual';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { useRef, useState, type KeyboardEvent } from 'react';
import { rowKey, treeRows, type TreeRow } from './file-tree.ts';

const ROW = 24;

interface ExportFilesProps {
  readonly paths: readonly string[];
  readonly chosen: string | undefined;
  readonly onChoose: (path: string) => void;
}

/** The generated files by folder; arrows walk, open and close them. Only the visible are there: a model of 1,000 objects has thousands. */
export function ExportFiles({ paths, chosen, onChoose }: ExportFilesProps) {
  const box = useRef<HTMLDivElement>(null);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [folder, setFolder] = useState<string>();
  const rows = treeRows(paths, closed);
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => box.current, estimateSize: () => ROW, overscan: 10 });
  const at = folder ?? chosen;
  const place = rows.findIndex((row) => rowKey(row) === at);
  const choose = (row: TreeRow): void => {
    setFolder(row.kind === 'folder' ? rowKey(row) : undefined);
    if (row.kind === 'file') onChoose(row.path);
  };
  const setOpen = (name: string, open: boolean): void => setClosed((before) => new Set(open ? [...before].filter((one) => one !== name) : [...before, name]));
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[place];
    const step = { ArrowDown: 1, ArrowUp: -1, Home: -place, End: rows.length - 1 - place }[event.key];
    const opens = { ArrowRight: true, ArrowLeft: false }[event.key] ?? (event.key === 'Enter' && row?.kind === 'folder' ? !row.open : undefined);
    if (step === undefined && opens === undefined) return;
    event.preventDefault();
    if (row?.kind === 'folder' && opens !== undefined) return setOpen(row.name, opens);
    const parent = opens === false ? rows.findLastIndex((one, index) => index < place && one.kind === 'folder') : -1;
    const next = step === undefined ? parent : place + step;
    const found = rows[next];
    if (!found || (step === undefined && !(row?.kind === 'file' && row.nested))) return;
    choose(found);
    virtual.scrollToIndex(next);
  };
  return (
    <div
      className="or-export-files"
      ref={box}
      role="tree"
      aria-label="Files"
      tabIndex={0}
      aria-activedescendant={place < 0 ? undefined : `or-export-file-${place}`}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          if (!row) return null;
          const common = { id: `or-export-file-${index}`, role: 'treeitem', style: { transform: `translateY(${start}px)`, height: ROW } } as const;
          if (row.kind === 'folder')
            return (
              <div
                key={rowKey(row)}
                {...common}
                aria-level={1}
                aria-expanded={row.open}
                aria-selected={index === place}
                className="or-export-folder"
                onClick={() => {
                  choose(row);
                  setOpen(row.name, !row.open);
                }}
              >
                {row.open ? <ChevronDown size={13} /> : <ChevronRight size={13} />}
                {row.name} <span className="or-p-soft">{row.files.toLocaleString('en')}</span>
              </div>
            );
          return (
            <div
              key={rowKey(row)}
              {...common}
              aria-level={row.nested ? 2 : 1}
              aria-selected={index === place}
              data-nested={row.nested ? '' : undefined}
              className="or-export-file"
              title={row.path}
              onClick={() => choose(row)}
            >
              {row.name}
            </div>
          );
        })}
      </div>
    </div>
  );
}
