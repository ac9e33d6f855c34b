import { ChevronDown, ChevronRight, Plus, TriangleAlert, CircleX } from 'lucide-react';
import { memo, type DragEvent, type MouseEvent } from 'react';
import { KINDS } from '../../core/model/kinds.ts';
import type { Id, Layer, ObjectKind } from '../../core/model/types.ts';
import { CANVAS_DRAG_TYPE, dropText } from '../canvas/drop.ts';
import type { ObjectState } from '../canvas/object-node.tsx';
import { CheckMark } from '../checks/check-mark.tsx';
import { IconButton } from '../kit/icon-button.tsx';
import { Menu } from '../kit/menu.tsx';
import { KindMark } from '../kinds/kind-mark.tsx';
import { newLabel } from '../shell/create-object.ts';
import { kindsIn, type TreeRow } from './tree.ts';

const STATES: Readonly<Record<ObjectState['status'], string>> = {
  none: '',
  running: 'Building',
  done: 'Built',
  failed: 'Failed',
  skipped: 'Skipped: what it reads failed',
  stale: 'Changed since it was built',
};

function LayerRow({
  row,
  onToggle,
  onCreate,
}: {
  readonly row: Extract<TreeRow, { type: 'layer' }>;
  readonly onToggle: () => void;
  readonly onCreate: (kind: ObjectKind) => void;
}) {
  const kinds = kindsIn(row.layer);
  const [only] = kinds;
  return (
    <>
      <button type="button" className="or-nav-fold" tabIndex={-1} onClick={onToggle}>
        {row.open ? <ChevronDown size={14} aria-hidden /> : <ChevronRight size={14} aria-hidden />}
        <span className="or-nav-layer">{row.label}</span>
        <span className="or-nav-count">{row.count.toLocaleString('en')}</span>
      </button>
      {kinds.length === 1 && only !== undefined ? (
        <IconButton label={newLabel(only)} icon={<Plus size={14} />} size={20} tabIndex={-1} onClick={() => onCreate(only)} />
      ) : (
        <Menu
          end
          target={<IconButton label={`New object in ${row.label}`} icon={<Plus size={14} />} size={20} tabIndex={-1} />}
          entries={kinds.map((kind) => ({ id: kind, label: KINDS[kind].label, icon: <KindMark kind={kind} />, onSelect: () => onCreate(kind) }))}
        />
      )}
    </>
  );
}

interface ObjectRowProps {
  readonly row: Extract<TreeRow, { type: 'object' }>;
  readonly state: ObjectState | undefined;
  readonly problem: 'error' | 'warning' | undefined;
}

function ObjectRow({ row, state, problem }: ObjectRowProps) {
  const { object } = row;
  return (
    <>
      <KindMark object={object} />
      <span className="or-nav-name" title={object.name}>
        {object.name}
        {row.match === undefined ? null : <span className="or-nav-match"> · {row.match}</span>}
      </span>
      {problem === undefined ? null : (
        <span className="or-nav-problem" data-tone={problem} role="img" aria-label={problem === 'error' ? 'Has an error' : 'Has a warning'}>
          {problem === 'error' ? <CircleX size={13} /> : <TriangleAlert size={13} />}
        </span>
      )}
      {state?.rows === undefined ? null : <span className="or-nav-count">{state.rows.toLocaleString('en')}</span>}
      {state?.check === undefined ? null : <CheckMark tone={state.check} />}
      {state === undefined || state.status === 'none' ? (
        <span className="or-state" />
      ) : (
        <span className="or-state" data-status={state.status} role="img" aria-label={STATES[state.status]} title={STATES[state.status]} />
      )}
    </>
  );
}

function startDrag(event: DragEvent, id: string): void {
  event.dataTransfer.setData(CANVAS_DRAG_TYPE, dropText({ kind: 'object', id }));
  event.dataTransfer.effectAllowed = 'copyMove';
}

/** What a row does; the same functions at each render. */
export interface RowActs {
  readonly click: (row: TreeRow, index: number, event: MouseEvent) => void;
  readonly open: (id: Id) => void;
  readonly menu: (event: MouseEvent, id: Id) => void;
  readonly toggle: (layer: Layer) => void;
  readonly create: (kind: ObjectKind) => void;
}

interface NavigatorRowProps {
  readonly row: TreeRow;
  readonly index: number;
  /** Pixels from the top of the list. */
  readonly start: number;
  readonly active: boolean;
  readonly picked: boolean;
  /** It is not on the open diagram. */
  readonly off: boolean;
  readonly state: ObjectState | undefined;
  readonly problem: 'error' | 'warning' | undefined;
  readonly on: RowActs;
}

/** One line of the tree; drawn again only when something of its own changed, which a run does to a few at a time. */
export const NavigatorRow = memo(function NavigatorRow({ row, index, start, active, picked, off, state, problem, on }: NavigatorRowProps) {
  const id = row.type === 'object' ? row.id : undefined;
  return (
    <div
      id={`or-nav-${index}`}
      role="treeitem"
      aria-level={id === undefined ? 1 : 2}
      aria-selected={picked}
      aria-expanded={row.type === 'layer' ? row.open : undefined}
      className="or-nav-row"
      data-type={row.type}
      data-active={active || undefined}
      data-off={off || undefined}
      style={{ transform: `translateY(${start}px)` }}
      draggable={id !== undefined}
      onDragStart={(event) => {
        if (id !== undefined) startDrag(event, id);
      }}
      onClick={(event) => on.click(row, index, event)}
      onDoubleClick={() => {
        if (id !== undefined) on.open(id);
      }}
      onContextMenu={(event) => {
        if (id === undefined) return;
        event.preventDefault();
        on.menu(event, id);
      }}
    >
      {row.type === 'layer' ? (
        <LayerRow row={row} onToggle={() => on.toggle(row.layer)} onCreate={on.create} />
      ) : (
        <ObjectRow row={row} state={state} problem={problem} />
      )}
    </div>
  );
});

/** What a click selects: with Ctrl or ⌘ the object joins or leaves, with Shift everything between. */
export function clickedSelection(
  ids: readonly string[],
  selection: readonly string[],
  id: string,
  event: Pick<MouseEvent, 'ctrlKey' | 'metaKey' | 'shiftKey'>,
): readonly string[] {
  if (event.ctrlKey || event.metaKey) return selection.includes(id) ? selection.filter((other) => other !== id) : [...selection, id];
  const last = selection.at(-1);
  if (!event.shiftKey || last === undefined) return [id];
  const [from, to] = [ids.indexOf(last), ids.indexOf(id)].sort((a, b) => a - b);
  return from === undefined || to === undefined || from < 0 ? [id] : ids.slice(from, to + 1);
}
