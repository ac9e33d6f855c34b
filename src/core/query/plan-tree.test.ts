import { expect, it } from 'vitest';
import { hotPath, planTree, secondsOf, type PlanNode } from './plan-tree.ts';

const measured = JSON.stringify({
  latency: 0.5,
  children: [
    {
      operator_type: 'EXPLAIN_ANALYZE',
      operator_timing: 0.001,
      children: [
        {
          operator_name: 'HASH_JOIN',
          operator_timing: 0.01,
          operator_cardinality: 12,
          extra_info: { 'Join Type': 'INNER', 'Estimated Cardinality': '40' },
          children: [
            { operator_name: 'SEQ_SCAN ', operator_timing: 0.002, operator_cardinality: 3, extra_info: { Table: 'a', Type: 'Sequential Scan' }, children: [] },
            { operator_name: 'HASH_GROUP_BY', operator_timing: 0.2, operator_cardinality: 9, extra_info: { Groups: ['#0', '#1'] }, children: [] },
          ],
        },
      ],
    },
  ],
});

it('reads a measured plan, and marks the way that took longest', () => {
  const root = planTree(measured);
  if (!root) throw new Error('no plan');
  expect(root).toMatchObject({ name: 'HASH JOIN', rows: 12, expected: 40, details: [['Join Type', 'INNER']] });
  expect(root.inputs.map(({ name, details }) => [name, details])).toEqual([
    ['SEQ SCAN', [['Table', 'a']]],
    ['HASH GROUP BY', [['Groups', '#0, #1']]],
  ]);
  expect(secondsOf(root)).toBeCloseTo(0.212);
  expect([...hotPath(root)].map(({ name }: PlanNode) => name)).toEqual(['HASH JOIN', 'HASH GROUP BY']);
});
it('reads a plan that was not run, where nothing is hot', () => {
  const root = planTree('[{"name": "PROJECTION", "children": [], "extra_info": {"Estimated Cardinality": "~7"}}]');
  expect(root).toMatchObject({ name: 'PROJECTION', expected: 7, rows: undefined });
  expect(root && hotPath(root).size).toBe(0);
});
it('gives nothing for what is no plan', () => {
  expect(planTree('{')).toBeUndefined();
  expect(planTree('[]')).toBeUndefined();
});
