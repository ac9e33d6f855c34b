import type { LogicalType } from '../model/logical-type.ts';
import type { Example, Id, ModelObject } from '../model/types.ts';
import type { ExampleRow, PlanColumn, Relation, RelationExample } from '../plan/types.ts';
import type { Expr, From, Query } from '../sql/ast.ts';
import { agg, bin, col, eq, INTEGER, keep, nil, num, out, select, union } from '../sql/build.ts';
import { mapFroms, references } from '../sql/walk.ts';
import type { PatternContext } from './context.ts';

type Cell = ExampleRow[string];

const literal = (cell: Cell | undefined, type: LogicalType): Expr =>
  cell === undefined || cell === null
    ? nil(type)
    : typeof cell === 'boolean'
      ? { t: 'lit', value: cell, type: { kind: 'boolean' } }
      : typeof cell === 'number' && Number.isFinite(cell)
        ? { t: 'lit', value: cell, type: { kind: Number.isInteger(cell) ? 'bigint' : 'float' } }
        : { t: 'lit', value: String(cell), type: { kind: 'text' } };

/** Rows in the place of a table; without any, none of its columns. */
function rowsAs(columns: readonly PlanColumn[], rows: readonly ExampleRow[], as: string): From {
  const query: Query =
    rows.length === 0
      ? select(
          columns.map(({ name, type }) => out(nil(type), name)),
          undefined,
          { where: eq(num(1), num(0)) },
        )
      : select(
          keep(
            columns.map(({ name }) => name),
            'given',
          ),
          { t: 'values', columns, rows: rows.map((row) => columns.map(({ name, type }) => literal(row[name], type))), as: 'given' },
        );
  return { t: 'subquery', query, as };
}

/** What the query makes of the given rows, against what is expected: as many of each row on both sides. */
function differencesOf(
  relation: Relation,
  query: Query,
  inputs: ReadonlyMap<Id, { readonly columns: readonly PlanColumn[]; readonly rows: readonly ExampleRow[] }>,
  expect: readonly ExampleRow[],
  names: readonly string[],
): Query {
  const made = mapFroms(query, (from) => {
    if (from.t === 'self') return rowsAs(relation.columns, [], from.as);
    const input = from.t === 'relation' ? inputs.get(from.id) : undefined;
    return input && from.t === 'relation' ? rowsAs(input.columns, input.rows, from.as) : from;
  });
  const compared = relation.columns.filter(({ name }) => names.includes(name));
  const side = (of: From, table: string, isExpected: boolean): Query =>
    select([...keep(names, table), out(num(isExpected ? 1 : 0), 'expected_rows'), out(num(isExpected ? 0 : 1), 'found_rows')], of);
  const expected = rowsAs(compared, expect, 'wanted');
  const [wanted, found] = [agg('sum', col('expected_rows', 'sides')), agg('sum', col('found_rows', 'sides'))];
  const ordered = compared.map(({ name }) => name);
  return select(
    [...keep(ordered, 'sides'), out({ t: 'cast', expr: wanted, to: INTEGER }, 'expected_rows'), out({ t: 'cast', expr: found, to: INTEGER }, 'found_rows')],
    { t: 'subquery', query: union(side(expected, 'wanted', true), side({ t: 'subquery', query: made, as: 'made' }, 'made', false)), as: 'sides' },
    { groupBy: ordered.map((name) => col(name, 'sides')), having: bin('<>', wanted, found) },
  );
}

/** Rows under the names of a relation's columns, which an example calls by id or by name. */
function named(rows: readonly ExampleRow[], relation: Relation, told: (unknown: string) => void): readonly ExampleRow[] {
  const names = new Map([
    ...relation.columns.map(({ name }) => [name, name] as const),
    ...relation.columns.flatMap(({ column, name }) => (column === undefined ? [] : [[column, name] as const])),
  ]);
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).flatMap(([key, value]) => {
        const name = names.get(key);
        if (name !== undefined) return [[name, value] as const];
        told(key);
        return [];
      }),
    ),
  );
}

function exampleOf(example: Example, object: ModelObject, relation: Relation, query: Query, context: PatternContext): RelationExample | undefined {
  const problems = new Set<string>();
  const inputs = new Map<Id, { readonly columns: readonly PlanColumn[]; readonly rows: readonly ExampleRow[] }>();
  for (const id of references(query).relations) {
    const read = context.relation(id);
    if (!read) continue;
    const given = example.given.filter(({ from }) => from === id).flatMap(({ rows }) => rows);
    inputs.set(id, { columns: read.columns, rows: named(given, read, (key) => problems.add(`${read.table.name} has no column ${key}`)) });
  }
  for (const { from } of example.given) if (!inputs.has(from)) problems.add(`${object.name} does not read ${context.project.objects[from]?.name ?? from}`);
  const expect = named(example.expect, relation, (key) => problems.add(`${object.name} has no column ${key}`));
  const names = relation.columns.map(({ name }) => name).filter((name) => Object.hasOwn(expect[0] ?? {}, name));
  if (example.expect.length > 0 && names.length === 0) problems.add('its first expected row names no column');
  if (problems.size > 0) {
    context.report({
      code: 'example-does-not-fit',
      severity: 'error',
      message: `The example ${example.name} of ${object.name} cannot be tried: ${[...problems].join('; ')}. Correct the example.`,
      at: { object: object.id },
    });
    return undefined;
  }
  // Without an expected row, that nothing comes out is told by any column.
  const compared = names.length > 0 ? names : relation.columns.slice(0, 1).map(({ name }) => name);
  return {
    id: example.id,
    name: example.name,
    given: [...inputs].map(([id, { rows }]) => ({ relation: id, rows })),
    expect: expect.map((row) => Object.fromEntries(compared.map((name) => [name, row[name] ?? null]))),
    differences: differencesOf(relation, query, inputs, expect, compared),
    ...(example.description === undefined ? {} : { description: example.description }),
  };
}

/** The examples of an object, each against the query of its own relation; those that do not fit are reported. */
export const examplesOf = (object: ModelObject, relation: Relation, context: PatternContext): readonly RelationExample[] => {
  const { query } = relation;
  if (!query) return [];
  return (object.examples ?? []).flatMap((example) => exampleOf(example, object, relation, query, context) ?? []);
};
