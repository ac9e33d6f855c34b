import { ChartColumn, Table2 } from 'lucide-react';
import { lazy, Suspense, useCallback, useState } from 'react';
import type { Page } from '../../../store/studio-types.ts';
import type { QueryResult, ResultBody } from '../../../store/workbench-types.ts';
import { Button } from '../../kit/button.tsx';
import { plural, seconds } from '../../panel/numbers.ts';
import { Grid } from '../../results/grid.tsx';
import { saveBytes } from '../../results/save-bytes.ts';
import { useActions } from '../../use-studio.ts';
import { useWorkbench } from '../stage/use-workbench.ts';

const ChartView = lazy(async () => ({ default: (await import('../chart/chart-view.tsx')).ChartView }));

type RowsBody = Extract<ResultBody, { kind: 'rows' }>;

function Downloads({ table }: { readonly table: string }) {
  const { exportRows } = useWorkbench();
  const { notify } = useActions();
  const [busy, setBusy] = useState(false);
  const save = async (format: 'csv' | 'parquet'): Promise<void> => {
    setBusy(true);
    try {
      saveBytes(await exportRows(table, format));
    } catch (error) {
      notify('error', `The result was not downloaded: ${error instanceof Error ? error.message : String(error)}`);
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

/** The rows of a result, as the engine keeps them. */
export function RowsResult({ result, body }: { readonly result: QueryResult; readonly body: RowsBody }) {
  const { page } = useWorkbench();
  const { table } = body;
  const [look, setLook] = useState<'rows' | 'chart'>('rows');
  const read = useCallback((wanted: Page) => page(table, wanted), [page, table]);
  return (
    <>
      <div className="or-p-bar">
        <span>{plural(body.rows, 'row')}</span>
        <span>{seconds(result.seconds)}</span>
        <span className="or-p-space" />
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
        <Downloads table={table} />
      </div>
      {body.rows === 0 ? (
        <div className="or-p-empty">
          <p>The statement gave no rows. Its columns: {body.columns.map(({ name }) => name).join(', ')}.</p>
        </div>
      ) : look === 'chart' ? (
        <Suspense>
          <ChartView table={table} columns={body.columns} />
        </Suspense>
      ) : (
        <Grid key={table} source={table} read={read} name="the result" version={1} total={body.rows} planned={body.columns} />
      )}
    </>
  );
}
