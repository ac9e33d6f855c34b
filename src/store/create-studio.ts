import { createStore, type StoreApi } from 'zustand/vanilla';
import { emptyProject } from '../core/model/empty-project.ts';
import { createChecks, NEVER_CHECKED } from './checks.ts';
import { createDataFiles } from './data-files.ts';
import { createDocument } from './document.ts';
import { readIn } from './import-files.ts';
import { createOpenProject } from './open-project.ts';
import { createExporter } from './export/exporter.ts';
import type { Folder, StudioPorts } from './ports.ts';
import type { Opening } from './project-files.ts';
import { createProjectList } from './project-list.ts';
import { createProjectShelf } from './project-shelf.ts';
import { notStored } from './room.ts';
import { NEVER_RUN } from './run-state.ts';
import { createMeasuring } from './measured-sources.ts';
import { createProfiles } from './profiles.ts';
import { createProofs, NEVER_PROVEN } from './proofs.ts';
import { createReplay, NO_HISTORY } from './replay.ts';
import { createRuns } from './runs.ts';
import { sizeText } from './size-text.ts';
import type { DataFile, IncomingFile, Notice, Notify, Studio, StudioActions, StudioState } from './studio-types.ts';
import { changedView, DEFAULT_VIEW, keepView, readView } from './view.ts';
import type { Workbench } from './workbench-types.ts';

const fileStem = (name: string): string => name.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-').replaceAll(/^[-.]+|-+$/g, '') || 'project';
/** Reading and writing project files brings the YAML and zip libraries along: fetched when first needed. */
const projectFiles = () => import('./project-files.ts');
const modelLink = () => import('./model-link.ts');
const words = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The compiler and the rules are fetched beside the first picture, which does not wait for them. */
const compiler = () => Promise.all([import('../core/plan/compile.ts'), import('../core/rules/linter.ts')]);

