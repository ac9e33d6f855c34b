import { measureRule } from '../types.ts';

/** Ratios, prices and temperatures do not add up; balances do not add over time, which is what a period sums over. */
export const sumNotAdditive = measureRule('sum-not-additive', (measure, fact) => {
  const sums = measure.aggregation === 'sum' || (measure.aggregation === undefined && fact.fact_type === 'periodic_snapshot');
  if (!sums) return undefined;
  if (measure.additivity === 'non_additive')
    return `${fact.name}.${measure.name} does not add up, but is summed: take the average or the last value, or keep what it is made of, e.g. numerator and denominator, and sum these.`;
  if (measure.additivity === 'semi_additive' && fact.fact_type === 'periodic_snapshot')
    return `${fact.name}.${measure.name} does not add over time, but is summed over the rows of a period: take the last value, or the average.`;
  return undefined;
});
