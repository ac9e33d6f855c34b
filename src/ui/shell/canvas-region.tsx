import { Upload } from 'lucide-react';
import { useCallback, useContext, useMemo, useState, type KeyboardEvent } from 'react';
import { Canvas } from '../canvas/canvas.tsx';
import { createColoring } from '../canvas/coloring.ts';
import { Button } from '../kit/button.tsx';
import { EmptyState } from '../kit/empty-state.tsx';
import { actionOf, runAction } from '../shortcuts/actions.ts';
import { StudioContext, useActions, useStudio } from '../use-studio.ts';
import { createSelected, showInPanel } from './create-object.ts';
import { DiagramTools } from './diagram-tools.tsx';
import { useObjectMenu } from './object-menu.tsx';
import { objectProblems } from './object-states.ts';
import { useShell } from './shell-context.ts';
import { useObjectStates } from './use-object-states.ts';
import { walkFrom } from './walk.ts';

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
          <Button onClick={act('project.import')}>Import DDL, dbt…</Button>
          <Button onClick={act('project.sample')}>Open the sample shop</Button>
          <Button onClick={act('model.new')}>Draw an object…</Button>
        </>
      }
    >
      Drop CSV, TSV, Excel, Parquet, Arrow, JSON or NDJSON files anywhere: each becomes a typed source, delivered on the day in its name or today. DDL scripts,
      dbt projects, DBML and data contracts come in as sources, too; drop them or paste them. Everything stays on this machine.
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
  const minimap = useStudio((state) => state.view.minimap);
  const legend = useStudio((state) => state.view.legend);
  const colors = useStudio((state) => state.view.colors);
  const [keep] = useState(createColoring);
  const coloring = useMemo(() => keep(colors, scheme, project), [keep, colors, scheme, project]);
  const { setView } = actions;
  const shownLegend = useMemo(() => (legend ? { onClose: () => setView({ legend: false }) } : undefined), [legend, setView]);
  const states = useObjectStates();
  const problems = useMemo(() => objectProblems(diagnostics), [diagnostics]);
  const dispatch = useCallback(
    (type: string, payload: unknown, group?: string) => {
      if ((type === 'object.create' || type === 'relate') && store) createSelected(store, payload, type);
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
      <DiagramTools />
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
          coloring={coloring}
          minimap={minimap}
          legend={shownLegend}
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
