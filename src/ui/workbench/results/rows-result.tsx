import { ChartColumn, Table2 } from 'lucide-react';
import { lazy, Suspense, useCallback, useState } from 'react';
import type { Page } from '../../../store/studio-types.ts';
import type { QueryResult, ResultBody } from '../../../store/workbench-types.ts';
import { plural, seconds } from '../../panel/numbers.ts';
import { Grid } from '../../results/grid.tsx';
import { useWorkbench } from '../stage/use-workbench.ts';

const ChartView = lazy(async () => ({ default: (await import('../chart/chart-view.tsx')).ChartView }));

type RowsBody = Extract<ResultBody, { kind: 'rows' }>;

/** The rows of a result, as the engine keeps them. */
export function RowsResult({ result, body }: { readonly result: QueryResult; readonly body: RowsBody }) {
  const { page, rows } = useWorkbench();
  const { table } = body;
  const [look, setLook] = useState<'rows' | 'chart'>('rows');
  const read = useCallback((wanted: Page) => page(table, wanted), [page, table]);
  const open = useCallback(() => rows(table), [rows, table]);
  const lead = (
    <>
      <span>{seconds(result.seconds)}</span>
      <div role="group" aria-label="Show the result as" className="or-result-looks">
        <button type="button" className="or-tool" aria-pressed={look === 'rows'} onClick={() => setLook('rows')}>
          <Table2 size={14} aria-hidden />
          Rows
        </button>
        <button type="button" className="or-tool" aria-pressed={look === 'chart'} disabled={body.rows === 0} onClick={() => setLook('chart')}>
          <ChartColumn size={14} aria-hidden />
          Chart
        </button>
      </div>
    </>
  );
  if (body.rows > 0 && look === 'rows')
    return <Grid key={table} source={table} read={read} open={open} lead={lead} name="result" version={1} total={body.rows} planned={body.columns} />;
  return (
    <>
      <div className="or-p-bar">
        <span>{plural(body.rows, 'row')}</span>
        {lead}
      </div>
      {body.rows === 0 ? (
        <div className="or-p-empty">
          <p>The statement gave no rows. Its columns: {body.columns.map(({ name }) => name).join(', ')}.</p>
        </div>
      ) : (
        <Suspense>
          <ChartView table={table} columns={body.columns} />
        </Suspense>
      )}
    </>
  );
}
