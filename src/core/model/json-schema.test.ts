import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { jsonSchema } from './json-schema.ts';
import { FORMAT_VERSION, ModelObject } from './schema.ts';

it('is published as it stands: `npx tsx scripts/write-schema.ts` writes it', () => {
  const published: unknown = JSON.parse(readFileSync(new URL(`../../../public/schema/orrery-${FORMAT_VERSION}.json`, import.meta.url), 'utf8'));
  expect(published).toEqual(jsonSchema());
});

it('describes every kind of object', () => {
  const { $defs } = jsonSchema() as { $defs: { object: { oneOf: { properties: { kind: { const: string } } }[] } } };
  expect($defs.object.oneOf.map((each) => each.properties.kind.const)).toEqual(ModelObject.options.map((option) => option.shape.kind.value));
});
