import { parseLogicalType } from '../../model/logical-type.ts';
import { measureRule } from '../types.ts';

const NUMBERS = ['integer', 'bigint', 'decimal', 'float'];

/** Text belongs into a dimension; what cannot be counted or added is no measure. */
export const measureNotANumber = measureRule('measure-not-a-number', (measure, fact) => {
  const kind = parseLogicalType(measure.type)?.kind;
  if (kind === undefined || NUMBERS.includes(kind)) return undefined;
  const advice =
    kind === 'text' ? 'move it to a dimension, a junk dimension for flags and codes, or make it degenerate' : 'make it degenerate, or measure a number';
  return `${fact.name}.${measure.name} is a measure of type ${kind}, which cannot be added up: ${advice}.`;
});
