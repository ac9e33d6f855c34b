import { Copy } from 'lucide-react';
import { useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type { Id } from '../../core/model/types.ts';
import type { Plan } from '../../core/plan/types.ts';
import type { StudioState } from '../../store/studio-types.ts';
import { Button } from '../kit/button.tsx';
import { EmptyState } from '../kit/empty-state.tsx';
import { Kbd } from '../kit/kbd.tsx';
import { Select } from '../kit/select.tsx';
import { plural } from '../panel/numbers.ts';
import { useActions, useStudio } from '../use-studio.ts';
import { Card } from './lineage-card.tsx';
import { columnKey, lineageGraph, lineageText, pathOf, type LineageFocus, type LineageGraph } from './lineage-graph.ts';
import { layoutLineage } from './lineage-layout.ts';
import './lineage.css';

const HOPS = ['1', '2', '3', 'all'] as const;
type Hops = (typeof HOPS)[number];
const hopsOf = (text: Hops): number => (text === 'all' ? Number.POSITIVE_INFINITY : Number(text));
const NOTHING: ReadonlySet<Id> = new Set();

/** What is selected, as the plan calls it. */
function selected({ selection, column }: Pick<StudioState, 'selection' | 'column'>, plan: Plan): LineageFocus | undefined {
  const id = column?.object ?? selection.at(-1);
  const relation = id === undefined ? undefined : plan.byId.get(id);
  if (!relation) return undefined;
  return { relation: relation.id, column: relation.columns.find((candidate) => candidate.column !== undefined && candidate.column === column?.column)?.name };
}

/** `from 3 columns of 2 tables, reaches …`, as far as it is shown. */
function summary({ cards, lines }: LineageGraph, focus: LineageFocus): string {
  const starts = cards.find(({ relation }) => relation.id === focus.relation)?.columns.map((column) => ({ relation: focus.relation, column })) ?? [];
  const side = (ends: (line: LineageGraph['lines'][number]) => readonly [string, { readonly relation: Id; readonly column: string }]): string => {
    const seen = new Map<string, Id>();
    const queue = starts.map(columnKey);
    for (const key of queue)
      for (const line of lines) {
        const [here, there] = ends(line);
        if (here !== key || seen.has(columnKey(there))) continue;
        seen.set(columnKey(there), there.relation);
        queue.push(columnKey(there));
      }
    return seen.size === 0 ? 'nothing' : `${plural(seen.size, 'column')} of ${plural(new Set(seen.values()).size, 'table')}`;
  };
  return `Comes from ${side(({ from, to }) => [columnKey(to), from])}; reaches ${side(({ from, to }) => [columnKey(from), to])}.`;
}

/** Arrow keys walk the columns: up and down within a card and on to the next, left and right along a line. */
function walk(event: KeyboardEvent<HTMLElement>, graph: LineageGraph): void {
  const button = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-column]') : null;
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-column]')];
  if (!button) return;
  const key = button.dataset['column'] ?? '';
  const along = {
    ArrowLeft: graph.lines.find(({ to }) => columnKey(to) === key)?.from,
    ArrowRight: graph.lines.find(({ from }) => columnKey(from) === key)?.to,
  }[event.key];
  const next = along
    ? all.find((one) => one.dataset['column'] === columnKey(along))
    : { ArrowUp: all[all.indexOf(button) - 1], ArrowDown: all[all.indexOf(button) + 1] }[event.key];
  if (!next) return;
  event.preventDefault();
  event.stopPropagation();
  next.focus();
}

interface Reach {
  readonly before: Hops;
  readonly after: Hops;
}

interface ShownProps {
  readonly focus: LineageFocus;
  readonly reach: Reach;
  readonly onReach: (reach: Reach) => void;
  readonly onFocus: (focus: LineageFocus) => void;
  readonly onPick: (focus: LineageFocus) => void;
}

