import { useState, type ReactNode } from 'react';
import { validityOf } from '../../core/plan/validity.ts';
import type { Relation } from '../../core/plan/types.ts';
import type { HistoryState, RelationRun } from '../../store/studio-types.ts';
import { Button } from '../kit/button.tsx';
import { Tabs } from '../kit/tabs.tsx';
import { subjectRelation } from '../panel/subject.ts';
import { UnbuiltHint } from '../panel/unbuilt-hint.tsx';
import type { GridFocus } from '../results/grid-props.ts';
import { versionOf } from '../results/version-of.ts';
import { useActions, useStudio } from '../use-studio.ts';
import { DeliveryChangesView } from './delivery-changes.tsx';
import { EditDelivery } from './edit-delivery.tsx';
import { FollowKey } from './follow-key.tsx';
import { FollowedKey } from './followed-key.tsx';
import { Legend } from './legend.tsx';
import { ValidAt } from './valid-at.tsx';
import './history.css';

const SHOWS = [
  { id: 'deliveries', label: 'Deliveries', title: 'What each delivery inserted, closed, changed and left' },
  { id: 'valid', label: 'As of', title: 'The rows valid at a date and time' },
  { id: 'key', label: 'One key', title: 'The versions of one key, delivery by delivery' },
  { id: 'edit', label: 'Edit a delivery', title: 'Change, add and remove the rows that a delivery brings' },
] as const;

/** A row of an object's history view, and how to follow its key. */
export interface Shown {
  readonly relation: Relation;
  /** Changes when its rows may be others. */
  readonly version: number;
  readonly onRow: (row: GridFocus | undefined) => void;
}

interface BarProps {
  readonly relation: Relation;
  readonly shows: HistoryState['shows'];
  readonly stale: boolean;
  readonly children?: ReactNode;
}

function Bar({ relation, shows, stale, children }: BarProps) {
  const { showHistory, run: start } = useActions();
  const offered = SHOWS.filter(({ id }) => (id === 'valid' ? validityOf(relation) !== undefined : id !== 'edit' || relation.kind === 'source'));
  return (
    <div className="or-p-bar or-history-bar">
      <Tabs label="History" value={shows} tabs={offered} onChange={(to) => showHistory({ shows: to })} />
      {stale ? (
        <>
          <span className="or-p-warning or-p-note">These rows are older than the model.</span>
          <Button onClick={() => void start()}>Run</Button>
        </>
      ) : null}
      <span className="or-p-space" />
      {children}
    </div>
  );
}

function Unbuilt({ relation, run }: { readonly relation: Relation; readonly run: RelationRun | undefined }) {
  const { run: start } = useActions();
  const { name } = relation.table;
  return (
    <div className="or-p-empty">
      <p>
        {run?.status === 'failed'
          ? `${name} failed in the last run, so it has no history. The run log says why.`
          : `${name} has not been built yet. Run, and see here what each delivery inserted, closed, changed and left.`}
      </p>
      <Button tone="primary" onClick={() => void start()}>
        Run
      </Button>
    </div>
  );
}

function History({ relation }: { readonly relation: Relation }) {
  const run = useStudio((state) => state.run.relations.get(relation.id));
  const phase = useStudio((state) => state.run.phase);
  const wanted = useStudio((state) => state.history.shows);
  const [row, setRow] = useState<GridFocus>();
  const fits = wanted === 'valid' ? validityOf(relation) !== undefined : wanted !== 'edit' || relation.kind === 'source';
  const shows = fits ? wanted : 'deliveries';
  const isBuilt = run?.status === 'built' || run?.status === 'kept' || run?.status === 'stale';
  const stale = run?.status === 'stale' && shows !== 'edit';
  const shown = isBuilt ? { relation, version: versionOf(run), onRow: setRow } : undefined;
  const busy = phase === 'starting' || phase === 'running' || phase === 'cancelling';
  return (
    <>
      <Bar relation={relation} shows={shows} stale={stale}>
        {shows === 'deliveries' || shows === 'key' ? <Legend /> : null}
        {shows === 'edit' ? null : <FollowKey relation={relation} row={row} />}
      </Bar>
      {busy ? (
        <div className="or-p-empty" role="status">
          <p>The history is worked out once the run is done.</p>
        </div>
      ) : shows === 'edit' ? (
        <EditDelivery source={relation.id} />
      ) : !shown ? (
        <Unbuilt relation={relation} run={run} />
      ) : shows === 'valid' ? (
        <ValidAt {...shown} />
      ) : shows === 'key' ? (
        <FollowedKey {...shown} />
      ) : (
        <DeliveryChangesView {...shown} />
      )}
    </>
  );
}

/** How the rows of the selected object came to be: delivery by delivery, as of a time, or of one key. */
export function HistoryTab() {
  const relation = useStudio(subjectRelation);
  return relation ? <History key={relation.id} relation={relation} /> : <UnbuiltHint what="history" />;
}
