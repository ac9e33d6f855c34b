import { measureRule } from '../types.ts';

/** A semi-additive measure that does not name what it does not add over leaves its readers to guess. */
export const balanceOverTime = measureRule('not-over-what', (measure, fact) =>
  measure.additivity === 'semi_additive' && (measure.not_over ?? []).length === 0
    ? `${fact.name}.${measure.name} is semi-additive, but does not say which dimension it does not add over: choose it, usually the date.`
    : undefined,
);
