import { asDraft, queryColumns } from './query-columns.ts';
import { tableName } from './cursor.ts';
import type { DraftTable } from './draft.ts';
import { logicalOf } from './logical-types.ts';
import { fieldsOf, listOf, textOf, textsOf, type Fields } from './parse-data.ts';
import type { Place, ReadColumn, ReadForeignKey, ReadKey, ReadTable, ScriptPlatform, TableName } from './types.ts';

/** A model, source, seed or snapshot, from a manifest or from the files of a project. */
export interface DbtNode {
  readonly id: string;
  readonly kind: 'model' | 'source' | 'seed' | 'snapshot';
  readonly name: TableName;
  /** What `ref` and `source` call it, in lower case: `orders`, `shop.orders`. */
  readonly calls: string;
  readonly properties: Fields;
  readonly sql?: string;
  readonly dependsOn: readonly string[];
  /** Columns as the warehouse has them, in order. */
  readonly catalog?: readonly Fields[];
  readonly at: Place;
}

export interface DbtTest {
  readonly node: string;
  readonly column?: string;
  readonly test: string;
  readonly values: Fields;
  /** The node that a relationship leads to. */
  readonly to?: string;
}

/** The dialect of an adapter; standard SQL where it is none that is known. */
export const ADAPTERS: Readonly<Record<string, ScriptPlatform>> = {
  snowflake: 'snowflake',
  bigquery: 'bigquery',
  redshift: 'redshift',
  postgres: 'postgres',
  duckdb: 'duckdb',
  databricks: 'databricks',
  spark: 'databricks',
  sqlserver: 'sqlserver',
  fabric: 'sqlserver',
  synapse: 'sqlserver',
  mysql: 'mysql',
  oracle: 'oracle',
  sqlite: 'sqlite',
};

