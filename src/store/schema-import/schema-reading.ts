import { compareWithProject, type Comparison } from '../../core/import/compare.ts';
import { readFiles } from '../../core/import/read-files.ts';
import { recogniseKinds, type KindProposal } from '../../core/import/recognise.ts';
import type { ImportFile, NotRead, ScriptPlatform, WhatWasRead } from '../../core/import/types.ts';
import type { Project } from '../../core/model/types.ts';
import { unpackImport } from '../../engine/files/unpack-import.ts';

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

const unread = (reason: string): NotRead => ({ file: '', line: 1, column: 1, reason, excerpt: '' });

function opened(files: readonly SchemaFile[]): Opened {
  const all = files.map(({ name, bytes }) => unpackImport(name, bytes));
  return { files: all.flatMap((one) => one.files), problems: all.flatMap(({ refused }) => refused.map(unread)) };
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
