import type { QueryResult } from '../../../store/workbench-types.ts';
import { Button } from '../../kit/button.tsx';
import { seconds } from '../../panel/numbers.ts';
import { placeText, StatementText } from '../../panel/statement-text.tsx';
import { PlanView } from '../plan/plan-view.tsx';
import { doneWords, oneLine } from './result-words.ts';
import { RowsResult } from './rows-result.tsx';

/** What came of a statement. @param onGoTo shows a place of its document. */
export function ResultView({ result, onGoTo }: { readonly result: QueryResult; readonly onGoTo: (document: string, offset: number) => void }) {
  const { body, statement, document } = result;
  switch (body.kind) {
    case 'rows':
      return <RowsResult result={result} body={body} />;
    case 'plan':
      return <PlanView json={body.json} isMeasured={body.analyzed} />;
    case 'done':
      return (
        <div className="or-panel-scroll">
          <table className="or-p-table">
            <thead>
              <tr>
                <th>What it did</th>
                <th className="or-p-number">Time</th>
                <th>Statement</th>
              </tr>
            </thead>
            <tbody>
              {body.lines.map((line, place) => (
                // oxlint-disable-next-line react/no-array-index-key
                <tr key={place}>
                  <td>{doneWords(line)}</td>
                  <td className="or-p-number">{seconds(line.seconds)}</td>
                  <td className="or-p-code or-p-wide">{oneLine(line.statement)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      );
    case 'cancelled':
      return (
        <div className="or-p-empty" role="status">
          <p>Cancelled after {seconds(result.seconds)}. Nothing was changed.</p>
        </div>
      );
    case 'error': {
      const { message, statement: text, position } = body.error;
      return (
        <div className="or-panel-scroll or-query-error" role="alert">
          <p className="or-p-error">
            {message}
            {text !== undefined && position !== undefined && position > 0 ? ` (${placeText(text, position)} of the statement)` : ''}
          </p>
          <StatementText error={{ statement: statement.text, ...body.error }} />
          <Button onClick={() => onGoTo(document, statement.start + (position ?? 0))}>Show in the query</Button>
        </div>
      );
    }
  }
}
