import type { GeneratedFile, LandedRows } from '../types.ts';
import { yamlText } from '../yaml-text.ts';
import { seedName } from './dbt-names.ts';
import { inJinja } from './jinja.ts';
import type { PropertyContext } from './properties.ts';

/** The rows that go along as seeds that fill the landing tables, so that the project builds before any loader is there. */
export function seedFiles({ plan, sources, printer }: PropertyContext, rows: LandedRows): readonly GeneratedFile[] {
  const landing = plan.relations.filter(({ id }) => rows.has(id) && sources.has(id));
  if (landing.length === 0) return [];
  const nameOf = (id: string): string => seedName(sources.get(id) ?? id);
  return [
    ...landing.map(({ id }) => ({ path: `seeds/${nameOf(id)}.csv`, text: rows.get(id) ?? '' })),
    {
      path: 'seeds/seeds.yml',
      text: yamlText({
        seeds: landing.map(({ id, table, columns }) => ({
          name: nameOf(id),
          description: 'Rows that came with the project, in the place of what a loader lands.',
          config: {
            schema: plan.schemas.source,
            alias: inJinja(table.name),
            // Some names need quotes, and dbt quotes all of a seed or none.
            quote_columns: true,
            column_types: Object.fromEntries(columns.map(({ name, type }) => [inJinja(name), printer.type(type)])),
          },
        })),
      }),
    },
  ];
}
