import { KINDS } from '../../core/model/kinds.ts';
import type { ObjectKind } from '../../core/model/types.ts';
import { KIND_SHAPES } from './kind-shape.ts';

/** The coloured shape that stands for a kind wherever an object is named. */
export function KindMark({ kind, size = 12 }: { readonly kind: ObjectKind; readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" role="img" aria-label={KINDS[kind].label} style={{ flex: 'none' }}>
      <path d={KIND_SHAPES[kind]} fill={`var(--or-kind-${kind})`} fillRule="evenodd" />
    </svg>
  );
}
