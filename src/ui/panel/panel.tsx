import { lazy, Suspense, useEffect, useMemo } from 'react';
import type { PanelTab } from '../../store/studio-types.ts';
import { inOrder, weightOf, withFiles } from '../checks/check-order.ts';
import { KindMark } from '../kinds/kind-mark.tsx';
import { Tabs } from '../kit/tabs.tsx';
import { whenIdle } from '../kit/when-idle.ts';
import { useActions, useStudio } from '../use-studio.ts';
import { relationsOf, subjectOf } from './subject.ts';
import './controls.css';
import './panel.css';

const TABS: readonly { readonly id: PanelTab; readonly label: string }[] = [
  { id: 'rows', label: 'Rows' },
  { id: 'profile', label: 'Profile' },
  { id: 'history', label: 'History' },
  { id: 'sql', label: 'SQL' },
  { id: 'columns', label: 'Columns' },
  { id: 'checks', label: 'Checks' },
  { id: 'proof', label: 'Proof' },
  { id: 'problems', label: 'Problems' },
  { id: 'log', label: 'Run log' },
];

const fetchTabs = () => import('./panel-tabs.ts');
const RowsTab = lazy(async () => ({ default: (await fetchTabs()).RowsTab }));
const ProfileTab = lazy(async () => ({ default: (await fetchTabs()).ProfileTab }));
const HistoryTab = lazy(async () => ({ default: (await fetchTabs()).HistoryTab }));
const SqlTab = lazy(async () => ({ default: (await fetchTabs()).SqlTab }));
const ColumnsTab = lazy(async () => ({ default: (await fetchTabs()).ColumnsTab }));
const ChecksTab = lazy(async () => ({ default: (await fetchTabs()).ChecksTab }));
const ProofTab = lazy(async () => ({ default: (await fetchTabs()).ProofTab }));
const ProblemsTab = lazy(async () => ({ default: (await fetchTabs()).ProblemsTab }));
const RunLogTab = lazy(async () => ({ default: (await fetchTabs()).RunLogTab }));

/** What is known of the selected object: its rows, its SQL, its columns; and the problems and the run of the whole project. */
export function Panel() {
  const { setView, showPart } = useActions();
  const view = useStudio((state) => state.view.panel);
  const subject = useStudio(subjectOf);
  const plan = useStudio((state) => state.plan);
  const part = useStudio((state) => state.part);
  const parts = useMemo(() => (subject ? relationsOf(plan, subject.id) : []), [plan, subject]);
  const problems = useStudio((state) => state.diagnostics.length);
  const broken = useStudio((state) => state.diagnostics.some((diagnostic) => diagnostic.severity === 'error'));
  const rejects = useStudio((state) => state.run.rejects.length);
  const failed = useStudio((state) => state.run.log.filter((line) => line.status === 'failed').length);
  const noted = rejects + failed;
  const results = useStudio((state) => state.checks.results);
  const lines = useStudio((state) => state.run.rejects);
  const fileNotes = useStudio((state) => state.run.fileNotes);
  const unmet = inOrder(withFiles(results, { rejects: lines, fileNotes }), undefined).filter((result) => weightOf(result) > 0);
  useEffect(() => whenIdle(() => void fetchTabs()), []);
  const choose = (tab: PanelTab) => setView({ panel: { ...view, tab } });
  return (
    <section className="or-panel" aria-label="Panel">
      <div className="or-panel-tabs">
        <Tabs
          label="Panel"
          value={view.tab}
          onChange={choose}
          tabs={TABS.map((tab) => ({
            ...tab,
            ...(tab.id === 'problems' ? { badge: problems, tone: broken ? ('error' as const) : ('warning' as const) } : {}),
            ...(tab.id === 'checks'
              ? {
                  badge: unmet.length,
                  tone: unmet[0] && weightOf(unmet[0]) === 2 ? ('error' as const) : ('warning' as const),
                  title: 'Checks that do not hold',
                }
              : {}),
            ...(tab.id === 'log' && noted > 0
              ? { badge: noted, tone: failed > 0 ? ('error' as const) : ('warning' as const), title: 'Failed steps and rejected rows' }
              : {}),
          }))}
        />
        {subject && view.tab !== 'problems' && view.tab !== 'proof' && view.tab !== 'log' ? (
          <div className="or-panel-subject">
            <KindMark object={subject} />
            {parts.length > 1 ? (
              <select
                className="or-cell or-mono"
                aria-label={`Table or view of ${subject.name}`}
                value={part ?? subject.id}
                onChange={(event) => showPart(event.currentTarget.value === subject.id ? undefined : event.currentTarget.value)}
              >
                {parts.map(({ id, table }) => (
                  <option key={id} value={id}>
                    {table.name}
                  </option>
                ))}
              </select>
            ) : (
              <span title={subject.name}>{subject.name}</span>
            )}
          </div>
        ) : null}
      </div>
      <div className="or-panel-body" role="tabpanel" aria-label={TABS.find((tab) => tab.id === view.tab)?.label}>
        <Suspense>
          {view.tab === 'rows' ? <RowsTab /> : null}
          {view.tab === 'profile' ? <ProfileTab /> : null}
          {view.tab === 'history' ? <HistoryTab /> : null}
          {view.tab === 'sql' ? <SqlTab /> : null}
          {view.tab === 'columns' ? <ColumnsTab /> : null}
          {view.tab === 'checks' ? <ChecksTab /> : null}
          {view.tab === 'proof' ? <ProofTab /> : null}
          {view.tab === 'problems' ? <ProblemsTab /> : null}
          {view.tab === 'log' ? <RunLogTab /> : null}
        </Suspense>
      </div>
    </section>
  );
}
