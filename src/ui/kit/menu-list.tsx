import { useEffect, useLayoutEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { showBeside } from './float.ts';
import { Kbd } from './kbd.tsx';

interface MenuItem {
  readonly id: string;
  readonly label: string;
  readonly icon?: ReactNode;
  readonly keys?: string | undefined;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  readonly checked?: boolean;
  readonly onSelect: () => void;
}
export type MenuEntry = MenuItem | { readonly id: string; readonly heading: string } | { readonly id: string; readonly divider: true };

interface MenuListProps {
  /** What it opens beside, or a point of the window. */
  readonly anchor: HTMLElement | { readonly x: number; readonly y: number };
  readonly entries: readonly MenuEntry[];
  readonly end?: boolean;
  readonly onClose: () => void;
}

const boxOf = (anchor: MenuListProps['anchor']) =>
  anchor instanceof HTMLElement ? anchor.getBoundingClientRect() : { left: anchor.x, top: anchor.y, width: 0, height: 0 };

/** Entries that can be chosen, those that tell whether they hold too. */
const ITEMS = '[role^=menuitem]:not(:disabled)';

/** The opened menu: arrows, Home, End and first letters walk it, Escape and Tab close it. Focus goes back to where it was. */
export function MenuList({ anchor, entries, end = false, onClose }: MenuListProps) {
  const list = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  useEffect(() => {
    close.current = onClose;
  });
  useLayoutEffect(() => {
    const element = list.current;
    const before = document.activeElement;
    if (!element) return undefined;
    showBeside(element, boxOf(anchor), { end, gap: anchor instanceof HTMLElement ? 4 : 0 });
    element.querySelector<HTMLElement>(ITEMS)?.focus({ preventScroll: true });
    return () => {
      if (element.contains(document.activeElement) && before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, [anchor, end]);
  useEffect(() => {
    const outside = (event: Event) => {
      const { target } = event;
      if (target instanceof Node && (list.current?.contains(target) === true || (anchor instanceof HTMLElement && anchor.contains(target)))) return;
      close.current();
    };
    const away = () => close.current();
    document.addEventListener('pointerdown', outside, true);
    document.addEventListener('wheel', outside, { capture: true, passive: true });
    window.addEventListener('blur', away);
    window.addEventListener('resize', away);
    return () => {
      document.removeEventListener('pointerdown', outside, true);
      document.removeEventListener('wheel', outside, { capture: true });
      window.removeEventListener('blur', away);
      window.removeEventListener('resize', away);
    };
  }, [anchor]);

  const onKeyDown = (event: KeyboardEvent) => {
    const items = [...(list.current?.querySelectorAll<HTMLElement>(ITEMS) ?? [])];
    const at = items.findIndex((item) => item === document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at < 0 ? -1 : at - 1, Home: 0, End: -1 }[event.key];
    if (event.key === 'Escape' || event.key === 'Tab') onClose();
    else if (to !== undefined) items.at(to === items.length ? 0 : to)?.focus();
    else if (event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey)
      [...items.slice(at + 1), ...items.slice(0, at + 1)].find((item) => item.textContent.toLowerCase().startsWith(event.key.toLowerCase()))?.focus();
    else {
      event.stopPropagation();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div
      ref={list}
      popover="manual"
      role="menu"
      className="or-list"
      data-icons={entries.some((entry) => 'icon' in entry && entry.icon !== undefined) || undefined}
      onKeyDown={onKeyDown}
      onClick={(event) => event.stopPropagation()}
      onDoubleClick={(event) => event.stopPropagation()}
      onContextMenu={(event) => event.preventDefault()}
    >
      {entries.map((entry) => {
        if ('divider' in entry) return <div key={entry.id} role="separator" className="or-list-line" />;
        if ('heading' in entry)
          return (
            <div key={entry.id} className="or-list-heading">
              {entry.heading}
            </div>
          );
        return (
          <button
            key={entry.id}
            type="button"
            role={entry.checked === undefined ? 'menuitem' : 'menuitemcheckbox'}
            aria-checked={entry.checked}
            tabIndex={-1}
            className="or-list-item"
            data-danger={entry.danger === true || undefined}
            disabled={entry.disabled ?? false}
            onPointerMove={(event) => event.currentTarget.focus({ preventScroll: true })}
            onClick={() => {
              onClose();
              entry.onSelect();
            }}
          >
            <span className="or-list-icon" aria-hidden>
              {entry.icon}
            </span>
            <span className="or-list-label">{entry.label}</span>
            {entry.keys === undefined ? null : <Kbd keys={entry.keys} />}
            {entry.checked === true ? <span aria-hidden>✓</span> : null}
          </button>
        );
      })}
    </div>
  );
}
