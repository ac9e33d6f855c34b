import type { Relation } from '../../core/plan/types.ts';
import type { RelationRun } from '../../store/studio-types.ts';
import { Button } from '../kit/button.tsx';
import { placeText, StatementText } from '../panel/statement-text.tsx';
import { useActions, useStudio } from '../use-studio.ts';

/** Stands where rows would: why there are none to look at, and what to do. */
export function Unread({ relation, run }: { readonly relation: Relation; readonly run: RelationRun | undefined }) {
  const { run: start } = useActions();
  const phase = useStudio((state) => state.run.phase);
  const message = useStudio((state) => state.run.message);
  const busy = phase === 'starting' || phase === 'running' || phase === 'cancelling';
  const { name } = relation.table;
  if (run?.status === 'failed') {
    const { error } = run;
    return (
      <div className="or-panel-scroll" style={{ padding: 8 }} role="alert">
        <span className="or-p-error">
          {name} failed: {error?.message ?? 'the engine gave no reason'}
          {error?.statement !== undefined && error.position !== undefined ? ` (${placeText(error.statement, error.position)})` : ''}
        </span>
        {error ? <StatementText error={error} /> : null}
      </div>
    );
  }
  if (run?.status === 'skipped')
    return (
      <div className="or-p-empty">
        <p>{name} was skipped, because something it reads failed. The run log says what.</p>
      </div>
    );
  if (busy)
    return (
      <div className="or-p-empty" role="status">
        <p>{phase === 'starting' ? 'Starting the engine.' : run?.status === 'running' ? `Building ${name}.` : `${name} waits for its turn.`}</p>
      </div>
    );
  return (
    <div className="or-p-empty">
      <p>{message ?? `${name} has not been built yet. Press Run to build every table from the deliveries and see its rows.`}</p>
      <Button tone="primary" onClick={() => void start()}>
        Run
      </Button>
    </div>
  );
}
