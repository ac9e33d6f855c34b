import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { readProject, type ReadProject } from '../core/model/read-project.ts';

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

/** Opens a project folder. Throws Node's own error when there is no such folder. */
export const openFolder = (folder: string): ReadProject => readProject(textsOf(folder));
