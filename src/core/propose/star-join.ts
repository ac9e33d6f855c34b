import type { KnownTable } from '../infer/columns.ts';
import type { Column, Id, Intermediate } from '../model/types.ts';
import { distinctColumns, needsOf, type Planner } from './planner.ts';
import { listed, nameIn, referenceSentence } from './say.ts';
import type { Entity } from './shape.ts';
import type { Staged } from './staging.ts';

/** A column of a source that describes a member. */
export interface Attribute {
  readonly table: KnownTable;
  readonly id: Id;
  readonly staged: Column;
  /** The input of a join that brings it. */
  readonly input: string;
}

export const asColumn = ({ id, name, type, classification }: Column): Column => ({
  id,
  name,
  type,
  ...(classification === undefined ? {} : { classification }),
});

/** Another source that tells of an entity: joined by a column of the owner's rows and its own key. */
export interface Beside {
  readonly table: KnownTable;
  readonly by: Id;
  readonly column: Id;
  readonly from: Staged;
  readonly attributes: readonly Attribute[];
  readonly isLookup: boolean;
  readonly input: string;
}

/** What several sources tell of an entity, side by side: the owner's rows with what the others know. */
export function proposeJoin(
  planner: Planner,
  entity: Entity,
  owner: Staged,
  others: readonly Beside[],
  own: readonly Attribute[],
): { readonly object: Intermediate; readonly columnOf: ReadonlyMap<Attribute, Column> } | undefined {
  const key = `join:${entity.id}`;
  const known = Object.values(planner.project.objects).find(
    (object): object is Intermediate =>
      object.kind === 'intermediate' &&
      object.combine === 'join' &&
      [owner, ...others.map(({ from }) => from)].every((one) => object.inputs.some(({ from }) => from === one.object.id)),
  );
  const head = planner.head(key, 'intermediate', entity.words);
  if (!known && planner.isRefused(key, head.name)) return undefined;
  const keyColumn = owner.column(entity.column);
  if (!keyColumn) return undefined;
  const attributes = [...own, ...others.flatMap(({ attributes: theirs }) => theirs)];
  const columns = distinctColumns([
    { ...asColumn(keyColumn), from: { first: keyColumn.id } },
    ...attributes.map(({ input, staged }) => ({ ...asColumn(staged), from: { [input]: staged.id } })),
  ]);
  const columnOf = new Map(attributes.map((attribute, index) => [attribute, columns[index + 1] ?? attribute.staged] as const));
  if (known) {
    const found = new Map(
      attributes.flatMap((attribute) => {
        const column = known.columns.find(({ id }) => id === columnOf.get(attribute)?.id);
        return column ? [[attribute, column] as const] : [];
      }),
    );
    return { object: known, columnOf: found };
  }
  const same = others.filter(({ isLookup }) => !isLookup);
  const object: Intermediate = {
    kind: 'intermediate',
    ...head,
    combine: 'join',
    inputs: [
      { id: 'first', from: owner.object.id },
      ...others.map(({ input, by, column, from }) => ({
        id: input,
        from: from.object.id,
        ...(others.filter((one) => one.from === from).length > 1 ? { alias: input } : {}),
        join: { kind: 'left' as const, on: [['first', owner.column(by)?.id ?? '', from.column(column)?.id ?? ''] as [Id, Id, Id]], match: 'as_of' as const },
      })),
    ],
    columns: [...columns],
  };
  planner.add(object, {
    key,
    score: 0.7,
    reasons: [
      ...(same.length > 0
        ? [
            `${listed([entity.owner.source.name, ...same.map(({ table }) => table.source.name)])} tell of the same things: each row of ${entity.owner.source.name} gets what the others knew when it came.`,
          ]
        : []),
      ...others
        .filter(({ isLookup }) => isLookup)
        .map(
          ({ table, by }) =>
            `${table.source.name} tells more of what ${nameIn(entity.owner, by)} names, and no fact refers to it: it goes into the dimension instead of a table of its own.`,
        ),
      ...entity.members.flatMap(({ finding }) =>
        finding ? [referenceSentence(planner.inference.byId.get(finding.child.source), planner.inference.byId.get(finding.parent.source), finding)] : [],
      ),
    ],
    needs: needsOf(planner, [owner.object.id, ...others.map(({ from }) => from.object.id)]),
  });
  return { object, columnOf };
}
