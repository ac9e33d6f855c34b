import { useCallback, useState } from 'react';
import { Button } from '../kit/button.tsx';
import { logicalTypeText } from '../../core/model/logical-type.ts';
import type { Relation } from '../../core/plan/types.ts';
import type { Page, RelationRun } from '../../store/studio-types.ts';
import { plural, seconds } from '../panel/numbers.ts';
import { placeText, StatementText } from '../panel/statement-text.tsx';
import { subjectRelation } from '../panel/subject.ts';
import { UnbuiltHint } from '../panel/unbuilt-hint.tsx';
import { useActions, useStudio } from '../use-studio.ts';
import { FollowKey } from '../replay/follow-key.tsx';
import { Grid, type GridFocus } from './grid.tsx';
import { saveBytes } from './save-bytes.ts';
import { useRowCount } from './use-row-count.ts';
import { versionOf } from './version-of.ts';

function Downloads({ relation }: { readonly relation: Relation }) {
  const { exportRows, notify } = useActions();
  const [busy, setBusy] = useState(false);
  const save = async (format: 'csv' | 'parquet'): Promise<void> => {
    setBusy(true);
    try {
      saveBytes(await exportRows(relation.id, format));
    } catch (error) {
      notify('error', `${relation.table.name} was not downloaded: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button disabled={busy} onClick={() => void save('csv')}>
        Download CSV
      </Button>
      <Button disabled={busy} onClick={() => void save('parquet')}>
        Download Parquet
      </Button>
    </>
  );
}

function Unread({ relation, run }: { readonly relation: Relation; readonly run: RelationRun | undefined }) {
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

/** The rows of the selected object, as the last run left them. */
export function RowsTab() {
  const { run: start, page } = useActions();
  const relation = useStudio(subjectRelation);
  const id = relation?.id ?? '';
  const read = useCallback((wanted: Page) => page(id, wanted), [page, id]);
  const run = useStudio((state) => (relation ? state.run.relations.get(relation.id) : undefined));
  const total = useRowCount(id, run);
  const [row, setRow] = useState<GridFocus>();
  if (!relation) return <UnbuiltHint what="rows" />;
  const there = run !== undefined && (run.status === 'built' || run.status === 'kept' || run.status === 'stale');
  if (!there) return <Unread relation={relation} run={run} />;
  if (total === undefined || typeof total === 'string')
    return (
      <div className="or-p-empty" role="status">
        <p className={total === undefined ? '' : 'or-p-error'}>{total ?? `Counting the rows of ${relation.table.name}.`}</p>
      </div>
    );
  return (
    <>
      <div className="or-p-bar">
        <span>{plural(total, 'row')}</span>
        {run.seconds === undefined ? null : <span>built in {seconds(run.seconds)}</span>}
        {run.status === 'stale' ? (
          <>
            <span className="or-p-warning or-p-note">These rows are older than the model.</span>
            <Button onClick={() => void start()}>Run</Button>
          </>
        ) : null}
        <span className="or-p-space" />
        <FollowKey relation={relation} row={row} />
        <Downloads relation={relation} />
      </div>
      {total === 0 ? (
        <div className="or-p-empty">
          <p>{relation.table.name} is empty: it was built, and no row came out of it.</p>
        </div>
      ) : (
        <Grid
          key={relation.id}
          source={relation.id}
          read={read}
          name={relation.table.name}
          version={versionOf(run)}
          total={total}
          onRow={setRow}
          planned={relation.columns.map((column) => ({ name: column.name, type: logicalTypeText(column.type) }))}
        />
      )}
    </>
  );
}
