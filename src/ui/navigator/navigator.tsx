import { Search, X } from 'lucide-react';
import { useContext, useDeferredValue, useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type { Id, Layer } from '../../core/model/types.ts';
import { EmptyState } from '../kit/empty-state.tsx';
import { IconButton } from '../kit/icon-button.tsx';
import { isMenuKey } from '../kit/menu-key.ts';
import { TextField } from '../kit/text-field.tsx';
import { createObject } from '../shell/create-object.ts';
import { useObjectMenu } from '../shell/object-menu.tsx';
import { objectProblems } from '../shell/object-states.ts';
import { useShell } from '../shell/shell-context.ts';
import { useObjectStates } from '../shell/use-object-states.ts';
import { StudioContext, useActions, useStudio } from '../use-studio.ts';
import { clickedSelection, NavigatorRow, type RowActs } from './navigator-row.tsx';
import { treeRows } from './tree.ts';
import { useRowsInView } from '../kit/use-rows-in-view.ts';
import './navigator.css';

const ROW = 24;

/** The whole model as a tree by layer: search, select, rename, drag onto the diagram. */
export function Navigator() {
  const store = useContext(StudioContext);
  const actions = useActions();
  const shell = useShell();
  const menu = useObjectMenu();
  const project = useStudio((state) => state.project);
  const diagram = useStudio((state) => state.diagram);
  const selection = useStudio((state) => state.selection);
  const diagnostics = useStudio((state) => state.diagnostics);
  const [query, setQuery] = useState('');
  const [closed, setClosed] = useState<ReadonlySet<Layer>>(new Set());
  const [active, setActive] = useState(0);
  const tree = useRef<HTMLDivElement>(null);

  const searched = useDeferredValue(query);
  const rows = useMemo(() => treeRows(project, searched, closed), [project, searched, closed]);
  const states = useObjectStates();
  const problems = useMemo(() => objectProblems(diagnostics), [diagnostics]);
  const picked = useMemo(() => new Set(selection), [selection]);
  const placed = project.diagrams[diagram]?.placed;
  const { from, to, show } = useRowsInView(tree, rows.length, ROW);

  const [only] = selection;
  const followed = useRef<Id>(undefined);
  useEffect(() => {
    if (selection.length !== 1 || only === followed.current) return;
    followed.current = only;
    const index = rows.findIndex((row) => row.type === 'object' && row.id === only);
    if (index >= 0) {
      setActive(index);
      show(index);
    }
  }, [only, selection.length, rows, show]);

  const toggle = (layer: Layer) =>
    setClosed((known) => {
      const next = new Set(known);
      if (!next.delete(layer)) next.add(layer);
      return next;
    });
  const goTo = (index: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, index));
    const row = rows[next];
    setActive(next);
    show(next);
    if (row?.type === 'object') {
      followed.current = row.id;
      actions.select([row.id]);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== tree.current) return;
    const row = rows[active];
    const to = { ArrowDown: active + 1, ArrowUp: active - 1, Home: 0, End: rows.length - 1, PageDown: active + 15, PageUp: active - 15 }[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (to !== undefined) goTo(to);
    else if (row?.type === 'layer' && (event.key === 'Enter' || ((event.key === 'ArrowRight') !== row.open && event.key.startsWith('Arrow'))))
      toggle(row.layer);
    else if (row?.type === 'object' && event.key === 'ArrowLeft') goTo(rows.slice(0, active).findLastIndex((entry) => entry.type === 'layer'));
    else if (row?.type === 'object' && event.key === 'Enter') shell.canvas.current?.zoomTo([row.id]);
    else if (row?.type === 'object' && isMenuKey(event)) {
      const line = document.getElementById(`or-nav-${active}`)?.getBoundingClientRect();
      menu.open({ clientX: (line?.left ?? 0) + 24, clientY: line?.bottom ?? 0 }, row.id);
    } else if (row?.type === 'object' && event.key === 'F2') shell.open({ kind: 'rename', id: row.id });
    else if (row?.type === 'object' && event.key === 'Delete') {
      const ids = picked.has(row.id) ? selection : [row.id];
      if (event.shiftKey) shell.open({ kind: 'delete', ids });
      else actions.dispatch('diagram.unplace', { diagram, ids });
    } else if (event.key === 'Escape') actions.select([]);
    else return;
    event.preventDefault();
  };
  const acts: RowActs = {
    click: (row, index, event) => {
      setActive(index);
      if (row.type !== 'object') return;
      followed.current = row.id;
      const ids = rows.flatMap((each) => (each.type === 'object' ? [each.id] : []));
      actions.select(clickedSelection(ids, selection, row.id, event));
      tree.current?.focus({ preventScroll: true });
    },
    open: (id) => shell.canvas.current?.zoomTo([id]),
    menu: (event, id) => menu.open(event, id),
    toggle,
    create: (kind) => {
      if (store) createObject(store, shell, kind);
    },
  };
  // Rows are given the same functions each time, which do what the latest render says.
  const latest = useRef(acts);
  useEffect(() => {
    latest.current = acts;
  });
  const [on] = useState<RowActs>(() => ({
    click: (...given) => latest.current.click(...given),
    open: (id) => latest.current.open(id),
    menu: (...given) => latest.current.menu(...given),
    toggle: (layer) => latest.current.toggle(layer),
    create: (kind) => latest.current.create(kind),
  }));

  return (
    <section className="or-nav" aria-label="Navigator">
      <div className="or-nav-search">
        <TextField
          ref={shell.search}
          aria-label="Find in the model"
          placeholder="Find in the model"
          value={query}
          onChange={setQuery}
          icon={<Search size={14} aria-hidden />}
          after={query === '' ? undefined : <IconButton label="Clear" icon={<X size={14} />} size={20} onClick={() => setQuery('')} />}
          onKeyDown={(event) => {
            if (event.key === 'Escape' && query === '') tree.current?.focus();
            else if (event.key === 'Escape') setQuery('');
            if (event.key === 'ArrowDown' || event.key === 'Enter') {
              event.preventDefault();
              tree.current?.focus();
              goTo(rows.findIndex((row) => row.type === 'object'));
            }
          }}
        />
      </div>
      <div
        ref={tree}
        className="or-nav-tree"
        role="tree"
        aria-label="Objects of the model"
        aria-multiselectable
        tabIndex={0}
        aria-activedescendant={rows[active] ? `or-nav-${active}` : undefined}
        onKeyDown={onKeyDown}
        // The menu key has opened the menu of a line already.
        onContextMenu={(event) => {
          if (event.target === event.currentTarget) event.preventDefault();
        }}
      >
        <div style={{ height: rows.length * ROW, position: 'relative' }}>
          {rows.slice(from, to).map((row, place) => {
            const index = from + place;
            return (
              <NavigatorRow
                key={row.id}
                row={row}
                index={index}
                start={index * ROW}
                active={index === active}
                picked={picked.has(row.id)}
                off={row.type === 'object' && placed?.[row.id] === undefined}
                state={states.get(row.id)}
                problem={problems.get(row.id)}
                on={on}
              />
            );
          })}
        </div>
        {rows.length === 0 ? <EmptyState title="Nothing found">No object and no column is called that.</EmptyState> : null}
      </div>
      {menu.element}
    </section>
  );
}
