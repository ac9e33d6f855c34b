import { useMemo } from 'react';
import { useStudio } from '../use-studio.ts';
import { ObjectInspector } from './object-inspector.tsx';
import { ProjectInspector } from './project-inspector.tsx';
import { SeveralInspector } from './several-inspector.tsx';
import './inspector.css';

/** What is selected, for reading and changing: the project, one object with one of its columns, or several objects. */
export function Inspector() {
  const selection = useStudio((state) => state.selection);
  const objects = useStudio((state) => state.project.objects);
  const selected = useMemo(() => selection.flatMap((id) => objects[id] ?? []), [selection, objects]);
  const [only] = selected;
  return (
    <aside className="or-inspector" aria-label="Inspector">
      {selected.length === 1 && only ? (
        <ObjectInspector key={only.id} object={only} />
      ) : selected.length > 1 ? (
        <SeveralInspector objects={selected} />
      ) : (
        <ProjectInspector />
      )}
    </aside>
  );
}
