import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = process.getuid?.() === 0;

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}

function call(command: string, args: readonly string[], input?: string, cwd = '/'): string {
  const user = ROOT ? ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups', command, ...args] : [command, ...args];
  const { status, stdout, stderr, error } = spawnSync(user[0] ?? '', user.slice(1), {
    encoding: 'utf8',
    input: input ?? '',
    maxBuffer: 1 << 30,
    timeout: 300_000,
    cwd,
  });
  if (error || status !== 0) throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? `ended with ${status}`}\n${stderr.slice(-2000)}`);
  return stdout;
}

function programs(): string {
  const debian = existsSync('/usr/lib/postgresql')
    ? readdirSync('/usr/lib/postgresql')
        .toSorted((a, b) => Number(b) - Number(a))
        .map((version) => `/usr/lib/postgresql/${version}/bin`)
    : [];
  const found = [...debian, ...(process.env['PATH'] ?? '').split(':')].find((folder) =>
    ['initdb', 'pg_ctl', 'psql'].every((name) => existsSync(join(folder, name))),
  );
  return found ?? fail('There is no PostgreSQL: initdb, pg_ctl and psql are wanted.');
}

export interface Cluster {
  /** Where its socket is: the host to name. Its user is `orrery`, who needs no password. */
  readonly folder: string;
  readonly version: string;
  psql(script: string): string;
  /** Runs a file as somebody would, from its own folder. */
  psqlFile(database: string, folder: string, file: string): void;
  /** @param clean whether its folder goes too. */
  stop(clean: boolean): void;
}

function ownFolder(prefix: string): string {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  chmodSync(folder, 0o755);
  if (ROOT) {
    const [uid, gid] = ['-u', '-g'].map((what) => Number(spawnSync('id', [what, 'postgres'], { encoding: 'utf8' }).stdout));
    if (!uid || !gid) fail('There is no user postgres to run a cluster as.');
    chownSync(folder, uid, gid);
  }
  return folder;
}

/** A PostgreSQL of our own that listens on nothing but a socket in a folder of its own. */
export function startCluster(prefix: string): Cluster {
  const folder = ownFolder(prefix);
  const bin = programs();
  const data = join(folder, 'data');
  call(join(bin, 'initdb'), ['-D', data, '-U', 'orrery', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync']);
  call(join(bin, 'pg_ctl'), [
    '-D',
    data,
    '-w',
    '-t',
    '60',
    '-l',
    join(folder, 'log'),
    '-o',
    `-k ${folder} -c listen_addresses='' -c fsync=off -c timezone=UTC`,
    'start',
  ]);
  return {
    folder,
    version: call(join(bin, 'postgres'), ['--version']).trim(),
    psql: (script) =>
      call(join(bin, 'psql'), ['-h', folder, '-U', 'orrery', '-d', 'postgres', '-q', '-X', '-A', '-t', '-v', 'ON_ERROR_STOP=1', '-f', '-'], script),
    psqlFile: (database, cwd, file) => {
      call(join(bin, 'psql'), ['-h', folder, '-U', 'orrery', '-d', database, '-q', '-X', '-f', file], '', cwd);
    },
    stop: (clean) => {
      call(join(bin, 'pg_ctl'), ['-D', data, '-m', 'immediate', 'stop']);
      if (clean) rmSync(folder, { recursive: true, force: true });
    },
  };
}
