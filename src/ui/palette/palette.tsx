import { Search } from 'lucide-react';
import { useContext, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { Dialog } from '../kit/dialog.tsx';
import { Kbd } from '../kit/kbd.tsx';
import { KindMark } from '../kinds/kind-mark.tsx';
import { useShell } from '../shell/shell-context.ts';
import { runAction } from '../shortcuts/actions.ts';
import { StudioContext } from '../use-studio.ts';
import { paletteItems, type PaletteItem } from './palette-items.ts';
import './palette.css';

/** Finds an object, a column or an action and goes there or does it. */
export function Palette({ query: first = '', onClose }: { readonly query?: string | undefined; readonly onClose: () => void }) {
  const store = useContext(StudioContext);
  const shell = useShell();
  const list = useRef<HTMLDivElement>(null);
  const [query, setQuery] = useState(first);
  const [active, setActive] = useState(0);
  const items = useMemo(() => (store ? paletteItems(store.getState(), query) : []), [store, query]);

  const choose = (item: PaletteItem | undefined) => {
    if (!item || !store) return;
    onClose();
    const { does } = item;
    if ('action' in does) {
      void runAction(does.action, { store, shell });
      return;
    }
    if (does.column === undefined) store.actions.select([does.object]);
    else store.actions.select([does.object], { object: does.object, column: does.column });
    const { project, diagram } = store.getState();
    const there = project.diagrams[diagram]?.placed[does.object] ? diagram : Object.values(project.diagrams).find((entry) => entry.placed[does.object])?.id;
    if (there !== undefined && there !== diagram) store.actions.openDiagram(there);
    requestAnimationFrame(() => shell.canvas.current?.zoomTo([does.object]));
  };
  const go = (to: number) => {
    const next = Math.max(0, Math.min(items.length - 1, to));
    setActive(next);
    list.current?.children[next]?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const to = { ArrowDown: active + 1, ArrowUp: active - 1, PageDown: active + 10, PageUp: active - 10 }[event.key];
    if (to !== undefined) go(to);
    else if (event.key === 'Enter') choose(items[active]);
    else return;
    event.preventDefault();
  };

  return (
    <Dialog opened onClose={onClose} title="Search and commands" width={620} bare headless>
      <div className="or-palette">
        <div className="or-palette-search">
          <Search size={16} aria-hidden />
          <input
            data-autofocus
            autoFocus
            role="combobox"
            aria-expanded
            aria-controls="or-palette-list"
            aria-activedescendant={items[active] ? `or-palette-${active}` : undefined}
            aria-label="Search objects, columns and commands"
            placeholder="Objects, columns, commands; > for commands alone"
            spellCheck={false}
            value={query}
            onKeyDown={onKeyDown}
            onChange={(event) => {
              setQuery(event.currentTarget.value);
              setActive(0);
            }}
          />
        </div>
        <div ref={list} id="or-palette-list" role="listbox" aria-label="Found" className="or-palette-list">
          {items.map((item, index) => (
            <div
              key={item.id}
              id={`or-palette-${index}`}
              role="option"
              aria-selected={index === active}
              className="or-palette-item"
              onPointerMove={() => setActive(index)}
              onClick={() => choose(item)}
            >
              <span className="or-palette-mark" aria-hidden>
                {item.kind === undefined ? null : <KindMark kind={item.kind} />}
              </span>
              <span className="or-palette-label" data-column={('column' in item.does && item.does.column !== undefined) || undefined}>
                {item.label}
              </span>
              <span className="or-palette-hint">{item.hint}</span>
              {item.keys === undefined ? null : <Kbd keys={item.keys} />}
            </div>
          ))}
          {items.length === 0 ? <div className="or-palette-none">Nothing is called that.</div> : null}
        </div>
      </div>
    </Dialog>
  );
}
