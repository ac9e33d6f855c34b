import { expect, it } from 'vitest';
import { shopProject } from '../../../test/support/shop.ts';
import { createCompiler } from '../../core/plan/compile.ts';
import { loadStatements } from '../../core/targets/sql/relation-statements.ts';
import { relationSql } from './relation-sql.ts';

const plan = createCompiler()(shopProject());
const shown = (id: string): string => {
  const relation = plan.byId.get(id);
  if (!relation) throw new Error(`${id} is not in the plan`);
  return relationSql(plan, relation, 'duckdb').text;
};

it('shows exactly the statements that a run executes', () => {
  const relation = plan.byId.get('dim_customer');
  for (const statement of relation ? loadStatements(plan, relation, 'duckdb').statements : ['missing'])
    expect(shown('dim_customer')).toContain(`${statement};\n`);
});

it('says why there is nothing to load', () => {
  expect(shown('customers')).toContain('Rows arrive from outside');
  expect(shown('stg_orders')).toContain('A view: nothing to load.');
});
