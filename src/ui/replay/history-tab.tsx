import { useState } from 'react';
import { validityOf } from '../../core/plan/validity.ts';
import type { Relation } from '../../core/plan/types.ts';
import type { HistoryState, RelationRun } from '../../store/studio-types.ts';
import { Button } from '../kit/button.tsx';
import { Tabs } from '../kit/tabs.tsx';
import { subjectRelation } from '../panel/subject.ts';
import { UnbuiltHint } from '../panel/unbuilt-hint.tsx';
import type { GridFocus } from '../results/grid.tsx';
import { versionOf } from '../results/version-of.ts';
import { useActions, useStudio } from '../use-studio.ts';
import { DeliveryChangesView } from './delivery-changes.tsx';
import { FollowKey } from './follow-key.tsx';
import { FollowedKey } from './followed-key.tsx';
import { Legend } from './legend.tsx';
import { ValidAt } from './valid-at.tsx';
import './history.css';

const SHOWS = [
  { id: 'deliveries', label: 'Deliveries', title: 'What each delivery inserted, closed, changed and left' },
  { id: 'valid', label: 'As of', title: 'The rows valid at a date and time' },
  { id: 'key', label: 'One key', title: 'The versions of one key, delivery by delivery' },
] as const;

/** A row of an object's history view, and how to follow its key. */
export interface Shown {
  readonly relation: Relation;
  /** Changes when its rows may be others. */
  readonly version: number;
  readonly onRow: (row: GridFocus | undefined) => void;
}

function Built({ relation, run }: { readonly relation: Relation; readonly run: RelationRun }) {
  const { showHistory, run: start } = useActions();
  const history = useStudio((state) => state.history);
  const [row, setRow] = useState<GridFocus>();
  const hasTime = validityOf(relation) !== undefined;
  const shows: HistoryState['shows'] = history.shows === 'valid' && !hasTime ? 'deliveries' : history.shows;
  const shown: Shown = { relation, version: versionOf(run), onRow: setRow };
  return (
    <>
      <div className="or-p-bar or-history-bar">
        <Tabs label="History" value={shows} tabs={SHOWS.filter(({ id }) => id !== 'valid' || hasTime)} onChange={(to) => showHistory({ shows: to })} />
        {run.status === 'stale' ? (
          <>
            <span className="or-p-warning or-p-note">These rows are older than the model.</span>
            <Button onClick={() => void start()}>Run</Button>
          </>
        ) : null}
        <span className="or-p-space" />
        {shows === 'valid' ? null : <Legend />}
        <FollowKey relation={relation} row={row} />
      </div>
      {shows === 'deliveries' ? <DeliveryChangesView key={relation.id} {...shown} /> : null}
      {shows === 'valid' ? <ValidAt key={relation.id} {...shown} /> : null}
      {shows === 'key' ? <FollowedKey key={relation.id} {...shown} /> : null}
    </>
  );
}

/** How the rows of the selected object came to be: delivery by delivery, as of a time, or of one key. */
export function HistoryTab() {
  const { run: start } = useActions();
  const relation = useStudio(subjectRelation);
  const run = useStudio((state) => (relation ? state.run.relations.get(relation.id) : undefined));
  const phase = useStudio((state) => state.run.phase);
  if (!relation) return <UnbuiltHint what="history" />;
  if (phase === 'starting' || phase === 'running' || phase === 'cancelling')
    return (
      <div className="or-p-empty" role="status">
        <p>The history is worked out once the run is done.</p>
      </div>
    );
  if (!run || (run.status !== 'built' && run.status !== 'kept' && run.status !== 'stale'))
    return (
      <div className="or-p-empty">
        <p>
          {run?.status === 'failed'
            ? `${relation.table.name} failed in the last run, so it has no history. The run log says why.`
            : `${relation.table.name} has not been built yet. Run, and see here what each delivery inserted, closed, changed and left.`}
        </p>
        <Button tone="primary" onClick={() => void start()}>
          Run
        </Button>
      </div>
    );
  return <Built relation={relation} run={run} />;
}
