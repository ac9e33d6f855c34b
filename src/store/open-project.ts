import type { StoreApi } from 'zustand/vanilla';
import { emptyProject } from '../core/model/empty-project.ts';
import type { Project } from '../core/model/types.ts';
import { createAutosave } from './autosave.ts';
import type { DataFiles } from './data-files.ts';
import type { Document, OpenDocument } from './document.ts';
import type { Kept } from './kept.ts';
import type { RoomPort, TabMemory } from './ports.ts';
import { ChangedElsewhere, newProjectId, type ProjectShelf } from './project-shelf.ts';
import { notStored } from './room.ts';
import type { Notify, StudioState } from './studio-types.ts';
import { NO_TURNS, type Turn, type TurnEvents, type Turns } from './turns.ts';

export interface OpenProjectParts {
  /** Absent until the first project is read. */
  readonly store: () => StoreApi<StudioState> | undefined;
  readonly document: Document;
  readonly dataFiles: DataFiles;
  readonly shelf: ProjectShelf;
  readonly turns: Turns | undefined;
  readonly tab: TabMemory | undefined;
  readonly room: RoomPort | undefined;
  readonly notify: Notify;
  /** Ends what goes on for the project that is left. */
  readonly onLeave: () => void;
  /** Forgets what was found out about the project that was left. */
  readonly onLeft: () => void;
  /** Brings what is kept beside the project that is open now. */
  readonly onOpened: () => Promise<void>;
}

export interface FirstProject {
  readonly document: OpenDocument;
  readonly access: () => StudioState['access'];
  readonly projectId: string;
  /** Nothing is kept yet: the studio has never been here. */
  readonly never: boolean;
}

/** The project that is open in this tab: where it is kept, and whether this tab may write it. */
export interface OpenProject {
  /** The project as it was left. */
  restore(): Promise<FirstProject>;
  /** Opens another; the one that was open stays kept. A new id when none is given. */
  replace(next: OpenDocument, as?: { readonly id?: string; readonly sample?: boolean }): Promise<void>;
  /** Opens one that is kept. Rejects when it cannot be read. */
  openKept(id: string): Promise<void>;
  /** Something changed: it will be saved shortly. */
  touch(): void;
  flush(): Promise<void>;
  readonly dirty: () => boolean;
  /** The user has it as a file, as it stands. */
  takenAway(): void;
  /** Whether the project can be changed here; says so when it cannot. */
  mayChange(): boolean;
  /** Asks the other tab for it. */
  editHere(): void;
}

const words = (error: unknown): string => (error instanceof Error ? error.message : String(error));

