import type { KnownColumn, KnownTable } from '../infer/columns.ts';
import { deliveryOf } from '../infer/changes.ts';
import { describedBy } from '../infer/dependencies.ts';
import type { Inference } from '../infer/infer.ts';
import type { KeyFinding } from '../infer/keys.ts';
import type { ReferenceFinding } from '../infer/references.ts';
import { aboutWords, singular, soundsLikeKey, soundsLikePlace } from '../infer/words.ts';
import type { Id } from '../model/types.ts';

/** Things that the business names: the rows of a table with a key of one column, or what a part of a key names. */
export interface Entity {
  readonly id: string;
  readonly words: readonly string[];
  /** The table that tells most of it, and the column that names it there. */
  readonly owner: KnownTable;
  readonly column: Id;
  /** Every table whose key it is. */
  readonly members: readonly {
    readonly table: KnownTable;
    readonly column: Id;
    readonly finding?: ReferenceFinding;
    /** Columns that describe it in a table whose rows are something else. */
    readonly described?: readonly Id[];
  }[];
  /** It has no table of its own. */
  readonly isPart: boolean;
}

/** A column of a table that names an entity. */
export interface Reference {
  readonly column: Id;
  readonly entity: Entity;
  readonly role: string;
  readonly finding?: ReferenceFinding;
  /** Rows without it. */
  readonly missing: number;
}

export interface Shape {
  readonly table: KnownTable;
  readonly key: KeyFinding;
  /** What its rows are, where its key is one column. */
  readonly own?: Entity;
  /** Columns that name other entities, or others of the same. */
  readonly references: readonly Reference[];
  /** Whether other tables refer to its rows. */
  readonly isReferred: boolean;
  /** Whether deliveries bring everything or only what is new; what the source says where it was not seen. */
  readonly delivery: 'full' | 'delta';
  /** Words for a row. */
  readonly words: readonly string[];
}

export interface Shapes {
  readonly shapes: readonly Shape[];
  readonly entities: readonly Entity[];
}

const byChild = new WeakMap<readonly ReferenceFinding[], ReadonlyMap<Id, readonly ReferenceFinding[]>>();

/** The references of one table. */
function ofChild(found: readonly ReferenceFinding[], source: Id): readonly ReferenceFinding[] {
  let known = byChild.get(found);
  if (!known) {
    const made = new Map<Id, ReferenceFinding[]>();
    for (const one of found) {
      const list = made.get(one.child.source);
      if (list) list.push(one);
      else made.set(one.child.source, [one]);
    }
    known = made;
    byChild.set(found, known);
  }
  return known.get(source) ?? [];
}

/** Groups of tables whose keys name the same things. */
function sameKeys(inference: Inference): ReadonlyMap<Id, Id> {
  const root = new Map<Id, Id>();
  const find = (id: Id): Id => {
    const up = root.get(id);
    return up === undefined || up === id ? id : find(up);
  };
  for (const { kind, child, parent } of inference.references.found) if (kind === 'same') root.set(find(child.source), find(parent.source));
  return new Map(inference.tables.map(({ source }) => [source.id, find(source.id)]));
}

const keyedBy = (inference: Inference, id: Id): Id | undefined => {
  const columns = inference.key.get(id)?.columns;
  return columns?.length === 1 ? columns[0] : undefined;
};

function ownedEntities(inference: Inference): readonly Entity[] {
  const groups = new Map<Id, KnownTable[]>();
  const root = sameKeys(inference);
  for (const table of inference.tables) {
    if (keyedBy(inference, table.source.id) === undefined) continue;
    const id = root.get(table.source.id) ?? table.source.id;
    groups.set(id, [...(groups.get(id) ?? []), table]);
  }
  return [...groups.values()].flatMap((tables): readonly Entity[] => {
    const distinct = (table: KnownTable): number => inference.key.get(table.source.id)?.figures?.distinct ?? 0;
    const [owner] = tables.toSorted((a, b) => distinct(b) - distinct(a) || b.columns.length - a.columns.length);
    const column = owner ? keyedBy(inference, owner.source.id) : undefined;
    if (!owner || column === undefined) return [];
    return [
      {
        id: owner.source.id,
        words: inference.entities.get(owner.source.id) ?? [],
        owner,
        column,
        members: tables.flatMap((table) => {
          const own = keyedBy(inference, table.source.id);
          const finding = inference.references.found.find(
            (one) => one.kind === 'same' && (one.child.source === table.source.id || one.parent.source === table.source.id),
          );
          return own === undefined ? [] : [{ table, column: own, ...(finding && table !== owner ? { finding } : {}) }];
        }),
        isPart: false,
      },
    ];
  });
}

/** Columns of a table that sound like keys, and neither are its own nor refer to another's. */
function namingColumns(inference: Inference, table: KnownTable): readonly KnownColumn[] {
  const key = inference.key.get(table.source.id)?.columns ?? [];
  const referring = new Set(
    ofChild(inference.references.found, table.source.id).flatMap(({ child, kind }) =>
      kind === 'reference' && child.columns.length === 1 ? child.columns : [],
    ),
  );
  return table.columns.filter(({ column, nature }) => {
    if (!['code', 'text', 'flag', 'whole'].includes(nature) || !soundsLikeKey(column.name) || soundsLikePlace(column.name)) return false;
    return !referring.has(column.id) && !(key.length === 1 && key[0] === column.id);
  });
}

