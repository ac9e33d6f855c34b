import { lazy, Suspense, useEffect, useMemo } from 'react';
import { whenIdle } from '../kit/when-idle.ts';
import { useStudio } from '../use-studio.ts';
import { ProjectInspector } from './project-inspector.tsx';
import { SeveralInspector } from './several-inspector.tsx';
import './inspector.css';

const fetchObjectInspector = () => import('./object-inspector.tsx');
const ObjectInspector = lazy(async () => ({ default: (await fetchObjectInspector()).ObjectInspector }));

/** What is selected, for reading and changing: the project, one object with one of its columns, or several objects. */
export function Inspector() {
  const selection = useStudio((state) => state.selection);
  const objects = useStudio((state) => state.project.objects);
  const selected = useMemo(() => selection.flatMap((id) => objects[id] ?? []), [selection, objects]);
  const [only] = selected;
  useEffect(() => whenIdle(() => void fetchObjectInspector()), []);
  return (
    <aside className="or-inspector" aria-label="Inspector">
      {selected.length === 1 && only ? (
        <Suspense>
          <ObjectInspector key={only.id} object={only} />
        </Suspense>
      ) : selected.length > 1 ? (
        <SeveralInspector objects={selected} />
      ) : (
        <ProjectInspector />
      )}
    </aside>
  );
}
