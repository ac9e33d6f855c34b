import { factRule } from '../types.ts';

/** Nearly every fact is looked at by time (Kimball). */
export const factWithoutDate = factRule('fact-without-date', ({ name, dimensions }, { project }) =>
  dimensions.some(({ dimension }) => project.objects[dimension]?.kind === 'date_dimension')
    ? []
    : [{ message: `${name} has no date dimension, so that it cannot be looked at by time: add one, by the date of the event.` }],
);
