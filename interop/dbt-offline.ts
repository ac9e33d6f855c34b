import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { write } from './task.ts';

const PROGRAM =
  "import sys; from dbt.cli.main import dbtRunner; result = dbtRunner().invoke(sys.argv[1:]); print(result.exception or '', end=''); sys.exit(0 if result.success else 1)";

/** Gives a project a profile that needs no server: nothing is built, and the models' text is the platform's either way. */
export const offlineProfile = (project: string, name: string): void =>
  write(join(project, 'profiles.yml'), `${name}:\n  target: prod\n  outputs:\n    prod: {type: duckdb, path: ":memory:", schema: main}\n`);

/** Runs a command of dbt in a project. Throws with what dbt said where it fails. */
export function dbtOffline(python: string, project: string, command: string): void {
  const { status, stdout, stderr } = spawnSync(python, ['-c', PROGRAM, '--quiet', command, '--project-dir', project, '--profiles-dir', project], {
    encoding: 'utf8',
    timeout: 300_000,
  });
  if (status !== 0) throw new Error(`dbt ${command} failed in ${project}: ${stdout.slice(-2000)} ${stderr.slice(-500)}`);
}
