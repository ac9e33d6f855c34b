import { useEffect, useState } from 'react';
import type { ResultColumn } from '../../../core/engine-port.ts';
import { AGGREGATES, axisOf, CHART_KINDS, firstChart, type Aggregate, type ChartData, type ChartKind, type ChartSpec } from '../../../core/query/chart-spec.ts';
import { Select } from '../../kit/select.tsx';
import { useWorkbench } from '../stage/use-workbench.ts';
import { ChartDrawing } from './chart-drawing.tsx';
import './chart.css';

const KIND_LABELS: Readonly<Record<ChartKind, string>> = { bar: 'Bars', line: 'Lines', area: 'Areas', scatter: 'Scatter' };
const AGGREGATE_LABELS: Readonly<Record<Aggregate, string>> = { sum: 'Sum', count: 'Number of rows', avg: 'Average', min: 'Smallest', max: 'Largest' };
const KINDS = CHART_KINDS.map((value) => ({ value, label: KIND_LABELS[value] }));
const HOW = AGGREGATES.map((value) => ({ value, label: AGGREGATE_LABELS[value] }));

/** A chart of a result: which columns, and how rows of one place come together. */
export function ChartView({ table, columns }: { readonly table: string; readonly columns: readonly ResultColumn[] }) {
  const { chart } = useWorkbench();
  const [spec, setSpec] = useState<ChartSpec>(() => firstChart(columns));
  const [drawn, setDrawn] = useState<{ readonly spec: ChartSpec; readonly data?: ChartData; readonly message?: string }>();
  const change = (patch: Partial<ChartSpec>) => setSpec({ ...spec, ...patch });

  useEffect(() => {
    let left = false;
    chart(table, columns, spec).then(
      (data) => (left ? undefined : setDrawn({ spec, data })),
      (error: unknown) => (left ? undefined : setDrawn({ spec, message: error instanceof Error ? error.message : String(error) })),
    );
    return () => {
      left = true;
    };
  }, [chart, table, columns, spec]);

  const all = columns.map(({ name }) => ({ value: name, label: name }));
  const numbers = columns.filter(({ type }) => axisOf(type) === 'number').map(({ name }) => ({ value: name, label: name }));
  const counts = spec.aggregate === 'count' && spec.kind !== 'scatter';
  const field = { width: 132, flex: 'none' } as const;
  return (
    <div className="or-chart">
      <div className="or-chart-bar">
        <Select
          label="Chart"
          value={spec.kind}
          options={KINDS}
          onChange={(kind) => (kind ? change({ kind }) : undefined)}
          style={{ width: 92, flex: 'none' }}
        />
        <Select label="Across" mono value={spec.x} options={all} onChange={(x) => (x === null ? undefined : change({ x }))} style={field} />
        {spec.kind === 'scatter' ? null : (
          <Select label="Up" value={spec.aggregate} options={HOW} onChange={(aggregate) => (aggregate ? change({ aggregate }) : undefined)} style={field} />
        )}
        {counts ? null : (
          <Select
            label={spec.kind === 'scatter' ? 'Up' : 'of'}
            mono
            value={spec.y ?? null}
            options={numbers}
            placeholder={numbers.length === 0 ? 'No numbers' : 'Choose'}
            disabled={numbers.length === 0}
            onChange={(y) => change({ y: y ?? undefined })}
            style={field}
          />
        )}
        <Select
          label="A colour for each"
          mono
          clearable
          value={spec.series ?? null}
          options={all}
          placeholder="None"
          onChange={(series) => change({ series: series ?? undefined })}
          style={field}
        />
      </div>
      {drawn?.message !== undefined ? (
        <div className="or-p-empty" role="alert">
          <p>{drawn.message}</p>
        </div>
      ) : drawn?.data && drawn.data.points.length === 0 ? (
        <div className="or-p-empty">
          <p>There is nothing to draw: every row has NULL in one of these columns.</p>
        </div>
      ) : drawn?.data ? (
        <>
          {drawn.data.notes.map((note) => (
            <p key={note} className="or-chart-note">
              {note}
            </p>
          ))}
          <ChartDrawing data={drawn.data} spec={drawn.spec} />
        </>
      ) : (
        <div className="or-p-empty" role="status">
          <p>Working out the chart.</p>
        </div>
      )}
    </div>
  );
}
