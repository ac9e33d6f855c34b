import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import type { Diagnostic } from '../core/model/diagnostic.ts';
import { unzipProject } from '../core/model/project-zip.ts';
import { readProject } from '../core/model/read-project.ts';
import type { Project } from '../core/model/types.ts';
import type { ReadFile } from '../core/model/write-project.ts';

export interface OpenedProject {
  readonly project?: Project;
  readonly diagnostics: readonly Diagnostic[];
  /** The project's text files as they were read. */
  readonly before: ReadonlyMap<string, ReadFile>;
  /** The bytes of a data file by its path inside the project; `undefined` when there is none, or when it lies outside. */
  data(path: string): Uint8Array | undefined;
}

/** Text files of a project folder by path inside it, with forward slashes; data and hidden files are passed over. */
function textsOf(folder: string): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const path = join(folder, entry);
    if (/\.ya?ml$/.test(entry) && !entry.split(sep).some((part) => part.startsWith('.') || part === 'node_modules') && statSync(path).isFile()) {
      texts.set(relative(folder, path).split(sep).join('/'), readFileSync(path, 'utf8'));
    }
  }
  return texts;
}

function openFolder(path: string): OpenedProject {
  const root = resolve(path);
  const { project, diagnostics, files: before } = readProject(textsOf(root));
  const data = (inside: string): Uint8Array | undefined => {
    const file = resolve(root, inside);
    return file.startsWith(`${root}${sep}`) && existsSync(file) && statSync(file).isFile() ? readFileSync(file) : undefined;
  };
  return { ...(project ? { project } : {}), diagnostics, before, data };
}

function openZip(path: string): OpenedProject {
  const archive = unzipProject(readFileSync(path));
  if (archive.diagnostics.length > 0) return { diagnostics: archive.diagnostics, before: new Map(), data: () => undefined };
  const { project, diagnostics, files: before } = readProject(archive.texts);
  return { ...(project ? { project } : {}), diagnostics, before, data: (inside) => archive.data.get(inside) };
}

/** Opens a project folder or zip. Throws Node's own error when the path is not there. */
export const openProject = (path: string): OpenedProject => (statSync(path).isDirectory() ? openFolder(path) : openZip(path));