export function createOpenProject({
  store,
  document,
  dataFiles,
  shelf,
  turns = NO_TURNS,
  tab,
  room,
  notify,
  onLeave,
  onLeft,
  onOpened,
}: OpenProjectParts): OpenProject {
  let id = newProjectId();
  let sample = false;
  let turn: Turn | undefined;
  let takenAway: Project | undefined;
  /** The project as it was last read or saved: saving how one looks at it is no change of it. */
  let known: Project | undefined;
  let opening = false;

  const state = (): StudioState => {
    const made = store();
    if (!made) throw new Error('the open project is used before the store is made');
    return made.getState();
  };
  const set = (change: Partial<StudioState>): void => store()?.setState(change);

  const kept = (): Kept => ({
    project: state().project,
    history: document.history(),
    opened: document.opened(),
    openingProblems: document.problems(),
    diagram: state().diagram,
    files: [...state().files.values()].map(({ path, size, fingerprint }) => ({ path, size, fingerprint })),
    sample,
  });
  const fromKept = ({ project, history, opened, openingProblems, files, diagram }: Kept): OpenDocument => ({
    project,
    history,
    opened,
    problems: openingProblems,
    diagram,
    files: new Map(files.map((file) => [file.path, dataFiles.known(file)])),
  });

  async function save(): Promise<void> {
    try {
      const { project } = state();
      await shelf.save(id, kept(), project !== known);
      known = project;
      turn?.saved();
    } catch (error) {
      if (!(error instanceof ChangedElsewhere)) throw error;
      await keepBeside();
    }
  }
  const autosave = createAutosave({
    save,
    onState: (saved) => {
      if (store() && state().saved !== saved) set({ saved });
    },
    onFailure: (error) =>
      void (room ? room.look().catch(() => undefined) : Promise.resolve(undefined)).then((found) =>
        notify('error', notStored('the project', error, found), ['project.saveZip', 'project.list', 'project.retry']),
      ),
  });

  /** What was changed here and cannot be saved under the project's own name goes beside it. */
  async function keepBeside(): Promise<void> {
    const { name } = state().project;
    const beside = `${name} (changed in another tab too)`;
    await enter(newProjectId(), sample);
    document.dispatch('project.rename', { name: beside });
    await shelf.save(id, kept(), true);
    notify('error', `“${name}” was changed in another tab at the same time. Nothing is lost: what you changed here is kept beside it, as “${beside}”.`, [
      'project.list',
    ]);
  }

  /** Shows the project as another tab saved it; what is selected stays selected. */
  async function follow(mine: string): Promise<void> {
    const read = await shelf.read(mine);
    if (!read || 'problem' in read || mine !== id) return;
    const { diagram, selection } = state();
    known = read.kept.project;
    const next = document.open({ ...fromKept(read.kept), diagram });
    set({ ...next, selection: selection.filter((one) => Object.hasOwn(next.project.objects, one)) });
  }
  const eventsOf = (mine: string): TurnEvents => ({
    async onMine() {
      if (mine !== id || !store()) return;
      await follow(mine).catch((error: unknown) => notify('error', `What the other tab saved could not be read (${words(error)}). Reload the page.`));
      set({ access: 'editing', notices: state().notices.filter(({ offers }) => offers?.includes('project.editHere') !== true) });
    },
    async onAsked() {
      if (mine !== id) return;
      set({ access: 'reading' });
      await autosave.flush();
    },
    async onTaken() {
      // Saving finds out whether the other tab was first, and keeps this one's changes beside it then.
      await autosave.flush();
      if (mine === id) set({ access: 'reading' });
    },
    async onSaved() {
      if (mine !== id || state().access !== 'reading') return;
      if (autosave.dirty()) await autosave.flush();
      else await follow(mine).catch(() => undefined);
    },
  });

  /** From now on this tab shows the project of that id. */
  async function enter(next: string, isSample: boolean): Promise<void> {
    turn?.leave();
    id = next;
    sample = isSample;
    turn = await turns.take(next, eventsOf(next));
    tab?.set(next);
    set({ projectId: next, access: turn.mine() ? 'editing' : 'reading' });
    await shelf.opened(next).catch(() => undefined);
  }

  async function replace(next: OpenDocument, { id: as, sample: isSample = false }: { readonly id?: string; readonly sample?: boolean } = {}): Promise<void> {
    if (store()) {
      onLeave();
      await autosave.flush();
      const safe = document.history().past.length === 0 || state().project === takenAway;
      if (autosave.dirty() && !safe)
        throw new Error(`“${state().project.name}”, which is open, could not be saved, so it stays open. Save it as a zip, and try again.`);
    }
    await enter(as ?? newProjectId(), isSample);
    onLeft();
    opening = true;
    set({ ...document.open(next), folder: undefined });
    opening = false;
    known = as === undefined ? undefined : next.project;
    if (as === undefined) autosave.touch();
    await onOpened();
  }

  return {
    async restore() {
      const list = (await shelf.list()).filter(({ deleted }) => deleted === undefined);
      const wanted = tab?.get();
      const first = list.find((one) => one.id === wanted) ?? list[0];
      const read = first ? await shelf.read(first.id) : undefined;
      const found = read && 'kept' in read ? read.kept : undefined;
      if (read && 'problem' in read)
        notify('error', `The project that was open could not be read (${read.problem}). It was set aside, not deleted: see the list of projects.`);
      known = found?.project;
      await enter(found && first ? first.id : newProjectId(), found?.sample ?? false);
      return {
        document: found ? fromKept(found) : { project: emptyProject('Untitled') },
        access: () => (turn?.mine() === false ? 'reading' : 'editing'),
        projectId: id,
        never: first === undefined,
      };
    },
    replace,
    async openKept(wanted) {
      if (wanted === id) return;
      const read = await shelf.read(wanted);
      if (read === undefined) throw new Error('it is no longer kept in this browser.');
      if ('problem' in read) throw new Error(`it could not be read: ${read.problem}.`);
      await replace(fromKept(read.kept), { id: wanted, sample: read.kept.sample ?? false });
    },
    touch() {
      if (!opening && state().access === 'editing') autosave.touch();
    },
    flush: autosave.flush,
    dirty: autosave.dirty,
    takenAway() {
      takenAway = state().project;
    },
    mayChange() {
      if (state().access === 'editing') return true;
      notify('info', 'Nothing was changed: this project can only be read here, as long as another tab changes it.', ['project.editHere']);
      return false;
    },
    editHere: () => turn?.ask(),
  };
}
