import { cloneElement, useRef, useState, type MouseEvent, type ReactElement } from 'react';
import { MenuList, type MenuEntry } from './menu-list.tsx';

export type { MenuEntry } from './menu-list.tsx';

interface TargetProps {
  readonly onClick?: (event: MouseEvent<HTMLElement>) => void;
  readonly 'aria-haspopup'?: 'menu';
  readonly 'aria-expanded'?: boolean;
}

/**
 * Opens under its target, a button.
 * @param entries a list, or what makes it when the menu opens
 */
export function Menu({
  target,
  entries,
  end = false,
}: {
  readonly target: ReactElement<TargetProps>;
  readonly entries: readonly MenuEntry[] | (() => readonly MenuEntry[]);
  readonly end?: boolean;
}) {
  const anchor = useRef<HTMLElement>(undefined);
  const [opened, setOpened] = useState(false);
  return (
    <>
      {cloneElement(target, {
        'aria-haspopup': 'menu',
        'aria-expanded': opened,
        onClick: (event) => {
          event.stopPropagation();
          anchor.current = event.currentTarget;
          setOpened(!opened);
        },
      })}
      {opened && anchor.current ? (
        <MenuList anchor={anchor.current} entries={typeof entries === 'function' ? entries() : entries} end={end} onClose={() => setOpened(false)} />
      ) : null}
    </>
  );
}

/** Opens at a point of the window, e.g. where the user pressed the right button. */
export function ContextMenu({
  at,
  entries,
  onClose,
}: {
  readonly at: { readonly x: number; readonly y: number } | undefined;
  readonly entries: readonly MenuEntry[];
  readonly onClose: () => void;
}) {
  return at ? <MenuList key={`${at.x} ${at.y}`} anchor={at} entries={entries} onClose={onClose} /> : null;
}
