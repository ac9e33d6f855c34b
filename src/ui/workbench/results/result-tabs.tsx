import { Pin, PinOff } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import type { QueryResult } from '../../../store/workbench-types.ts';
import { IconButton } from '../../kit/icon-button.tsx';
import { TabClose } from '../../kit/named-tabs.tsx';
import { useQueries, useWorkbench } from '../stage/use-workbench.ts';
import { oneLine, resultTitle } from './result-words.ts';

/** One tab per result, of every query. Delete closes; a pinned one stays when its query runs again. */
export function ResultTabs() {
  const workbench = useWorkbench();
  const results = useQueries((state) => state.results);
  const shown = useQueries((state) => state.shown);
  const open = results.find(({ id }) => id === shown);

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>, result: QueryResult) => {
    const place = results.indexOf(result);
    const next = results[{ ArrowRight: place + 1, ArrowLeft: place - 1, Home: 0, End: results.length - 1 }[event.key] ?? -1];
    if (event.key === 'Delete') workbench.closeResult(result.id);
    else if (next) {
      workbench.showResult(next.id);
      event.currentTarget.closest('[role=tablist]')?.querySelector<HTMLElement>(`[data-result="${next.id}"]`)?.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className="or-result-tabs">
      <div className="or-tabs" role="tablist" aria-label="Results">
        {results.map((result, place) => (
          <div
            key={result.id}
            role="tab"
            data-result={result.id}
            className="or-tab"
            data-tone={result.body.kind === 'error' ? 'error' : undefined}
            tabIndex={result.id === shown ? 0 : -1}
            aria-selected={result.id === shown}
            title={oneLine(result.statement.text)}
            onClick={() => workbench.showResult(result.id)}
            onKeyDown={(event) => onKeyDown(event, result)}
          >
            {result.pinned ? <Pin size={12} aria-label="Pinned" /> : null}
            <span className="or-result-number">{place + 1}</span>
            {resultTitle(result)}
            {result.id === shown ? (
              <TabClose title={`Close result ${place + 1} and give its memory back (Delete)`} onClose={() => workbench.closeResult(result.id)} />
            ) : null}
          </div>
        ))}
      </div>
      {open ? (
        <IconButton
          label={open.pinned ? 'Let the next run replace this result' : 'Keep this result when the query runs again'}
          icon={open.pinned ? <PinOff size={14} /> : <Pin size={14} />}
          size={24}
          pressed={open.pinned}
          onClick={() => workbench.pinResult(open.id, !open.pinned)}
        />
      ) : null}
    </div>
  );
}
