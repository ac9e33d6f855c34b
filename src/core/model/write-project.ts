import { stringify } from 'yaml';
import * as s from './schema.ts';
import type { Diagram, ModelObject, Project } from './types.ts';

export const PROJECT_FILE = 'orrery.yaml';
export const objectPath = (object: Pick<ModelObject, 'kind' | 'id'>): string => `objects/${object.kind}/${object.id}.yaml`;
export const diagramPath = (diagram: Pick<Diagram, 'id'>): string => `diagrams/${diagram.id}.yaml`;

/** What stood in a file when it was read: written back to the letter while its value is the same. */
export interface ReadFile {
  readonly text: string;
  readonly value: unknown;
}

const canonical = (value: unknown): string => stringify(value, { lineWidth: 0, aliasDuplicateObjects: false });

/** Values equal regardless of how they were written; key order does not count. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [definedEntries(a), definedEntries(b)];
  return left.size === right.size && [...left].every(([key, value]) => right.has(key) && sameValue(value, right.get(key)));
}

const definedEntries = (value: object): ReadonlyMap<string, unknown> => new Map(Object.entries(value).filter(([, entry]) => entry !== undefined));

/**
 * The project as text files: `orrery.yaml`, one file per object, one per diagram. Keys stand in the schema's order, then
 * the unknown ones. A file whose value did not change keeps its text byte for byte, comments and layout included.
 * @param before files by path as they were read; those that could not be read are kept as they were.
 */
export function writeProject(project: Project, before: ReadonlyMap<string, ReadFile> = new Map()): ReadonlyMap<string, string> {
  const { objects, diagrams, ...head } = s.Project.parse(project);
  const values = new Map<string, unknown>([
    [PROJECT_FILE, head],
    ...Object.values(objects).map((object): [string, unknown] => [objectPath(object), object]),
    ...Object.values(diagrams).map((diagram): [string, unknown] => [diagramPath(diagram), diagram]),
  ]);
  const files = new Map<string, string>();
  for (const [path, file] of before) if (file.value === undefined) files.set(path, file.text);
  for (const [path, value] of values) {
    const old = before.get(path);
    files.set(path, old && sameValue(old.value, value) ? old.text : canonical(value));
  }
  return new Map([...files].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
