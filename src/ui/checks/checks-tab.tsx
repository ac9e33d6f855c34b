import { CircleCheck, CircleX, TriangleAlert } from 'lucide-react';
import { useCallback, useMemo, useState, type KeyboardEvent } from 'react';
import type { Page } from '../../store/studio-types.ts';
import type { CheckResult } from '../../core/engine-port.ts';
import { Button } from '../kit/button.tsx';
import { KindMark } from '../kinds/kind-mark.tsx';
import { count, plural } from '../panel/numbers.ts';
import { StatementText } from '../panel/statement-text.tsx';
import { subjectOf } from '../panel/subject.ts';
import { Grid } from '../results/grid.tsx';
import { versionOf } from '../results/version-of.ts';
import { useActions, useStudio } from '../use-studio.ts';
import { inOrder, isOfFiles, objectOf, weightOf, withFiles } from './check-order.ts';
import { DeliverySelect, useChecksAt, type FilesTold } from './delivery-select.tsx';
import './checks.css';

const SHOWN_LINES = 200;
const keyOf = ({ relation, id }: CheckResult): string => `${relation} ${id}`;
const MARKS = [
  { Icon: CircleCheck, tone: 'or-p-ok', label: 'holds' },
  { Icon: TriangleAlert, tone: 'or-p-warning', label: 'warns' },
  { Icon: CircleX, tone: 'or-p-error', label: 'broken' },
] as const;

function CheckLine({ result, open, onOpen }: { readonly result: CheckResult; readonly open: boolean; readonly onOpen: () => void }) {
  const object = useStudio((state) => state.project.objects[objectOf(result.relation)]);
  const { Icon, tone, label } = MARKS[weightOf(result)];
  const told = result.state === 'failed' ? 'could not be worked out' : result.state === 'holds' ? '' : plural(result.rows, 'row');
  return (
    <button type="button" className="or-check" aria-pressed={open} title={result.id} onClick={onOpen}>
      <Icon size={14} className={tone} aria-label={label} />
      <span className="or-check-title">{result.title}</span>
      <span className={`or-check-rows ${tone}`}>{told}</span>
      <span className="or-check-place" title={object?.name ?? result.relation}>
        {object ? <KindMark object={object} /> : null} <span>{object?.name ?? result.relation}</span>
      </span>
    </button>
  );
}

/** What the run said of a source's files: the lines that were left out, or what else was odd. */
function FileRows({ result, run: { rejects, fileNotes: notes } }: { readonly result: CheckResult; readonly run: FilesTold }) {
  const rows =
    result.id === 'file_lines'
      ? rejects.flatMap(({ source, file, reject }) =>
          source === result.relation ? [[file, count(reject.line), reject.column ?? '', reject.reason, reject.text]] : [],
        )
      : notes.flatMap(({ source, file, note }) => (source === result.relation ? [[file, '', '', note, '']] : []));
  return (
    <div className="or-panel-scroll" tabIndex={0} aria-label={result.title}>
      <table className="or-p-table">
        <thead>
          <tr>
            <th>File</th>
            <th className="or-p-number">Line</th>
            <th>Column</th>
            <th>Reason</th>
            <th>Text</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, SHOWN_LINES).map((row, index) => (
            <tr key={`${row.join(':')}:${index}`}>
              <td className="or-p-code">{row[0]}</td>
              <td className="or-p-number">{row[1]}</td>
              <td className="or-p-code">{row[2]}</td>
              <td>{row[3]}</td>
              <td className="or-p-code or-p-wide or-p-soft">{row[4]}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > SHOWN_LINES ? <p className="or-p-note">The first {SHOWN_LINES} are listed.</p> : null}
    </div>
  );
}

