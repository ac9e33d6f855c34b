import type { Fact } from '../../model/types.ts';
import type { Relation } from '../../plan/types.ts';
import type { PatternContext } from '../context.ts';
import { accumulatingSnapshot } from './accumulating-snapshot.ts';
import { periodicSnapshot } from './periodic-snapshot.ts';
import { transactionFact } from './transaction.ts';

function factRelation(fact: Fact, context: PatternContext): Relation | undefined {
  switch (fact.fact_type) {
    case 'transaction':
    case 'factless':
      return transactionFact(fact, context);
    case 'periodic_snapshot':
      return periodicSnapshot(fact, context);
    case 'accumulating_snapshot':
      return accumulatingSnapshot(fact, context);
  }
}

/** A fact, by its kind. */
export function factRelations(fact: Fact, context: PatternContext): readonly Relation[] {
  const relation = factRelation(fact, context);
  if (!relation) return [];
  const names = relation.columns.map((column) => column.name.toLowerCase());
  const twice = relation.columns.find((column, index) => names.indexOf(column.name.toLowerCase()) < index);
  if (!twice) return [relation];
  context.report({
    code: 'duplicate-column',
    severity: 'error',
    message: `${fact.name} would have two columns named ${twice.name}: rename its own, or give the dimension reference a role.`,
    at: { object: fact.id },
  });
  return [];
}
