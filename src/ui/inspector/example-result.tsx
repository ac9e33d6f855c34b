import { useEffect, useState } from 'react';
import type { ResultPage } from '../../core/engine-port.ts';
import type { Id } from '../../core/model/types.ts';
import { Button } from '../kit/button.tsx';
import { count, plural } from '../panel/numbers.ts';
import { useActions, useStudio } from '../use-studio.ts';

const SHOWN = 20;

/** The rows that differ, each with the side that has more of it. */
function Differences({ page, total }: { readonly page: ResultPage; readonly total: number }) {
  const place = (name: string): number => page.columns.findIndex((column) => column.name === name);
  const [expected, found] = [place('expected_rows'), place('found_rows')];
  const cells = page.columns.flatMap(({ name }, index) => (index === expected || index === found ? [] : [{ name, index }]));
  const told = (row: readonly (string | null)[]): string => {
    const [wanted, made] = [Number(row[expected]), Number(row[found])];
    if (made === 0) return 'is missing';
    return wanted === 0 ? 'is too many' : `${count(made)} in place of ${count(wanted)}`;
  };
  return (
    <div className="or-example-scroll" tabIndex={0} role="group" aria-label="Rows that differ">
      <table className="or-example-differences">
        <thead>
          <tr>
            <th>Row</th>
            {cells.map(({ name }) => (
              <th key={name} className="or-mono">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {page.rows.map((row, index) => (
            <tr key={index}>
              <td className="or-bad">{told(row)}</td>
              {cells.map(({ name, index: at }) => (
                <td key={name} className="or-mono">
                  {row[at] ?? <span className="or-soft">NULL</span>}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {total > page.rows.length ? <p className="or-hint">The first {SHOWN} are listed; Checks has all.</p> : null}
    </div>
  );
}

/** What came of an example when the checks were looked at last, and what differs. */
export function ExampleResult({ relation, example }: { readonly relation: Id; readonly example: Id }) {
  const { runChecks, checkRows } = useActions();
  const check = `example.${example}`;
  const result = useStudio((state) => state.checks.results.get(relation)?.find(({ id }) => id === check));
  const isLooking = useStudio((state) => state.checks.phase === 'running');
  const isBuilt = useStudio((state) => ['built', 'kept', 'stale'].includes(state.run.relations.get(relation)?.status ?? ''));
  const [page, setPage] = useState<ResultPage>();
  useEffect(() => {
    let isShown = true;
    setPage(undefined);
    // Why rows cannot be had is told by the check itself.
    if (result?.state === 'broken')
      checkRows(relation, check, { offset: 0, limit: SHOWN }).then(
        (rows) => isShown && setPage(rows),
        () => undefined,
      );
    return () => {
      isShown = false;
    };
  }, [result, relation, check, checkRows]);
  const words = !isBuilt
    ? 'It is tried with the checks, once a run has built this object.'
    : isLooking
      ? 'Trying'
      : result === undefined
        ? 'Not tried yet.'
        : result.state === 'holds'
          ? 'It holds: what comes out is what is expected.'
          : result.state === 'failed'
            ? `It could not be tried: ${result.error?.message ?? 'the engine gave no reason.'}`
            : `${plural(result.rows, 'row')} ${result.rows === 1 ? 'differs' : 'differ'}.`;
  const tone = isBuilt && !isLooking ? { holds: 'or-good', broken: 'or-bad', failed: 'or-bad' }[result?.state ?? 'holds'] : undefined;
  return (
    <>
      <div className="or-example-result">
        <span role="status" className={result === undefined ? 'or-soft' : tone}>
          {words}
        </span>
        <Button disabled={!isBuilt || isLooking} onClick={() => void runChecks([relation])}>
          Try
        </Button>
      </div>
      {page && isBuilt ? <Differences page={page} total={result?.rows ?? 0} /> : null}
    </>
  );
}