function Breaking({ result, delivery, run }: { readonly result: CheckResult; readonly delivery: string | undefined; readonly run: FilesTold }) {
  const { checkRows } = useActions();
  const results = useStudio((state) => state.checks.results.get(result.relation));
  const { relation, id } = result;
  const read = useCallback((page: Page) => checkRows(relation, id, page, delivery), [checkRows, relation, id, delivery]);
  if (isOfFiles(result)) return <FileRows result={result} run={run} />;
  if (result.state === 'failed')
    return (
      <div className="or-panel-scroll" style={{ padding: 8 }} role="alert">
        <span className="or-p-error">{result.error?.message ?? 'The engine gave no reason.'}</span>
        {result.error ? <StatementText error={result.error} /> : null}
      </div>
    );
  if (result.rows === 0)
    return (
      <div className="or-p-empty">
        <p>{result.title}: it holds, no row breaks it.</p>
      </div>
    );
  return (
    <Grid
      key={keyOf(result)}
      source={`${keyOf(result)} ${delivery ?? ''}`}
      read={read}
      name={result.title}
      version={results ? versionOf(results) : 0}
      total={result.rows}
      planned={[]}
    />
  );
}

/** What must hold of the selected object, or of all: what does not comes first, with the rows that break it. */
export function ChecksTab() {
  const { runChecks } = useActions();
  const checks = useStudio((state) => state.checks);
  const run = useStudio((state) => state.run);
  const subject = useStudio(subjectOf);
  const [every, setEvery] = useState(false);
  const [chosen, setChosen] = useState<string>();
  const object = every ? undefined : subject?.id;
  const { deliveries, delivery, results, files } = useChecksAt();
  const list = useMemo(() => inOrder(withFiles(results, files), object), [results, files, object]);
  if (checks.phase === 'never')
    return (
      <div className="or-p-empty">
        <p>
          {run.phase === 'never'
            ? 'Nothing has run yet. A run looks at keys, references, tests of columns and what was left out.'
            : 'The checks have not been looked at yet.'}
        </p>
      </div>
    );
  const open = list.find((result) => keyOf(result) === chosen) ?? list[0];
  const broken = list.filter((result) => weightOf(result) === 2).length;
  const warning = list.filter((result) => weightOf(result) === 1).length;
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const lines = [...event.currentTarget.querySelectorAll<HTMLElement>('.or-check')];
    lines[Math.min(lines.length - 1, Math.max(0, lines.indexOf(document.activeElement as HTMLElement) + step))]?.focus();
  };
  return (
    <>
      <div className="or-p-bar">
        <span role="status">
          {checks.phase === 'running'
            ? 'Looking at the checks'
            : `${count(list.length - broken - warning)} of ${plural(list.length, 'check')} hold${broken > 0 ? `, ${broken} broken` : ''}${warning > 0 ? `, ${plural(warning, 'warning')}` : ''}`}
          {checks.phase === 'cancelled' ? '; stopped before the end' : ''}
        </span>
        {deliveries.length > 1 ? <DeliverySelect deliveries={deliveries} value={delivery} /> : null}
        <span className="or-p-space" />
        {subject ? <Button onClick={() => setEvery(!every)}>{every ? `Only ${subject.name}` : 'All objects'}</Button> : null}
        <Button disabled={checks.phase === 'running'} onClick={() => void runChecks()}>
          Check again
        </Button>
      </div>
      {open === undefined ? (
        <div className="or-p-empty">
          <p>
            {object === undefined
              ? 'Nothing is built that has checks.'
              : `${subject?.name ?? object} has no checks: no key, no reference, no test of a column.`}
          </p>
        </div>
      ) : (
        <div className="or-checks">
          <div className="or-check-list" role="group" aria-label="Checks" onKeyDown={onKeyDown}>
            {list.map((result) => (
              <CheckLine key={keyOf(result)} result={result} open={result === open} onOpen={() => setChosen(keyOf(result))} />
            ))}
          </div>
          <div className="or-check-detail">
            <Breaking key={delivery} result={open} delivery={delivery} run={files} />
          </div>
        </div>
      )}
    </>
  );
}
