import { ADAPTERS, callsIn, dbtTables, testsOf, type DbtNode, type DbtTest } from './dbt-nodes.ts';
import { fieldsOf, listOf, textOf, type Fields } from './parse-data.ts';
import type { ImportFile, ScriptPlatform, WhatWasRead } from './types.ts';

/** A file of properties, e.g. `models/schema.yml`, as it was parsed. */
export interface PropertyFile {
  readonly file: string;
  readonly value: Fields;
}

const stem = (path: string): string => (path.split(/[\\/]/).at(-1) ?? '').replace(/\.(sql|csv|py)$/i, '');

/** Whether a value is a file of properties of dbt. */
export const isDbtProperties = (value: unknown): boolean =>
  ['models', 'sources', 'seeds', 'snapshots'].some((key) => listOf(fieldsOf(value)[key]).some((one) => textOf(fieldsOf(one)['name']) !== undefined));

/** Whether a text is a model: a query with what dbt fills in, and no statement that creates something. */
export const isDbtModel = (text: string): boolean =>
  /\{\{-?\s*(?:config|ref|source)\s*\(|\{%-?\s*snapshot\b/.test(text) && !/^\s*create\s+(?:or\s+replace\s+)?(?:table|view)\b/im.test(text);

/** `materialized='table'` of a model's own configuration. */
const configOf = (sql: string): Fields => {
  const inside = /\{\{-?\s*config\s*\(([\s\S]*?)\)\s*-?\}\}/.exec(sql)?.[1] ?? '';
  const materialized = /\bmaterialized\s*=\s*['"](\w+)['"]/.exec(inside)?.[1];
  return materialized === undefined ? {} : { materialized };
};

/** Reads the files of a dbt project that was not compiled: properties, and the queries of models. */
export function readDbtProject(properties: readonly PropertyFile[], models: readonly ImportFile[], adapter: string | undefined): WhatWasRead {
  const platform: ScriptPlatform = ADAPTERS[adapter ?? ''] ?? 'postgres';
  const nodes = new Map<string, DbtNode>();
  const tests: DbtTest[] = [];
  const add = (node: DbtNode): void => {
    nodes.set(node.id, node);
    for (const one of testsOf(node.properties)) tests.push({ node: node.id, ...one });
    for (const column of listOf(node.properties['columns']).map(fieldsOf))
      for (const one of testsOf(column)) tests.push({ node: node.id, column: textOf(column['name']) ?? '', ...one });
  };
  const queries = new Map(models.map((model) => [stem(model.name).toLowerCase(), model]));
  for (const { file, value } of properties) {
    const at = { file, line: 1, column: 1 };
    for (const source of listOf(value['sources']).map(fieldsOf)) {
      const group = textOf(source['name']) ?? '';
      const [database, schema] = [textOf(source['database']), textOf(source['schema']) ?? group];
      for (const table of listOf(source['tables']).map(fieldsOf)) {
        const name = textOf(table['name']) ?? '';
        const calls = `${group}.${name}`.toLowerCase();
        add({
          id: `source ${calls}`,
          kind: 'source',
          calls,
          name: { ...(database === undefined ? {} : { database }), schema, name: textOf(table['identifier']) ?? name },
          properties: table,
          dependsOn: [],
          at,
        });
      }
    }
    for (const [key, kind] of [
      ['models', 'model'],
      ['seeds', 'seed'],
      ['snapshots', 'snapshot'],
    ] as const)
      for (const described of listOf(value[key]).map(fieldsOf)) {
        const name = textOf(described['name']);
        if (name === undefined) continue;
        const query = queries.get(name.toLowerCase());
        queries.delete(name.toLowerCase());
        add(modelNode(name, kind, described, query, at));
      }
  }
  for (const query of queries.values()) add(modelNode(stem(query.name), 'model', {}, query, { file: query.name, line: 1, column: 1 }));
  const byCall = new Map([...nodes.values()].map(({ calls, id }) => [calls, id]));
  const linked = [...nodes.values()].map((node) => ({
    ...node,
    dependsOn: node.sql === undefined ? [] : [...new Set(callsIn(node.sql).flatMap((call) => byCall.get(call) ?? []))],
  }));
  const files = [...properties.map(({ file }) => file), ...models.map(({ name }) => name)].map((file) => ({ file, platform: 'dbt' }));
  return { files, tables: dbtTables(linked, tests, platform), problems: [], skipped: [] };
}

function modelNode(name: string, kind: DbtNode['kind'], described: Fields, query: ImportFile | undefined, at: DbtNode['at']): DbtNode {
  const config = { ...(query ? configOf(query.text) : {}), ...fieldsOf(described['config']) };
  const schema = textOf(config['schema']);
  return {
    id: `${kind} ${name.toLowerCase()}`,
    kind,
    calls: name.toLowerCase(),
    name: { ...(schema === undefined ? {} : { schema }), name: textOf(config['alias']) ?? name },
    properties: { ...described, config },
    dependsOn: [],
    at,
    ...(query ? { sql: query.text } : {}),
  };
}
