import { KINDS } from '../../core/model/kinds.ts';
import type { Id, ObjectKind } from '../../core/model/types.ts';
import { KindMark } from '../kinds/kind-mark.tsx';

/** What can be made from an object of a kind by dragging it onto empty canvas. */
export const MAKEABLE: Readonly<Record<ObjectKind, readonly ObjectKind[]>> = {
  source: ['staging'],
  staging: ['intermediate', 'hub', 'link', 'satellite', 'reference', 'dimension', 'fact'],
  intermediate: ['hub', 'link', 'satellite', 'reference', 'dimension', 'fact'],
  hub: ['link', 'satellite', 'pit', 'bridge'],
  link: ['satellite', 'pit'],
  satellite: [],
  reference: [],
  as_of: [],
  pit: [],
  bridge: [],
  dimension: ['fact', 'hierarchy', 'group_bridge'],
  date_dimension: ['fact'],
  time_dimension: ['fact'],
  hierarchy: [],
  group_bridge: ['fact'],
  fact: [],
};

export interface MakeRequest {
  readonly from: Id;
  readonly kind: ObjectKind;
  readonly left: number;
  readonly top: number;
  readonly x: number;
  readonly y: number;
}

export function MakeMenu({
  request,
  onPick,
  onClose,
}: {
  readonly request: MakeRequest;
  readonly onPick: (kind: ObjectKind) => void;
  readonly onClose: () => void;
}) {
  return (
    <div
      className="or-make-menu"
      role="menu"
      style={{ left: request.left, top: request.top }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          onClose();
          event.currentTarget.parentElement?.focus();
        }
        const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        if (by === undefined) return;
        const items = [...event.currentTarget.querySelectorAll('button')];
        items.at((items.findIndex((item) => item === document.activeElement) + by) % items.length)?.focus();
        event.preventDefault();
      }}
    >
      {MAKEABLE[request.kind].map((kind, index) => (
        <button key={kind} type="button" role="menuitem" autoFocus={index === 0} onClick={() => onPick(kind)}>
          <KindMark kind={kind} /> {KINDS[kind].label}
        </button>
      ))}
    </div>
  );
}
