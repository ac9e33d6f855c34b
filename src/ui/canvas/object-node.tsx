import { Pin } from 'lucide-react';
import { memo, useState } from 'react';
import { Handle, Position, type Node, type NodeProps } from '@xyflow/react';
import { CheckMark } from '../checks/check-mark.tsx';
import type { ColumnState } from '../checks/check-order.ts';
import { KindMark } from '../kinds/kind-mark.tsx';
import type { Box } from './box.ts';
import { badgeOf } from './node-badge.ts';
import { Row } from './node-row.tsx';
import type { NodeRow } from './node-rows.ts';
import { hasGrainLine, ROW_HEIGHT } from './node-size.ts';
import type { EditedRow, RowEditing } from './use-row-editing.ts';

export interface ObjectState {
  readonly status: 'none' | 'running' | 'done' | 'failed' | 'skipped' | 'stale';
  readonly rows?: number;
  /** The gravest check that does not hold. */
  readonly check?: 'error' | 'warning';
  /** What checks have found of its own columns, by their ids. */
  readonly columns?: ReadonlyMap<string, ColumnState>;
}
export interface ObjectNodeData extends Record<string, unknown> {
  readonly box: Box;
  readonly near: boolean;
  readonly dimmed: boolean;
  readonly state: ObjectState | undefined;
  readonly problem: 'error' | 'warning' | undefined;
  readonly color: string;
  /** Rows that are selected. */
  readonly columns: ReadonlySet<string> | undefined;
  /** Rows that what is selected or pointed at joins. */
  readonly lit: ReadonlySet<string> | undefined;
  readonly found: boolean;
  readonly target: boolean;
  readonly edited: EditedRow | undefined;
  /** There while one of its rows is edited. */
  readonly editing: RowEditing | undefined;
  readonly onRow: (object: string, row: NodeRow, more: boolean) => void;
}
export type ObjectFlowNode = Node<ObjectNodeData, 'object'>;

/** From further off only keys can be read; the rest keeps its place as lines, all in one shape. */
function FarRows({ rows }: { readonly rows: Box['rows'] }) {
  if (rows.length === 0) return null;
  const lines = rows.map(({ name }, index) => `M0 ${index * ROW_HEIGHT + ROW_HEIGHT / 2}h${Math.min(150, name.length * 7)}`).join('');
  return (
    <svg className="or-rows-far" width={150} height={rows.length * ROW_HEIGHT} aria-hidden>
      <path d={lines} />
    </svg>
  );
}

function Rows({ box, near, columns, lit, edited, editing, state, onRow }: ObjectNodeData) {
  // Keys come first, so what is left out from afar stands together.
  const shown = near ? box.rows : box.rows.filter(({ group }) => group === 'key');
  return (
    <>
      {shown.map((row) => (
        <Row
          key={`${row.group}.${row.id}`}
          row={row}
          check={row.group === 'key' || row.group === 'value' ? state?.columns?.get(row.id) : undefined}
          selected={row.group !== 'reference' && columns?.has(row.id) === true}
          lit={lit?.has(row.id) === true}
          grip={near}
          edited={row.group !== 'reference' && edited?.column === row.id ? edited.cell : undefined}
          editing={editing}
          onPick={(picked, more) => onRow(box.id, picked, more)}
        />
      ))}
      {near ? null : <FarRows rows={box.rows.slice(shown.length)} />}
    </>
  );
}

export const ObjectNode = memo(function ObjectNode({ data, selected }: NodeProps<ObjectFlowNode>) {
  const { box, state, problem } = data;
  const { object } = box;
  const badge = badgeOf(object);
  // Handles follow every move of the view: they come with the pointer, and stay.
  const [met, setMet] = useState(false);
  const handles = met || selected;
  return (
    <div
      className="or-node"
      data-kind={object.kind}
      data-selected={selected || undefined}
      data-dimmed={data.dimmed || undefined}
      data-found={data.found || undefined}
      data-target={data.target || undefined}
      data-problem={problem}
      data-object={box.id}
      style={{ width: box.width, height: box.height, borderTopColor: data.color }}
      onPointerEnter={() => setMet(true)}
    >
      {handles ? <Handle type="target" position={Position.Left} className="or-handle" style={{ top: 14 }} /> : null}
      <div className="or-node-head">
        <KindMark object={object} color={data.color} />
        <span className="or-node-name" title={object.name}>
          {object.name}
        </span>
        {badge === undefined ? null : (
          <span className="or-node-badge" title={badge.title}>
            {badge.text}
          </span>
        )}
        {box.pinned ? <Pin size={11} className="or-node-pin" role="img" aria-label="Pinned: stays where it is when the diagram is tidied up" /> : null}
        {state?.rows === undefined ? null : <span className="or-node-count">{state.rows.toLocaleString('en')}</span>}
        {state?.check === undefined ? null : <CheckMark tone={state.check} />}
        {state === undefined || state.status === 'none' ? null : (
          <span className="or-node-state" data-status={state.status} role="img" aria-label={state.status} />
        )}
      </div>
      {object.kind === 'fact' && hasGrainLine(object) ? (
        <div className="or-node-grain" title={object.grain.sentence}>
          {object.grain.sentence}
        </div>
      ) : null}
      <Rows {...data} />
      {handles ? <Handle type="source" position={Position.Right} className="or-handle" style={{ top: 14 }} /> : null}
    </div>
  );
});
