import { Button } from '../../kit/button.tsx';
import { useActions, useStudio } from '../../use-studio.ts';
import { keysText } from '../../shortcuts/keys.ts';
import { ResultTabs } from '../results/result-tabs.tsx';
import { ResultView } from '../results/result-view.tsx';
import { useQueries } from './use-workbench.ts';

function NoResults() {
  const { run } = useActions();
  const phase = useStudio((state) => state.run.phase);
  const isEmpty = useStudio((state) => state.plan.relations.length === 0);
  const busy = phase === 'starting' || phase === 'running' || phase === 'cancelling';
  if (phase === 'never' && !isEmpty)
    return (
      <div className="or-p-empty">
        <p>Nothing is built yet, so there are no rows to query. Run builds every table of the model from its deliveries.</p>
        <Button tone="primary" onClick={() => void run()}>
          Run
        </Button>
      </div>
    );
  return (
    <div className="or-p-empty" role={busy ? 'status' : undefined}>
      <p>
        {busy
          ? 'The model is being built. A query waits until that is done.'
          : `Write a query and press ${keysText('Mod+Enter')} in the editor. What it gives is listed here, a tab for each statement.`}
      </p>
    </div>
  );
}

/** The results of all queries: their tabs, and the one that is shown. */
export function QueryResults({ onGoTo }: { readonly onGoTo: (document: string, offset: number) => void }) {
  const shown = useQueries((state) => state.results.find(({ id }) => id === state.shown));
  return (
    <div className="or-query-results">
      {shown ? (
        <>
          <ResultTabs />
          <div className="or-panel-body" role="tabpanel" aria-label="Result">
            <ResultView key={shown.id} result={shown} onGoTo={onGoTo} />
          </div>
        </>
      ) : (
        <NoResults />
      )}
    </div>
  );
}
