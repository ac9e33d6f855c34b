import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import { EngineCancelled, EngineError, type Engine } from '../core/engine-port.ts';
import type { Outcome } from '../engine/query/bench-types.ts';
import type { Bench } from '../engine/query/create-bench.ts';
import type { Storage } from './ports.ts';
import type { StudioState } from './studio-types.ts';
import { newDocument, freeDocumentName, withoutDocument } from './workbench-documents.ts';
import { keepWorkbench, readWorkbench } from './workbench-kept.ts';
import type { HistoryEntry, PlacedStatement, QueryResult, ResultBody, Workbench, WorkbenchState } from './workbench-types.ts';

const KEPT_HISTORY = 500;
const SAVE_AFTER = 400;
/** Of one statement in the history; what is longer is a load of data, not a query to go back to. */
const LONGEST_KEPT = 20_000;

interface WorkbenchPorts {
  readonly studio: () => StoreApi<StudioState>;
  readonly engine: () => Promise<Engine>;
  readonly storage: Storage;
  readonly clock: () => Date;
  readonly notify: (message: string) => void;
}

const isBusy = ({ run, proof }: StudioState): boolean => ['starting', 'running', 'cancelling'].includes(run.phase) || proof.phase === 'running';
const words = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The workbench of the open project: its texts and history, and their runs on the engine of the model's runs. */
export async function createWorkbench({ studio, engine, storage, clock, notify }: WorkbenchPorts): Promise<Workbench> {
  const [first] = [newDocument([])];
  const store = createStore<WorkbenchState>(() => ({
    documents: [first],
    open: first.id,
    results: [],
    shown: undefined,
    running: undefined,
    history: [],
    own: [],
    words: undefined,
  }));
  const { getState, setState } = store;
  let project = studio().getState().projectId;
  let bench: { readonly engine: Engine; readonly bench: Promise<Bench> } | undefined;
  let controller: AbortController | undefined;
  let preparing: Promise<void> | undefined;
  let saving: ReturnType<typeof setTimeout> | undefined;
  let made = 0;
  const nextId = (kind: string): string => {
    made += 1;
    return `${kind}_${made}`;
  };

  async function flush(): Promise<void> {
    if (saving === undefined) return;
    clearTimeout(saving);
    saving = undefined;
    const { documents, open, history } = getState();
    try {
      await keepWorkbench(storage, project, { documents, open, history });
    } catch (error) {
      notify(`This browser did not keep your queries (${words(error)}): copy what you need before the tab is closed.`);
    }
  }
  const touch = (): void => {
    saving ??= setTimeout(() => void flush(), SAVE_AFTER);
  };
  const change = (patch: Partial<WorkbenchState>): void => {
    setState(patch);
    if (patch.documents || patch.open !== undefined || patch.history) touch();
  };

  async function restore(): Promise<void> {
    project = studio().getState().projectId;
    const kept = await readWorkbench(storage, project).catch(() => undefined);
    const documents = kept?.documents ?? [newDocument([])];
    setState({
      documents,
      open: documents.find(({ id }) => id === kept?.open)?.id ?? documents[0]?.id ?? '',
      history: kept?.history ?? [],
      results: [],
      shown: undefined,
      own: [],
    });
  }

  async function opened(): Promise<Bench> {
    const current = await engine();
    if (bench?.engine !== current) {
      // The engine was started anew: what it held is gone.
      if (bench) setState({ results: [], shown: undefined, own: [] });
      const { createBench } = await import('../engine/query/create-bench.ts');
      bench = { engine: current, bench: createBench(current) };
      bench.bench.catch(() => {
        bench = undefined;
      });
    }
    return bench.bench;
  }

  /** Results that go are given back to the engine, behind the user's back. */
  function drop(gone: (result: QueryResult) => boolean): void {
    const { results, shown } = getState();
    const leaving = results.filter(gone);
    if (leaving.length === 0) return;
    const rest = results.filter((result) => !leaving.includes(result));
    const place = results.findIndex(({ id }) => id === shown);
    setState({ results: rest, shown: rest.some(({ id }) => id === shown) ? shown : (rest[place] ?? rest.at(-1))?.id });
    for (const { body } of leaving)
      if (body.kind === 'rows')
        bench?.bench.then((open) => open.free(body.table)).catch((error: unknown) => notify(`A result was not given back: ${words(error)}`));
  }

  function add(document: string, statement: PlacedStatement, body: ResultBody, seconds: number, isShown = true): void {
    const result: QueryResult = { id: nextId('result'), document, statement, body, seconds, pinned: false };
    setState(({ results, shown }) => ({ results: [...results, result], shown: isShown ? result.id : shown }));
  }

  function remember(statement: string, at: Date, seconds: number, rest: Pick<HistoryEntry, 'outcome' | 'rows' | 'message'>): void {
    const entry: HistoryEntry = { id: `${at.getTime()}_${nextId('run')}`, at: at.toISOString(), statement: statement.slice(0, LONGEST_KEPT), seconds, ...rest };
    change({ history: [entry, ...getState().history].slice(0, KEPT_HISTORY) });
  }

  /** Until no run of the model is under way: it goes first. */
  async function whenFree(signal: AbortSignal): Promise<void> {
    const api = studio();
    while (isBusy(api.getState()) && !signal.aborted) {
      setState(({ running }) => (running ? { running: { ...running, isWaiting: true } } : {}));
      await new Promise<void>((resolve) => {
        const stop = api.subscribe((state) => {
          if (!isBusy(state)) finish();
        });
        const finish = (): void => {
          stop();
          signal.removeEventListener('abort', finish);
          resolve();
        };
        signal.addEventListener('abort', finish);
      });
    }
    if (signal.aborted) throw new EngineCancelled();
    setState(({ running }) => (running ? { running: { ...running, isWaiting: false } } : {}));
  }

  /** Runs statements until one fails; the unpinned results of the document make room for what comes. */
  async function go(
    document: string,
    statements: readonly PlacedStatement[],
    work: (open: Bench, statement: string, signal: AbortSignal) => Promise<Outcome>,
  ): Promise<void> {
    if (controller || statements.length === 0) return;
    const mine = new AbortController();
    controller = mine;
    const stale = new Set(
      getState()
        .results.filter((result) => result.document === document && !result.pinned)
        .map(({ id }) => id),
    );
    const makeRoom = (): void => {
      drop(({ id }) => stale.has(id));
      stale.clear();
    };
    const lines: Extract<ResultBody, { kind: 'done' }>['lines'][number][] = [];
    let hasRows = false;
    const told = (last: PlacedStatement): void => {
      if (lines.length > 0)
        add(
          document,
          last,
          { kind: 'done', lines: [...lines] },
          lines.reduce((sum, { seconds }) => sum + seconds, 0),
          !hasRows,
        );
    };
    try {
      for (const [index, statement] of statements.entries()) {
        setState({ running: { document, statement: statement.text, number: index + 1, of: statements.length, isWaiting: false, isCancelling: false } });
        const at = clock();
        let begun = performance.now();
        const took = (): number => (performance.now() - begun) / 1000;
        try {
          await whenFree(mine.signal);
          const open = await opened();
          begun = performance.now();
          const outcome = await work(open, statement.text, mine.signal);
          const seconds = took();
          makeRoom();
          if (outcome.kind === 'done') lines.push({ statement: statement.text, changed: outcome.changed, seconds });
          else {
            hasRows = true;
            add(document, statement, outcome, seconds);
          }
          remember(statement.text, at, seconds, {
            outcome: 'done',
            rows: outcome.kind === 'rows' ? outcome.rows : outcome.kind === 'done' ? outcome.changed : undefined,
          });
          if (outcome.kind === 'done') setState({ own: await open.ownTables() });
        } catch (error) {
          const seconds = took();
          makeRoom();
          told(statement);
          if (error instanceof EngineCancelled) {
            add(document, statement, { kind: 'cancelled' }, seconds);
            remember(statement.text, at, seconds, { outcome: 'cancelled' });
          } else {
            const detail = error instanceof EngineError ? error.detail : { message: words(error), statement: statement.text };
            add(document, statement, { kind: 'error', error: detail }, seconds);
            remember(statement.text, at, seconds, { outcome: 'failed', message: detail.message });
          }
          return;
        }
      }
      const last = statements.at(-1);
      if (last) told(last);
    } finally {
      controller = undefined;
      setState({ running: undefined });
    }
  }

  const update = (id: string, patch: Partial<QueryResult>): void =>
    setState(({ results }) => ({ results: results.map((one) => (one.id === id ? { ...one, ...patch } : one)) }));

  await restore();
  return {
    getState,
    subscribe: (listener) => store.subscribe(listener),
    addDocument(text, name) {
      const { documents } = getState();
      const added = newDocument(documents, text, name);
      change({ documents: [...documents, added], open: added.id });
      return added.id;
    },
    renameDocument(id, name) {
      const { documents } = getState();
      const free = freeDocumentName(
        documents.filter((one) => one.id !== id),
        name,
      );
      change({ documents: documents.map((one) => (one.id === id ? { ...one, name: free } : one)) });
    },
    closeDocument(id) {
      const { documents, open } = getState();
      drop((result) => result.document === id && !result.pinned);
      change(withoutDocument(documents, open, id));
    },
    openDocument(id) {
      if (getState().documents.some((one) => one.id === id)) change({ open: id });
    },
    setText(id, text) {
      const { documents } = getState();
      if (documents.some((one) => one.id === id && one.text !== text)) change({ documents: documents.map((one) => (one.id === id ? { ...one, text } : one)) });
    },
    run: (document, statements) => go(document, statements, (open, statement, signal) => open.run(statement, signal)),
    explain: (document, statement, analyze) => go(document, [statement], (open, text, signal) => open.explain(text, analyze, signal)),
    cancel() {
      controller?.abort();
      setState(({ running }) => (running ? { running: { ...running, isCancelling: true } } : {}));
    },
    showResult: (shown) => setState({ shown }),
    pinResult: (id, pinned) => update(id, { pinned }),
    closeResult: (id) => drop((result) => result.id === id),
    page: async (table, page) => (await opened()).page(table, page),
    chart: async (table, columns, spec) => (await import('../engine/query/chart-data.ts')).chartData(await engine(), table, columns, spec),
    rows: async (table) => (await opened()).rows(table),
    clearHistory: () => change({ history: [] }),
    prepare() {
      preparing ??= import('../engine/query/engine-words.ts').then(async ({ engineWords }) => setState({ words: await engineWords(await engine()) }));
      // What failed may succeed the next time.
      preparing.catch(() => {
        preparing = undefined;
      });
      return preparing;
    },
    async reset() {
      controller?.abort();
      const open = bench?.bench;
      // What is not kept yet belongs to the project that was left.
      await flush();
      await restore();
      await open?.then((one) => one.clear()).catch((error: unknown) => notify(`The results of the workbench were not given back: ${words(error)}`));
    },
    flush,
  };
}
