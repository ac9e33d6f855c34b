import { factRule } from '../types.ts';

/** Members are inferred from natural keys that a dimension does not know; calendars know all of theirs, and a group is no member. */
export const nothingToInfer = factRule('nothing-to-infer', (fact, { project }) =>
  fact.dimensions.flatMap(({ dimension, missing, through }) => {
    const object = project.objects[dimension];
    if (missing !== 'inferred' || !object || (object.kind === 'dimension' && through === undefined)) return [];
    const why = through === undefined ? `${object.name} is made, not fed` : `it is reached through ${project.objects[through]?.name ?? through}`;
    return [{ message: `${fact.name} asks for members of ${object.name} to be inferred, but ${why}: let what is not found be unknown.` }];
  }),
);
