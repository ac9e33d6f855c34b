import type { KeyboardEvent } from 'react';
import type { PanelTab } from '../../store/studio-types.ts';
import { KindMark } from '../kinds/kind-mark.tsx';
import { ProblemsTab } from '../problems/problems-tab.tsx';
import { RowsTab } from '../results/rows-tab.tsx';
import { useActions, useStudio } from '../use-studio.ts';
import { SqlTab } from '../workbench/sql-tab.tsx';
import { ColumnsTab } from './columns-tab.tsx';
import { RunLogTab } from './run-log-tab.tsx';
import { subjectOf } from './subject.ts';
import './panel-colors.css';
import './controls.css';
import './panel.css';

const TABS: readonly { readonly id: PanelTab; readonly label: string }[] = [
  { id: 'rows', label: 'Rows' },
  { id: 'sql', label: 'SQL' },
  { id: 'columns', label: 'Columns' },
  { id: 'problems', label: 'Problems' },
  { id: 'log', label: 'Run log' },
];

/** What is known of the selected object: its rows, its SQL, its columns; and the problems and the run of the whole project. */
export function Panel() {
  const { setView } = useActions();
  const view = useStudio((state) => state.view.panel);
  const subject = useStudio(subjectOf);
  const problems = useStudio((state) => state.diagnostics.length);
  const broken = useStudio((state) => state.diagnostics.some((diagnostic) => diagnostic.severity === 'error'));
  const failed = useStudio((state) => state.run.phase === 'failed' || state.run.rejects.length > 0);
  const choose = (tab: PanelTab) => setView({ panel: { ...view, tab } });
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = TABS[(TABS.findIndex((tab) => tab.id === view.tab) + step + TABS.length) % TABS.length];
    if (!next) return;
    choose(next.id);
    event.currentTarget.querySelector<HTMLElement>(`#or-tab-${next.id}`)?.focus();
  };

  return (
    <section className="or-panel" aria-label="Panel">
      <div className="or-panel-tabs" role="tablist" aria-label="Panel" onKeyDown={onKeyDown}>
        {TABS.map(({ id, label }) => (
          <button key={id} id={`or-tab-${id}`} type="button" role="tab" className="or-p-tab" aria-selected={view.tab === id} aria-controls="or-panel-body" tabIndex={view.tab === id ? 0 : -1} onClick={() => choose(id)}>
            {label}
            {id === 'problems' ? <span data-tone={broken ? 'error' : undefined}> ({problems})</span> : null}
            {id === 'log' && failed ? <span data-tone="error" title="A step failed or rows were rejected"> !</span> : null}
          </button>
        ))}
        {subject && view.tab !== 'problems' && view.tab !== 'log' ? (
          <div className="or-panel-subject"><KindMark kind={subject.kind} /><span title={subject.name}>{subject.name}</span></div>
        ) : null}
      </div>
      <div className="or-panel-body" id="or-panel-body" role="tabpanel" aria-labelledby={`or-tab-${view.tab}`}>
        {view.tab === 'rows' ? <RowsTab /> : null}
        {view.tab === 'sql' ? <SqlTab /> : null}
        {view.tab === 'columns' ? <ColumnsTab /> : null}
        {view.tab === 'problems' ? <ProblemsTab /> : null}
        {view.tab === 'log' ? <RunLogTab /> : null}
      </div>
    </section>
  );
}
