import { Lightbulb, Upload } from 'lucide-react';
import { useContext } from 'react';
import type { Evidence } from '../../core/infer/evidence.ts';
import { sourcesOf } from '../../core/infer/infer.ts';
import { samplingNotes } from '../../core/infer/sampling.ts';
import { Button } from '../kit/button.tsx';
import { EmptyState } from '../kit/empty-state.tsx';
import { Progress } from '../kit/progress.tsx';
import { Tabs } from '../kit/tabs.tsx';
import { useMeasured } from '../profile/use-measured.ts';
import { useShell } from '../shell/shell-context.ts';
import { actionOf, runAction } from '../shortcuts/actions.ts';
import { StudioContext, useActions, useStudio } from '../use-studio.ts';
import { FindingsList } from './findings-list.tsx';
import { ProposalPane } from './proposal-pane.tsx';
import { useMeasuredOf } from './use-proposals.ts';
import './propose.css';

/** Files of less than this are measured without being asked for. */
const QUICK_BYTES = 40_000_000;
const TABS = [
  { id: 'vault', label: 'Vault' },
  { id: 'star', label: 'Star' },
  { id: 'findings', label: 'Findings' },
] as const;

function Shown({ evidence }: { readonly evidence: Evidence }) {
  const part = useStudio((state) => state.view.proposals);
  return part === 'findings' ? <FindingsList evidence={evidence} /> : <ProposalPane key={part} kind={part} evidence={evidence} />;
}

/** Says which figures are estimates. */
function Sampled({ evidence }: { readonly evidence: Evidence }) {
  const project = useStudio((state) => state.project);
  const notes = samplingNotes(sourcesOf(project), evidence);
  return notes.length === 0 ? null : (
    <details className="or-propose-sampled">
      <summary>Some figures are estimates</summary>
      <ul>
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </details>
  );
}

function Measured({ of, bytes }: { readonly of: string; readonly bytes: number }) {
  const { measureSources } = useActions();
  const measured = useMeasured(of, bytes <= QUICK_BYTES, measureSources);
  switch (measured.state) {
    case 'done':
      return (
        <>
          {measured.found.unread.length > 0 ? (
            <div className="or-propose-unread" role="alert">
              Not looked at: {measured.found.unread.join(' ')}
            </div>
          ) : null}
          <Sampled evidence={measured.found.evidence} />
          <Shown evidence={measured.found.evidence} />
        </>
      );
    case 'measuring':
      return (
        <div className="or-propose-wait">
          <Progress
            label="Measuring the sources"
            doing={measured.step?.doing ?? 'Starting the engine'}
            done={measured.step?.done ?? 0}
            total={measured.step?.total ?? 0}
          />
          <Button onClick={measured.cancel}>Cancel</Button>
        </div>
      );
    case 'failed':
      return (
        <div className="or-propose-wait" role="alert">
          <p>{measured.message}</p>
          <Button onClick={measured.start}>Measure again</Button>
        </div>
      );
    case 'asked':
    case 'cancelled':
      return (
        <EmptyState
          title={measured.state === 'cancelled' ? 'The sources were not measured to the end' : 'The sources are not measured yet'}
          actions={
            <Button tone="primary" onClick={measured.start}>
              Measure
            </Button>
          }
        >
          {measured.state === 'cancelled'
            ? 'Nothing is proposed from half of the figures.'
            : `The deliveries hold ${Math.round(bytes / 1_000_000).toLocaleString('en')} MB: to look for keys, references and changes in them takes a while, and can be cancelled.`}
        </EmptyState>
      );
  }
}

/** What the sources speak for: a vault and a star, object by object with its reasons, and what was found in the rows. */
export function ProposalsView() {
  const store = useContext(StudioContext);
  const shell = useShell();
  const { setView } = useActions();
  const part = useStudio((state) => state.view.proposals);
  const { of, bytes, sources } = useMeasuredOf();
  return (
    <div className="or-propose">
      <Tabs label="Proposals" value={part} tabs={TABS} onChange={(proposals) => setView({ proposals })} />
      {sources === 0 ? (
        <EmptyState
          title="No sources yet"
          actions={
            <>
              <Button
                tone="primary"
                icon={<Upload size={14} />}
                onClick={() => (store ? void runAction(actionOf('project.files'), { store, shell }) : undefined)}
              >
                Choose data files…
              </Button>
              <Button onClick={() => (store ? void runAction(actionOf('project.import'), { store, shell }) : undefined)}>Import DDL, dbt…</Button>
            </>
          }
        >
          <Lightbulb size={14} aria-hidden /> Drop files of your systems: keys, references, levels and changes are looked for in their rows, and a vault and a
          star proposed from them. Definitions without rows go as far as names, types and keys.
        </EmptyState>
      ) : (
        <div className="or-propose-body" role="tabpanel" aria-label={TABS.find(({ id }) => id === part)?.label}>
          <Measured of={of} bytes={bytes} />
        </div>
      )}
    </div>
  );
}
