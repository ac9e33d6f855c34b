import type { Fact, FactDimension, Id, ObjectOf, Project } from '../../core/model/types.ts';

type AnyDimension = ObjectOf<'dimension' | 'date_dimension' | 'time_dimension'>;

export interface Matrix {
  /** The processes: facts, by name. */
  readonly facts: readonly Fact[];
  /** Those shared by most facts first, then by name. */
  readonly dimensions: readonly AnyDimension[];
  /** The references of a fact to a dimension: none, one, or one per role. */
  readonly cell: (fact: Id, dimension: Id) => readonly FactDimension[];
  /** How many facts have a dimension. */
  readonly uses: ReadonlyMap<Id, number>;
}

const byName = (a: { readonly name: string }, b: { readonly name: string }): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

/** Kimball's bus matrix: which process has which dimension. It is read from the facts, so it is never out of date. */
export function busMatrix(project: Project): Matrix {
  const facts: Fact[] = [];
  const dimensions: AnyDimension[] = [];
  for (const object of Object.values(project.objects)) {
    if (object.kind === 'fact') facts.push(object);
    else if (object.kind === 'dimension' || object.kind === 'date_dimension' || object.kind === 'time_dimension') dimensions.push(object);
  }
  const uses = new Map<Id, number>();
  const cells = new Map<string, readonly FactDimension[]>();
  for (const fact of facts) {
    for (const reference of fact.dimensions) {
      const key = `${fact.id} ${reference.dimension}`;
      const known = cells.get(key) ?? [];
      if (known.length === 0) uses.set(reference.dimension, (uses.get(reference.dimension) ?? 0) + 1);
      cells.set(key, [...known, reference]);
    }
  }
  return {
    facts: facts.toSorted(byName),
    dimensions: dimensions.toSorted((a, b) => (uses.get(b.id) ?? 0) - (uses.get(a.id) ?? 0) || byName(a, b)),
    cell: (fact, dimension) => cells.get(`${fact} ${dimension}`) ?? [],
    uses,
  };
}
