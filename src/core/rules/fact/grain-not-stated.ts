import { factRule } from '../types.ts';

/** "Declare the grain" is the second step of dimensional design (Kimball), before dimensions and facts. */
export const grainNotStated = factRule('grain-not-stated', ({ name, grain }) =>
  (grain.sentence ?? '').trim() === ''
    ? [
        {
          message: `${name} does not say in words what one row is: write its grain as a sentence, e.g. "one line of one order", so that everybody adds up the same things.`,
        },
      ]
    : [],
);
