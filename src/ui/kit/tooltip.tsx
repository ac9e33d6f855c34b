import type { ReactElement, ReactNode } from 'react';
import { Tooltip as MantineTooltip } from '@mantine/core';
import { Kbd } from './kbd.tsx';

/** What a thing is called and its keys, on hover and on focus. The child takes a ref. */
export function Tooltip({ label, keys, children }: { readonly label: ReactNode; readonly keys?: string | undefined; readonly children: ReactElement }) {
  return (
    <MantineTooltip label={<>{label}{keys === undefined ? null : <Kbd keys={keys} />}</>} events={{ hover: true, focus: true, touch: false }}>
      {children}
    </MantineTooltip>
  );
}
