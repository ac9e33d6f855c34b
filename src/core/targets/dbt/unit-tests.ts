import type { ExampleRow, Relation, RelationExample } from '../../plan/types.ts';
import { fileName } from '../plain-name.ts';
import type { Yaml } from '../yaml-text.ts';
import { seedName } from './dbt-names.ts';
import { SOURCE, storedNothing } from './dbt-query.ts';
import { inJinja } from './jinja.ts';
import type { PropertyContext } from './properties.ts';

const row = (cells: ExampleRow): Yaml =>
  Object.fromEntries(Object.entries(cells).map(([name, value]) => [name, typeof value === 'string' ? inJinja(value) : value]));

function unitTest(relation: Relation, example: RelationExample, { names, sources, seeded, printer, platform }: PropertyContext): Yaml {
  const model = names.get(relation.id)?.model ?? relation.id;
  const input = (id: string): string => {
    const read = names.get(id);
    return read ? `ref('${read.model}')` : `source('${SOURCE}', '${sources.get(id) ?? id}')`;
  };
  const stored = storedNothing(relation, platform, printer);
  const isIncremental = relation.load.kind === 'append' || relation.load.kind === 'replace';
  return {
    name: `${model}__${fileName(example.id)}`,
    description: inJinja(example.description ?? example.name),
    model,
    ...(isIncremental ? { overrides: { macros: { is_incremental: false, ...(stored === undefined ? {} : { stored_rows: stored }) } } } : {}),
    given: [
      ...example.given.map(({ relation: id, rows }) => ({ input: input(id), rows: rows.map(row) })),
      // The model mentions them, so that they are filled first.
      ...relation.dependsOn.flatMap((id) => (seeded.has(id) ? [{ input: `ref('${seedName(sources.get(id) ?? id)}')`, rows: [] }] : [])),
    ],
    expect: { rows: example.expect.map(row) },
  };
}

/** The examples of a model: a rule shown by rows, with nothing stored before. */
export const unitTests = (relation: Relation, context: PropertyContext): readonly Yaml[] =>
  (relation.examples ?? []).map((example) => unitTest(relation, example, context));
