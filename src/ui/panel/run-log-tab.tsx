import { Button } from '../kit/button.tsx';
import type { RunLogLine } from '../../store/studio-types.ts';
import { useActions, useStudio } from '../use-studio.ts';
import { count, plural, seconds } from './numbers.ts';
import { StatementText, placeText } from './statement-text.tsx';

const TONES: Readonly<Record<RunLogLine['status'], string>> = {
  built: 'or-p-ok',
  kept: 'or-p-soft',
  failed: 'or-p-error',
  skipped: 'or-p-warning',
  rejected: 'or-p-warning',
};
const number = (value: number | undefined): string => (value === undefined ? '' : count(value));
const SHOWN_REJECTS = 200;

function Rejects() {
  const rejects = useStudio((state) => state.run.rejects);
  const project = useStudio((state) => state.project);
  if (rejects.length === 0) return null;
  return (
    <>
      <div className="or-p-bar or-p-warning">
        {plural(rejects.length, 'row')} could not be loaded{rejects.length > SHOWN_REJECTS ? `; the first ${SHOWN_REJECTS} are listed` : ''}
      </div>
      <table className="or-p-table">
        <thead>
          <tr>
            <th>File</th>
            <th>Line</th>
            <th>Column</th>
            <th>Reason</th>
            <th>Text</th>
          </tr>
        </thead>
        <tbody>
          {rejects.slice(0, SHOWN_REJECTS).map(({ source, file, reject }, index) => (
            <tr key={`${file}:${reject.line}:${index}`}>
              <td className="or-p-code" title={project.objects[source]?.name}>
                {file}
              </td>
              <td className="or-p-number">{count(reject.line)}</td>
              <td className="or-p-code">{reject.column ?? ''}</td>
              <td>{reject.reason}</td>
              <td className="or-p-code or-p-wide or-p-soft">{reject.text}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

/** What the last run did, step by step, and what it could not do. */
export function RunLogTab() {
  const { select, run: start } = useActions();
  const run = useStudio((state) => state.run);
  const project = useStudio((state) => state.project);
  const labels = new Map(project.deliveries.map((delivery) => [delivery.id, delivery.label ?? delivery.load_date.slice(0, 10)]));
  if (run.phase === 'never' && run.log.length === 0) {
    const bare = Object.keys(project.objects).length === 0;
    return (
      <div className="or-p-empty">
        <p>Nothing has run yet. A run writes a line here for every table and delivery.</p>
        <Button tone="primary" disabled={bare} onClick={() => void start()}>
          Run
        </Button>
      </div>
    );
  }
  const failed = [...run.relations].filter(([, relation]) => relation.error !== undefined);
  const added = run.log.reduce((sum, line) => sum + (line.added ?? 0), 0);
  const summary = {
    never: 'Not run',
    starting: 'Starting the engine',
    running: 'Running',
    cancelling: 'Cancelling',
    done: 'Done',
    failed: 'Failed',
    cancelled: 'Cancelled',
  }[run.phase];
  return (
    <div className="or-panel-scroll" tabIndex={0} aria-label="Run log">
      <div className="or-p-bar" role="status">
        <span className={run.phase === 'failed' ? 'or-p-error' : ''}>
          {summary}
          {run.seconds === undefined ? '' : ` in ${seconds(run.seconds)}`}
        </span>
        <span>
          {count(run.steps)} of {plural(run.total, 'step')}
        </span>
        <span>{plural(added, 'row')} added</span>
      </div>
      {run.message === undefined ? null : (
        <p className="or-p-error" style={{ margin: 8 }}>
          {run.message}
        </p>
      )}
      {failed.map(
        ([id, { error }]) =>
          error && (
            <div key={id} style={{ padding: '4px 8px' }}>
              <button type="button" className="or-p-link or-p-error" onClick={() => select([id])}>
                {project.objects[id]?.name ?? id}
              </button>
              <span className="or-p-error">
                : {error.message}
                {error.statement !== undefined && error.position !== undefined ? ` (${placeText(error.statement, error.position)})` : ''}
              </span>
              <StatementText error={error} />
            </div>
          ),
      )}
      <table className="or-p-table">
        <thead>
          <tr>
            <th>Object</th>
            <th>Delivery</th>
            <th>Result</th>
            <th className="or-p-number">Rows</th>
            <th className="or-p-number">Added</th>
            <th className="or-p-number">Removed</th>
            <th className="or-p-number">Time</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {run.log.map((line, index) => (
            <tr key={`${line.relation}:${line.delivery ?? ''}:${index}`}>
              <td className="or-p-code">
                <button type="button" className="or-p-link" onClick={() => select([line.relation])}>
                  {project.objects[line.relation]?.name ?? line.relation}
                </button>
              </td>
              <td className="or-p-short">{line.delivery === undefined ? '' : (labels.get(line.delivery) ?? line.delivery)}</td>
              <td className={TONES[line.status]}>{line.status}</td>
              <td className="or-p-number">{number(line.rows)}</td>
              <td className="or-p-number">{number(line.added)}</td>
              <td className="or-p-number">{number(line.removed)}</td>
              <td className="or-p-number">{line.seconds === undefined ? '' : seconds(line.seconds)}</td>
              <td className="or-p-wide or-p-soft">{line.message ?? ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Rejects />
    </div>
  );
}
