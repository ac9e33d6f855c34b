import { artifactKind, readDbtManifest, type Artifact } from './read-dbt-manifest.ts';
import { isDbtModel, isDbtProperties, readDbtProject, type PropertyFile } from './read-dbt-project.ts';
import { contractKind, readContract } from './read-contract.ts';
import { readDbml } from './read-dbml.ts';
import { readDdl } from './read-ddl.ts';
import { isSqlmesh, readSqlmesh } from './read-sqlmesh.ts';
import { fieldsOf, parseJson, parseYaml, textOf } from './parse-data.ts';
import type { ImportFile, NotRead, ScriptPlatform, Skipped, WhatWasRead } from './types.ts';

export interface ReadOptions {
  /** The dialect of all scripts; each is told by its text when left out. */
  readonly platform?: ScriptPlatform;
}

interface Sorted {
  readonly scripts: ImportFile[];
  readonly sqlmesh: ImportFile[];
  readonly dbml: ImportFile[];
  readonly models: ImportFile[];
  readonly properties: PropertyFile[];
  readonly manifests: Artifact[];
  readonly catalogs: Artifact[];
  readonly contracts: { readonly file: string; readonly value: unknown }[];
  readonly problems: NotRead[];
  readonly skipped: Skipped[];
  adapter?: string;
}

const ADAPTER = /^\s*type:\s*['"]?(snowflake|bigquery|redshift|postgres|duckdb|databricks|spark|sqlserver|fabric|synapse|mysql|oracle|sqlite)\b/m;

function sortData(file: ImportFile, sorted: Sorted): void {
  const isJson = /\.json$/i.test(file.name);
  const parsed = isJson ? parseJson(file.text) : parseYaml(file.text);
  if ('error' in parsed) {
    // Properties of dbt may hold Jinja that is no YAML; a file of another tool is of no interest.
    sorted.problems.push({ file: file.name, line: parsed.line, column: parsed.column, reason: parsed.error, excerpt: '' });
    return;
  }
  const { value } = parsed;
  const artifact = artifactKind(value);
  if (artifact?.kind === 'manifest') sorted.manifests.push({ file: file.name, value: fieldsOf(value) });
  else if (artifact?.kind === 'catalog') sorted.catalogs.push({ file: file.name, value: fieldsOf(value) });
  else if (contractKind(value)) sorted.contracts.push({ file: file.name, value });
  else if (isDbtProperties(value)) sorted.properties.push({ file: file.name, value: fieldsOf(value) });
  else {
    if (!isJson) sorted.adapter ??= ADAPTER.exec(file.text)?.[1] ?? (undefined as never);
    sorted.skipped.push({
      what: `${file.name.split(/[\\/]/).at(-1) ?? file.name}: nothing of tables`,
      count: 1,
      places: [{ file: file.name, line: 1, column: 1 }],
    });
  }
}

function sort(files: readonly ImportFile[]): Sorted {
  const sorted: Sorted = {
    scripts: [],
    sqlmesh: [],
    dbml: [],
    models: [],
    properties: [],
    manifests: [],
    catalogs: [],
    contracts: [],
    problems: [],
    skipped: [],
  };
  for (const file of files) {
    if (/\.dbml$/i.test(file.name)) sorted.dbml.push(file);
    else if (/\.(ya?ml|json)$/i.test(file.name)) sortData(file, sorted);
    else if (isSqlmesh(file.text.slice(0, 20_000))) sorted.sqlmesh.push(file);
    else if (isDbtModel(file.text.slice(0, 200_000))) sorted.models.push(file);
    else sorted.scripts.push(file);
  }
  return sorted;
}

/** The folder of a project that a file of `target/` belongs to. */
const rootOf = (file: string): string => file.replace(/(?:target[\\/])?[^\\/]*$/, '');

const NOTHING: WhatWasRead = { files: [], tables: [], problems: [], skipped: [] };
const joined = (all: readonly WhatWasRead[]): WhatWasRead => ({
  files: all.flatMap(({ files }) => files),
  tables: all.flatMap(({ tables }) => tables),
  problems: all.flatMap(({ problems }) => problems),
  skipped: all.flatMap(({ skipped }) => skipped),
});

/**
 * Reads files of any kind that says something of tables: DDL scripts, dbt projects and artifacts, DBML, data contracts,
 * models of SQLMesh. A manifest stands for the project it was compiled from. Never throws on what is in a file: what is not
 * understood is listed with its place, and the rest comes in.
 */
export function readFiles(files: readonly ImportFile[], { platform }: ReadOptions = {}): WhatWasRead {
  const sorted = sort(files);
  const roots = sorted.manifests.map(({ file }) => rootOf(file));
  const isCompiled = (file: string): boolean => roots.some((root) => file.startsWith(root));
  const [properties, models] = [sorted.properties.filter(({ file }) => !isCompiled(file)), sorted.models.filter(({ name }) => !isCompiled(name))];
  // Beside properties of dbt, a query without anything to fill in is a model too.
  const isModel = ({ name, text }: ImportFile): boolean =>
    properties.length > 0 && /(^|[\\/])models[\\/]/.test(name) && /^\s*(?:--[^\n]*\n\s*)*(?:with|select)\b/i.test(text);
  const plain = sorted.scripts.filter((file) => !isModel(file) && !(isCompiled(file.name) && roots.length > 0 && !/\bcreate\b/i.test(file.text)));
  const ddl = plain.length === 0 ? NOTHING : readDdl(plain, platform === undefined ? {} : { platform });
  const dbt =
    properties.length + models.length === 0
      ? NOTHING
      : readDbtProject(properties, [...models, ...sorted.scripts.filter(isModel)], platform ?? textOf(sorted.adapter));
  return joined([
    { ...NOTHING, problems: sorted.problems, skipped: sorted.skipped },
    ddl,
    ...sorted.manifests.map((manifest, index) =>
      readDbtManifest(manifest, sorted.catalogs.find(({ file }) => rootOf(file) === rootOf(manifest.file)) ?? sorted.catalogs[index]),
    ),
    dbt,
    ...sorted.dbml.map(readDbml),
    ...sorted.contracts.map(({ file, value }) => readContract(file, value)),
    sorted.sqlmesh.length === 0 ? NOTHING : readSqlmesh(sorted.sqlmesh),
  ]);
}
