import { X } from 'lucide-react';
import { useState, type KeyboardEvent, type MouseEvent } from 'react';
import { InlineName } from './inline-name.tsx';
import { ContextMenu, type MenuEntry } from './menu.tsx';

export interface NamedTab {
  readonly id: string;
  readonly name: string;
  readonly title?: string;
}

interface NamedTabsProps<T extends NamedTab> {
  readonly label: string;
  /** What the name belongs to, e.g. `Name of the diagram`. */
  readonly nameLabel: string;
  readonly tabs: readonly T[];
  readonly open: string;
  /** Whether what is open is what is seen; so when absent. */
  readonly isShown?: boolean;
  /** The tab whose name is edited. */
  readonly editing: string | undefined;
  readonly onEdit: (id: string | undefined) => void;
  readonly onOpen: (id: string) => void;
  readonly onRename: (id: string, name: string) => void;
  readonly onRemove: (tab: T) => void;
  readonly removeTitle: string;
  /** The last one cannot be removed. */
  readonly keepsLast?: boolean;
  readonly menu: (tab: T) => readonly MenuEntry[];
}

/** Tabs that a person names. Arrows, Home and End walk them, a double click or F2 renames, Delete removes; the caller renders the content. */
export function NamedTabs<T extends NamedTab>(props: NamedTabsProps<T>) {
  const { label, nameLabel, tabs, open, isShown = true, editing, onEdit, onOpen, onRename, onRemove, removeTitle, keepsLast = false, menu } = props;
  const [menuAt, setMenuAt] = useState<{ readonly x: number; readonly y: number; readonly tab: T }>();
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>, tab: T) => {
    const place = tabs.indexOf(tab);
    const next = tabs[{ ArrowRight: place + 1, ArrowLeft: place - 1, Home: 0, End: tabs.length - 1 }[event.key] ?? -1];
    if (event.key === 'F2') onEdit(tab.id);
    else if (event.key === 'Delete') onRemove(tab);
    else if (next) {
      onOpen(next.id);
      event.currentTarget.parentElement?.querySelectorAll<HTMLElement>('[role=tab]')[tabs.indexOf(next)]?.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onContextMenu = (event: MouseEvent, tab: T) => {
    event.preventDefault();
    setMenuAt({ x: event.clientX, y: event.clientY, tab });
  };
  return (
    <>
      <div className="or-tabs" role="tablist" aria-label={label}>
        {tabs.map((tab) => (
          <div
            key={tab.id}
            role="tab"
            className="or-tab"
            aria-keyshortcuts="F2 Delete"
            tabIndex={tab.id === open ? 0 : -1}
            aria-selected={tab.id === open && isShown}
            onClick={() => onOpen(tab.id)}
            onDoubleClick={() => onEdit(tab.id)}
            onKeyDown={(event) => onKeyDown(event, tab)}
            onContextMenu={(event) => onContextMenu(event, tab)}
          >
            {editing === tab.id ? (
              <InlineName
                value={tab.name}
                label={nameLabel}
                onCancel={() => onEdit(undefined)}
                onCommit={(name) => {
                  onRename(tab.id, name);
                  onEdit(undefined);
                }}
              />
            ) : (
              <span className="or-tab-name" title={tab.title ?? tab.name}>
                {tab.name}
              </span>
            )}
            {tab.id !== open || (keepsLast && tabs.length === 1) ? null : <TabClose title={removeTitle} onClose={() => onRemove(tab)} />}
          </div>
        ))}
      </div>
      <ContextMenu at={menuAt} onClose={() => setMenuAt(undefined)} entries={menuAt ? menu(menuAt.tab) : []} />
    </>
  );
}

/** For the pointer alone: Delete does the same, and a tab holds no other control. */
export function TabClose({ title, onClose }: { readonly title: string; readonly onClose: () => void }) {
  return (
    <span
      aria-hidden
      className="or-tab-close"
      title={title}
      onClick={(event) => {
        event.stopPropagation();
        onClose();
      }}
    >
      <X size={12} />
    </span>
  );
}
