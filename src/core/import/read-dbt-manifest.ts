import { ADAPTERS, dbtTables, type DbtNode, type DbtTest } from './dbt-nodes.ts';
import { fieldsOf, textOf, textsOf, type Fields } from './parse-data.ts';
import type { NotRead, ScriptPlatform, Skipped, TableName, WhatWasRead } from './types.ts';

/** Versions of the manifest whose shape is known: dbt 1.0 to 2. */
const [OLDEST, NEWEST] = [4, 12];
const KINDS = ['model', 'seed', 'snapshot'] as const;

export interface Artifact {
  readonly file: string;
  readonly value: Fields;
}

/** Which artifact of dbt a value is; nothing when it is none. */
export function artifactKind(value: unknown): { readonly kind: string; readonly version: number } | undefined {
  const found = /dbt\/([\w-]+)\/v(\d+)\.json/.exec(textOf(fieldsOf(fieldsOf(value)['metadata'])['dbt_schema_version']) ?? '');
  return found ? { kind: found[1] ?? '', version: Number(found[2]) } : undefined;
}

const nameOf = (node: Fields, name: string): TableName => {
  const [database, schema] = [textOf(node['database']), textOf(node['schema'])];
  return { ...(database === undefined ? {} : { database }), ...(schema === undefined ? {} : { schema }), name };
};

/** The columns of the catalog in the order of the warehouse. */
const catalogColumns = (entry: Fields): readonly Fields[] =>
  Object.values(fieldsOf(entry['columns']))
    .map(fieldsOf)
    .toSorted((a, b) => Number(a['index'] ?? 0) - Number(b['index'] ?? 0));

function nodesOf(manifest: Artifact, catalog: Artifact | undefined, isOwn: (node: Fields) => boolean): readonly DbtNode[] {
  const stored = new Map<string, Fields>(
    [...Object.entries(fieldsOf(catalog?.value['nodes'])), ...Object.entries(fieldsOf(catalog?.value['sources']))].map(([id, entry]) => [id, fieldsOf(entry)]),
  );
  const at = { file: manifest.file, line: 1, column: 1 };
  const parents = fieldsOf(manifest.value['parent_map']);
  const more = (id: string, node: Fields): Pick<DbtNode, 'dependsOn' | 'properties' | 'at' | 'id'> & { readonly catalog?: readonly Fields[] } => {
    const listed = Array.isArray(parents[id]) ? parents[id] : fieldsOf(node['depends_on'])['nodes'];
    const entry = stored.get(id);
    return {
      id,
      properties: node,
      dependsOn: textsOf(listed).filter((one) => !one.startsWith('test.')),
      at,
      ...(entry ? { catalog: catalogColumns(entry) } : {}),
    };
  };
  const sources = Object.entries(fieldsOf(manifest.value['sources'])).map(([id, raw]): readonly [Fields, DbtNode] => {
    const node = fieldsOf(raw);
    const calls = `${textOf(node['source_name']) ?? ''}.${textOf(node['name']) ?? ''}`.toLowerCase();
    return [node, { kind: 'source', name: nameOf(node, textOf(node['identifier']) ?? textOf(node['name']) ?? id), calls, ...more(id, node) }];
  });
  const models = Object.entries(fieldsOf(manifest.value['nodes'])).flatMap(([id, raw]): readonly (readonly [Fields, DbtNode])[] => {
    const node = fieldsOf(raw);
    const kind = KINDS.find((one) => one === node['resource_type']);
    if (!kind) return [];
    const sql = kind === 'seed' ? undefined : (textOf(node['raw_code']) ?? textOf(node['raw_sql']));
    const isPython = textOf(node['language']) === 'python';
    return [
      [
        node,
        {
          kind,
          name: nameOf(node, textOf(node['alias']) ?? textOf(node['name']) ?? id),
          calls: (textOf(node['name']) ?? '').toLowerCase(),
          ...more(id, node),
          ...(sql === undefined || isPython ? {} : { sql }),
        },
      ],
    ];
  });
  return [...sources, ...models].filter(([node]) => isOwn(node)).map(([, node]) => node);
}

function testsOf(manifest: Artifact): readonly DbtTest[] {
  return Object.values(fieldsOf(manifest.value['nodes'])).flatMap((raw): readonly DbtTest[] => {
    const node = fieldsOf(raw);
    const metadata = fieldsOf(node['test_metadata']);
    const test = textOf(metadata['name']);
    if (node['resource_type'] !== 'test' || test === undefined) return [];
    const values = fieldsOf(metadata['kwargs']);
    const on = textsOf(fieldsOf(node['depends_on'])['nodes']);
    // Before dbt 1.5 nothing says which node is tested: it is the last, and the only one but for relationships.
    const tested = textOf(node['attached_node']) ?? on.at(-1);
    const column = textOf(node['column_name']) ?? textOf(values['column_name']);
    if (tested === undefined) return [];
    const to = on.find((id) => id !== tested) ?? (test === 'relationships' ? tested : undefined);
    return [{ node: tested, test, values, ...(column === undefined ? {} : { column }), ...(to === undefined ? {} : { to }) }];
  });
}

/** Reads dbt's manifest, with the types of its catalog where that is there. Nodes of other packages are counted, not read. */
export function readDbtManifest(manifest: Artifact, catalog: Artifact | undefined): WhatWasRead {
  const metadata = fieldsOf(manifest.value['metadata']);
  const version = artifactKind(manifest.value)?.version ?? NEWEST;
  const adapter = textOf(metadata['adapter_type']) ?? '';
  const platform: ScriptPlatform = ADAPTERS[adapter] ?? 'postgres';
  const problems: NotRead[] = [];
  if (version < OLDEST || version > NEWEST)
    problems.push({
      file: manifest.file,
      line: 1,
      column: 1,
      reason: `manifest version ${version} is not known (${OLDEST} to ${NEWEST} are): it was read as far as it has the same shape`,
      excerpt: textOf(metadata['dbt_schema_version']) ?? '',
    });
  const project = textOf(metadata['project_name']);
  const isOwn = (node: Fields): boolean => project === undefined || textOf(node['package_name']) === undefined || textOf(node['package_name']) === project;
  const all = nodesOf(manifest, catalog, () => true);
  const own = nodesOf(manifest, catalog, isOwn);
  const skipped: Skipped[] = [];
  if (all.length > own.length) skipped.push({ what: 'nodes of other packages', count: all.length - own.length, places: [] });
  const disabled = Object.keys(fieldsOf(manifest.value['disabled'])).length;
  if (disabled > 0) skipped.push({ what: 'disabled nodes', count: disabled, places: [] });
  const files = [
    { file: manifest.file, platform: 'dbt', evidence: `manifest version ${version}${adapter === '' ? '' : `, ${adapter}`}` },
    ...(catalog ? [{ file: catalog.file, platform: 'dbt', evidence: 'catalog' }] : []),
  ];
  return { files, tables: dbtTables(own, testsOf(manifest), platform), problems, skipped };
}