function Shown({ focus, reach, onReach, onFocus, onPick }: ShownProps) {
  const { notify } = useActions();
  const plan = useStudio((state) => state.plan);
  const { before, after } = reach;
  const [opened, setOpened] = useState<ReadonlySet<Id>>(NOTHING);
  const [hover, setHover] = useState<{ readonly relation: Id; readonly column: string }>();
  const graph = useMemo(() => lineageGraph(plan, focus, { before: hopsOf(before), after: hopsOf(after), opened }), [plan, focus, before, after, opened]);
  const layout = useMemo(() => layoutLineage(graph), [graph]);
  const path = useMemo(() => (hover ? pathOf(graph.lines, hover) : undefined), [graph, hover]);
  const table = plan.byId.get(focus.relation)?.table.name ?? '';
  const copy = () =>
    void navigator.clipboard.writeText(lineageText(plan, graph.lines)).then(
      () => notify('info', `${plural(graph.lines.length, 'line')} of lineage copied: from, to, how.`),
      (error: unknown) => notify('error', `The lineage was not copied: ${error instanceof Error ? error.message : String(error)}`),
    );
  const hops = (label: string, value: Hops, onChange: (value: Hops) => void) => (
    <label className="or-lineage-hops">
      {label}
      <Select
        aria-label={`Steps ${label.toLowerCase()} that are shown`}
        value={value}
        options={HOPS.map((one) => ({ value: one, label: one === 'all' ? 'all' : `${one} ${one === '1' ? 'step' : 'steps'}` }))}
        onChange={(next) => next && onChange(next)}
      />
    </label>
  );
  return (
    <>
      <div className="or-p-bar">
        <strong className="or-mono">{focus.column === undefined ? table : `${table}.${focus.column}`}</strong>
        {focus.column === undefined ? null : <Button onClick={() => onFocus({ relation: focus.relation })}>All of its columns</Button>}
        <span className="or-p-note" role="status">
          {summary(graph, focus)}
        </span>
        <span className="or-p-space" />
        {hops('Before', before, (next) => onReach({ ...reach, before: next }))}
        {hops('After', after, (next) => onReach({ ...reach, after: next }))}
        <Button icon={<Copy size={14} />} disabled={graph.lines.length === 0} onClick={copy}>
          Copy as list
        </Button>
      </div>
      <span className="or-lineage-legend" aria-hidden>
        <svg width="24" height="8">
          <path d="M0 4H24" />
        </svg>
        value
        <svg width="24" height="8">
          <path d="M0 4H24" data-key />
        </svg>
        looked up by
      </span>
      <div className="or-lineage-scroll" onKeyDown={(event) => walk(event, graph)} role="group" aria-label={`Lineage of ${table}`}>
        <div className="or-lineage-sheet" style={{ width: layout.width, height: layout.height }}>
          <svg width={layout.width} height={layout.height} aria-hidden>
            {graph.lines.map(({ from, to }, index) => (
              <path
                key={`${columnKey(from)} ${columnKey(to)}`}
                d={layout.paths[index]}
                data-key={from.as === 'key' || undefined}
                data-on={(path?.has(columnKey(from)) && path.has(columnKey(to))) || undefined}
                data-dim={(path && !(path.has(columnKey(from)) && path.has(columnKey(to)))) || undefined}
              />
            ))}
          </svg>
          {layout.cards.map((card) => (
            <Card
              key={card.relation.id}
              card={card}
              focus={focus}
              path={path}
              onHover={(column) => setHover(column === undefined ? undefined : { relation: card.relation.id, column })}
              onPick={(column) => onPick({ relation: card.relation.id, column })}
              onFocus={onFocus}
              onOpen={(id) => setOpened(new Set([...opened, id]))}
            />
          ))}
        </div>
      </div>
    </>
  );
}

/** Where the values of the selected object or column come from and what they reach, column by column. */
export function LineageView() {
  const { select } = useActions();
  const plan = useStudio((state) => state.plan);
  const selection = useStudio((state) => state.selection);
  const column = useStudio((state) => state.column);
  const [focus, setFocus] = useState<LineageFocus | undefined>(() => selected({ selection, column }, plan));
  const [reach, setReach] = useState<Reach>({ before: '2', after: '2' });
  // What is picked here is looked at where it stands; what is selected elsewhere is moved to the middle.
  const own = useRef<{ readonly selection: unknown; readonly column: unknown }>(undefined);
  const [seen, setSeen] = useState({ selection, column });
  if (seen.selection !== selection || seen.column !== column) {
    setSeen({ selection, column });
    const mine = own.current;
    if (mine?.column !== column?.column || mine?.selection !== selection.at(-1)) setFocus(selected({ selection, column }, plan) ?? focus);
  }
  const pick = ({ relation, column: name }: LineageFocus) => {
    const found = plan.byId.get(relation);
    if (!found) return;
    const id = found.columns.find((candidate) => candidate.name === name)?.column;
    own.current = { selection: found.origin, column: id };
    select([found.origin], id === undefined ? undefined : { object: found.origin, column: id });
  };
  const known = focus && plan.byId.has(focus.relation) ? focus : undefined;
  return (
    <div className="or-lineage-view">
      {known ? (
        <Shown
          key={`${known.relation} ${known.column ?? ''}`}
          focus={known}
          reach={reach}
          onReach={setReach}
          onFocus={(next) => setFocus(next)}
          onPick={pick}
        />
      ) : (
        <EmptyState title="Select an object or a column">
          Choose it in the navigator or with <Kbd keys="edit.palette" />: where its values come from stands left of it, what they reach stands right of it.
        </EmptyState>
      )}
    </div>
  );
}