/** A query with what dbt fills in: names for `ref` and `source`, nothing for `config`. */
export const plainSql = (sql: string): string =>
  sql
    .replaceAll(/\{\{-?\s*config\s*\([\s\S]*?\)\s*-?\}\}/g, ' ')
    .replaceAll(/\{\{-?\s*ref\(\s*(?:['"][\w.-]+['"]\s*,\s*)?['"]([\w.-]+)['"][^)]*\)\s*-?\}\}/g, '"$1"')
    .replaceAll(/\{\{-?\s*source\(\s*['"]([^'"]+)['"]\s*,\s*['"]([^'"]+)['"]\s*\)\s*-?\}\}/g, '"$1"."$2"');

/** What `ref('a')` and `source('a', 'b')` mean, as the calls of {@link DbtNode}. */
export const callsIn = (sql: string): readonly string[] => [
  ...[...sql.matchAll(/\bref\(\s*(?:['"][\w.-]+['"]\s*,\s*)?['"]([\w.-]+)['"]/g)].map(([, name = '']) => name.toLowerCase()),
  ...[...sql.matchAll(/\bsource\(\s*['"]([^'"]+)['"]\s*,\s*['"]([^'"]+)['"]/g)].map(([, source = '', table = '']) => `${source}.${table}`.toLowerCase()),
];

/** Tests of a column or a model, as properties list them: names, or names with arguments. */
export function testsOf(properties: Fields): readonly { readonly test: string; readonly values: Fields }[] {
  return [...listOf(properties['tests']), ...listOf(properties['data_tests'])].flatMap((one) => {
    if (typeof one === 'string') return [{ test: one, values: {} }];
    const all = fieldsOf(one);
    const [first] = Object.entries(all).filter(([key]) => key !== 'config' && key !== 'name' && key !== 'arguments');
    if (textOf(all['test_name']) !== undefined) return [{ test: textOf(all['test_name']) ?? '', values: all }];
    if (!first) return [];
    const inner = fieldsOf(first[1]);
    return [{ test: first[0], values: { ...inner, ...fieldsOf(inner['arguments']) } }];
  });
}

interface Wanted {
  readonly nodes: ReadonlyMap<string, DbtNode>;
  readonly tests: ReadonlyMap<string, readonly DbtTest[]>;
  readonly platform: ScriptPlatform;
  readonly done: Map<string, ReadTable>;
}

const lower = (text: string | undefined): string => (text ?? '').toLowerCase();
const plain = (name: string): string => name.replaceAll(/["`[\]]/g, '');

/** Columns of the warehouse, of the query and of the properties as one list, each with all that is said of it. */
function columnsOf(node: DbtNode, { tests, platform, done, nodes }: Wanted): readonly ReadColumn[] {
  const described = Array.isArray(node.properties['columns'])
    ? node.properties['columns'].map(fieldsOf)
    : Object.values(fieldsOf(node.properties['columns'])).map(fieldsOf);
  const find = (name: TableName): DraftTable | undefined => {
    const call = lower([name.schema, name.name].filter((one) => one !== undefined).join('.'));
    const other = [...nodes.values()].find(
      ({ calls, name: own }) => calls === call || lower([own.schema, own.name].filter((one) => one !== undefined).join('.')) === call,
    );
    const table = other && done.get(other.id);
    return table && asDraft(table);
  };
  const shape = node.sql === undefined ? undefined : queryColumns(plainSql(node.sql), platform, node.at, find);
  const fromQuery = shape && (described.length === 0 || shape.gaps.length === 0) ? shape.columns : [];
  const order = node.catalog && node.catalog.length > 0 ? node.catalog.map(({ name }) => textOf(name) ?? '') : fromQuery.map(({ name }) => name);
  const names = [...order];
  for (const { name } of described)
    if (textOf(name) !== undefined && !names.some((other) => lower(other) === lower(textOf(name)))) names.push(textOf(name) ?? '');
  const own = tests.get(node.id) ?? [];
  return names.map((given): ReadColumn => {
    const said = described.find(({ name }) => lower(textOf(name)) === lower(given)) ?? {};
    const name = textOf(said['name']) ?? given;
    const stored = node.catalog?.find((one) => lower(textOf(one['name'])) === lower(given));
    const query = shape?.columns.find((one) => lower(one.name) === lower(given));
    const type = textOf(stored?.['type']) ?? textOf(said['data_type']) ?? query?.type;
    const mine = own.filter(({ column }) => lower(column) === lower(name));
    const constraints = listOf(said['constraints']).map((one) => textOf(fieldsOf(one)['type']));
    const values = mine.find(({ test }) => test === 'accepted_values');
    const comment = textOf(said['description']) ?? textOf(stored?.['comment']);
    return {
      name,
      ...(type === undefined ? {} : { type }),
      logical: (type === undefined ? undefined : logicalOf(type, platform)) ?? 'text',
      nullable: !(mine.some(({ test }) => test === 'not_null') || constraints.includes('not_null') || constraints.includes('primary_key')),
      ...(comment === undefined ? {} : { comment: comment.trim() }),
      ...(values ? { values: textsOf(values.values['values']) } : {}),
      ...(query?.from && query.from.length > 0 ? { from: query.from } : {}),
    };
  });
}

const combination = /unique_combination_of_columns$|^unique_combination/;

/** Keys out of tests and constraints: what is unique and not null is a key, relationships are foreign keys. */
function keysOf(
  node: DbtNode,
  columns: readonly ReadColumn[],
  { tests, nodes }: Wanted,
): Pick<ReadTable, 'uniqueKeys' | 'foreignKeys' | 'checks'> & { readonly primaryKey?: ReadKey } {
  const own = tests.get(node.id) ?? [];
  const nameIn = (name: string): string => columns.find((one) => lower(one.name) === lower(plain(name)))?.name ?? plain(name);
  const unique: ReadKey[] = own.flatMap(({ test, column, values }): readonly ReadKey[] => {
    if (test === 'unique' && column !== undefined && columns.some((one) => lower(one.name) === lower(column))) return [{ columns: [nameIn(column)] }];
    const list = combination.test(test) ? textsOf(values['combination_of_columns'] ?? values['columns']) : [];
    return list.length > 0 ? [{ columns: list.map(nameIn) }] : [];
  });
  const constraints = [
    ...listOf(node.properties['constraints']).map(fieldsOf),
    ...columns.flatMap(({ name }) => {
      const raw = node.properties['columns'];
      const said = (Array.isArray(raw) ? raw.map(fieldsOf) : Object.values(fieldsOf(raw)).map(fieldsOf)).find(
        (one) => lower(textOf(one['name'])) === lower(name),
      );
      return listOf(said?.['constraints']).map((one): Fields => ({ columns: [name], ...fieldsOf(one) }));
    }),
  ];
  const target = (call: string): TableName | undefined => {
    const [wanted] = callsIn(call);
    const written = lower(plain(call));
    for (const { calls, name } of nodes.values()) {
      const whole = lower([name.database, name.schema, name.name].filter((one) => one !== undefined).join('.'));
      if (calls === wanted || (wanted === undefined && (whole === written || whole.endsWith(`.${written}`)))) return name;
    }
    // It leads out of what was read, under a name all the same.
    return wanted === undefined && /^[\w.]+$/.test(written) ? tableName(plain(call).split('.')) : undefined;
  };
  const foreign: ReadForeignKey[] = [];
  const checks = constraints.flatMap((one) =>
    textOf(one['type']) === 'check' && textOf(one['expression']) !== undefined ? [{ expression: textOf(one['expression']) ?? '' }] : [],
  );
  let primary: ReadKey | undefined;
  for (const one of constraints) {
    const list = textsOf(one['columns']).map(nameIn);
    const type = textOf(one['type']);
    if (type === 'primary_key' && list.length > 0)
      primary = { ...(textOf(one['name']) === undefined ? {} : { name: textOf(one['name']) ?? '' }), columns: list };
    if (type === 'unique' && list.length > 0) unique.push({ columns: list });
    if (type !== 'foreign_key' || list.length === 0) continue;
    const text = textOf(one['to']) ?? /(?:references\s+)?([^(]+)/i.exec(textOf(one['expression']) ?? '')?.[1] ?? '';
    const table = target(text.trim());
    const references = textsOf(one['to_columns']);
    if (table) foreign.push({ columns: list, table, ...(references.length > 0 ? { references } : {}) });
  }
  for (const { test, column, values, to } of own) {
    if (test !== 'relationships' || column === undefined) continue;
    const table = (to === undefined ? undefined : nodes.get(to)?.name) ?? target(textOf(values['to']) ?? '');
    const field = textOf(values['field']);
    if (table && !foreign.some((key) => key.columns.length === 1 && lower(key.columns[0]) === lower(column)))
      foreign.push({ columns: [nameIn(column)], table, ...(field === undefined ? {} : { references: [plain(field)] }) });
  }
  const isRequired = (name: string): boolean => columns.some((one) => one.name === name && !one.nullable);
  const told = textsOf(node.properties['primary_key']).map(nameIn);
  if (told.length > 0) primary ??= { columns: told };
  primary ??= unique.find((key) => key.columns.length > 0 && key.columns.every(isRequired));
  const seen = new Set<string>(primary ? [lower(primary.columns.join(','))] : []);
  return {
    ...(primary ? { primaryKey: primary } : {}),
    uniqueKeys: unique.filter(({ columns: list }) => !seen.has(lower(list.join(','))) && seen.add(lower(list.join(','))) !== undefined),
    foreignKeys: foreign,
    checks,
  };
}

function tableOf(node: DbtNode, wanted: Wanted): ReadTable {
  const columns = columnsOf(node, wanted);
  const { primaryKey, ...keys } = keysOf(node, columns, wanted);
  const config = fieldsOf(node.properties['config']);
  const materialization = node.kind === 'model' ? (textOf(config['materialized']) ?? 'view') : node.kind;
  const [partition, cluster] = [config['partition_by'], config['cluster_by']];
  const layoutText = (value: unknown): string | undefined =>
    textOf(fieldsOf(value)['field']) ?? (textsOf(value).length > 0 ? textsOf(value).join(', ') : undefined);
  const comment = textOf(node.properties['description']);
  return {
    name: node.name,
    kind: node.kind === 'model' && (materialization === 'view' || materialization === 'ephemeral') ? 'view' : 'table',
    columns: columns.map((column) => (primaryKey?.columns.includes(column.name) === true ? { ...column, nullable: false } : column)),
    ...keys,
    ...(primaryKey ? { primaryKey } : {}),
    indexes: [],
    ...(comment === undefined ? {} : { comment: comment.trim() }),
    layout: {
      ...(layoutText(partition) === undefined ? {} : { partition_by: layoutText(partition) ?? '' }),
      ...(layoutText(cluster) === undefined ? {} : { cluster_by: layoutText(cluster) ?? '' }),
    },
    options: {},
    reads: node.dependsOn.flatMap((id) => wanted.nodes.get(id)?.name ?? []),
    materialization,
    tags: [`dbt ${node.kind}`, ...textsOf(config['tags'])],
    at: node.at,
  };
}

/** Tables out of dbt's nodes, what they depend on first, so that a query knows the columns of what it reads. */
export function dbtTables(nodes: readonly DbtNode[], tests: readonly DbtTest[], platform: ScriptPlatform): readonly ReadTable[] {
  const byNode = new Map<string, DbtTest[]>();
  for (const test of tests) {
    const list = byNode.get(test.node);
    if (list) list.push(test);
    else byNode.set(test.node, [test]);
  }
  const wanted: Wanted = { nodes: new Map(nodes.map((node) => [node.id, node])), tests: byNode, platform, done: new Map() };
  const begun = new Set<string>();
  const stack = nodes.map(({ id }) => id).toReversed();
  while (stack.length > 0) {
    const id = stack.at(-1) ?? '';
    const node = wanted.nodes.get(id);
    const missing = node && !begun.has(id) ? node.dependsOn.filter((one) => wanted.nodes.has(one) && !wanted.done.has(one) && !begun.has(one)) : [];
    begun.add(id);
    if (missing.length > 0) stack.push(...missing);
    else {
      stack.pop();
      if (node && !wanted.done.has(id)) wanted.done.set(id, tableOf(node, wanted));
    }
  }
  return nodes.flatMap(({ id }) => wanted.done.get(id) ?? []);
}
