import * as z from 'zod';
import { Id as IdSchema, ModelObject as ModelObjectSchema } from '../model/schema.ts';
import type { Diagram, Id, ModelObject, ObjectKind, ObjectOf, Project } from '../model/types.ts';
import { CommandError, type Command } from './types.ts';

/** A command whatever its payload: the registry checks the payload before it applies. */
export type AnyCommand = Command<unknown>;

/** Ties a payload schema to what is done with it. */
export function command<S extends z.ZodType>(type: string, label: string, payload: S, apply: (draft: Project, payload: z.infer<S>) => void): AnyCommand {
  return { type, label, payload, apply: (draft, checked) => apply(draft, checked as z.infer<S>) };
}

/** zod's issues as one readable sentence part. */
export const issuesText = (error: z.ZodError): string =>
  error.issues.map((issue) => (issue.path.length > 0 ? `${issue.path.join('.')}: ${issue.message}` : issue.message)).join('; ');

/** Where a new object appears. */
export const placing = { diagram: IdSchema.optional(), x: z.number().optional(), y: z.number().optional() };

export function objectIn(draft: Project, id: Id): ModelObject {
  const object = draft.objects[id];
  if (!object) throw new CommandError(`There is no object ${id}: it may have been deleted.`);
  return object;
}

export function objectOfKind<K extends ObjectKind>(draft: Project, id: Id, kind: K): ObjectOf<K> {
  const object = objectIn(draft, id);
  if (object.kind !== kind) throw new CommandError(`${object.name} is a ${object.kind}, not a ${kind}.`);
  return object as ObjectOf<K>;
}

export function diagramIn(draft: Project, id: Id): Diagram {
  const diagram = draft.diagrams[id];
  if (!diagram) throw new CommandError(`There is no diagram ${id}.`);
  return diagram;
}

/** Replaces an object by a changed copy, if the copy is a valid object of the same kind. */
export function replaceObject(draft: Project, id: Id, next: unknown): void {
  const before = objectIn(draft, id);
  const parsed = ModelObjectSchema.safeParse(next);
  if (!parsed.success) throw new CommandError(`${before.name} was not changed: ${issuesText(parsed.error)}.`);
  draft.objects[id] = parsed.data;
}

/** A record with the keys of `patch` put in; those that are null or undefined are taken out. */
export function patched<T extends object>(before: T, patch: Readonly<Record<string, unknown>>): T {
  const entries = new Map<string, unknown>(Object.entries(before));
  for (const [key, value] of Object.entries(patch)) {
    if (value === null || value === undefined) entries.delete(key);
    else entries.set(key, value);
  }
  return Object.fromEntries(entries) as T;
}

/** Puts an object on a diagram, if one is named. */
export function place(
  draft: Project,
  id: Id,
  at: { readonly diagram?: Id | undefined; readonly x?: number | undefined; readonly y?: number | undefined },
): void {
  if (at.diagram === undefined) return;
  diagramIn(draft, at.diagram).placed[id] = { x: Math.round(at.x ?? 0), y: Math.round(at.y ?? 0) };
}
