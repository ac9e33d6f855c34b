import type { Platform } from '../model/types.ts';
import type { GeneratedFile } from './types.ts';

/** How a platform's own client runs a list of SQL files, from the folder that holds them. */
export interface Client {
  readonly extension: 'sql' | 'sh';
  /** The command that runs the script called `file`; with what it needs to land deliveries that came along. */
  readonly command: (file: string, lands?: boolean) => string;
  readonly text: (title: string, paths: readonly string[]) => string;
  /** Whether a script can run another; otherwise it lists all its files. */
  readonly nests: boolean;
}

const script = (mark: string, title: string, head: readonly string[], lines: readonly string[]): string =>
  `${[`${mark} ${title}`, ...head, '', ...lines].join('\n')}\n`;

const psql = (command: Client['command']): Client => ({
  extension: 'sql',
  nests: true,
  command,
  text: (title, paths) =>
    script(
      '--',
      title,
      ['\\set ON_ERROR_STOP on'],
      paths.map((path) => `\\i ${path}`),
    ),
});

const shell = (title: string, head: readonly string[], lines: readonly string[]): string => `#!/bin/sh\n${script('#', title, ['set -eu', ...head], lines)}`;

export const CLIENTS: Readonly<Record<Platform, Client>> = {
  duckdb: {
    extension: 'sql',
    nests: true,
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
    nests: true,
    command: (file, lands) => `snowsql -o exit_on_error=true${lands === true ? ' -D landing="$PWD/landing"' : ''} -f ${file}`,
    text: (title, paths) =>
      script(
        '--',
        title,
        [],
        paths.map((path) => `!source ${path}`),
      ),
  },
  // Each file is one script, so that its temporary tables live as long as it runs.
  bigquery: {
    extension: 'sh',
    nests: true,
    command: (file) => `sh ${file}`,
    text: (title, paths) =>
      shell(
        title,
        [],
        paths.map((path) => (path.endsWith('.sh') ? `sh ${path}` : `bq query --use_legacy_sql=false --format=none < ${path}`)),
      ),
  },
  redshift: psql((file, lands) => `rsql -D dsn${lands === true ? ' -v landing="$LANDING"' : ''} -f ${file}`),
  postgres: psql((file) => `psql "$DATABASE_URL" -f ${file}`),
  // One start for all files: a session of Spark takes longer to come up than most of them.
  databricks: {
    extension: 'sh',
    nests: false,
    command: (file) => `sh ${file}`,
    text: (title, paths) =>
      shell(
        title,
        [
          '# What runs a file of SQL: SQL_CLIENT="dbsqlcli -e" sends it to a SQL warehouse.',
          'SQL_CLIENT="${SQL_CLIENT:-spark-sql -f}"',
          ...(paths.some((path) => path.startsWith('landing/'))
            ? ['# Where Spark finds the folder landing: on Databricks a path in a volume.', 'LANDING="${LANDING:-$PWD/landing}"']
            : []),
          'all=$(mktemp)',
          `trap 'rm -f "$all"' EXIT`,
        ],
        [
          'cat \\',
          ...paths.map((path) => `  ${path} \\`),
          paths.some((path) => path.startsWith('landing/')) ? '  | sed "s|\\${landing}|$LANDING|g" > "$all"' : '  > "$all"',
          '$SQL_CLIENT "$all"',
        ],
      ),
  },
};

interface Parts {
  readonly create: readonly string[];
  readonly load: readonly string[];
  /** What lands each delivery that goes along, oldest first. */
  readonly land: readonly string[];
}

/** `create_all`, `load_all` and, where there is both, `run_all`, each a list of files in the order they must run. */
export function runScripts(platform: Platform, { create, load, land }: Parts): readonly GeneratedFile[] {
  const client = CLIENTS[platform];
  const file = (name: string, title: string, paths: readonly string[]): readonly GeneratedFile[] =>
    paths.length === 0 ? [] : [{ path: `${name}.${client.extension}`, text: client.text(title, paths) }];
  const again = client.nests ? [`load_all.${client.extension}`] : load;
  const run =
    land.length === 0
      ? file('run_all', 'Creates what is missing, then brings every table up to date.', [...create, ...load])
      : file('run_all', 'Creates what is missing, then lands and loads one delivery after the other.', [
          ...create,
          ...land.flatMap((path) => [path, ...again]),
        ]);
  return [
    ...file('create_all', 'Creates schemas, tables and views that are not there yet.', create),
    ...file('load_all', 'Brings every table up to date with what has landed. Safe to run again.', load),
    ...(create.length > 0 && load.length > 0 ? run : []),
  ];
}
