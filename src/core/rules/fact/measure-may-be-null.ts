import { measureRule } from '../types.ts';

/** Averages and counts leave NULL out, but not 0: which one is meant should be decided, one way or the other. */
export const measureMayBeNull = measureRule(
  'measure-may-be-null',
  (measure, fact) => {
    const isOpen = fact.fact_type === 'accumulating_snapshot' || (fact.quiet_periods ?? 'none') !== 'none' || measure.lag !== undefined;
    const counts = measure.aggregation === 'count';
    return measure.nullable !== undefined || isOpen || counts || (measure.additivity ?? 'additive') !== 'additive'
      ? undefined
      : `${fact.name}.${measure.name} may be NULL, which averages leave out as they would not 0: declare that it never is, with 0 as its default in staging where nothing means 0, or declare that it may be.`;
  },
  'info',
);
