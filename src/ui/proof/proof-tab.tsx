import { CircleCheck, CircleX, TriangleAlert } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Button } from '../kit/button.tsx';
import { Progress } from '../kit/progress.tsx';
import { KindMark } from '../kinds/kind-mark.tsx';
import { plural } from '../panel/numbers.ts';
import { useActions, useStudio } from '../use-studio.ts';
import { proofLines, type Finding, type ProofLine } from './proof-lines.ts';

const MARKS = {
  ok: { Icon: CircleCheck, tone: 'or-p-ok', label: 'holds' },
  warning: { Icon: TriangleAlert, tone: 'or-p-warning', label: 'to look at' },
  error: { Icon: CircleX, tone: 'or-p-error', label: 'differs' },
} as const;

function Line({ line, open, onOpen }: { readonly line: ProofLine; readonly open: boolean; readonly onOpen: () => void }) {
  const object = useStudio((state) => state.project.objects[line.object]);
  const { Icon, tone, label } = MARKS[line.tone];
  return (
    <button type="button" className="or-check" aria-pressed={open} onClick={onOpen}>
      <Icon size={14} className={tone} aria-label={label} />
      {object ? <KindMark object={object} /> : null}
      <span className="or-check-title or-mono">{object?.name ?? line.object}</span>
      {line.delivery === undefined ? null : <span className="or-check-rows">{line.delivery}</span>}
      {line.rows === undefined ? null : <span className="or-check-rows or-p-soft">{plural(line.rows, 'row')}</span>}
      <span className={`or-check-rows ${tone}`}>{line.verdict}</span>
    </button>
  );
}

function Rows({ finding }: { readonly finding: Finding }) {
  const { columns, rows } = finding.rows;
  return (
    <section className="or-proof-finding">
      <h4>
        {finding.title} <span className="or-p-soft">{plural(finding.count, 'row')}</span>
      </h4>
      <div className="or-panel-scroll" tabIndex={0} aria-label={finding.title}>
        <table className="or-p-table">
          <thead>
            <tr>
              {columns.map(({ name }) => (
                <th key={name}>{name}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              // eslint-disable-next-line react/no-array-index-key
              <tr key={index}>
                {columns.map(({ name }, place) => (
                  <td key={name} className="or-p-code">
                    {row[place] ?? <span className="or-p-soft">NULL</span>}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {finding.count > rows.length ? <p className="or-p-note">The first {rows.length} are listed.</p> : null}
    </section>
  );
}

function Detail({ line, what }: { readonly line: ProofLine; readonly what: 'prove' | 'reconcile' | undefined }) {
  if (line.findings.length === 0 && line.reasons.length === 0)
    return (
      <div className="or-p-empty">
        <p>
          {what === 'prove'
            ? 'Every row is the same both ways.'
            : line.verdict === 'contained'
              ? 'The vault tells every row that came as it came.'
              : 'The vault tells every row that came as it came, and no other.'}
        </p>
      </div>
    );
  return (
    <div className="or-panel-scroll">
      {line.reasons.map((reason) => (
        <p key={reason} className="or-proof-reason">
          {reason}
        </p>
      ))}
      {line.findings.map((finding) => (
        <Rows key={finding.title} finding={finding} />
      ))}
    </div>
  );
}

/** Asks the vault to tell what was delivered, and marts to be the same through it; lists what differs with its rows. */
export function ProofTab() {
  const { reconcile, prove, cancel } = useActions();
  const proof = useStudio((state) => state.proof);
  const running = useStudio(({ run }) => run.phase === 'starting' || run.phase === 'running' || run.phase === 'cancelling');
  const lines = useMemo(() => proofLines(proof), [proof]);
  const [chosen, setChosen] = useState<string>();
  const open = lines.find(({ key }) => key === chosen) ?? lines[0];
  const busy = running || proof.phase === 'running';
  const wrong = lines.filter(({ tone }) => tone === 'error').length;
  const told =
    proof.phase === 'running'
      ? proof.what === 'prove'
        ? 'Building the marts both ways'
        : 'Comparing the deliveries'
      : proof.phase === 'failed'
        ? (proof.message ?? 'It failed.')
        : proof.phase === 'never'
          ? ''
          : proof.what === 'prove'
            ? `${lines.length - wrong} of ${plural(lines.length, 'mart object')} without a difference`
            : `${lines.length - wrong} of ${plural(lines.length, 'delivery', 'deliveries')} in the vault as they came`;
  return (
    <>
      <div className="or-p-bar">
        <span role="status" className={proof.phase === 'failed' ? 'or-p-error' : ''}>
          {told}
          {proof.phase === 'cancelled' ? '; stopped before the end' : ''}
        </span>
        <span className="or-p-space" />
        {proof.phase === 'running' && proof.step ? (
          <Progress
            className="or-proof-progress"
            label={proof.what === 'prove' ? 'Proof' : 'Reconciliation'}
            doing={proof.step.doing}
            done={proof.step.done}
            total={proof.step.total}
          />
        ) : null}
        {proof.phase === 'running' ? <Button onClick={cancel}>Cancel</Button> : null}
        <Button disabled={busy} onClick={() => void reconcile()}>
          Reconcile with the vault
        </Button>
        <Button disabled={busy} onClick={() => void prove()}>
          Prove the marts
        </Button>
      </div>
      {open === undefined ? (
        <div className="or-p-empty">
          <p>
            {proof.phase === 'running'
              ? 'This takes about as long as a run.'
              : proof.phase === 'done'
                ? 'There is nothing to compare: no source feeds the vault, or no mart reads one that does.'
                : 'Reconcile compares every delivery with what the raw vault tells of it. Prove builds each dimension and fact from staging and through the vault, and compares their rows.'}
          </p>
        </div>
      ) : (
        <div className="or-checks">
          <div className="or-check-list" role="group" aria-label="What was compared">
            {lines.map((line) => (
              <Line key={line.key} line={line} open={line === open} onOpen={() => setChosen(line.key)} />
            ))}
          </div>
          <div className="or-check-detail">
            <Detail line={open} what={proof.what} />
          </div>
        </div>
      )}
    </>
  );
}
