import { cloneElement, type ReactElement } from 'react';

interface Tipped {
  readonly 'data-tip'?: string;
  readonly 'data-tip-keys'?: string | undefined;
}

/** What a thing is called and its keys, on hover and on focus. The child passes `data-` attributes to its element. */
export function Tooltip({ label, keys, children }: { readonly label: string; readonly keys?: string | undefined; readonly children: ReactElement<Tipped> }) {
  return cloneElement(children, { 'data-tip': label, 'data-tip-keys': keys });
}
