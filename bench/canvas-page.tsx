import { useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';
import type { Project } from '../src/core/model/types.ts';
import type { CanvasHandle } from '../src/ui/canvas/canvas-props.ts';
import { coloringOf } from '../src/ui/canvas/coloring.ts';
import { Canvas } from '../src/ui/canvas/canvas.tsx';
import { modelOfSize } from './model-of-size.ts';

declare global {
  interface Window {
    canvas?: CanvasHandle | null;
    commands: { type: string; payload: unknown }[];
  }
}
const query = new URLSearchParams(location.search);
const scheme = query.get('scheme') === 'dark' ? 'dark' : 'light';
document.documentElement.dataset['colorScheme'] = scheme;
window.commands = [];

function Page({ initial }: { readonly initial: Project }) {
  const [project, setProject] = useState(initial);
  const [selection, setSelection] = useState<readonly string[]>([]);
  const states = useRef(new Map(Object.keys(initial.objects).map((id, index) => [id, { status: 'done' as const, rows: index * 97 }])));
  const diagnostics = useRef(new Map());
  const dispatch = useRef((type: string, payload: unknown) => {
    window.commands.push({ type, payload });
    if (type !== 'diagram.place') return;
    const { positions } = payload as { positions: Record<string, { x: number; y: number }> };
    setProject((known) => {
      const main = known.diagrams['main'];
      return main ? { ...known, diagrams: { main: { ...main, placed: { ...main.placed, ...positions } } } } : known;
    });
  });
  return (
    <Canvas
      ref={(handle) => {
        window.canvas = handle;
      }}
      project={project}
      diagram="main"
      selection={selection}
      states={states.current}
      diagnostics={diagnostics.current}
      colorScheme={scheme}
      coloring={coloringOf('classic', scheme, project)}
      onSelect={setSelection}
      dispatch={dispatch.current}
    >
      <p>Nothing here yet</p>
    </Canvas>
  );
}

const root = document.getElementById('root');
if (root) createRoot(root).render(<Page initial={modelOfSize(Number(query.get('bench') ?? 0))} />);
