import { ChevronDown, Play, Square } from 'lucide-react';
import { useContext, useEffect, useState } from 'react';
import { Button } from '../kit/button.tsx';
import { Menu } from '../kit/menu.tsx';
import { Progress } from '../kit/progress.tsx';
import { Tooltip } from '../kit/tooltip.tsx';
import { actionOf, runAction } from '../shortcuts/actions.ts';
import { StudioContext, useActions, useStudio } from '../use-studio.ts';
import { runSummary } from './run-summary.ts';
import { useShell } from './shell-context.ts';

/** Seconds since the run began, told four times a second while it lasts. */
function useElapsed(busy: boolean): number {
  const [elapsed, setElapsed] = useState(0);
  useEffect(() => {
    if (!busy) return undefined;
    const from = performance.now();
    setElapsed(0);
    const timer = setInterval(() => setElapsed((performance.now() - from) / 1000), 250);
    return () => clearInterval(timer);
  }, [busy]);
  return elapsed;
}

function RunProgress() {
  const run = useStudio((state) => state.run);
  const objects = useStudio((state) => state.project.objects);
  const elapsed = useElapsed(true);
  const [object = ''] = run.current?.relation.split('/') ?? [];
  const doing = run.phase === 'starting' ? 'Starting the engine' : run.phase === 'cancelling' ? 'Cancelling' : (objects[object]?.name ?? 'Running');
  return (
    <Progress
      className="or-run-progress"
      label="Run"
      doing={doing}
      done={run.steps}
      total={run.total}
      note={`${run.total === 0 ? '' : `${run.steps}/${run.total} · `}${elapsed.toFixed(1)} s`}
    />
  );
}

/** Runs the whole plan, tells where it is and how it ended, and cancels it. */
export function RunButton() {
  const store = useContext(StudioContext);
  const shell = useShell();
  const { setView } = useActions();
  const run = useStudio((state) => state.run);
  const planned = useStudio((state) => state.plan.relations);
  const panel = useStudio((state) => state.view.panel);
  const empty = useStudio((state) => Object.keys(state.project.objects).length === 0);
  if (!store) return null;
  const act = (id: string) => () => void runAction(actionOf(id), { store, shell });
  const summary = runSummary(run, planned);
  if (run.phase === 'starting' || run.phase === 'running' || run.phase === 'cancelling') {
    return (
      <div className="or-run">
        <RunProgress />
        <Tooltip label="Cancel the run; what is loaded is kept" keys="Mod+.">
          <Button icon={<Square size={13} />} disabled={run.phase === 'cancelling'} onClick={act('run.cancel')}>
            Cancel
          </Button>
        </Tooltip>
      </div>
    );
  }
  return (
    <div className="or-run">
      {summary ? (
        <button
          type="button"
          className="or-run-summary"
          data-tone={summary.tone}
          title={run.message ?? 'Open the run log'}
          onClick={() => setView({ panel: { ...panel, open: true, tab: 'log' } })}
        >
          {summary.text}
        </button>
      ) : null}
      <Tooltip label="Build everything in DuckDB, in this tab" keys="Mod+Enter">
        <Button tone="primary" className="or-run-main" icon={<Play size={13} />} disabled={empty} onClick={act('run.all')}>
          Run
        </Button>
      </Tooltip>
      <Menu
        end
        target={
          <Button tone="primary" className="or-run-more" aria-label="More ways to run" disabled={empty}>
            <ChevronDown size={14} />
          </Button>
        }
        entries={[
          { id: 'all', label: 'Run all deliveries', keys: 'Mod+Enter', onSelect: act('run.all') },
          { id: 'again', label: 'Run the last delivery once more', disabled: run.upTo === undefined, onSelect: act('run.again') },
          { id: 'line', divider: true },
          { id: 'reconcile', label: 'Reconcile with the vault', onSelect: act('run.reconcile') },
          { id: 'prove', label: 'Prove the marts through the vault', onSelect: act('run.prove') },
          { id: 'line2', divider: true },
          { id: 'log', label: 'Show the run log', onSelect: () => setView({ panel: { ...panel, open: true, tab: 'log' } }) },
        ]}
      />
    </div>
  );
}
