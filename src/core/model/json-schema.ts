import * as z from 'zod';
import * as s from './schema.ts';

/** The published JSON Schema (2020-12) of a project's files: an object's file, a diagram's file or `orrery.yaml`. */
export function jsonSchema(): object {
  const definition = (schema: z.ZodType): object => {
    const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input' });
    return rest;
  };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `orrery-${s.FORMAT_VERSION}.json`,
    title: `Files of an Orrery project, format ${s.FORMAT_VERSION}`,
    oneOf: [{ $ref: '#/$defs/project' }, { $ref: '#/$defs/object' }, { $ref: '#/$defs/diagram' }],
    $defs: {
      project: definition(s.Project.omit({ objects: true, diagrams: true })),
      object: definition(s.ModelObject),
      diagram: definition(s.Diagram),
    },
  };
}
