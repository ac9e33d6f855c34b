import { useMemo } from 'react';
import { Button } from '../kit/button.tsx';
import { count, plural } from '../panel/numbers.ts';
import { proofLines } from '../proof/proof-lines.ts';
import { useActions, useStudio } from '../use-studio.ts';

/** What came of loading a delivery twice, until the next run. */
function AgainAnswer() {
  const { select, setView } = useActions();
  const again = useStudio((state) => state.run.again);
  const deliveries = useStudio((state) => state.project.deliveries);
  const objects = useStudio((state) => state.project.objects);
  const panel = useStudio((state) => state.view.panel);
  if (!again) return null;
  const name = deliveries.find(({ id }) => id === again.delivery)?.label ?? again.delivery;
  const [added, removed] = (['added', 'removed'] as const).map((what) => again.changed.reduce((sum, one) => sum + one[what], 0));
  if (again.changed.length === 0)
    return (
      <span role="status" className="or-p-ok">
        Run twice: 0 rows added, 0 removed. Loading {name} again changes nothing.
      </span>
    );
  const first = objects[again.changed[0]?.relation.split('/')[0] ?? ''];
  return (
    <>
      <span role="status" className="or-p-error">
        Run twice: {count(added ?? 0)} added and {count(removed ?? 0)} removed in{' '}
        {again.changed.map(({ relation }) => objects[relation]?.name ?? relation).join(', ')}. Loading {name} again must change nothing.
      </span>
      {first ? (
        <Button
          onClick={() => {
            select([first.id]);
            setView({ panel: { ...panel, open: true, tab: 'rows' } });
          }}
        >
          Show the rows of {first.name}
        </Button>
      ) : null}
    </>
  );
}

/** What came of the comparison with the vault, until it is made again. */
function ReconcileAnswer() {
  const { setView } = useActions();
  const proof = useStudio((state) => state.proof);
  const panel = useStudio((state) => state.view.panel);
  const lines = useMemo(() => proofLines(proof), [proof]);
  if (proof.what !== 'reconcile' || proof.phase === 'never') return null;
  const wrong = lines.filter(({ tone }) => tone === 'error').length;
  const noted = lines.filter(({ tone }) => tone === 'warning').length;
  const told =
    proof.phase === 'running'
      ? 'Reconciling the deliveries with the vault.'
      : proof.phase !== 'done'
        ? `Not reconciled: ${proof.phase === 'cancelled' ? 'stopped before the end.' : (proof.message ?? 'it failed.')}`
        : lines.length === 0
          ? 'Reconciled: no source feeds the vault, so nothing was compared.'
          : wrong > 0
            ? `Reconciled: ${wrong} of ${plural(lines.length, 'file')} differ from what the vault tells.`
            : `Reconciled: the vault tells all ${plural(lines.length, 'file')} as they came${noted > 0 ? `; ${noted} with rows to look at` : ''}.`;
  const tone = proof.phase === 'failed' || wrong > 0 ? 'or-p-error' : proof.phase === 'done' && noted === 0 ? 'or-p-ok' : noted > 0 ? 'or-p-warning' : '';
  return (
    <>
      <span role="status" className={tone}>
        {told}
      </span>
      {wrong + noted > 0 ? <Button onClick={() => setView({ panel: { ...panel, open: true, tab: 'proof' } })}>Show the rows</Button> : null}
    </>
  );
}

/** Answers to what the timeline was asked, in plain words; nothing while it was asked nothing. */
export function TimelineAnswer() {
  const asked = useStudio(({ run, proof }) => run.again !== undefined || (proof.what === 'reconcile' && proof.phase !== 'never'));
  if (!asked) return null;
  return (
    <div className="or-timeline-answer">
      <AgainAnswer />
      <ReconcileAnswer />
    </div>
  );
}
