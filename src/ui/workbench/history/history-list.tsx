import { useState } from 'react';
import type { HistoryEntry } from '../../../store/workbench-types.ts';
import { Button } from '../../kit/button.tsx';
import { TextField } from '../../kit/text-field.tsx';
import { plural, seconds } from '../../panel/numbers.ts';
import { useQueries, useWorkbench } from '../stage/use-workbench.ts';

const SHOWN = 200;
const TIME = new Intl.DateTimeFormat('en-GB', { day: '2-digit', month: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit' });

const outcomeWords = ({ outcome, rows, message }: HistoryEntry): string => {
  if (outcome === 'failed') return message ?? 'failed';
  if (outcome === 'cancelled') return 'cancelled';
  return rows === undefined ? 'done' : plural(rows, 'row');
};

/** What was run before, the newest first; each can be put back into the editor. */
export function HistoryList({ onChoose }: { readonly onChoose: (statement: string) => void }) {
  const workbench = useWorkbench();
  const history = useQueries((state) => state.history);
  const [wanted, setWanted] = useState('');
  const words = wanted
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const found = history.filter(({ statement, message = '' }) => words.every((word) => `${statement}\n${message}`.toLowerCase().includes(word)));
  return (
    <aside className="or-query-history" aria-label="History of queries">
      <div className="or-query-history-head">
        <TextField aria-label="Search the history" placeholder="Search the history" value={wanted} onChange={setWanted} />
        <Button tone="quiet" disabled={history.length === 0} onClick={() => workbench.clearHistory()}>
          Clear
        </Button>
      </div>
      {found.length === 0 ? (
        <p className="or-query-none">
          {history.length === 0 ? 'Each statement you run is listed here, across reloads.' : `Nothing that was run holds ${wanted.trim()}.`}
        </p>
      ) : (
        <ul>
          {found.slice(0, SHOWN).map((entry) => (
            <li key={entry.id}>
              <button type="button" title="Put it back into the editor" onClick={() => onChoose(entry.statement)}>
                <span className="or-query-past">{entry.statement.trim().slice(0, 400)}</span>
                <span className="or-query-fate" data-outcome={entry.outcome}>
                  <span>{TIME.format(new Date(entry.at))}</span>
                  <span>{seconds(entry.seconds)}</span>
                  <span className="or-query-fate-words">{outcomeWords(entry)}</span>
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {found.length > SHOWN ? (
        <p className="or-query-none">
          The newest {SHOWN} of {found.length}; search for the others.
        </p>
      ) : null}
    </aside>
  );
}
