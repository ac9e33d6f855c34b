import type { KnownTable } from '../infer/columns.ts';
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
  readonly members: readonly { readonly table: KnownTable; readonly column: Id; readonly finding?: ReferenceFinding }[];
  /** It has no table of its own. */
  readonly isPart: boolean;
  /** Columns that describe it in a table whose rows are something else. */
  readonly described: readonly Id[];
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
        described: [],
      },
    ];
  });
}

/** Parts of keys that name something nobody keeps a table of: they sound like keys, and other columns tell of them, or other tables have them too. */
function partEntities(inference: Inference, owned: readonly Entity[]): readonly Entity[] {
  const found = new Map<string, Entity>();
  for (const table of inference.tables) {
    const key = inference.key.get(table.source.id);
    if (!key || key.columns.length < 2) continue;
    for (const id of key.columns) {
      const column = table.byId.get(id);
      const refers = inference.references.found.some(
        ({ child, kind }) => kind === 'reference' && child.source === table.source.id && child.columns.length === 1 && child.columns[0] === id,
      );
      const isNaming =
        column &&
        (column.nature === 'code' || column.nature === 'text' || column.nature === 'flag') &&
        soundsLikeKey(column.column.name) &&
        !soundsLikePlace(column.column.name);
      if (!isNaming || refers) continue;
      const described = describedBy(table, id).filter((other) => !key.columns.includes(other));
      const words = aboutWords(column.column.name).map(singular);
      const twin = found.get(column.column.name.toLowerCase());
      const isShared = inference.tables.some(
        (other) => other !== table && other.columns.some((one) => one.column.name.toLowerCase() === column.column.name.toLowerCase()),
      );
      if (twin) found.set(column.column.name.toLowerCase(), { ...twin, members: [...twin.members, { table, column: id }] });
      else if ((described.length > 0 || isShared) && words.length > 0 && !owned.some((entity) => entity.words.join() === words.join()))
        found.set(column.column.name.toLowerCase(), {
          id: `${table.source.id}.${id}`,
          words,
          owner: table,
          column: id,
          members: [{ table, column: id }],
          isPart: true,
          described,
        });
    }
  }
  return [...found.values()];
}

/** What tables are to each other: the entities they name, and how. */
export function shapesOf(inference: Inference): Shapes {
  const owned = ownedEntities(inference);
  const entities = [...owned, ...partEntities(inference, owned)];
  const ofTable = new Map(entities.flatMap((entity) => (entity.isPart ? [] : entity.members.map(({ table }) => [table.source.id, entity] as const))));
  const shapes = inference.tables.flatMap((table): readonly Shape[] => {
    const key = inference.key.get(table.source.id);
    if (!key) return [];
    const own = ofTable.get(table.source.id);
    const taken = new Set<Id>(own ? key.columns : []);
    const references = inference.references.found.flatMap((finding): readonly Reference[] => {
      const [column] = finding.child.columns;
      const entity = ofTable.get(finding.parent.source);
      if (finding.kind !== 'reference' || finding.child.source !== table.source.id || finding.child.columns.length !== 1 || column === undefined || !entity)
        return [];
      if (taken.has(column)) return [];
      taken.add(column);
      return [{ column, entity, role: finding.role, finding, missing: finding.missing }];
    });
    const parts = entities.flatMap((entity): readonly Reference[] => {
      const member = entity.isPart ? entity.members.find((one) => one.table === table) : undefined;
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
        isReferred: inference.references.found.some(
          ({ kind, parent, child }) => kind === 'reference' && parent.source === table.source.id && child.source !== table.source.id,
        ),
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
