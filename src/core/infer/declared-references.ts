import * as z from 'zod';
import { Id as IdSchema } from '../model/schema.ts';
import type { Id, Source } from '../model/types.ts';

/** A foreign key that a source's definition states. */
export interface DeclaredReference {
  readonly child: { readonly source: Id; readonly columns: readonly Id[] };
  readonly parent: { readonly source: Id; readonly columns: readonly Id[] };
}

const Stated = z.array(
  z.looseObject({ columns: z.array(IdSchema).min(1), references: z.looseObject({ source: IdSchema, columns: z.array(IdSchema).optional() }) }),
);

/** The foreign keys that sources state under `foreign_keys`; those that name nothing that is there are passed over. */
export function declaredReferences(sources: readonly Source[]): readonly DeclaredReference[] {
  const byId = new Map(sources.map((source) => [source.id, source]));
  return sources.flatMap((source) => {
    const parsed = Stated.safeParse(source['foreign_keys']);
    if (!parsed.success) return [];
    return parsed.data.flatMap(({ columns, references }): readonly DeclaredReference[] => {
      const parent = byId.get(references.source);
      const named = references.columns ?? parent?.key ?? [];
      const known = columns.every((id) => source.columns.some((column) => column.id === id));
      if (!parent || !known || named.length !== columns.length || !named.every((id) => parent.columns.some((column) => column.id === id))) return [];
      return [{ child: { source: source.id, columns }, parent: { source: parent.id, columns: named } }];
    });
  });
}
