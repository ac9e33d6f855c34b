import type { Platform } from '../model/types.ts';
import type { GeneratedFile } from './types.ts';

/** How a platform's own client runs a list of SQL files, from the folder that holds them. */
export interface Client {
  readonly extension: 'sql' | 'sh';
  /** The command that runs the script called `file`. */
  readonly command: (file: string) => string;
  readonly text: (title: string, paths: readonly string[]) => string;
}

const script = (mark: string, title: string, head: readonly string[], lines: readonly string[]): string =>
  `${[`${mark} ${title}`, ...head, '', ...lines].join('\n')}\n`;

const psql = (command: Client['command']): Client => ({
  extension: 'sql',
  command,
  text: (title, paths) =>
    script(
      '--',
      title,
      ['\\set ON_ERROR_STOP on'],
      paths.map((path) => `\\i ${path}`),
    ),
});

const shell = (head: readonly string[], line: (path: string) => string): Client => ({
  extension: 'sh',
  command: (file) => `sh ${file}`,
  text: (title, paths) => `#!/bin/sh\n${script('#', title, ['set -eu', ...head], paths.map(line))}`,
});

export const CLIENTS: Readonly<Record<Platform, Client>> = {
  duckdb: {
    extension: 'sql',
    command: (file) => `duckdb -bail warehouse.duckdb -f ${file}`,
    text: (title, paths) =>
      script(
        '--',
        title,
        [],
        paths.map((path) => `.read ${path}`),
      ),
  },
  snowflake: {
    extension: 'sql',
    command: (file) => `snowsql -o exit_on_error=true -f ${file}`,
    text: (title, paths) =>
      script(
        '--',
        title,
        [],
        paths.map((path) => `!source ${path}`),
      ),
  },
  // Each file is one script, so that its temporary tables live as long as it runs.
  bigquery: shell([], (path) => `bq query --use_legacy_sql=false --format=none < ${path}`),
  redshift: psql((file) => `rsql -D dsn -f ${file}`),
  postgres: psql((file) => `psql "$DATABASE_URL" -f ${file}`),
  databricks: shell(
    ['# What runs a file of SQL: SQL_CLIENT="dbsqlcli -e" sends it to a SQL warehouse.', 'SQL_CLIENT="${SQL_CLIENT:-spark-sql -f}"'],
    (path) => `$SQL_CLIENT ${path}`,
  ),
};

/** `create_all`, `load_all` and, where there is both, `run_all`, each a list of files in the order they must run. */
export function runScripts(platform: Platform, parts: { readonly create: readonly string[]; readonly load: readonly string[] }): readonly GeneratedFile[] {
  const client = CLIENTS[platform];
  const file = (name: string, title: string, paths: readonly string[]): readonly GeneratedFile[] =>
    paths.length === 0 ? [] : [{ path: `${name}.${client.extension}`, text: client.text(title, paths) }];
  const both = parts.create.length > 0 && parts.load.length > 0;
  return [
    ...file('create_all', 'Creates schemas, tables and views that are not there yet.', parts.create),
    ...file('load_all', 'Brings every table up to date with what has landed. Safe to run again.', parts.load),
    ...(both ? file('run_all', 'Creates what is missing, then brings every table up to date.', [...parts.create, ...parts.load]) : []),
  ];
}
