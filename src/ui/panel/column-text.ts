import type { ColumnTest } from '../../core/model/types.ts';
import type { ColumnOrigin, ColumnRole, Plan } from '../../core/plan/types.ts';

const ROLES: Readonly<Record<ColumnRole, string>> = {
  business_key: 'business key',
  hash_key: 'hash key',
  hash_diff: 'hash diff',
  load_date: 'load date',
  record_source: 'record source',
  sequence: 'sequence',
  surrogate_key: 'surrogate key',
  natural_key: 'natural key',
  foreign_key: 'foreign key',
  degenerate: 'degenerate',
  attribute: 'attribute',
  measure: 'measure',
  valid_from: 'valid from',
  valid_to: 'valid to',
  is_current: 'is current',
  is_deleted: 'deletion mark',
  is_inferred: 'inference mark',
  status: 'status',
  weight: 'weight',
  period: 'period',
};
export const roleText = (role: ColumnRole): string => ROLES[role];

/** A test in words, e.g. `one of A, B`. */
export function testText(test: ColumnTest): string {
  switch (test.test) {
    case 'not_null':
      return 'not null';
    case 'unique':
      return 'unique';
    case 'accepted_values':
      return `one of ${test.values.join(', ')}`;
    case 'accepted_range':
      return test.min === undefined ? `at most ${test.max ?? ''}` : test.max === undefined ? `at least ${test.min}` : `${test.min} to ${test.max}`;
  }
}

/** `stg_orders.amount`: the relation as it is called, not its id. */
export const originText = ({ relation, column, as }: ColumnOrigin, plan: Plan): string =>
  `${plan.byId.get(relation)?.table.name ?? relation}.${column}${as === 'key' ? ' (looked up by)' : ''}`;
