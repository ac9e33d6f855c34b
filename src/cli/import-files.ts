import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isImportable, unpackImport, type ImportFiles } from '../engine/files/unpack-import.ts';

/** The files that a path names, those of a folder in the order of their names. */
const pathsOf = (path: string): readonly string[] =>
  statSync(path).isDirectory()
    ? readdirSync(path, { recursive: true, encoding: 'utf8' })
        .filter((entry) => isImportable(entry) && statSync(join(path, entry)).isFile())
        .toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }))
        .map((entry) => join(path, entry))
    : [path];

/** Reads files, folders and zips as texts, whatever their encoding. */
export function openFiles(paths: readonly string[]): ImportFiles {
  const opened = paths.flatMap(pathsOf).map((path) => unpackImport(path, readFileSync(path)));
  return { files: opened.flatMap(({ files }) => files), refused: opened.flatMap(({ refused }) => refused) };
}
