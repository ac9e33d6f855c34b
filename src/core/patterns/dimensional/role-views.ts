import { KINDS } from '../../model/kinds.ts';
import type { DateDimension, Dimension, TimeDimension } from '../../model/types.ts';
import { baseName } from '../../naming/technical-names.ts';
import type { Relation } from '../../plan/types.ts';
import { col, out, relation, select } from '../../sql/build.ts';
import type { PatternContext } from '../context.ts';

/** One view per part that a dimension plays: the same rows, each column with the role before its name. */
export function roleViews(dimension: Dimension | DateDimension | TimeDimension, table: Relation, context: PatternContext): readonly Relation[] {
  const { settings } = context.project;
  const prefix = settings.prefixes[dimension.kind] ?? KINDS[dimension.kind].prefix;
  const base = baseName(dimension, settings);
  const named = dimension.name !== base ? prefix : '';
  const seen = new Set<string>();
  return (dimension.roles ?? []).flatMap(({ id, role, name }): readonly Relation[] => {
    const viewName = name ?? `${named}${role}_${base}`;
    if (seen.has(viewName.toLowerCase()) || viewName.toLowerCase() === dimension.name.toLowerCase()) {
      context.report({
        code: 'duplicate-name',
        severity: 'error',
        message: `The view of ${dimension.name} as ${role} would be called ${viewName}, which is taken: give the role another name.`,
        at: { object: dimension.id },
      });
      return [];
    }
    seen.add(viewName.toLowerCase());
    const as = (column: string): string => `${role}_${column}`;
    return [
      {
        id: `${dimension.id}/role_${id}`,
        origin: dimension.id,
        kind: dimension.kind,
        layer: table.layer,
        table: { schema: table.table.schema, name: viewName },
        description: `${dimension.name} as ${role}`,
        tags: table.tags,
        part: 'role',
        columns: table.columns.map((column) => ({ ...column, name: as(column.name), tests: [] })),
        query: select(
          table.columns.map(({ name: column }) => out(col(column, 'member'), as(column))),
          relation(dimension.id, 'member'),
        ),
        load: { kind: 'view' },
        uniqueKeys: [],
        foreignKeys: [],
        physical: {},
        dependsOn: [dimension.id],
        ...(table.grain === undefined ? {} : { grain: table.grain }),
      },
    ];
  });
}
