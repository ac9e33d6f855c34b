import { factRule, type Finding } from '../types.ts';

/** What a measure says of other parts of the fact has to be there. */
export const factReferenceMissing = factRule(
  'fact-reference-missing',
  (fact) => {
    const roles = new Set(fact.dimensions.map(({ id }) => id));
    const columns = new Set(fact.columns.map(({ id }) => id));
    return fact.columns.flatMap(({ id, name, not_over: notOver = [], unit_from: unitFrom }): readonly Finding[] => [
      ...notOver
        .filter((role) => !roles.has(role))
        .map((role) => ({ column: id, message: `${fact.name}.${name} does not add over ${role}, which is no dimension of this fact: choose again.` })),
      ...(unitFrom === undefined || columns.has(unitFrom)
        ? []
        : [{ column: id, message: `${fact.name}.${name} takes its unit from column ${unitFrom}, which this fact has not: choose another.` }]),
    ]);
  },
  'error',
);
