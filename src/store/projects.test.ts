import { describe, expect, it, vi } from 'vitest';
import { emptyProject } from '../core/model/empty-project.ts';
import { NO_HISTORY } from '../core/commands/history.ts';
import { createStudio } from './create-studio.ts';
import type { Kept } from './kept.ts';
import type { Storage, StudioPorts } from './ports.ts';
import { createProjectShelf } from './project-shelf.ts';
import { bytesText, notStored } from './room.ts';
import type { Studio } from './studio-types.ts';
import { createTurns, type Channel, type Locks } from './turns.ts';
import { zipProject } from '../core/model/project-zip.ts';
import { writeProject } from '../core/model/write-project.ts';

function memory(): Storage & { readonly values: Map<string, unknown> } {
  const values = new Map<string, unknown>();
  return {
    values,
    get: async (key) => structuredClone(values.get(key)),
    set: async (key, value) => void values.set(key, structuredClone(value)),
    remove: async (key) => void values.delete(key),
    keys: async () => [...values.keys()],
  };
}

const kept = (name: string, files: Kept['files'] = []): Kept => ({
  project: emptyProject(name),
  history: NO_HISTORY,
  opened: new Map(),
  openingProblems: [],
  files,
  diagram: 'main',
});

describe('the shelf of projects', () => {
  const shelfOf = (storage: Storage, day = 1) => {
    const forgotten: string[] = [];
    const shelf = createProjectShelf(storage, {
      clock: () => new Date(Date.UTC(2026, 2, day)),
      forgetFile: async (fingerprint) => void forgotten.push(fingerprint),
    });
    return { shelf, forgotten };
  };

  it('adopts what an earlier version kept, the open project first', async () => {
    const storage = memory();
    storage.values.set('project', { revision: 7, ...kept('Open') });
    storage.values.set('previous', { revision: 3, ...kept('Before') });
    const { shelf } = shelfOf(storage);
    const list = await shelf.list();
    expect(list.map(({ name }) => name)).toEqual(['Open', 'Before']);
    expect(await shelf.read(list[0]?.id ?? '')).toMatchObject({ kept: { project: { name: 'Open' } } });
    expect([storage.values.has('project'), storage.values.has('previous')]).toEqual([false, false]);
    expect((await shelfOf(storage).shelf.list()).length).toBe(2);
  });

  it('renames and copies without opening, and erases a file only with the last project that has it', async () => {
    const { shelf, forgotten } = shelfOf(memory());
    const file = { path: 'data/a.csv', size: 10, fingerprint: 'f1' };
    await shelf.save('a', kept('One', [file]), true);
    await shelf.rename('a', 'Uno');
    const copy = await shelf.duplicate('a', 'Uno 2');
    expect((await shelf.list()).map(({ name }) => name).toSorted()).toEqual(['Uno', 'Uno 2']);
    await shelf.erase('a');
    expect(forgotten).toEqual([]);
    await shelf.erase(copy);
    expect(forgotten).toEqual(['f1']);
    expect(await shelf.list()).toEqual([]);
  });

  it('gives back what was thrown away, for thirty days', async () => {
    const storage = memory();
    const { shelf } = shelfOf(storage, 1);
    await shelf.save('a', kept('One'), true);
    await shelf.throwAway('a');
    expect(await shelfOf(storage, 30).shelf.list()).toMatchObject([{ id: 'a', deleted: '2026-03-01T00:00:00.000Z' }]);
    await shelf.takeBack('a');
    expect((await shelfOf(storage, 90).shelf.list())[0]?.deleted).toBeUndefined();
    await shelf.throwAway('a');
    expect(await shelfOf(storage, 32).shelf.list()).toEqual([]);
  });

  it('tells the last change of a project, not the last look at it', async () => {
    const storage = memory();
    await shelfOf(storage, 1).shelf.save('a', kept('One'), true);
    const { shelf } = shelfOf(storage, 5);
    await shelf.read('a');
    await shelf.save('a', { ...kept('One'), diagram: 'other' }, false);
    expect((await shelf.list())[0]?.changed).toBe('2026-03-01T00:00:00.000Z');
  });
});

describe('room', () => {
  it('is told in words, with what to do when there is none', () => {
    expect([0, 999, 1000, 9_960, 48_200_000, 3.2e9].map(bytesText)).toEqual(['0 B', '999 B', '1.0 kB', '10.0 kB', '48 MB', '3.2 GB']);
    const full = new DOMException('no', 'QuotaExceededError');
    expect(notStored('the project', full, { used: 9e6, limit: 1e7, promised: false })).toContain('9.0 MB of 10 MB are used');
    expect(notStored('the project', new Error('broken disk'), undefined)).toContain('broken disk');
  });
});

