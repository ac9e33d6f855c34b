import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowRightLeft, Minus, Plus } from 'lucide-react';
import { useContext, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type { Fact, FactDimension, ModelObject } from '../../core/model/types.ts';
import { Button } from '../kit/button.tsx';
import { EmptyState } from '../kit/empty-state.tsx';
import { ContextMenu, type MenuEntry } from '../kit/menu.tsx';
import { KindMark } from '../kinds/kind-mark.tsx';
import { actionOf, runAction } from '../shortcuts/actions.ts';
import { useShell } from '../shell/shell-context.ts';
import { StudioContext, useActions, useStudio } from '../use-studio.ts';
import { busMatrix, type Matrix } from './matrix-model.ts';
import './matrix.css';

type Dimension = Matrix['dimensions'][number];

/** Pixels. */
const ROW = 31;
const roleOf = ({ role }: FactDimension): string => role ?? '✓';

/** Arrow keys walk the cells of a table. */
function walk(event: KeyboardEvent<HTMLTableElement>): void {
  const cell = event.target instanceof Element ? event.target.closest('td') : null;
  const row = cell?.parentElement;
  if (!cell || !(row instanceof HTMLTableRowElement)) return;
  const column = [...row.cells].indexOf(cell);
  const to = {
    ArrowRight: row.cells[column + 1],
    ArrowLeft: row.cells[column - 1],
    ArrowDown: (row.nextElementSibling as HTMLTableRowElement | null)?.cells[column],
    ArrowUp: (row.previousElementSibling as HTMLTableRowElement | null)?.cells[column],
  }[event.key];
  const button = to?.querySelector<HTMLElement>('button');
  if (!button || !to?.matches('td')) return;
  event.preventDefault();
  event.stopPropagation();
  button.focus();
}

function Head({ object, note }: { readonly object: ModelObject; readonly note?: string }) {
  const { select } = useActions();
  const selected = useStudio((state) => state.selection.includes(object.id));
  return (
    <button type="button" className="or-matrix-head" aria-pressed={selected} title={object.description ?? object.name} onClick={() => select([object.id])}>
      <KindMark object={object} />
      <span className="or-mono">{object.name}</span>
      {note === undefined ? null : <span className="or-soft">{note}</span>}
    </button>
  );
}

/** Which process has which dimension, as Kimball draws it; a click on a cell connects the two, or says in which roles. */
export function BusMatrix() {
  const store = useContext(StudioContext);
  const shell = useShell();
  const { dispatch, select } = useActions();
  const project = useStudio((state) => state.project);
  const matrix = useMemo(() => busMatrix(project), [project]);
  const [turned, setTurned] = useState(false);
  const [menu, setMenu] = useState<{ readonly x: number; readonly y: number; readonly entries: readonly MenuEntry[] }>();

  const scroll = useRef<HTMLDivElement>(null);
  const count = turned ? matrix.dimensions.length : matrix.facts.length;
  const virtual = useVirtualizer({ count, getScrollElement: () => scroll.current, estimateSize: () => ROW, overscan: 8 });
  // Only the rows in view are there: a hundred processes by a hundred dimensions are ten thousand buttons.
  const shown = virtual.getVirtualItems();
  const before = shown[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (shown.at(-1)?.end ?? 0);

  const connect = (fact: Fact, dimension: Dimension) => dispatch('connect', { from: dimension.id, to: fact.id });
  const remove = (fact: Fact, gone: readonly FactDimension[]) =>
    dispatch('fact.dimensions', { object: fact.id, dimensions: fact.dimensions.filter((reference) => !gone.includes(reference)) });
  const open = (element: HTMLElement, fact: Fact, dimension: Dimension, references: readonly FactDimension[]) => {
    const { left, bottom } = element.getBoundingClientRect();
    setMenu({
      x: left,
      y: bottom,
      entries: [
        { id: 'heading', heading: `${fact.name} × ${dimension.name}` },
        { id: 'show', label: `Show ${fact.name}`, onSelect: () => select([fact.id]) },
        { id: 'add', label: 'Add another role', icon: <Plus size={14} />, onSelect: () => connect(fact, dimension) },
        { id: 'line', divider: true },
        ...references.map((reference): MenuEntry => ({
          id: reference.id,
          label: reference.role === undefined ? `Take ${dimension.name} out` : `Take ${dimension.name} as ${reference.role} out`,
          icon: <Minus size={14} />,
          danger: true,
          onSelect: () => remove(fact, [reference]),
        })),
      ],
    });
  };
  const cell = (fact: Fact, dimension: Dimension) => {
    const references = matrix.cell(fact.id, dimension.id);
    const filled = references.length > 0;
    return (
      <td key={`${fact.id} ${dimension.id}`} data-filled={filled || undefined}>
        <button
          type="button"
          aria-label={
            filled
              ? `${fact.name} has ${dimension.name}: ${references.map((each) => each.role ?? 'no role').join(', ')}`
              : `Give ${fact.name} the dimension ${dimension.name}`
          }
          aria-haspopup={filled ? 'menu' : undefined}
          onClick={(event) => (filled ? open(event.currentTarget, fact, dimension, references) : connect(fact, dimension))}
        >
          {filled ? references.map(roleOf).join(', ') : '+'}
        </button>
      </td>
    );
  };
  const uses = (dimension: Dimension): string => {
    const count = matrix.uses.get(dimension.id) ?? 0;
    return count > 1 ? `${count} facts` : count === 1 ? '1 fact' : 'unused';
  };
  const act = (id: string) => () => {
    if (store) void runAction(actionOf(id), { store, shell });
  };

  if (matrix.facts.length === 0 && matrix.dimensions.length === 0)
    return (
      <div className="or-matrix">
        <EmptyState title="No facts and dimensions yet" actions={<Button onClick={act('model.new')}>Draw an object…</Button>}>
          Processes stand here as rows, the dimensions they share as columns. Draw a fact or a dimension first.
        </EmptyState>
      </div>
    );
  return (
    <div className="or-matrix">
      <div className="or-tools" role="toolbar" aria-label="Bus matrix">
        <span className="or-soft" title="A click connects a process and a dimension, or shows in which roles they are.">
          A click connects a process and a dimension, or shows in which roles they are.
        </span>
        <span className="or-tools-gap" />
        <button type="button" className="or-tool" aria-pressed={turned} onClick={() => setTurned(!turned)}>
          <ArrowRightLeft size={14} aria-hidden />
          Swap rows and columns
        </button>
      </div>
      <div ref={scroll} className="or-matrix-scroll">
        <table aria-label="Bus matrix" aria-rowcount={count + 1} onKeyDown={walk}>
          <thead>
            <tr>
              <th scope="col" className="or-matrix-corner">
                {turned ? 'Dimension' : 'Process'}
              </th>
              {turned
                ? matrix.facts.map((fact) => (
                    <th key={fact.id} scope="col">
                      <Head object={fact} />
                    </th>
                  ))
                : matrix.dimensions.map((dimension) => (
                    <th key={dimension.id} scope="col">
                      <Head object={dimension} note={uses(dimension)} />
                    </th>
                  ))}
            </tr>
          </thead>
          <tbody>
            {before > 0 ? <tr aria-hidden style={{ height: before }} /> : null}
            {shown.map(({ index }) => {
              const dimension = turned ? matrix.dimensions[index] : undefined;
              const fact = turned ? undefined : matrix.facts[index];
              if (dimension)
                return (
                  <tr key={dimension.id} aria-rowindex={index + 2}>
                    <th scope="row">
                      <Head object={dimension} note={uses(dimension)} />
                    </th>
                    {matrix.facts.map((each) => cell(each, dimension))}
                  </tr>
                );
              return fact ? (
                <tr key={fact.id} aria-rowindex={index + 2}>
                  <th scope="row">
                    <Head object={fact} />
                  </th>
                  {matrix.dimensions.map((each) => cell(fact, each))}
                </tr>
              ) : null;
            })}
            {after > 0 ? <tr aria-hidden style={{ height: after }} /> : null}
          </tbody>
        </table>
      </div>
      <ContextMenu at={menu} entries={menu?.entries ?? []} onClose={() => setMenu(undefined)} />
    </div>
  );
}
