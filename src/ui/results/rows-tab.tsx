import { useCallback, useState } from 'react';
import { Button } from '../kit/button.tsx';
import { logicalTypeText } from '../../core/model/logical-type.ts';
import type { Page } from '../../store/studio-types.ts';
import { plural, seconds } from '../panel/numbers.ts';
import { subjectRelation } from '../panel/subject.ts';
import { UnbuiltHint } from '../panel/unbuilt-hint.tsx';
import { useActions, useStudio } from '../use-studio.ts';
import { FollowKey } from '../replay/follow-key.tsx';
import type { GridFocus } from './grid-props.ts';
import { Grid } from './grid.tsx';
import { Unread } from './unread.tsx';
import { useRowCount } from './use-row-count.ts';
import { versionOf } from './version-of.ts';

/** The rows of the selected object, as the last run left them. */
export function RowsTab() {
  const { run: start, page, openRows } = useActions();
  const relation = useStudio(subjectRelation);
  const id = relation?.id ?? '';
  const read = useCallback((wanted: Page) => page(id, wanted), [page, id]);
  const open = useCallback(() => openRows(id), [openRows, id]);
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
  const lead = (
    <>
      {run.seconds === undefined ? null : <span>built in {seconds(run.seconds)}</span>}
      {run.status === 'stale' ? (
        <>
          <span className="or-p-warning or-p-note">These rows are older than the model.</span>
          <Button onClick={() => void start()}>Run</Button>
        </>
      ) : null}
      <FollowKey relation={relation} row={row} />
    </>
  );
  if (total === 0)
    return (
      <>
        <div className="or-p-bar">
          <span>{plural(total, 'row')}</span>
          {lead}
        </div>
        <div className="or-p-empty">
          <p>{relation.table.name} is empty: it was built, and no row came out of it.</p>
        </div>
      </>
    );
  return (
    <Grid
      key={relation.id}
      source={relation.id}
      read={read}
      open={open}
      lead={lead}
      name={relation.table.name}
      version={versionOf(run)}
      total={total}
      onRow={setRow}
      planned={relation.columns.map((column) => ({ name: column.name, type: logicalTypeText(column.type) }))}
    />
  );
}
