import { useLayoutEffect, type ReactNode } from 'react';
import { TooltipLayer } from './tooltip-layer.tsx';
import './tokens.css';
import './kit.css';

/** Colours for everything under it, and the layer that tooltips stand on. */
export function KitProvider({ colorScheme, children }: { readonly colorScheme: 'light' | 'dark'; readonly children: ReactNode }) {
  useLayoutEffect(() => document.documentElement.setAttribute('data-color-scheme', colorScheme), [colorScheme]);
  return (
    <>
      {children}
      <TooltipLayer />
    </>
  );
}
