import { lazy, Suspense, useContext, useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { statementsOf } from '../../../core/query/statements.ts';
import type { PlacedStatement, Workbench } from '../../../store/workbench-types.ts';
import { Splitter } from '../../kit/splitter.tsx';
import { actionOf, runAction } from '../../shortcuts/actions.ts';
import { matchesKeys } from '../../shortcuts/keys.ts';
import { useShell } from '../../shell/shell-context.ts';
import { StudioContext, useActions, useStudio } from '../../use-studio.ts';
import type { QueryEditorHandle } from '../editor/query-editor.tsx';
import { modelCatalog } from '../editor/model-catalog.ts';
import { formatSql } from '../format-sql.ts';
import { HistoryList } from '../history/history-list.tsx';
import { usePageScheme } from '../use-page-scheme.ts';
import { QueryBar, RunningLine } from './query-bar.tsx';
import { QueryResults } from './query-results.tsx';
import { useOpenedWorkbench, useQueries, useWorkbench, WorkbenchContext } from './use-workbench.ts';
import { DEFAULT_VIEW } from '../../../store/view.ts';
import '../../panel/controls.css';
import './query-stage.css';

const HEIGHT = { min: 64, max: 1200 };
/** The studio's own keys that the editor would take for itself. */
const STUDIO_KEYS = ['edit.palette', 'view.navigator', 'view.panel', 'view.inspector', 'view.sqlStage'];

const QueryEditor = lazy(async () => ({ default: (await import('../editor/query-editor.tsx')).QueryEditor }));

function Stage() {
  const workbench = useWorkbench();
  const store = useContext(StudioContext);
  const shell = useShell();
  const { setView, notify } = useActions();
  const scheme = usePageScheme();
  const height = useStudio((state) => state.view.queryHeight);
  const plan = useStudio((state) => state.plan);
  const own = useQueries((state) => state.own);
  const document = useQueries((state) => state.documents.find(({ id }) => id === state.open));
  const failed = useQueries((state) => state.results.findLast((result) => result.document === state.open && result.body.kind === 'error'));
  const [showsHistory, setShowsHistory] = useState(false);
  const editor = useRef<QueryEditorHandle>(null);

  const catalog = useMemo(() => modelCatalog(plan, own), [plan, own]);
  const latest = useRef(catalog);
  useEffect(() => {
    latest.current = catalog;
  });
  const names = useMemo(() => {
    const words = () => workbench.getState().words;
    return { catalog: () => latest.current, words, wordsSoon: () => workbench.prepare().then(words, () => undefined) };
  }, [workbench]);
  const error = useMemo(
    () => (failed?.body.kind === 'error' ? { detail: { statement: failed.statement.text, ...failed.body.error }, start: failed.statement.start } : undefined),
    [failed],
  );

  useEffect(() => {
    workbench
      .prepare()
      .catch((reason: unknown) => notify('error', `The engine did not tell its functions: ${reason instanceof Error ? reason.message : String(reason)}`));
  }, [workbench, notify]);

  if (!document) return null;
  /** What is marked may be several statements. */
  const marked = (): readonly PlacedStatement[] => {
    const current = editor.current?.current();
    return current ? statementsOf(current.text).map(({ text, start }) => ({ text, start: current.start + start })) : [];
  };
  const run = (statements: readonly PlacedStatement[]): void => {
    if (statements.length === 0) notify('info', 'There is no statement to run here: write one first.');
    else void workbench.run(document.id, statements);
  };
  const onRun = (): void => run(marked());
  const onRunAll = (): void => run(statementsOf(document.text).map(({ text, start }) => ({ text, start })));
  const onExplain = (analyze: boolean): void => {
    const [statement] = marked();
    if (statement) void workbench.explain(document.id, statement, analyze);
    else notify('info', 'There is no statement to explain here: write one first.');
  };
  const onFormat = (): void => {
    formatSql(document.text).then(
      (text) => editor.current?.replace(text),
      (reason: unknown) =>
        notify(
          'error',
          `The query was not formatted, since it could not be read: ${reason instanceof Error ? (reason.message.split('\n')[0] ?? '') : String(reason)}`,
        ),
    );
  };
  const onKeyDownCapture = (event: KeyboardEvent): void => {
    const action = STUDIO_KEYS.map(actionOf).find(({ keys }) =>
      keys?.some((combination) => combination.includes('Mod') && matchesKeys(combination, event.nativeEvent)),
    );
    if (!action || !store) return;
    event.preventDefault();
    event.stopPropagation();
    void runAction(action, { store, shell });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!matchesKeys('Mod+.', event.nativeEvent) || !workbench.getState().running) return;
    event.preventDefault();
    event.stopPropagation();
    workbench.cancel();
  };

  return (
    <section className="or-query" aria-label="SQL" onKeyDown={onKeyDown}>
      <QueryBar
        onRun={onRun}
        onRunAll={onRunAll}
        onExplain={onExplain}
        onFormat={onFormat}
        showsHistory={showsHistory}
        onHistory={() => setShowsHistory(!showsHistory)}
      />
      <div className="or-query-top" style={{ height }} onKeyDownCapture={onKeyDownCapture}>
        <div className="or-query-editor">
          <Suspense fallback={<pre className="or-editor-plain">{document.text}</pre>}>
            <QueryEditor
              ref={editor}
              document={document}
              scheme={scheme}
              names={names}
              error={error}
              onChange={workbench.setText}
              onRun={onRun}
              onRunAll={onRunAll}
              onCancel={() => workbench.cancel()}
              onFormat={onFormat}
            />
          </Suspense>
        </div>
        {showsHistory ? <HistoryList onChoose={(statement) => editor.current?.append(statement)} /> : null}
      </div>
      <Splitter
        label="Height of the query"
        axis="y"
        region="before"
        usual={DEFAULT_VIEW.queryHeight}
        size={height}
        {...HEIGHT}
        onResize={(queryHeight) => setView({ queryHeight })}
        onCollapse={() => setView({ queryHeight: HEIGHT.min })}
      />
      <RunningLine />
      <QueryResults
        onGoTo={(id, offset) => {
          workbench.openDocument(id);
          requestAnimationFrame(() => editor.current?.goTo(offset));
        }}
      />
    </section>
  );
}

/** The SQL workbench, in the place of the diagram. */
export function QueryStage() {
  const opened: Workbench | string | undefined = useOpenedWorkbench();
  if (opened === undefined) return <div className="or-query" role="status" aria-label="Opening the workbench" />;
  if (typeof opened === 'string')
    return (
      <div className="or-query or-p-empty" role="alert">
        <p className="or-p-error">The workbench could not be opened ({opened}). Reload the page.</p>
      </div>
    );
  return (
    <WorkbenchContext value={opened}>
      <Stage />
    </WorkbenchContext>
  );
}
