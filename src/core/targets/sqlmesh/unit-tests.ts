import type { LogicalType } from '../../model/logical-type.ts';
import type { Id } from '../../model/types.ts';
import type { ExampleRow, Plan, Relation, RelationExample } from '../../plan/types.ts';
import { fileName, freeName } from '../plain-name.ts';
import type { GeneratedFile } from '../types.ts';
import { yamlText, type Yaml } from '../yaml-text.ts';
import type { SqlmeshName } from './sqlmesh-names.ts';

type Cell = ExampleRow[string];

/** A value as YAML reads it back in the column's type. */
function cellOf(value: Cell, type: LogicalType): Yaml {
  if (value === null || type.kind === 'json') return value;
  if (type.kind === 'boolean') return value === true || value === 'true';
  if (type.kind === 'integer' || type.kind === 'bigint' || type.kind === 'decimal' || type.kind === 'float') {
    const number = Number(value);
    return Number.isSafeInteger(number) || type.kind !== 'bigint' ? number : String(value);
  }
  return String(value);
}

interface TestContext {
  readonly plan: Plan;
  readonly names: ReadonlyMap<Id, SqlmeshName>;
  /** A column's name as the platform writes it. */
  readonly printed: (name: string) => string;
}

function rowsOf(rows: readonly ExampleRow[], { columns }: Relation, { printed }: TestContext): readonly Yaml[] {
  return rows.map((row) =>
    Object.fromEntries(columns.flatMap(({ name, type }) => (Object.hasOwn(row, name) ? [[printed(name), cellOf(row[name] ?? null, type)] as const] : []))),
  );
}

function testOf(relation: Relation, example: RelationExample, context: TestContext): Yaml {
  const { plan, names } = context;
  const inputs = example.given.flatMap(({ relation: id, rows }) => {
    const [read, name] = [plan.byId.get(id), names.get(id)];
    return read && name ? [[name.called, { rows: rowsOf(rows, read, context) }] as const] : [];
  });
  // That no row comes out is compared in all columns; else those that the rows name.
  const isPartial = example.expect.length > 0;
  return {
    model: names.get(relation.id)?.called ?? relation.id,
    description: example.description === undefined ? example.name : `${example.name}: ${example.description}`,
    ...(inputs.length > 0 ? { inputs: Object.fromEntries(inputs) } : {}),
    outputs: { ...(isPartial ? { partial: true } : {}), query: { rows: rowsOf(example.expect, relation, context) } },
  };
}

/** The examples of a relation as unit tests, which begin with nothing stored: `@this_model` is empty in them. */
export function unitTests(relation: Relation, context: TestContext): readonly GeneratedFile[] {
  const { examples = [] } = relation;
  if (examples.length === 0) return [];
  const stem = context.names.get(relation.id)?.stem ?? relation.id;
  const taken = new Set<string>();
  const tests = examples.map((example) => {
    const name = freeName(`test_${stem}__${fileName(example.id)}`, taken);
    taken.add(name);
    return [name, testOf(relation, example, context)] as const;
  });
  return [{ path: `sqlmesh/tests/test_${stem}.yaml`, text: yamlText(Object.fromEntries(tests)) }];
}
