import { LineCounter, parseDocument } from 'yaml';
import type * as z from 'zod';
import type { Diagnostic } from './diagnostic.ts';
import * as s from './schema.ts';
import type { Diagram, ModelObject, Project } from './types.ts';
import { PROJECT_FILE, type ReadFile } from './write-project.ts';
import { yamlValue } from './yaml-value.ts';

export interface ReadProject {
  /** Absent when `orrery.yaml` is missing, broken or of a later version. */
  readonly project?: Project;
  readonly diagnostics: readonly Diagnostic[];
  /** Every file of the project as it was; hand it to `writeProject`. */
  readonly files: ReadonlyMap<string, ReadFile>;
}

const Head = s.Project.omit({ objects: true, diagrams: true });

/** What is wrong, in words for whoever wrote the file. */
function issueText(issue: z.core.$ZodIssue, value: unknown): string {
  if (issue.code !== 'invalid_union' || issue.discriminator === undefined) return issue.message;
  const found: unknown = typeof value === 'object' && value !== null ? Object.entries(value).find(([key]) => key === issue.discriminator)?.[1] : undefined;
  return found === undefined ? `${issue.discriminator} is missing` : `${JSON.stringify(found)} is no ${issue.discriminator} that this version of Orrery knows`;
}

/**
 * Reads a project from its text files. A file that cannot be read is reported with its place and kept as it is; the rest
 * comes in. Files outside `orrery.yaml`, `objects/` and `diagrams/` are not the model's and are passed over.
 */
export function readProject(texts: ReadonlyMap<string, string>): ReadProject {
  const diagnostics: Diagnostic[] = [];
  const files = new Map<string, ReadFile>();
  const report = (code: string, file: string, message: string, position?: { readonly line: number; readonly col: number }): void => {
    diagnostics.push({ code, severity: 'error', message, at: position ? { file, line: position.line, character: position.col } : { file } });
  };

  function readFile<T>(path: string, schema: z.ZodType<T>): T | undefined {
    const text = texts.get(path) ?? '';
    files.set(path, { text, value: undefined });
    const lines = new LineCounter();
    const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, prettyErrors: false });
    const [error] = document.errors;
    if (error) {
      const at = lines.linePos(error.pos[0]);
      report('yaml-syntax', path, `${path}, line ${at.line}: ${error.message}. The file was left as it is; mend it and open the project again.`, at);
      return undefined;
    }
    const read = yamlValue(document, text);
    if ('refused' in read) {
      report('too-many-aliases', path, `${path}: ${read.refused}. The file was left as it is.`);
      return undefined;
    }
    const { value } = read;
    const parsed = schema.safeParse(value);
    if (!parsed.success) {
      for (const issue of parsed.error.issues) {
        const node = document.getIn(issue.path, true);
        const range = typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range) ? Number(node.range[0]) : 0;
        const where = issue.path.length > 0 ? ` at ${issue.path.map(String).join('.')}` : '';
        report(
          'schema',
          path,
          `${path}${where}: ${issueText(issue, value)}. The file was left as it is; mend it and open the project again.`,
          lines.linePos(range),
        );
      }
      return undefined;
    }
    files.set(path, { text, value: parsed.data });
    return parsed.data;
  }

  if (!texts.has(PROJECT_FILE)) {
    report('no-project', PROJECT_FILE, `There is no ${PROJECT_FILE} here: choose the folder or zip that holds one at its top.`);
    return { diagnostics, files };
  }
  const version = /^format:\s*(\d+)\s*(#.*)?$/m.exec(texts.get(PROJECT_FILE) ?? '')?.[1];
  if (version !== undefined && Number(version) > s.FORMAT_VERSION) {
    report(
      'later-version',
      PROJECT_FILE,
      `This project was saved by a later Orrery (format ${version}; this one reads up to ${s.FORMAT_VERSION}). Nothing was opened or changed: open it with the newer version.`,
    );
    return { diagnostics, files };
  }
  const head = readFile(PROJECT_FILE, Head);

  const objects: Record<string, ModelObject> = {};
  const diagrams: Record<string, Diagram> = {};
  const owner = new Map<string, string>();
  for (const path of [...texts.keys()].toSorted()) {
    const kind = /^(objects|diagrams)\/.+\.ya?ml$/.exec(path)?.[1];
    if (kind === undefined) continue;
    const entry = kind === 'objects' ? readFile(path, s.ModelObject) : readFile(path, s.Diagram);
    if (!entry) continue;
    const first = owner.get(`${kind}/${entry.id}`);
    if (first !== undefined) {
      files.set(path, { text: texts.get(path) ?? '', value: undefined });
      report('duplicate-id', path, `${path} has the id ${entry.id}, which ${first} has already: give one of them another id.`);
      continue;
    }
    owner.set(`${kind}/${entry.id}`, path);
    if ('kind' in entry) objects[entry.id] = entry as ModelObject;
    else diagrams[entry.id] = entry as Diagram;
  }
  return head ? { project: { ...head, objects, diagrams } as Project, diagnostics, files } : { diagnostics, files };
}
