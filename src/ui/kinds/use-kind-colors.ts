import { useLayoutEffect } from 'react';
import { OBJECT_KINDS } from '../../core/model/kinds.ts';
import type { View } from '../../store/studio-types.ts';
import { SAFE_COLORS, type Scheme } from './kind-colors.ts';

/** Gives the page the colours of kinds that the user chose; `kit/tokens.css` has the usual ones. */
export function useKindColors(colors: View['colors'], scheme: Scheme): void {
  useLayoutEffect(() => {
    const { style } = document.documentElement;
    for (const kind of OBJECT_KINDS)
      if (colors === 'safe') style.setProperty(`--or-kind-${kind}`, SAFE_COLORS[scheme][kind]);
      else style.removeProperty(`--or-kind-${kind}`);
  }, [colors, scheme]);
}