/** The locks of a browser, as far as turns use them. */
function fakeLocks(): Locks {
  interface Waiting {
    readonly go: (lock: { name: string } | null) => void;
    readonly stop: (error: unknown) => void;
  }
  const queues = new Map<string, Waiting[]>();
  const holders = new Map<string, Waiting>();
  const next = (name: string): void => {
    const [first, ...rest] = queues.get(name) ?? [];
    queues.set(name, rest);
    if (first) first.go({ name });
  };
  const request = (name: string, options: LockOptions, work: (lock: { name: string } | null) => Promise<unknown>): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const one: Waiting = {
        stop: reject,
        go(lock) {
          if (lock) holders.set(name, one);
          void work(lock)
            .then(resolve, reject)
            .finally(() => {
              if (holders.get(name) !== one) return;
              holders.delete(name);
              next(name);
            });
        },
      };
      if (options.steal) {
        holders.get(name)?.stop(new DOMException('stolen', 'AbortError'));
        one.go({ name });
      } else if (!holders.has(name)) one.go({ name });
      else if (options.ifAvailable) one.go(null);
      else {
        queues.set(name, [...(queues.get(name) ?? []), one]);
        options.signal?.addEventListener('abort', () => {
          if (!queues.get(name)?.includes(one)) return;
          queues.set(name, queues.get(name)?.filter((other) => other !== one) ?? []);
          reject(new DOMException('stopped', 'AbortError'));
        });
      }
    });
  return { request, query: async () => ({ held: [...holders.keys()].map((name) => ({ name })), pending: [] }) } as unknown as Locks;
}

function channels(): (name: string) => Channel {
  const open = new Map<string, Set<(event: { data: unknown }) => void>>();
  return (name) => {
    const all = open.get(name) ?? new Set();
    open.set(name, all);
    let own: ((event: { data: unknown }) => void) | undefined;
    return {
      postMessage: (data) => {
        for (const listener of all) if (listener !== own) queueMicrotask(() => listener({ data }));
      },
      addEventListener: (_, listener) => {
        own = listener;
        all.add(listener);
      },
      close: () => void (own && all.delete(own)),
    };
  };
}

describe('two tabs on one project', () => {
  const world = (patience?: number) => {
    const storage = memory();
    const locks = fakeLocks();
    const channel = channels();
    const tab = async (ports: Partial<StudioPorts> = {}): Promise<Studio> => {
      const studio = await createStudio({
        openEngine: () => Promise.reject(new Error('no rows here')),
        openExportThread: () => {
          throw new Error('nothing is exported here');
        },
        storage,
        turns: createTurns(locks, channel, patience),
        clock: () => new Date('2026-03-01T10:00:00Z'),
        loadSample: async () => zipProject({ texts: writeProject(emptyProject('Shop')), data: new Map() }),
        ...ports,
      });
      await studio.ready;
      return studio;
    };
    return { storage, tab };
  };
  const name = (studio: Studio): string => studio.getState().project.name;
  const access = (studio: Studio): string => studio.getState().access;

  it('one writes, the other reads and follows, and takes over when asked to, with the history', async () => {
    const { tab } = world();
    const one = await tab();
    await one.actions.flush();
    const two = await tab();
    expect([access(one), access(two)]).toEqual(['editing', 'reading']);
    expect(two.actions.dispatch('project.rename', { name: 'No' })).toBe(false);
    expect(two.getState().notices.at(-1)).toMatchObject({ offers: ['project.editHere'] });

    one.actions.dispatch('project.rename', { name: 'First' });
    await one.actions.flush();
    await vi.waitFor(() => expect(name(two)).toBe('First'));

    // Not saved yet when the other tab asks.
    one.actions.dispatch('project.rename', { name: 'Second' });
    two.actions.editHere();
    await vi.waitFor(() => expect([access(one), access(two)]).toEqual(['reading', 'editing']));
    expect(name(two)).toBe('Second');
    two.actions.undo();
    await two.actions.flush();
    await vi.waitFor(() => expect(name(one)).toBe('First'));
    expect((await one.actions.projects()).map((project) => [project.name, project.elsewhere])).toEqual([['First', true]]);
  });

  it('goes to the tab that is left when the one that wrote opens another project', async () => {
    const { tab } = world();
    const one = await tab();
    await one.actions.flush();
    const two = await tab();
    one.actions.dispatch('project.rename', { name: 'Last word' });
    await one.actions.newProject('Other');
    await vi.waitFor(() => expect(access(two)).toBe('editing'));
    expect(name(two)).toBe('Last word');
    await one.actions.flush();
    const shop = (await one.actions.projects()).find((project) => project.name === 'Last word');
    expect(shop?.elsewhere).toBe(true);
    await one.actions.deleteKept(shop?.id ?? '');
    expect(one.getState().notices.at(-1)?.message).toContain('open in another tab');
  });

  it('is taken from a tab that does not answer, whose changes are then kept beside', async () => {
    const { storage, tab } = world(20);
    const first = await tab();
    await first.actions.flush();
    const gate: { shut: boolean; open: () => void } = { shut: false, open: () => undefined };
    const opened = new Promise<void>((resolve) => {
      gate.open = resolve;
    });
    const hanging = await tab({
      storage: {
        ...storage,
        async get(key) {
          if (gate.shut && key.startsWith('project/')) await opened;
          return storage.get(key);
        },
      },
    });
    hanging.actions.editHere();
    await vi.waitFor(() => expect(access(hanging)).toBe('editing'));
    gate.shut = true;
    hanging.actions.dispatch('project.rename', { name: 'Typed before it hung' });
    first.actions.editHere();
    await vi.waitFor(() => expect(access(first)).toBe('editing'));
    first.actions.dispatch('project.rename', { name: 'Typed since' });
    await first.actions.flush();
    gate.open();
    await hanging.actions.flush();
    const names = (await first.actions.projects()).map((project) => project.name);
    expect(names.toSorted()).toEqual(['Typed before it hung (changed in another tab too)', 'Typed since']);
    expect([name(hanging), access(hanging)]).toEqual(['Typed before it hung (changed in another tab too)', 'editing']);
  });
});
