import { Maximize, Plus, Table2, Upload, Wand2 } from 'lucide-react';
import { useCallback, useContext, useMemo, type KeyboardEvent } from 'react';
import { KINDS, LAYER_LABELS, OBJECT_KINDS } from '../../core/model/kinds.ts';
import { LAYERS } from '../../core/model/schema.ts';
import type { Diagram, ObjectKind } from '../../core/model/types.ts';
import { Canvas } from '../canvas/canvas.tsx';
import { CANVAS_DRAG_TYPE, dropText } from '../canvas/drop.ts';
import { Button } from '../kit/button.tsx';
import { EmptyState } from '../kit/empty-state.tsx';
import { IconButton } from '../kit/icon-button.tsx';
import { Menu, type MenuEntry } from '../kit/menu.tsx';
import { Tooltip } from '../kit/tooltip.tsx';
import { KindMark } from '../kinds/kind-mark.tsx';
import { actionOf, runAction } from '../shortcuts/actions.ts';
import { StudioContext, useActions, useStudio } from '../use-studio.ts';
import { createObject, createSelected, newLabel, showInPanel } from './create-object.ts';
import { useObjectMenu } from './object-menu.tsx';
import { objectProblems } from './object-states.ts';
import { useShell } from './shell-context.ts';
import { useObjectStates } from './use-object-states.ts';
import { walkFrom } from './walk.ts';

const SHOWN = [
  ['all', 'All columns', 'Shift+2'],
  ['keys', 'Keys only', 'Shift+4'],
  ['none', 'Names only', 'Shift+3'],
] as const satisfies readonly (readonly [Diagram['columns'], string, string])[];

/** Kinds that a new project begins with; the others are in a menu beside them. */
const FIRST: ReadonlySet<ObjectKind> = new Set(['source', 'staging', 'hub', 'link', 'satellite', 'dimension', 'fact']);

function Tools() {
  const store = useContext(StudioContext);
  const shell = useShell();
  const shown = useStudio((state) => state.project.diagrams[state.diagram]?.columns ?? 'all');
  const diagram = useStudio((state) => state.diagram);
  const { dispatch } = useActions();
  if (!store) return null;
  const act = (id: string) => () => void runAction(actionOf(id), { store, shell });
  return (
    <div className="or-tools" role="toolbar" aria-label="Diagram">
      {OBJECT_KINDS.filter((kind) => FIRST.has(kind)).map((kind) => (
        <Tooltip key={kind} label={`${newLabel(kind)}: click, or drag onto the diagram`}>
          <button
            type="button"
            className="or-tool"
            draggable
            aria-label={newLabel(kind)}
            onClick={() => createObject(store, shell, kind)}
            onDragStart={(event) => event.dataTransfer.setData(CANVAS_DRAG_TYPE, dropText({ kind: 'new', objectKind: kind }))}
          >
            <KindMark kind={kind} size={14} />
            <span className="or-tool-name">{KINDS[kind].label}</span>
          </button>
        </Tooltip>
      ))}
      <Menu
        target={
          <button type="button" className="or-tool" aria-label="More kinds of objects">
            <Plus size={14} aria-hidden />
            <span className="or-tool-name">More</span>
          </button>
        }
        entries={LAYERS.flatMap((layer): readonly MenuEntry[] => {
          const kinds = OBJECT_KINDS.filter((kind) => !FIRST.has(kind) && KINDS[kind].layer === layer);
          return kinds.length === 0
            ? []
            : [
                { id: layer, heading: LAYER_LABELS[layer] },
                ...kinds.map((kind) => ({
                  id: kind,
                  label: KINDS[kind].label,
                  icon: <KindMark kind={kind} />,
                  onSelect: () => createObject(store, shell, kind),
                })),
              ];
        })}
      />
      <span className="or-tools-gap" />
      <Menu
        end
        target={
          <button type="button" className="or-tool">
            <Table2 size={14} aria-hidden />
            {SHOWN.find(([id]) => id === shown)?.[1]}
          </button>
        }
        entries={SHOWN.map(([id, label, keys]) => ({ id: label, label, keys, onSelect: () => dispatch('diagram.columns', { diagram, columns: id }) }))}
      />
      <IconButton label="Tidy up the diagram" keys="Shift+T" size={24} icon={<Wand2 size={14} />} onClick={act('view.tidy')} />
      <IconButton label="Fit the diagram" keys="Shift+1" size={24} icon={<Maximize size={14} />} onClick={act('view.fit')} />
    </div>
  );
}

function Empty() {
  const store = useContext(StudioContext);
  const shell = useShell();
  const bare = useStudio((state) => Object.keys(state.project.objects).length === 0);
  if (!store) return null;
  const act = (id: string) => () => void runAction(actionOf(id), { store, shell });
  if (!bare) {
    return (
      <EmptyState title="Nothing is on this diagram yet" actions={<Button onClick={act('view.placeAll')}>Place every object</Button>}>
        Drag objects from the navigator, or make new ones from the row above.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title="Begin with your files, the sample or a drawing"
      actions={
        <>
          <Button tone="primary" icon={<Upload size={14} />} onClick={act('project.files')}>
            Choose data files…
          </Button>
          <Button onClick={act('project.sample')}>Open the sample shop</Button>
          <Button onClick={act('model.new')}>Draw an object…</Button>
        </>
      }
    >
      Drop CSV, TSV, Parquet, JSON or NDJSON files anywhere: each becomes a typed source, delivered on the day in its name or today. They stay on this machine.
    </EmptyState>
  );
}

/** The open diagram, its tools and its menu. */
export function CanvasRegion({ scheme }: { readonly scheme: 'light' | 'dark' }) {
  const store = useContext(StudioContext);
  const actions = useActions();
  const shell = useShell();
  const menu = useObjectMenu();
  const project = useStudio((state) => state.project);
  const diagram = useStudio((state) => state.diagram);
  const selection = useStudio((state) => state.selection);
  const column = useStudio((state) => state.column);
  const diagnostics = useStudio((state) => state.diagnostics);
  const states = useObjectStates();
  const problems = useMemo(() => objectProblems(diagnostics), [diagnostics]);
  const dispatch = useCallback(
    (type: string, payload: unknown, group?: string) => {
      if (type === 'object.create' && store) createSelected(store, payload);
      else actions.dispatch(type, payload, group);
    },
    [actions, store],
  );
  const onDelete = useCallback((ids: readonly string[]) => shell.open({ kind: 'delete', ids }), [shell]);
  // Tab goes from object to object and, after the last one, out of the diagram.
  const onKeyDown = (event: KeyboardEvent) => {
    const [id] = selection;
    if (event.key !== 'Tab' || id === undefined || !(event.target instanceof Element) || !event.target.matches('.or-canvas')) return;
    const next = walkFrom(project.diagrams[diagram]?.placed ?? {}, id, event.shiftKey);
    if (next === undefined) return;
    event.preventDefault();
    actions.select([next]);
    shell.canvas.current?.reveal(next);
  };
  return (
    <div className="or-canvas-region">
      <Tools />
      <div className="or-canvas-host" onKeyDown={onKeyDown}>
        <Canvas
          ref={shell.canvas}
          project={project}
          diagram={diagram}
          selection={selection}
          selectedColumn={column}
          states={states}
          diagnostics={problems}
          colorScheme={scheme}
          onSelect={actions.select}
          dispatch={dispatch}
          onMenu={menu.open}
          onDelete={onDelete}
          onOpen={(id) => {
            if (store) showInPanel(store, id, 'rows');
          }}
        >
          <Empty />
        </Canvas>
      </div>
      {menu.element}
    </div>
  );
}
