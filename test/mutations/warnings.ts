import type { Mutation } from './mutation.ts';

const RULES = 'src/core/rules/fact/';
const RULES_TEST = 'src/core/rules/rules.test.ts';

export const WARNINGS: readonly Mutation[] = [
  {
    rule: 'A ratio is not summed',
    broken: 'only an additive measure is warned of',
    file: `${RULES}sum-not-additive.ts`,
    find: "if (measure.additivity === 'non_additive')",
    replace: "if (measure.additivity === 'additive')",
    test: [RULES_TEST],
  },
  {
    rule: 'A balance is not summed over time',
    broken: 'only other facts than snapshots are warned of',
    file: `${RULES}sum-not-additive.ts`,
    find: "measure.additivity === 'semi_additive' && fact.fact_type === 'periodic_snapshot'",
    replace: "measure.additivity === 'semi_additive' && fact.fact_type !== 'periodic_snapshot'",
    test: [RULES_TEST],
  },
  {
    rule: 'A fact says in words what one row is',
    broken: 'blanks are words',
    file: `${RULES}grain-not-stated.ts`,
    find: "(grain.sentence ?? '').trim() === ''",
    replace: "(grain.sentence ?? '') === ''",
    test: [RULES_TEST],
  },
  {
    rule: 'A fact has a date',
    broken: 'any dimension is one',
    file: `${RULES}fact-without-date.ts`,
    find: "project.objects[dimension]?.kind === 'date_dimension'",
    replace: 'project.objects[dimension] !== undefined',
    test: [RULES_TEST],
  },
  {
    rule: 'A fact is not fed by another fact',
    broken: 'one behind an intermediate object is not seen',
    file: `${RULES}fact-from-fact.ts`,
    find: "return object.kind === 'intermediate' ?",
    replace: "return object.kind === 'staging' && 'inputs' in object ?",
    test: [RULES_TEST],
  },
  {
    rule: 'Versions are looked up by when something happened',
    broken: 'a fact without event time is not warned of',
    file: `${RULES}version-without-event-time.ts`,
    find: 'if (versioned.length === 0 || isDated) return [];',
    replace: 'if (versioned.length === 0 || !isDated) return [];',
    test: [RULES_TEST],
  },
  {
    rule: 'Amounts of two currencies are not added up',
    broken: 'three are too many',
    file: `${RULES}several-units.ts`,
    find: 'if (units.length > 1)',
    replace: 'if (units.length > 2)',
    test: [RULES_TEST],
  },
  {
    rule: 'Money is no floating-point number',
    broken: 'any float is warned of but money',
    file: `${RULES}money-as-float.ts`,
    find: 'isCurrency(measure.unit) &&',
    replace: '!isCurrency(measure.unit) &&',
    test: [RULES_TEST],
  },
  {
    rule: 'Whether a measure may be NULL is decided',
    broken: 'every measure is taken for decided that may be',
    file: `${RULES}measure-may-be-null.ts`,
    find: 'return measure.nullable !== undefined ||',
    replace: 'return measure.nullable !== false ||',
    test: [RULES_TEST],
  },
];
