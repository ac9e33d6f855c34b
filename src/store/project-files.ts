import { strFromU8, strToU8 } from 'fflate';
import type { Diagnostic } from '../core/model/diagnostic.ts';
import { readProject } from '../core/model/read-project.ts';
import type { Project } from '../core/model/types.ts';
import { unzipProject, zipProject, type ProjectArchive } from '../core/model/project-zip.ts';
import { writeProject, type ReadFile } from '../core/model/write-project.ts';
import type { Folder } from './ports.ts';

export interface OpenedProject {
  readonly project: Project;
  readonly opened: ReadonlyMap<string, ReadFile>;
  readonly problems: readonly Diagnostic[];
  readonly data: ReadonlyMap<string, Uint8Array>;
}

/** A project that could not be opened says why; what was open stays. */
export type Opening = OpenedProject | { readonly problems: readonly Diagnostic[]; readonly project?: undefined };

function openArchive({ texts, data }: ProjectArchive): Opening {
  const { project, diagnostics, files } = readProject(texts);
  if (!project) return { problems: diagnostics };
  const diagrams = Object.keys(project.diagrams).length > 0 ? project.diagrams : { main: { id: 'main', name: 'Main', placed: {} } };
  return { project: { ...project, diagrams }, opened: files, problems: diagnostics, data };
}

export function openZip(bytes: Uint8Array): Opening {
  const archive = unzipProject(bytes);
  return archive.diagnostics.length > 0 ? { problems: archive.diagnostics } : openArchive(archive);
}

/** A project of text files alone. */
export const openTexts = (texts: ReadonlyMap<string, string>): Opening => openArchive({ texts, data: new Map() });

/** The project as one zip, with its data files. */
export const zipOf = (project: Project, opened: ReadonlyMap<string, ReadFile>, data: ReadonlyMap<string, Uint8Array>): Uint8Array =>
  zipProject({ texts: writeProject(project, opened), data });

/** Reads a project from a folder: its YAML files, and the data files its deliveries name. */
export async function openFolder(folder: Folder): Promise<Opening> {
  const paths = new Set(await folder.list());
  const texts = new Map<string, string>();
  for (const path of paths) if (/^(orrery\.yaml|(objects|diagrams)\/.+\.ya?ml)$/.test(path)) texts.set(path, strFromU8(await folder.read(path)));
  const opening = openTexts(texts);
  if (!opening.project) return opening;
  const wanted = new Set(opening.project.deliveries.flatMap((delivery) => Object.values(delivery.files)));
  const data = new Map<string, Uint8Array>();
  for (const path of wanted) if (paths.has(path)) data.set(path, await folder.read(path));
  return { ...opening, data };
}

const same = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, index) => byte === b[index]);

/**
 * Writes a project to a folder: only what differs. Files of objects that are gone are removed; other files are left alone.
 * @returns how many files were written or removed.
 */
export async function saveToFolder(
  folder: Folder,
  project: Project,
  opened: ReadonlyMap<string, ReadFile>,
  data: ReadonlyMap<string, () => Promise<Uint8Array>>,
): Promise<number> {
  const texts = writeProject(project, opened);
  const present = new Set(await folder.list());
  let changed = 0;
  const put = async (path: string, bytes: Uint8Array): Promise<void> => {
    if (present.has(path) && same(await folder.read(path), bytes)) return;
    await folder.write(path, bytes);
    changed += 1;
  };
  for (const [path, text] of texts) await put(path, strToU8(text));
  for (const [path, read] of data) if (!present.has(path)) await put(path, await read());
  for (const path of present) {
    if (!/^(objects|diagrams)\/.+\.ya?ml$/.test(path) || texts.has(path)) continue;
    await folder.remove(path);
    changed += 1;
  }
  return changed;
}
