import { AlignLeft, ChevronDown, History, Play, Square } from 'lucide-react';
import { Button } from '../../kit/button.tsx';
import { Menu } from '../../kit/menu.tsx';
import { keysText } from '../../shortcuts/keys.ts';
import { useStudio } from '../../use-studio.ts';
import { DocumentTabs } from './document-tabs.tsx';
import { useQueries, useWorkbench } from './use-workbench.ts';

interface QueryBarProps {
  readonly onRun: () => void;
  readonly onRunAll: () => void;
  readonly onExplain: (analyze: boolean) => void;
  readonly onFormat: () => void;
  readonly showsHistory: boolean;
  readonly onHistory: () => void;
}

/** The queries, and what can be done with the open one. */
export function QueryBar({ onRun, onRunAll, onExplain, onFormat, showsHistory, onHistory }: QueryBarProps) {
  const workbench = useWorkbench();
  const running = useQueries((state) => state.running);
  return (
    <div className="or-query-bar">
      <DocumentTabs />
      <span className="or-tools-gap" />
      {running ? (
        <Button
          icon={<Square size={12} />}
          disabled={running.isCancelling}
          onClick={() => workbench.cancel()}
          data-tip="Cancel the query"
          data-tip-keys="Mod+."
        >
          {running.isCancelling ? 'Cancelling' : 'Cancel'}
        </Button>
      ) : (
        <Button
          icon={<Play size={12} />}
          onClick={onRun}
          data-tip={`Run what is marked, else the statement under the cursor. In the editor: ${keysText('Mod+Enter')}`}
        >
          Run query
        </Button>
      )}
      <Menu
        end
        target={
          <Button aria-label="More ways to run the query" disabled={running !== undefined} icon={<ChevronDown size={14} />} className="or-query-more">
            {null}
          </Button>
        }
        entries={[
          { id: 'run', label: 'Run the marked text or the statement', keys: 'Mod+Enter', onSelect: onRun },
          { id: 'all', label: 'Run all statements', keys: 'Mod+Shift+Enter', onSelect: onRunAll },
          { id: 'line', divider: true },
          { id: 'explain', label: 'Explain the plan, without running', onSelect: () => onExplain(false) },
          { id: 'analyze', label: 'Run and measure each step', onSelect: () => onExplain(true) },
        ]}
      />
      <button type="button" className="or-tool" onClick={onFormat} data-tip="Format the query" data-tip-keys="Shift+Alt+F">
        <AlignLeft size={14} aria-hidden />
        <span className="or-query-word">Format</span>
      </button>
      <button type="button" className="or-tool" aria-pressed={showsHistory} onClick={onHistory} data-tip="What was run before">
        <History size={14} aria-hidden />
        <span className="or-query-word">History</span>
      </button>
    </div>
  );
}

/** What the workbench waits for, if anything. */
export function RunningLine() {
  const running = useQueries((state) => state.running);
  const phase = useStudio((state) => state.run.phase);
  if (!running) return null;
  const what = running.of > 1 ? `statement ${running.number} of ${running.of}` : 'the statement';
  const text = running.isWaiting
    ? phase === 'starting' || phase === 'running' || phase === 'cancelling'
      ? 'Waits for the run of the model to end.'
      : 'Waits for the proof to end.'
    : running.isCancelling
      ? 'Cancelling.'
      : `Running ${what}.`;
  return (
    <div className="or-query-running" role="status">
      <span className="or-query-moves" aria-hidden />
      {text}
    </div>
  );
}
