import { balanceOverTime } from './fact/balance-over-time.ts';
import { factFromFact } from './fact/fact-from-fact.ts';
import { factReferenceMissing } from './fact/fact-reference-missing.ts';
import { factWithoutDate } from './fact/fact-without-date.ts';
import { grainNotStated } from './fact/grain-not-stated.ts';
import { measureMayBeNull } from './fact/measure-may-be-null.ts';
import { measureNotANumber } from './fact/measure-not-a-number.ts';
import { moneyAsFloat } from './fact/money-as-float.ts';
import { nothingToInfer } from './fact/nothing-to-infer.ts';
import { severalUnits } from './fact/several-units.ts';
import { sumNotAdditive } from './fact/sum-not-additive.ts';
import { versionWithoutEventTime } from './fact/version-without-event-time.ts';
import type { Rule } from './types.ts';

/** Every rule, in the order in which their findings are told. */
export const RULES: readonly Rule[] = [
  factReferenceMissing,
  factFromFact,
  grainNotStated,
  factWithoutDate,
  versionWithoutEventTime,
  nothingToInfer,
  sumNotAdditive,
  balanceOverTime,
  severalUnits,
  moneyAsFloat,
  measureNotANumber,
  measureMayBeNull,
];
