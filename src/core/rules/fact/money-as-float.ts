import { parseLogicalType } from '../../model/logical-type.ts';
import { isCurrency } from '../currencies.ts';
import { measureRule } from '../types.ts';

/** Floating-point numbers do not hold cents exactly, and their sum depends on the order. */
export const moneyAsFloat = measureRule('money-as-float', (measure, fact) =>
  isCurrency(measure.unit) && parseLogicalType(measure.type)?.kind === 'float'
    ? `${fact.name}.${measure.name} holds ${measure.unit} as a floating-point number, which loses cents: make it a decimal, e.g. decimal(18,2).`
    : undefined,
);
