import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { codeInRegion } from '../core/targets/own-code.ts';
import type { GeneratedFile } from '../core/targets/types.ts';

/** What was generated into a folder by a target, so that the next time knows which files are still as they were written. */
const Record = z.object({ target: z.string(), platform: z.string(), environment: z.string().optional(), files: z.record(z.string(), z.string()) });
export type Generated = z.infer<typeof Record>;

const recordPath = (out: string, target: string): string => join(out, '.orrery', `${target}.json`);
const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
const read = (path: string): string | undefined => (existsSync(path) ? readFileSync(path, 'utf8') : undefined);

/** What a target wrote into a folder before; nothing where it did not, or where the record of it cannot be read. */
export function generatedBefore(out: string, target: string): Generated | undefined {
  const text = read(recordPath(out, target));
  if (text === undefined) return undefined;
  try {
    const parsed = Record.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/** Files of a folder whose own code the project does not have as it is there. */
export const unadopted = (out: string, files: readonly GeneratedFile[]): readonly { readonly file: GeneratedFile; readonly code: string }[] =>
  files.flatMap((file) => {
    const there = read(join(out, file.path));
    const code = there === undefined ? undefined : codeInRegion(there);
    return code === undefined || code === (codeInRegion(file.text) ?? '') ? [] : [{ file, code }];
  });

export interface WrittenOver {
  /** Files that were generated before, are no longer, and were taken away. */
  readonly removed: readonly string[];
  /** Those that somebody changed since, which stay. */
  readonly left: readonly string[];
}

/** Writes what a target made below `out`, and takes away what it made there before and no longer does, unless somebody changed it. */
export function writeOver(out: string, made: Omit<Generated, 'files'>, files: readonly GeneratedFile[]): WrittenOver {
  const before = generatedBefore(out, made.target);
  const paths = new Set(files.map(({ path }) => path));
  const stale = Object.entries(before?.files ?? {}).filter(([path]) => !paths.has(path) && existsSync(join(out, path)));
  const removed = stale.flatMap(([path, known]) => (digest(read(join(out, path)) ?? '') === known ? [path] : []));
  for (const path of removed) rmSync(join(out, path));
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  };
  for (const { path, text } of files) write(join(out, path), text);
  const record: Generated = { ...made, files: Object.fromEntries(files.map(({ path, text }) => [path, digest(text)])) };
  write(recordPath(out, made.target), `${JSON.stringify(record, undefined, 1)}\n`);
  return { removed, left: stale.flatMap(([path]) => (removed.includes(path) ? [] : [path])) };
}
