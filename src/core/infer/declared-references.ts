import * as z from 'zod';
import { Id as IdSchema } from '../model/schema.ts';
import type { Id, Source } from '../model/types.ts';

/** A foreign key that a source's definition states. */
export interface DeclaredReference {
  readonly child: { readonly source: Id; readonly columns: readonly Id[] };
  readonly parent: { readonly source: Id; readonly columns: readonly Id[] };
}

/** As an import leaves them: the columns of the other source are its key when they are not named. */
const Stated = z.array(z.looseObject({ columns: z.array(IdSchema).min(1), source: IdSchema, references: z.array(IdSchema).optional() }));
const Keys = z.array(z.looseObject({ columns: z.array(IdSchema).min(1) }));
const View = z.looseObject({ kind: z.literal('view') });

const has = (source: Source, ids: readonly Id[]): boolean => ids.every((id) => source.columns.some((column) => column.id === id));

/** The foreign keys that sources state; those that name nothing that is there are passed over. */
export function declaredReferences(sources: readonly Source[]): readonly DeclaredReference[] {
  const byId = new Map(sources.map((source) => [source.id, source]));
  return sources.flatMap((source) => {
    const parsed = Stated.safeParse(source['foreign_keys']);
    if (!parsed.success) return [];
    return parsed.data.flatMap(({ columns, source: id, references }): readonly DeclaredReference[] => {
      const parent = byId.get(id);
      const named = references ?? parent?.key ?? [];
      if (!parent || !has(source, columns) || named.length !== columns.length || !has(parent, named)) return [];
      return [{ child: { source: source.id, columns }, parent: { source: parent.id, columns: named } }];
    });
  });
}

/** Keys that a source's definition states beside its first. */
export function declaredKeys(source: Source): readonly (readonly Id[])[] {
  const parsed = Keys.safeParse(source['unique_keys']);
  return parsed.success ? parsed.data.flatMap(({ columns }) => (has(source, columns) ? [columns] : [])) : [];
}

/** Whether a source is a view over others, which tells nothing that they do not. */
export const isView = (source: Source): boolean => View.safeParse(source['origin']).success;
