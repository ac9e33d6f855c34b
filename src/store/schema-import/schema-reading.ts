import { EngineError } from '../../core/engine-port.ts';
import { compareWithProject, type Comparison } from '../../core/import/compare.ts';
import { readFiles } from '../../core/import/read-files.ts';
import { recogniseKinds, type KindProposal } from '../../core/import/recognise.ts';
import type { ImportFile, NotRead, ScriptPlatform, WhatWasRead } from '../../core/import/types.ts';
import { unzipProject } from '../../core/model/project-zip.ts';
import type { Project } from '../../core/model/types.ts';
import { decodeScript } from '../../engine/files/decode.ts';
import { isSchemaPath } from './schema-files.ts';

/** A file as it was dropped; a zip stands for what is in it. */
export interface SchemaFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface SchemaQuestion {
  readonly request: number;
  /** Given with the first question. */
  readonly files?: readonly SchemaFile[];
  /** The dialect of all scripts; each is told by its text when left out. */
  readonly platform?: ScriptPlatform | undefined;
  readonly project: Project;
  /** Ids of renames that are two things after all. */
  readonly notRenamed: readonly string[];
}

/** What the files hold, and what importing them would change. */
export interface FoundSchema {
  readonly read: Omit<WhatWasRead, 'tables'>;
  readonly tables: number;
  readonly kinds: readonly KindProposal[];
  readonly comparison: Comparison;
}

export type SchemaAnswer = { readonly request: number; readonly found: FoundSchema } | { readonly request: number; readonly failed: string };

interface Opened {
  readonly files: readonly ImportFile[];
  readonly problems: readonly NotRead[];
}

const unread = (file: string, reason: string): NotRead => ({ file, line: 1, column: 1, reason, excerpt: '' });

function opened(files: readonly SchemaFile[]): Opened {
  const problems: NotRead[] = [];
  const texts: ImportFile[] = [];
  const take = ({ name, bytes }: SchemaFile): void => {
    try {
      const { text, encoding } = decodeScript(name, bytes);
      texts.push({ name, text, ...(encoding === 'utf-8' ? {} : { encoding }) });
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      problems.push(unread(name, error.detail.message));
    }
  };
  for (const file of files) {
    if (!/\.zip$/i.test(file.name)) {
      take(file);
      continue;
    }
    const { texts: written, data, diagnostics } = unzipProject(file.bytes);
    problems.push(...diagnostics.map(({ message }) => unread(file.name, message)));
    for (const [name, text] of written) if (isSchemaPath(name)) texts.push({ name, text });
    for (const [name, bytes] of data) if (isSchemaPath(name)) take({ name, bytes });
  }
  return { files: texts, problems };
}

/** Answers what files say of tables, and what that would change in a project. Files are read once per dialect. */
export function createSchemaReading(): (question: SchemaQuestion) => SchemaAnswer {
  let given: Opened = { files: [], problems: [] };
  let known: { readonly platform: ScriptPlatform | undefined; readonly read: WhatWasRead } | undefined;
  return ({ request, files, platform, project, notRenamed }) => {
    try {
      if (files) [given, known] = [opened(files), undefined];
      if (known?.platform !== platform || !known) known = { platform, read: readFiles(given.files, platform === undefined ? {} : { platform }) };
      const { tables, ...read } = known.read;
      return {
        request,
        found: {
          read: { ...read, problems: [...given.problems, ...read.problems] },
          tables: tables.length,
          kinds: recogniseKinds(tables),
          comparison: compareWithProject(project, known.read, { notRenamed: new Set(notRenamed) }),
        },
      };
    } catch (error) {
      return { request, failed: error instanceof Error ? error.message : String(error) };
    }
  };
}
