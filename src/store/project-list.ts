import type { OpenProject } from './open-project.ts';
import type { RoomPort } from './ports.ts';
import type { ProjectShelf } from './project-shelf.ts';
import type { ListedProject, StudioActions, StudioState } from './studio-types.ts';
import { NO_TURNS, type Turns } from './turns.ts';

type ListActions = Pick<
  StudioActions,
  'projects' | 'openKept' | 'renameKept' | 'duplicateKept' | 'deleteKept' | 'takeBackKept' | 'eraseKept' | 'reopenPrevious' | 'room' | 'askForRoom'
>;

interface ListParts {
  readonly state: () => StudioState;
  readonly shelf: ProjectShelf;
  readonly open: OpenProject;
  readonly turns: Turns | undefined;
  readonly room: RoomPort | undefined;
  readonly dispatch: StudioActions['dispatch'];
  readonly notify: StudioActions['notify'];
  /** Tells the user when work fails, and of what it was part. */
  readonly guarded: (what: string, work: () => Promise<void>) => Promise<void>;
}

/** A name that none of them has, counted up from one. */
function freeName(wanted: string, taken: readonly string[]): string {
  const stem = wanted.replace(/ \d+$/, '');
  for (let count = 2; ; count += 1) if (!taken.includes(`${stem} ${count}`)) return `${stem} ${count}`;
}

/** What is done with the projects that are kept, open or not. */
export function createProjectList({ state, shelf, open, turns = NO_TURNS, room, dispatch, notify, guarded }: ListParts): ListActions {
  const isOpen = (id: string): boolean => state().projectId === id;
  async function projects(): Promise<readonly ListedProject[]> {
    const [list, elsewhere] = await Promise.all([shelf.list(), turns.elsewhere().catch(() => new Set<string>())]);
    return list.map((one) => ({ ...one, elsewhere: elsewhere.has(one.id) }));
  }
  /** @throws where another tab would write over what is done here. */
  async function mine(id: string): Promise<void> {
    if ((await turns.elsewhere()).has(id)) throw new Error('it is open in another tab. Close it there first.');
  }
  return {
    projects,
    openKept: (id) => guarded('Open', () => open.openKept(id)),
    reopenPrevious: () =>
      guarded('The project before', async () => {
        const before = (await projects()).find(({ id, deleted }) => deleted === undefined && !isOpen(id));
        if (before === undefined) notify('info', 'This browser keeps no other project.');
        else await open.openKept(before.id);
      }),
    renameKept: (id, name) =>
      guarded('Rename', async () => {
        if (isOpen(id)) {
          dispatch('project.rename', { name });
          await open.flush();
          return;
        }
        await mine(id);
        await shelf.rename(id, name);
      }),
    duplicateKept: (id) =>
      guarded('Duplicate', async () => {
        if (isOpen(id)) await open.flush();
        const list = await projects();
        const name = list.find((one) => one.id === id)?.name ?? 'Project';
        await shelf.duplicate(
          id,
          freeName(
            name,
            list.map((one) => one.name),
          ),
        );
      }),
    deleteKept: (id) =>
      guarded('Delete', async () => {
        if (isOpen(id)) throw new Error('it is open. Open another project first.');
        await mine(id);
        await shelf.throwAway(id);
      }),
    takeBackKept: (id) => guarded('Take back', () => shelf.takeBack(id)),
    eraseKept: (id) =>
      guarded('Delete for good', async () => {
        await shelf.erase(id);
        await open.flush();
      }),
    room: async () => room?.look(),
    askForRoom: async () => (room ? room.ask() : false),
  };
}
