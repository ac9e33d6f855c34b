import { memo, useState } from 'react';
import { Handle, Position, type Node, type NodeProps } from '@xyflow/react';
import { CheckMark } from '../checks/check-mark.tsx';
import { KindMark } from '../kinds/kind-mark.tsx';
import type { Box } from './box.ts';
import { hasGrainLine, ROW_HEIGHT } from './node-size.ts';

export interface ObjectState {
  readonly status: 'none' | 'running' | 'done' | 'failed' | 'skipped' | 'stale';
  readonly rows?: number;
  /** The gravest check that does not hold. */
  readonly check?: 'error' | 'warning';
}
export interface ObjectNodeData extends Record<string, unknown> {
  readonly box: Box;
  readonly near: boolean;
  readonly dimmed: boolean;
  readonly state: ObjectState | undefined;
  readonly problem: 'error' | 'warning' | undefined;
  readonly column: string | undefined;
  readonly onColumn: (object: string, column: string) => void;
}
export type ObjectFlowNode = Node<ObjectNodeData, 'object'>;

interface Badge {
  readonly text: string;
  readonly title: string;
}

function badgeOf({ object }: Box): Badge | undefined {
  switch (object.kind) {
    case 'dimension': {
      const types = [...new Set(object.columns.map(({ history }) => history))].filter((type) => typeof type === 'number' && type !== 1).toSorted();
      return types.length === 0 ? undefined : { text: `T${types.join('+')}`, title: types.map((type) => HISTORIES[type ?? 1]).join('; ') };
    }
    case 'staging':
      return object.materialization === 'table' ? { text: 'table', title: 'Built as a table' } : undefined;
    case 'intermediate':
      return { text: object.combine, title: `Combines its inputs by ${object.combine}` };
    case 'reference':
      return object.history === 'full' ? { text: 'history', title: 'Keeps every state' } : undefined;
    case 'fact':
      return object.fact_type === 'periodic_snapshot' ? { text: object.period ?? 'period', title: 'Periodic snapshot' } : undefined;
    default:
      return undefined;
  }
}

const HISTORIES: Readonly<Record<number, string>> = {
  0: 'Type 0: keeps the first value',
  1: 'Type 1: overwrites',
  2: 'Type 2: keeps each version',
  3: 'Type 3: keeps the value before',
};

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

function Rows({ box, near, column, onColumn }: ObjectNodeData) {
  // Keys come first, so what is left out from afar stands together.
  const shown = near ? box.rows : box.rows.filter(({ group }) => group === 'key');
  return (
    <>
      {shown.map((row) => (
        <div
          key={`${row.group}.${row.id}`}
          className="or-row"
          data-group={row.group}
          data-selected={column === row.id || undefined}
          onClick={
            row.group === 'reference'
              ? undefined
              : (event) => {
                  event.stopPropagation();
                  onColumn(box.id, row.id);
                }
          }
        >
          <span className="or-row-key">{row.group === 'key' ? '◆' : row.group === 'reference' ? '→' : ''}</span>
          <span className="or-row-name" title={row.name}>
            {row.name}
          </span>
          {row.sign === undefined ? null : <span className="or-row-sign">{row.sign}</span>}
          <span className="or-row-type">
            {row.type}
            {row.nullable && row.type ? '?' : ''}
          </span>
        </div>
      ))}
      {near ? null : <FarRows rows={box.rows.slice(shown.length)} />}
    </>
  );
}

export const ObjectNode = memo(function ObjectNode({ data, selected }: NodeProps<ObjectFlowNode>) {
  const { box, state, problem } = data;
  const { object } = box;
  const badge = badgeOf(box);
  // Handles follow every move of the view: they come with the pointer, and stay.
  const [met, setMet] = useState(false);
  const handles = met || selected;
  return (
    <div
      className="or-node"
      data-kind={object.kind}
      data-selected={selected || undefined}
      data-dimmed={data.dimmed || undefined}
      data-problem={problem}
      data-object={box.id}
      style={{ width: box.width, height: box.height, borderTopColor: `var(--or-kind-${object.kind})` }}
      onPointerEnter={() => setMet(true)}
    >
      {handles ? <Handle type="target" position={Position.Left} className="or-handle" style={{ top: 14 }} /> : null}
      <div className="or-node-head">
        <KindMark object={object} />
        <span className="or-node-name" title={object.name}>
          {object.name}
        </span>
        {badge === undefined ? null : (
          <span className="or-node-badge" title={badge.title}>
            {badge.text}
          </span>
        )}
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
