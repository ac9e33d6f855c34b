import { expect, it } from 'vitest';
import { shopProject } from '../../../test/support/shop.ts';
import type { Diagnostic } from '../../core/model/diagnostic.ts';
import { inOrder, problemAfter } from './next-problem.ts';

const at = (severity: Diagnostic['severity'], object?: string, column?: string): Diagnostic => ({
  code: 'x',
  severity,
  message: `${severity} ${object ?? ''}`,
  at: { ...(object === undefined ? {} : { object }), ...(column === undefined ? {} : { column }) },
});
const diagnostics = [
  at('warning', 'hub_order'),
  at('error', 'dim_customer', 'city'),
  at('error', 'dim_customer', 'city'),
  at('error', '__proto__'),
  at('error'),
  at('error', 'stg_orders'),
];
const state = { diagnostics, project: shopProject(), selection: [], column: undefined };

it('puts errors first', () => {
  expect(inOrder(diagnostics).map((diagnostic) => diagnostic.severity)).toEqual(['error', 'error', 'error', 'error', 'error', 'warning']);
});

it('walks from place to place and around, past places that are none', () => {
  expect(problemAfter(state)?.at).toEqual({ object: 'dim_customer', column: 'city' });
  expect(problemAfter({ ...state, selection: ['dim_customer'], column: { object: 'dim_customer', column: 'city' } })?.at).toEqual({ object: 'stg_orders' });
  expect(problemAfter({ ...state, selection: ['stg_orders'] })?.at).toEqual({ object: 'hub_order' });
  expect(problemAfter({ ...state, selection: ['hub_order'] })?.at).toEqual({ object: 'dim_customer', column: 'city' });
  expect(problemAfter({ ...state, diagnostics: [at('error')] })).toBeUndefined();
});
