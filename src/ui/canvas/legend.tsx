import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Id } from '../../core/model/types.ts';
import { ColumnMark } from '../checks/check-mark.tsx';
import type { ColumnState } from '../checks/check-order.ts';
import { IconButton } from '../kit/icon-button.tsx';
import { KindMark } from '../kinds/kind-mark.tsx';
import type { Box } from './box.ts';
import type { Coloring } from './coloring.ts';
import { endStrokes } from './edge-ends.ts';
import type { ModelEdge } from './edges.ts';
import { legendOf, type LineSample } from './legend-of.ts';
import type { ObjectState } from './object-node.tsx';
import { INK } from './paint-scene.ts';

interface LegendProps {
  readonly boxes: ReadonlyMap<Id, Box>;
  readonly edges: readonly ModelEdge[];
  readonly states: ReadonlyMap<Id, ObjectState>;
  readonly scheme: 'light' | 'dark';
  readonly coloring: Coloring;
  readonly onClose: () => void;
}

const STATES = [
  ['done', 'built'],
  ['running', 'being built'],
  ['stale', 'changed since it was built'],
  ['failed', 'failed'],
  ['skipped', 'left out: what it reads has failed'],
] as const satisfies readonly (readonly [ObjectState['status'], string])[];

const CHECKS = [
  ['holds', 'all hold'],
  ['warning', 'one warns'],
  ['error', 'one is broken'],
] as const satisfies readonly (readonly [ColumnState, string])[];

const WIDE = 44;
const HIGH = 14;

/** A line as the diagram draws it, with the signs at its ends. */
function Line({ sample, scheme }: { readonly sample: LineSample; readonly scheme: 'light' | 'dark' }) {
  const colors = INK[scheme];
  const stroke = sample.flow ? colors.flow : colors.edge;
  const route = [0, HIGH / 2, WIDE, HIGH / 2];
  const ends = endStrokes({ id: '', relation: '', from: '', to: '', ...sample }, route);
  return (
    <svg width={WIDE} height={HIGH} fill="none" stroke={stroke} aria-hidden>
      <polyline points={route.join(' ')} strokeDasharray={sample.identifying || sample.flow ? undefined : '5 4'} />
      {ends.map((end) =>
        'line' in end ? (
          <polyline key={end.line.join(' ')} points={end.line.join(' ')} />
        ) : (
          <circle key={end.circle.join(' ')} cx={end.circle[0]} cy={end.circle[1]} r={end.circle[2]} fill={colors.back} />
        ),
      )}
    </svg>
  );
}

function Group({ name, entries }: { readonly name: string; readonly entries: readonly { readonly sign: ReactNode; readonly text: string }[] }) {
  if (entries.length === 0) return null;
  return (
    <section>
      <h3>{name}</h3>
      <ul>
        {entries.map(({ sign, text }) => (
          <li key={text}>
            <span className="or-diagram-legend-sign">{sign}</span>
            {text}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What the marks, colours, lines and signs of the open diagram mean: of those there are, and nothing else. */
export function Legend({ boxes, edges, states, scheme, coloring, onClose }: LegendProps) {
  const { marks, colors, lines, signs, badges } = legendOf([...boxes.values()], edges, coloring);
  const shown = new Set([...boxes.keys()].map((id) => states.get(id)?.status));
  const checked = new Set([...boxes.keys()].flatMap((id) => [...(states.get(id)?.columns?.values() ?? []), states.get(id)?.check]));
  return (
    <aside className="or-diagram-legend" aria-label="Legend" onPointerDown={(event) => event.stopPropagation()} onWheel={(event) => event.stopPropagation()}>
      <header>
        <h2>Legend</h2>
        <IconButton size={24} label="Close the legend" icon={<X size={14} />} onClick={onClose} />
      </header>
      <div className="or-diagram-legend-groups" tabIndex={0} role="group" aria-label="What the diagram shows">
        <Group
          name="Colours"
          entries={colors.map(({ color, text }) => ({ sign: <span className="or-diagram-legend-color" style={{ background: color }} />, text }))}
        />
        <Group
          name="Objects"
          entries={marks.map(({ object, label, color }) => ({ sign: <KindMark object={object} color={color ?? INK[scheme].soft} />, text: label }))}
        />
        <Group name="Lines" entries={lines.map((sample) => ({ sign: <Line sample={sample} scheme={scheme} />, text: sample.text }))} />
        <Group name="Columns" entries={signs.map(({ sign, text }) => ({ sign: <span className="or-mono">{sign}</span>, text }))} />
        <Group name="Badges" entries={badges.map(({ text, title }) => ({ sign: <span className="or-node-badge">{text}</span>, text: title }))} />
        <Group name="Checks" entries={CHECKS.filter(([state]) => checked.has(state)).map(([state, text]) => ({ sign: <ColumnMark state={state} />, text }))} />
        <Group
          name="State"
          entries={STATES.filter(([status]) => shown.has(status)).map(([status, text]) => ({
            sign: <span className="or-node-state" data-status={status} />,
            text,
          }))}
        />
      </div>
    </aside>
  );
}
