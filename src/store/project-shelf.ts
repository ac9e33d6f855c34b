import type { ReadFile } from '../core/model/write-project.ts';
import { aboutKept, KeptProjectShape, KeptShape, type Kept, type KeptProject } from './kept.ts';
import type { Storage } from './ports.ts';

/** Where earlier versions kept the open project, and the one before it. */
const EARLIER = ['previous', 'project'] as const;
const RECENT = 'recent';
const DAYS_KEPT = 30;
const DAY = 86_400_000;

const projectKey = (id: string): string => `project/${id}`;
const aboutKey = (id: string): string => `about/${id}`;

/** Another tab has saved the project since this one read it. */
export class ChangedElsewhere extends Error {}

export type Restored = { readonly kept: Kept } | { readonly problem: string } | undefined;

/** The projects this browser keeps, by an id that no one sees. */
export interface ProjectShelf {
  /** All there are, the one opened last first; those thrown away among them. */
  list(): Promise<readonly KeptProject[]>;
  /** What is read is what the next save goes on from. */
  read(id: string): Promise<Restored>;
  /**
   * Rejects with {@link ChangedElsewhere} when another tab has saved since; nothing is overwritten then.
   * @param changed whether the project itself changed, and not only how it is looked at
   */
  save(id: string, kept: Kept, changed: boolean): Promise<void>;
  /** The next time it is the first of the list, and what opens. */
  opened(id: string): Promise<void>;
  rename(id: string, name: string): Promise<void>;
  /** @returns the id of the copy */
  duplicate(id: string, name: string): Promise<string>;
  throwAway(id: string): Promise<void>;
  takeBack(id: string): Promise<void>;
  /** Forgets it and those of its files that no other project has. */
  erase(id: string): Promise<void>;
}

/** An id that no other project has. */
export function newProjectId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(9)), (byte) => byte.toString(36).padStart(2, '0')).join('');
}

const revisionOf = (value: unknown): number =>
  typeof value === 'object' && value !== null && 'revision' in value && typeof value.revision === 'number' ? value.revision : 0;
const idsIn = (value: unknown): readonly string[] => (Array.isArray(value) ? value.filter((id) => typeof id === 'string') : []);

export function createProjectShelf(
  storage: Storage,
  { clock, forgetFile }: { readonly clock: () => Date; readonly forgetFile: (fingerprint: string) => Promise<void> },
): ProjectShelf {
  const revisions = new Map<string, number>();
  const now = (): string => clock().toISOString();

  async function adopt(): Promise<void> {
    for (const key of EARLIER) {
      const value = await storage.get(key);
      if (value === undefined) continue;
      const id = newProjectId();
      await storage.set(projectKey(id), value);
      await opened(id);
      await storage.remove(key);
    }
  }
  const adopted = adopt();

  async function about(id: string): Promise<KeptProject | undefined> {
    const told = KeptProjectShape.safeParse(await storage.get(aboutKey(id)));
    if (told.success) return told.data;
    const restored = await read(id, false);
    if (!restored) return undefined;
    // It stays where it is, for a version of Orrery that can read it.
    if ('problem' in restored) return { id, name: 'Unreadable project', changed: now(), objects: 0, files: [], problem: restored.problem };
    const made = aboutKept(id, restored.kept, now());
    await storage.set(aboutKey(id), made);
    return made;
  }
  async function change(id: string, patch: Partial<KeptProject>): Promise<void> {
    const before = await about(id);
    if (before) await storage.set(aboutKey(id), { ...before, ...patch });
  }
  async function read(id: string, follow: boolean): Promise<Restored> {
    const value = await storage.get(projectKey(id));
    if (value === undefined) return undefined;
    const parsed = KeptShape.safeParse(value);
    if (parsed.success) {
      if (follow) revisions.set(id, parsed.data.revision);
      return { kept: { ...parsed.data, opened: parsed.data.opened as ReadonlyMap<string, ReadFile> } };
    }
    return { problem: parsed.error.issues[0]?.message ?? 'it is not readable' };
  }
  async function write(id: string, kept: Kept, revision: number, changed = now()): Promise<void> {
    await storage.set(projectKey(id), { revision, ...kept });
    await storage.set(aboutKey(id), aboutKept(id, kept, changed));
    revisions.set(id, revision);
  }
  async function opened(id: string): Promise<void> {
    const recent = idsIn(await storage.get(RECENT));
    await storage.set(RECENT, [id, ...recent.filter((other) => other !== id)]);
  }
  async function all(): Promise<readonly KeptProject[]> {
    const ids = (await storage.keys()).filter((key) => key.startsWith('project/')).map((key) => key.slice('project/'.length));
    const told = await Promise.all(ids.map(about));
    const recent = idsIn(await storage.get(RECENT));
    const place = (id: string): number => (recent.includes(id) ? recent.indexOf(id) : recent.length);
    return told.filter((one) => one !== undefined).toSorted((a, b) => place(a.id) - place(b.id) || (a.changed < b.changed ? 1 : -1));
  }
  async function erase(id: string): Promise<void> {
    const gone = await about(id);
    await storage.remove(projectKey(id));
    await storage.remove(aboutKey(id));
    await storage.set(
      RECENT,
      idsIn(await storage.get(RECENT)).filter((other) => other !== id),
    );
    const used = new Set((await all()).flatMap(({ files }) => files.map(({ fingerprint }) => fingerprint)));
    for (const { fingerprint } of gone?.files ?? []) if (!used.has(fingerprint)) await forgetFile(fingerprint);
  }

  return {
    async list() {
      await adopted;
      const found = await all();
      const old = clock().getTime() - DAYS_KEPT * DAY;
      const over = found.filter(({ deleted }) => deleted !== undefined && Date.parse(deleted) < old);
      for (const { id } of over) await erase(id);
      return found.filter((one) => !over.includes(one));
    },
    async read(id) {
      await adopted;
      return read(id, true);
    },
    async save(id, kept, changed) {
      const stored = revisionOf(await storage.get(projectKey(id)));
      if (stored > (revisions.get(id) ?? 0)) throw new ChangedElsewhere();
      const before = changed || stored === 0 ? undefined : await about(id);
      await write(id, kept, stored + 1, before?.changed);
    },
    opened,
    async rename(id, name) {
      const value = await storage.get(projectKey(id));
      const restored = await read(id, false);
      if (!restored || 'problem' in restored) return;
      const { kept } = restored;
      await write(id, { ...kept, project: { ...kept.project, name } }, revisionOf(value) + 1);
    },
    async duplicate(id, name) {
      const restored = await read(id, false);
      if (!restored) throw new Error('It is no longer kept in this browser.');
      if ('problem' in restored) throw new Error(`It could not be read: ${restored.problem}.`);
      const copy = newProjectId();
      await write(copy, { ...restored.kept, project: { ...restored.kept.project, name }, sample: undefined }, 1);
      return copy;
    },
    throwAway: (id) => change(id, { deleted: now() }),
    takeBack: (id) => change(id, { deleted: undefined }),
    erase,
  };
}
