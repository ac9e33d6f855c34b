import { readAsJson } from '../core/import/as-json.ts';
import { recogniseKinds } from '../core/import/recognise.ts';
import { readFiles } from '../core/import/read-files.ts';
import { isKept } from '../core/import/to-source.ts';
import type { ScriptPlatform, WhatWasRead } from '../core/import/types.ts';
import { intoProject, type IntoProject } from './import-project.ts';
import { openFiles } from './import-files.ts';
import { lines, type Outcome } from './problems.ts';
import { count, type Say } from './run.ts';

export interface ImportCommand {
  /** The dialect of all scripts; told by their text when left out. */
  readonly platform?: ScriptPlatform;
  /** Prints one JSON object and nothing else. */
  readonly json: boolean;
  /** The project that it is merged into. */
  readonly into?: IntoProject;
}

const plural = (number: number, one: string, many = `${one}s`): string => `${count(number)} ${number === 1 ? one : many}`;

/** Prints what was not understood and what was passed over. */
export function sayProblems({ files, problems, skipped }: WhatWasRead, say: Say): void {
  for (const { file, platform, evidence, encoding } of files)
    say(`${file}: read as ${platform}${evidence === undefined ? '' : ` (${evidence})`}${encoding === undefined ? '' : `, ${encoding}`}`);
  for (const { file, line, column, reason, excerpt } of problems) say(`not understood: ${file}:${line}:${column}: ${reason}: ${excerpt}`);
  if (skipped.length > 0) say(`passed over: ${skipped.map(({ what, count: times }) => `${what}${times === 1 ? '' : ` ${count(times)} times`}`).join(', ')}`);
}

function summary({ tables, problems }: WhatWasRead): string {
  const own = tables.filter(({ kind }) => kind === 'table');
  const keys = own.reduce((sum, { primaryKey, uniqueKeys }) => sum + (primaryKey ? 1 : 0) + uniqueKeys.length, 0);
  const foreign = own.reduce((sum, { foreignKeys }) => sum + foreignKeys.length, 0);
  return [
    plural(own.length, 'table'),
    plural(tables.length - own.length, 'view'),
    plural(
      tables.reduce((sum, { columns }) => sum + columns.length, 0),
      'column',
    ),
    plural(keys, 'key'),
    plural(foreign, 'foreign key'),
    `${count(problems.length)} not understood`,
  ].join(', ');
}

/** Reads what exists and prints what was understood of it. */
export function importFiles(paths: readonly string[], { platform, json, into }: ImportCommand, say: Say): Outcome {
  const { files, refused } = openFiles(paths);
  const read = readFiles(files, platform === undefined ? {} : { platform });
  const code = refused.length > 0 || read.tables.length === 0 ? 1 : 0;
  if (json) {
    say(JSON.stringify(refused.length === 0 ? readAsJson(read) : { ...readAsJson(read), refused }, undefined, 2));
    return { code, out: '' };
  }
  for (const message of refused) say(`error: ${message}`);
  sayProblems(read, say);
  for (const { object, kind, reason } of recogniseKinds(read.tables.filter(isKept))) say(`${object} may be a ${kind.replace('_', ' ')}: ${reason}`);
  if (!into || code !== 0) return { code, out: lines(summary(read)) };
  const { ok, summary: last } = intoProject(read, into, say);
  return { code: ok ? code : 1, out: lines(summary(read), last) };
}
