import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { ImportFile } from '../core/import/types.ts';
import { EngineError } from '../core/engine-port.ts';
import { decodeScript } from '../engine/files/decode.ts';

/** Files of a folder that may say something of tables. */
const WANTED = /\.(sql|ddl|hql|psql|tab|vw|dbml|ya?ml|json)$/i;
const isHidden = (path: string): boolean => path.split(sep).some((part) => part.startsWith('.') || part === 'node_modules');

/** The files that paths name, those of folders in the order of their names. */
const pathsOf = (path: string): readonly string[] =>
  statSync(path).isDirectory()
    ? readdirSync(path, { recursive: true, encoding: 'utf8' })
        .filter((entry) => WANTED.test(entry) && !isHidden(entry) && statSync(join(path, entry)).isFile())
        .toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }))
        .map((entry) => join(path, entry))
    : [path];

export interface OpenedFiles {
  readonly files: readonly ImportFile[];
  /** Why some could not be opened, in words for the user. */
  readonly refused: readonly string[];
}

/** Reads files and folders as text, whatever their encoding. */
export function openFiles(paths: readonly string[]): OpenedFiles {
  const files: ImportFile[] = [];
  const refused: string[] = [];
  for (const path of paths.flatMap(pathsOf)) {
    try {
      const { text, encoding } = decodeScript(path, readFileSync(path));
      files.push({ name: path, text, ...(encoding === 'utf-8' ? {} : { encoding }) });
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      refused.push(error.message);
    }
  }
  return { files, refused };
}