/**
 * Columns that name something nobody keeps a table of: they sound like keys, and decide other columns in all rows, or are
 * part of a key and stand in other tables too. A column that several of them decide describes the one with the fewest values.
 */
function partEntities(inference: Inference, owned: readonly Entity[]): readonly Entity[] {
  const found = new Map<string, Entity>();
  for (const table of inference.tables) {
    const key = inference.key.get(table.source.id);
    if (!key) continue;
    const naming = namingColumns(inference, table);
    const decided = new Map<Id, Id>();
    for (const { column } of naming.toSorted((a, b) => (a.figures?.distinct ?? 0) - (b.figures?.distinct ?? 0)))
      for (const id of describedBy(table, column.id))
        if (!decided.has(id) && !key.columns.includes(id) && !naming.some((one) => one.column.id === id)) decided.set(id, column.id);
    for (const { column } of naming) {
      const described = [...decided].flatMap(([id, by]) => (by === column.id ? [id] : []));
      const name = column.name.toLowerCase();
      const about = aboutWords(column.name).map(singular);
      const words = about.length > 0 ? about : [name];
      const twin = found.get(name);
      const isShared =
        key.columns.includes(column.id) &&
        inference.tables.some((other) => other !== table && other.columns.some((one) => one.column.name.toLowerCase() === name));
      if (twin) found.set(name, { ...twin, members: [...twin.members, { table, column: column.id, described }] });
      else if ((described.length > 0 || isShared) && !owned.some((entity) => entity.words.join() === words.join()))
        found.set(name, {
          id: `${table.source.id}.${column.id}`,
          words,
          owner: table,
          column: column.id,
          members: [{ table, column: column.id, described }],
          isPart: true,
        });
    }
  }
  return [...found.values()];
}

const referring = new WeakMap<readonly Shape[], ReadonlyMap<Entity, readonly { readonly table: KnownTable; readonly reference: Reference }[]>>();

/** Every column that refers to an entity. */
export function referringTo(shapes: readonly Shape[], entity: Entity): readonly { readonly table: KnownTable; readonly reference: Reference }[] {
  let known = referring.get(shapes);
  if (!known) {
    const made = new Map<Entity, { readonly table: KnownTable; readonly reference: Reference }[]>();
    for (const { table, references } of shapes)
      for (const reference of references) {
        const list = made.get(reference.entity);
        if (list) list.push({ table, reference });
        else made.set(reference.entity, [{ table, reference }]);
      }
    known = made;
    referring.set(shapes, known);
  }
  return known.get(entity) ?? [];
}

/** Columns of a table that describe an entity rather than its rows. */
export const describedIn = (entity: Entity, table: KnownTable): readonly Id[] =>
  entity.isPart ? (entity.members.find((member) => member.table === table)?.described ?? []) : [];

/** What tables are to each other: the entities they name, and how. */
export function shapesOf(inference: Inference): Shapes {
  const owned = ownedEntities(inference);
  const entities = [...owned, ...partEntities(inference, owned)];
  const ofTable = new Map(entities.flatMap((entity) => (entity.isPart ? [] : entity.members.map(({ table }) => [table.source.id, entity] as const))));
  const referred = new Set(
    inference.references.found.flatMap(({ kind, parent, child }) => (kind === 'reference' && child.source !== parent.source ? [parent.source] : [])),
  );
  const parted = entities.filter(({ isPart }) => isPart);
  const shapes = inference.tables.flatMap((table): readonly Shape[] => {
    const key = inference.key.get(table.source.id);
    if (!key) return [];
    const own = ofTable.get(table.source.id);
    const taken = new Set<Id>(own ? key.columns : []);
    const references = ofChild(inference.references.found, table.source.id).flatMap((finding): readonly Reference[] => {
      const [column] = finding.child.columns;
      const entity = ofTable.get(finding.parent.source);
      if (finding.kind !== 'reference' || finding.child.columns.length !== 1 || column === undefined || !entity) return [];
      if (taken.has(column)) return [];
      taken.add(column);
      return [{ column, entity, role: finding.role, finding, missing: finding.missing }];
    });
    const parts = parted.flatMap((entity): readonly Reference[] => {
      const member = entity.members.find((one) => one.table === table);
      return member ? [{ column: member.column, entity, role: '', missing: 0 }] : [];
    });
    const order = new Map(table.columns.map(({ column }, index) => [column.id, index]));
    const all = [...references, ...parts].toSorted((a, b) => (order.get(a.column) ?? 0) - (order.get(b.column) ?? 0));
    const seen = table.evidence?.changes ? deliveryOf(table.evidence.changes) : undefined;
    return [
      {
        table,
        key,
        ...(own ? { own } : {}),
        references: withRoles(all, own, table),
        isReferred: referred.has(table.source.id),
        delivery: seen ?? (table.source.delivery === 'full' ? 'full' : 'delta'),
        words: inference.entities.get(table.source.id) ?? [],
      },
    ];
  });
  return { shapes, entities };
}

/** Two references to one entity need roles that tell them apart; one alone needs none, unless it refers to others of its own. */
function withRoles(references: readonly Reference[], own: Entity | undefined, table: KnownTable): readonly Reference[] {
  return references.map((reference) => {
    const several = references.filter(({ entity }) => entity === reference.entity).length > 1 || reference.entity === own;
    if (!several) return { ...reference, role: '' };
    const words = aboutWords(table.byId.get(reference.column)?.column.name ?? reference.column);
    return { ...reference, role: reference.role === '' ? words.join('_') : reference.role };
  });
}
