import type { LogicalKind } from '../core/model/logical-type.ts';
import type { Id } from '../core/model/types.ts';
import type { Plan, Relation } from '../core/plan/types.ts';
import { createStatements, loadStatements, schemaStatements } from '../core/targets/sql/relation-statements.ts';
import { tableText } from './names.ts';

const ROWS = 300;
const ANY_VALUE: Partial<Record<LogicalKind, string>> = {
  text: `'A' || (n % 97)`,
  boolean: 'n % 2 = 0',
  integer: 'n % 89',
  bigint: 'n % 89',
  decimal: 'n % 9',
  float: 'n % 89',
  date: `date '2026-01-01' + cast(n % 31 as integer)`,
  timestamp: `timestamp '2026-01-01 00:00:00' + to_minutes(n)`,
};

/** The first relation of every sort, and all that they read. */
function oneOfEach(plan: Plan): readonly Relation[] {
  const sorts = new Set<string>();
  const chosen = new Set<Id>();
  const choose = (id: Id): void => {
    if (chosen.has(id)) return;
    chosen.add(id);
    plan.byId.get(id)?.dependsOn.forEach(choose);
  };
  for (const { id, kind, part, load } of plan.relations) {
    const sort = JSON.stringify([kind, part, load.kind, 'rule' in load && load.rule]);
    if (!sorts.has(sort)) choose(id);
    sorts.add(sort);
  }
  return plan.relations.filter(({ id }) => chosen.has(id));
}

function someRows({ table, columns }: Relation): string {
  const values = columns.map(({ type }) => ANY_VALUE[type.kind] ?? 'null');
  return `insert into ${tableText(table.schema, table.name)} select ${values.join(', ')} from range(${ROWS}) as made_up(n)`;
}

/**
 * Statements like those of a run, with rows that are made up, for an empty database that is thrown away. A browser
 * compiles the engine piece by piece as it is used: once these have run, the first real run takes half as long.
 */
export function rehearsalOf(plan: Plan): readonly string[] {
  const relations = oneOfEach(plan);
  const loads = relations.flatMap((relation) => loadStatements(plan, relation, 'duckdb').statements);
  return [
    ...schemaStatements(plan, 'duckdb').statements,
    ...relations.flatMap((relation) => createStatements(plan, relation, 'duckdb').statements),
    ...relations.filter(({ load }) => load.kind === 'landing').map(someRows),
    ...loads,
    ...loads,
  ];
}
