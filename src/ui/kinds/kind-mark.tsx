import { KINDS } from '../../core/model/kinds.ts';
import type { ModelObject, ObjectKind } from '../../core/model/types.ts';
import { KIND_SHAPES, labelOf, shapeOf } from './kind-shape.ts';

/** The coloured shape that stands for a kind, or for what an object of it is, wherever one is named. @param color in place of the kind's. */
export function KindMark({
  size = 12,
  color,
  ...of
}: { readonly size?: number; readonly color?: string } & ({ readonly kind: ObjectKind } | { readonly object: ModelObject })) {
  const kind = 'object' in of ? of.object.kind : of.kind;
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      role="img"
      aria-label={'object' in of ? labelOf(of.object) : KINDS[kind].label}
      style={{ flex: 'none' }}
    >
      <path d={'object' in of ? shapeOf(of.object) : KIND_SHAPES[kind]} fill={color ?? `var(--or-kind-${kind})`} fillRule="evenodd" />
    </svg>
  );
}
