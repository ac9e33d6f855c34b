import { Fragment, type ReactElement, type ReactNode } from 'react';
import { Menu as MantineMenu } from '@mantine/core';
import { Kbd } from './kbd.tsx';

export type MenuEntry =
  | { readonly id: string; readonly label: string; readonly icon?: ReactNode; readonly keys?: string | undefined; readonly danger?: boolean; readonly disabled?: boolean; readonly checked?: boolean; readonly onSelect: () => void }
  | { readonly id: string; readonly heading: string }
  | { readonly id: string; readonly divider: true };

function Entry({ entry }: { readonly entry: MenuEntry }) {
  if ('divider' in entry) return <MantineMenu.Divider />;
  if ('heading' in entry) return <MantineMenu.Label>{entry.heading}</MantineMenu.Label>;
  const right = entry.keys === undefined ? (entry.checked === true ? '✓' : undefined) : <Kbd keys={entry.keys} />;
  return (
    <MantineMenu.Item leftSection={entry.icon} rightSection={right} disabled={entry.disabled ?? false} data-danger={entry.danger === true ? true : undefined} onClick={entry.onSelect}>
      {entry.label}
    </MantineMenu.Item>
  );
}

const Entries = ({ entries }: { readonly entries: readonly MenuEntry[] }) => entries.map((entry) => <Fragment key={entry.id}><Entry entry={entry} /></Fragment>);

/** Opens under its target, which takes a ref and is a button. */
export function Menu({ target, entries, end = false }: { readonly target: ReactElement; readonly entries: readonly MenuEntry[]; readonly end?: boolean }) {
  return (
    <MantineMenu position={end ? 'bottom-end' : 'bottom-start'}>
      <MantineMenu.Target>{target}</MantineMenu.Target>
      <MantineMenu.Dropdown><Entries entries={entries} /></MantineMenu.Dropdown>
    </MantineMenu>
  );
}

/** Opens at a point of the window, e.g. where the user pressed the right button. */
export function ContextMenu({ at, entries, onClose }: { readonly at: { readonly x: number; readonly y: number } | undefined; readonly entries: readonly MenuEntry[]; readonly onClose: () => void }) {
  if (!at) return null;
  return (
    <MantineMenu opened onChange={(opened) => { if (!opened) onClose(); }} offset={0} returnFocus hideDetached={false}>
      <MantineMenu.Target><span key={`${at.x}.${at.y}`} style={{ position: 'fixed', left: at.x, top: at.y, width: 1, height: 1 }} /></MantineMenu.Target>
      <MantineMenu.Dropdown><Entries entries={entries} /></MantineMenu.Dropdown>
    </MantineMenu>
  );
}
