import { Button } from '../kit/button.tsx';
import { useActions, useStudio } from '../use-studio.ts';
import { subjectOf } from './subject.ts';

/** Stands where an object's rows, SQL or columns would: nothing is selected, or the model does not let it be built yet. */
export function UnbuiltHint({ what }: { readonly what: string }) {
  const { setView } = useActions();
  const object = useStudio(subjectOf);
  const view = useStudio((state) => state.view.panel);
  const reason = useStudio((state) =>
    object ? state.diagnostics.find((diagnostic) => diagnostic.at.object === object.id && diagnostic.severity !== 'info')?.message : undefined,
  );
  if (!object)
    return (
      <div className="or-p-empty">
        <p>Select an object in the diagram or the list to see its {what}.</p>
      </div>
    );
  return (
    <div className="or-p-empty">
      <p>
        {object.name} cannot be built yet, so it has no {what}.{reason === undefined ? '' : ` ${reason}`}
      </p>
      <Button onClick={() => setView({ panel: { ...view, tab: 'problems' } })}>Show problems</Button>
    </div>
  );
}
