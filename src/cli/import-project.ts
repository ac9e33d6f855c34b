import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { applyCommand } from '../core/commands/dispatch.ts';
import { compareWithProject, importPayload, type ImportChange } from '../core/import/compare.ts';
import type { WhatWasRead } from '../core/import/types.ts';
import { emptyProject } from '../core/model/empty-project.ts';
import { PLATFORMS } from '../core/model/schema.ts';
import type { Project } from '../core/model/types.ts';
import { PROJECT_FILE, writeProject, type ReadFile } from '../core/model/write-project.ts';
import { openProject } from './open-project.ts';
import { hasErrors, problemLine } from './problems.ts';
import type { Say } from './run.ts';

export interface IntoProject {
  readonly out: string;
  /** Prints the changes and writes nothing. */
  readonly dryRun: boolean;
  /** Ids of changes to be made, and not to be made, against what is proposed. */
  readonly accept: ReadonlySet<string>;
  readonly refuse: ReadonlySet<string>;
}

interface Opened {
  readonly project: Project;
  readonly before: ReadonlyMap<string, ReadFile>;
}

/** The project that is there, or a new one for what was read. */
function openOrNew(out: string, read: WhatWasRead): Opened | readonly string[] {
  if (existsSync(out) && !statSync(out).isDirectory()) return [`error: ${out} is no folder: a project is written to one.`];
  if (existsSync(join(out, PROJECT_FILE))) {
    const { project, before, diagnostics } = openProject(out);
    return project && !hasErrors(diagnostics) ? { project, before } : diagnostics.map(problemLine);
  }
  if (existsSync(out) && readdirSync(out).length > 0) return [`error: ${out} holds other things than a project: choose an empty folder.`];
  const project = emptyProject(basename(resolve(out)));
  const platform = PLATFORMS.find((one) => read.files.some((file) => file.platform === one));
  return { project: platform ? { ...project, settings: { ...project.settings, platform } } : project, before: new Map() };
}

function changeLine({ id, kind, table, column, before, after, reason }: ImportChange, done: boolean): string {
  const what = kind.replace('-', ' ');
  const values = [before, after].filter((text) => text !== undefined && text !== '').join(' → ');
  const name = column === undefined ? table : `${table}.${column}`;
  return `${done ? '' : 'not '}applied: ${name}: ${what}${values === '' ? '' : `: ${values}`}${reason === undefined ? '' : ` (${reason})`} [${id}]`;
}

function write(out: string, project: Project, before: ReadonlyMap<string, ReadFile>): void {
  const files = writeProject(project, before);
  for (const [path, text] of files) {
    if (before.get(path)?.text === text) continue;
    mkdirSync(dirname(join(out, path)), { recursive: true });
    writeFileSync(join(out, path), text);
  }
  for (const path of before.keys()) if (!files.has(path)) rmSync(join(out, path));
}

/** Merges what was read into a project folder and prints each change. @returns the last line, or why nothing was done. */
export function intoProject(read: WhatWasRead, { out, dryRun, accept, refuse }: IntoProject, say: Say): { readonly ok: boolean; readonly summary: string } {
  const opened = openOrNew(out, read);
  if (!('project' in opened)) {
    for (const line of opened) say(line);
    return { ok: false, summary: 'Nothing was written.' };
  }
  const { project, before } = opened;
  const { changes, unchanged, left } = compareWithProject(project, read, { notRenamed: refuse });
  const unknown = [...accept, ...refuse].filter((id) => !changes.some((change) => change.id === id) && !id.endsWith('-renamed'));
  if (unknown.length > 0) return { ok: false, summary: `There is no change ${unknown.join(', ')}. Nothing was written.` };
  const isAccepted = (change: ImportChange): boolean => (change.proposed || accept.has(change.id)) && !refuse.has(change.id);
  for (const change of changes) say(changeLine(change, isAccepted(change) && !dryRun));
  for (const { table, reason } of left) say(`left out: ${table}: ${reason}`);
  const diagram = Object.keys(project.diagrams).toSorted()[0];
  const applied = applyCommand(project, 'import.apply', { ...importPayload(changes, isAccepted), ...(diagram === undefined ? {} : { diagram }) });
  if (!dryRun) write(out, applied.project, before);
  const done = changes.filter(isAccepted).length;
  return { ok: true, summary: `${done} of ${changes.length} changes ${dryRun ? 'would be made' : 'made'} in ${out}, ${unchanged} tables unchanged` };
}