/** The studio's one store, with the project as it was left; on a first visit the worked sample. */
export async function createStudio({ openEngine, openExportThread, storage, room, turns, tab, clock, loadSample, pickFolder }: StudioPorts): Promise<Studio> {
  const compiling = compiler();
  // What follows speaks of the store, which needs the opened project to be made.
  const made: { store?: StoreApi<StudioState> } = {};
  const theStore = (): StoreApi<StudioState> => {
    if (!made.store) throw new Error('the store is used before it is made');
    return made.store;
  };
  const set = (change: Partial<StudioState>): void => theStore().setState(change);
  const state = (): StudioState => theStore().getState();

  let noticeCount = 0;
  const early: Notice[] = [];
  const notify: Notify = (tone, message, offers) => {
    noticeCount += 1;
    const notice = { id: noticeCount, tone, message, offers };
    if (made.store) set({ notices: [...state().notices.filter((other) => other.message !== message), notice] });
    else early.push(notice);
  };

  const dataFiles = createDataFiles(storage, async (path, error) =>
    notify('error', notStored(path, error, await room?.look().catch(() => undefined)), ['project.saveZip', 'project.list']),
  );
  const shelf = createProjectShelf(storage, { clock, forgetFile: dataFiles.forget });
  const document = createDocument(theStore, (message) => notify('error', message));
  const runs = createRuns(theStore, openEngine, {
    onBuilt(built) {
      profiles.forget(built);
      void checks.look(built);
    },
    onLost(reason) {
      checks.reset();
      notify('error', `The engine stopped (${reason}). The project is as it was, and a new engine is open: run again to build the tables.`);
    },
    onTight: (needed, limit) =>
      notify(
        'info',
        `These deliveries may need about ${sizeText(needed)} in the engine, which has ${sizeText(limit)}. Should it not fit: run to an earlier delivery, use samples of the files, or give the engine more memory.`,
      ),
  });
  const checks = createChecks(theStore, { engine: () => runs.engine(), replay: () => runs.replay() }, (message) => notify('error', message));
  const profiles = createProfiles(theStore, () => runs.engine());
  const measuring = createMeasuring(theStore, runs);
  const proofs = createProofs(theStore, runs);
  let folder: Folder | undefined;
  let workbench: Promise<Workbench> | undefined;

  const open = createOpenProject({
    store: () => made.store,
    document,
    dataFiles,
    shelf,
    turns,
    tab,
    room,
    notify,
    onLeave: runs.cancel,
    onLeft() {
      folder = undefined;
      runs.reset();
      checks.reset();
      proofs.reset();
      profiles.forget();
    },
    async onOpened() {
      await (await workbench)?.reset();
    },
  });

  async function openOpening(opening: Opening, what: string, sample = false): Promise<boolean> {
    if (!opening.project) {
      for (const problem of opening.problems.slice(0, 5)) notify('error', `${what}: ${problem.message}`);
      return false;
    }
    const files = await Promise.all([...opening.data].map(([path, bytes]) => dataFiles.add(path, bytes)));
    await open.replace(
      { project: opening.project, opened: opening.opened, problems: opening.problems, files: new Map(files.map((file) => [file.path, file])) },
      { sample },
    );
    if (opening.problems.length > 0)
      notify(
        'error',
        `${what}: ${opening.problems.length} ${opening.problems.length === 1 ? 'file' : 'files'} could not be read and ${opening.problems.length === 1 ? 'is' : 'are'} kept as ${opening.problems.length === 1 ? 'it is' : 'they are'}; see Problems.`,
      );
    return true;
  }

  /** Runs work that talks to the outside and tells the user when it fails. */
  const guarded = async (what: string, work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      notify('error', `${what}: ${words(error)}`);
    }
  };

  async function importData(files: readonly IncomingFile[], at: { readonly x: number; readonly y: number } | undefined): Promise<void> {
    const total = files.length;
    set({ importing: { done: 0, total, name: files[0]?.name ?? '' } });
    try {
      const engine = await runs.engine();
      const read = await readIn(files, {
        engine,
        project: state().project,
        now: clock(),
        onProgress: (done, name) => set({ importing: { done, total, name } }),
      });
      const added: DataFile[] = [];
      for (const [path, bytes] of read.data) added.push(await dataFiles.add(path, bytes));
      document.addFiles(added);
      if (read.deliveries.length > 0) {
        document.dispatch('source.import', { sources: read.sources, deliveries: read.deliveries, diagram: state().diagram, ...at });
        if (read.sources.length > 0) set({ selection: read.sources.map(({ id }) => id), column: undefined });
      }
      for (const failure of read.failures) notify('error', failure);
      for (const note of read.notes) notify('info', note);
    } finally {
      set({ importing: undefined });
    }
  }

  // The compiler may be there before the store is, and after.
  let isReady = false;
  let finish: (store: StoreApi<StudioState>) => void = () => undefined;
  const opened = new Promise<StoreApi<StudioState>>((resolve) => {
    finish = resolve;
  });
  const ready = Promise.all([compiling, opened]).then(
    ([[{ createCompiler }, { createLinter }]]) => {
      isReady = true;
      document.compileWith(createCompiler(), createLinter());
    },
    (error: unknown) => notify('error', `The compiler could not be loaded (${words(error)}): save your work and reload the page.`),
  );

  const dispatch: StudioActions['dispatch'] = (type, payload, group) => open.mayChange() && document.dispatch(type, payload, group);

  const actions: StudioActions = {
    ...createProjectList({ state, shelf, open, turns, room, dispatch, notify, guarded }),
    dispatch,
    async whatIf(commands) {
      await ready;
      const { impactOf } = await import('../core/plan/impact.ts');
      const after = document.judge(commands);
      if (after === undefined || 'refused' in after) return after;
      // What was typed meanwhile is drawn between the two halves of the work.
      await new Promise((go) => {
        setTimeout(go);
      });
      return impactOf(state(), after);
    },
    undo: () => (open.mayChange() ? document.undo() : undefined),
    redo: () => (open.mayChange() ? document.redo() : undefined),
    editHere: open.editHere,
    select(ids, column) {
      const before = state();
      const same =
        before.selection.length === ids.length &&
        ids.every((id, index) => before.selection[index] === id) &&
        before.column?.object === column?.object &&
        before.column?.column === column?.column;
      if (!same) set({ selection: [...ids], column, part: undefined });
    },
    showPart: (part) => set({ part }),
    openDiagram(id) {
      if (!Object.hasOwn(state().project.diagrams, id)) return;
      set({ diagram: id });
      if (state().view.stage !== 'diagram') actions.setView({ stage: 'diagram' });
    },
    newProject: (name) => guarded('New project', () => open.replace({ project: emptyProject(name) })),
    openSample: () =>
      guarded('The sample', async () => {
        const untouched = (await actions.projects()).find((one) => one.untouched === true && one.deleted === undefined && !one.elsewhere);
        if (untouched) await open.openKept(untouched.id);
        else {
          const [{ openZip }, zip] = await Promise.all([projectFiles(), loadSample()]);
          await openOpening(openZip(zip), 'The sample', true);
        }
      }),
    openFiles: (files, at) =>
      guarded('Open', async () => {
        const { projects, schemas, data, refused } = await (await import('./schema-import/schema-files.ts')).sortFiles(files);
        for (const message of refused) notify('error', message);
        const [zip] = projects;
        if (zip && files.length === 1) await openOpening((await projectFiles()).openZip(new Uint8Array(await zip.arrayBuffer())), zip.name);
        else for (const { name } of projects) notify('error', `${name}: open a project zip alone, since it takes the place of the open project.`);
        if (data.length > 0 && open.mayChange()) await importData(data, at);
        if (schemas.length > 0 && open.mayChange()) set({ schemas });
      }),
    closeSchemas: () => set({ schemas: undefined }),
    openFolder: () =>
      guarded('Open folder', async () => {
        if (!pickFolder) throw new Error('This browser cannot open folders: open a zip instead, or use a Chromium browser.');
        const picked = await pickFolder();
        if (!picked) return;
        if (await openOpening(await (await projectFiles()).openFolder(picked), picked.name)) {
          folder = picked;
          set({ folder: picked.name });
        }
      }),
    saveFolder: () =>
      guarded('Save to folder', async () => {
        if (!pickFolder) throw new Error('This browser cannot write folders: save as a zip instead, or use a Chromium browser.');
        const picked = folder ?? (await pickFolder());
        if (!picked) return;
        const used = new Set(state().project.deliveries.flatMap((delivery) => Object.values(delivery.files)));
        const data = new Map([...state().files].filter(([path]) => used.has(path)).map(([path, file]) => [path, () => file.read()]));
        const changed = await (await projectFiles()).saveToFolder(picked, state().project, document.opened(), data);
        folder = picked;
        set({ folder: picked.name });
        notify(
          'info',
          changed === 0 ? `${picked.name} is up to date: nothing was written.` : `${changed} ${changed === 1 ? 'file' : 'files'} changed in ${picked.name}.`,
        );
      }),
    async projectZip() {
      const used = new Set(state().project.deliveries.flatMap((delivery) => Object.values(delivery.files)));
      const data = new Map<string, Uint8Array>();
      for (const [path, file] of state().files) if (used.has(path)) data.set(path, await file.read());
      const bytes = (await projectFiles()).zipOf(state().project, document.opened(), data);
      open.takenAway();
      return { name: `${fileStem(state().project.name)}.zip`, bytes };
    },
    linkText: async () => (await modelLink()).linkText(state().project, document.opened()),
    async readLink(text) {
      const { project, problems } = (await modelLink()).openLinkText(text);
      if (!project) throw new Error(problems[0]?.message ?? 'The link holds no model.');
      return { name: project.name, objects: Object.keys(project.objects).length, diagrams: Object.keys(project.diagrams).length, problems: problems.length };
    },
    openLink: (text) =>
      guarded('The link', async () => {
        await openOpening((await modelLink()).openLinkText(text), 'The link');
      }),
    async run(upTo) {
      if (!isReady) await ready;
      checks.cancel();
      actions.lookAt(undefined);
      await runs.run(upTo);
    },
    async rebuild(objects) {
      if (!isReady) await ready;
      checks.cancel();
      const wanted = new Set(objects);
      const { plan, run } = state();
      await runs.run(
        run.upTo,
        plan.relations.flatMap(({ id, origin }) => (wanted.has(origin) ? [id] : [])),
      );
    },
    async runAgain(delivery) {
      if (!isReady) await ready;
      checks.cancel();
      await runs.runAgain(delivery);
    },
    cancel() {
      runs.cancel();
      checks.cancel();
      proofs.cancel();
    },
    async limitMemory(engineMemory) {
      actions.setView({ engineMemory });
      await guarded('The memory of the engine', () => runs.limitMemory(engineMemory));
    },
    async reconcile() {
      if (!isReady) await ready;
      await proofs.reconcile();
    },
    async prove(objects) {
      if (!isReady) await ready;
      await proofs.prove(objects);
    },
    async prepareRun() {
      await ready;
      await runs.prepare();
    },
    runChecks: checks.look,
    checkRows: checks.rows,
    page: runs.page,
    count: runs.count,
    openRows: runs.openRows,
    profile: profiles.profile,
    compareDeliveries: profiles.compare,
    measureSources: measuring,
    replay: createReplay(runs.replay),
    showHistory(patch) {
      set({ history: { ...state().history, ...patch } });
      actions.setView({ panel: { ...state().view.panel, open: true, tab: 'history' } });
    },
    async deliveredRows(delivery, source) {
      const { project, files } = state();
      const object = project.objects[source];
      if (object?.kind !== 'source') throw new Error(`${source} is no source.`);
      const path = project.deliveries.find(({ id }) => id === delivery)?.files[source];
      return (await import('./delivered-rows.ts')).deliveredRows(await runs.engine(), object, files.get(path ?? ''));
    },
    saveDelivered: (delivery, source, rows) =>
      guarded('The changed file', async () => {
        const { deliveredCsv, changedPath } = await import('./delivered-rows.ts');
        const before = state().project.deliveries.find(({ id }) => id === delivery)?.files[source];
        const path = changedPath(before, delivery, source, new Set(state().files.keys()));
        document.addFiles([await dataFiles.add(path, deliveredCsv(rows))]);
        document.dispatch('delivery.file', { delivery, source, path });
      }),
    lookAt: (delivery) => set({ history: { ...state().history, delivery, state: undefined } }),
    landedRows: runs.landedRows,
    openExporter: () => createExporter(openExportThread()),
    workbench() {
      workbench ??= import('./workbench.ts').then(({ createWorkbench }) =>
        createWorkbench({ studio: theStore, engine: () => runs.engine(), storage, clock, notify: (message) => notify('error', message) }),
      );
      workbench.catch(() => {
        workbench = undefined;
      });
      return workbench;
    },
    setView(patch) {
      const view = changedView(state().view, patch);
      set({ view });
      keepView(storage, view).catch(() => undefined);
    },
    notify,
    dismiss: (id) => set({ notices: state().notices.filter((notice) => notice.id !== id) }),
    async flush() {
      await open.flush();
      await (await workbench)?.flush();
    },
    unsaved: open.dirty,
  };

  const [first, view] = await Promise.all([
    open.restore().catch((error: unknown) => {
      notify('error', `What this browser keeps could not be read (${words(error)}). Save your work as a zip.`);
      return { document: { project: emptyProject('Untitled') }, access: () => 'editing' as const, projectId: '', never: true };
    }),
    readView(storage).catch(() => undefined),
  ]);
  const store = createStore<StudioState>(() => ({
    ...document.open(first.document),
    saved: 'saved',
    projectId: first.projectId,
    access: first.access(),
    folder: undefined,
    run: NEVER_RUN,
    checks: NEVER_CHECKED,
    proof: NEVER_PROVEN,
    memory: undefined,
    history: NO_HISTORY,
    part: undefined,
    view: view ?? DEFAULT_VIEW,
    notices: [],
    importing: undefined,
    schemas: undefined,
  }));
  made.store = store;
  set({ notices: [...early, ...state().notices] });
  store.subscribe((now, before) => {
    if (now.project !== before.project || now.files !== before.files || now.diagram !== before.diagram) open.touch();
    // A run that ended early may have left any of its tables with other rows.
    if (now.run.phase !== before.run.phase && (now.run.phase === 'cancelled' || now.run.phase === 'failed')) profiles.forget();
    if (now.plan !== before.plan || now.files !== before.files) runs.documentChanged();
  });
  finish(store);
  if (first.never) await actions.openSample();
  return { getState: store.getState, subscribe: store.subscribe, actions, ready };
}
