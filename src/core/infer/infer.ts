import type { Id, Project, Source } from '../model/types.ts';
import { knownTables, type KnownTable } from './columns.ts';
import { declaredReferences, isView } from './declared-references.ts';
import type { Evidence } from './evidence.ts';
import { bestKey, keyFindings, type KeyFinding } from './keys.ts';
import { referenceFindings, type References } from './references.ts';
import { sensitiveFinding, type SensitiveFinding } from './sensitive.ts';
import { entitiesOf } from './words.ts';

/** What is known of the sources of a project. */
export interface Inference {
  readonly tables: readonly KnownTable[];
  readonly byId: ReadonlyMap<Id, KnownTable>;
  /** What the rows of a source are, in words. */
  readonly entities: ReadonlyMap<Id, readonly string[]>;
  /** All that may be keys, the likeliest first. */
  readonly keys: ReadonlyMap<Id, readonly KeyFinding[]>;
  /** The key each source is taken to have. */
  readonly key: ReadonlyMap<Id, KeyFinding | undefined>;
  readonly references: References;
  readonly sensitive: ReadonlyMap<Id, readonly SensitiveFinding[]>;
}

/** The sources that tell something of their own: views over others are left out. */
export const sourcesOf = (project: Project): readonly Source[] =>
  Object.values(project.objects).filter((object): object is Source => object.kind === 'source' && !isView(object));

/**
 * Draws conclusions from what was measured, and from names, types and promised keys where there are no rows.
 * @param chosen source → the columns a user takes for its key, whatever the figures say.
 */
export function infer(project: Project, evidence: Evidence, chosen: Readonly<Record<Id, readonly Id[]>> = {}): Inference {
  const sources = sourcesOf(project);
  const tables = knownTables(sources, evidence);
  const entities = entitiesOf(sources);
  const entity = (table: KnownTable): readonly string[] => entities.get(table.source.id) ?? [];
  const keys = new Map(tables.map((table) => [table.source.id, keyFindings(table, entity(table))]));
  // What is staged has been decided, unless its key is unique by accident: such a key was guessed when the file came.
  const staged = new Set(Object.values(project.objects).flatMap((object) => (object.kind === 'staging' ? [object.source] : [])));
  const decided = ({ source }: KnownTable): readonly Id[] | undefined => {
    const same = keys.get(source.id)?.find((one) => one.isDeclared && one.accident === undefined);
    return staged.has(source.id) ? same?.columns : undefined;
  };
  const chosenKey = (table: KnownTable): KeyFinding | undefined => {
    const columns = (chosen[table.source.id] ?? decided(table))?.filter((id) => table.byId.has(id));
    if (!columns || columns.length === 0) return undefined;
    const same = keys.get(table.source.id)?.find((one) => one.columns.length === columns.length && one.columns.every((id) => columns.includes(id)));
    const { accident: _, ...known } = same ?? { columns, score: 1, missing: 0, repeated: 0, isDeclared: true };
    const best = bestKey(keys.get(table.source.id) ?? []);
    if (best && best.columns.length === columns.length && best.columns.every((id) => columns.includes(id))) return best;
    return { ...known, columns, isDeclared: true };
  };
  const key = new Map(tables.map((table) => [table.source.id, chosenKey(table) ?? bestKey(keys.get(table.source.id) ?? [])]));
  return {
    tables,
    byId: new Map(tables.map((table) => [table.source.id, table])),
    entities,
    keys,
    key,
    references: referenceFindings(tables, evidence, key, entities, declaredReferences(sources)),
    sensitive: new Map(
      tables.map((table) => [
        table.source.id,
        table.columns.flatMap((column) => {
          const found = sensitiveFinding(column, entity(table));
          return found ? [found] : [];
        }),
      ]),
    ),
  };
}
