// `npm run test:interop`: other people's programs judge what Orrery generates. Installs what is missing; says what it had to skip, which in CI is a failure.
// `npm run test:interop -- <project>` does so with a project of yours, a folder or a zip, and its deliveries.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ROOT, ensurePackages, run, runBeside, runToolBeside } from '../scripts/packages.mjs';

/** Each of these programs wants other versions of what it stands on: the parsers, dbt with its adapters, Spark with its own dbt. */
const environment = (name, label) => {
  const folder = join(ROOT, '.interop-venv', name);
  return { label, folder, python: join(folder, 'bin', 'python'), requirements: join(ROOT, 'interop', `requirements-${name}.txt`) };
};
const PARSERS = environment('parsers', "the parsers and DuckDB's command line");
const DBT = environment('dbt', 'dbt and its adapters');
const SQLMESH = environment('sqlmesh', 'SQLMesh');
const SPARK = environment('spark', 'Spark');
const MINUTE = 60_000;

/** Installs Debian packages where that is allowed. */
function installDebian(...names) {
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).status !== 0) return false;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return (
    run('apt-get', ['update', '-q'], { env, timeout: 5 * MINUTE, stdio: 'ignore' }) &&
    run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...names], { env, timeout: 10 * MINUTE, stdio: 'ignore' })
  );
}

/** A Python of our own with pinned packages. @returns what is missing, if anything. */
function ensurePython({ label, folder, python, requirements }) {
  const stamp = join(folder, 'installed.txt');
  const wanted = readFileSync(requirements, 'utf8');
  if (existsSync(stamp) && existsSync(python) && readFileSync(stamp, 'utf8') === wanted) return undefined;
  rmSync(folder, { recursive: true, force: true });
  const make = () => spawnSync('python3', ['-m', 'venv', folder], { stdio: 'ignore' }).status === 0;
  if (!make()) {
    rmSync(folder, { recursive: true, force: true });
    if (!installDebian('python3', 'python3-venv') || !make()) return 'Python 3 with venv is wanted and could not be installed';
  }
  if (!run(python, ['-m', 'pip', 'install', '-q', '--disable-pip-version-check', '-r', requirements], { timeout: 15 * MINUTE }))
    return `${label} could not be installed with pip`;
  writeFileSync(stamp, wanted);
  return undefined;
}

function hasPostgres() {
  const debian = existsSync('/usr/lib/postgresql') ? readdirSync('/usr/lib/postgresql').map((version) => `/usr/lib/postgresql/${version}/bin`) : [];
  return [...debian, ...(process.env.PATH ?? '').split(':')].some((folder) => ['initdb', 'pg_ctl', 'psql'].every((name) => existsSync(join(folder, name))));
}

/** @returns what is missing, if anything. */
function ensurePostgres() {
  if (process.platform === 'win32') return 'the private cluster needs Unix sockets';
  if (hasPostgres()) return undefined;
  installDebian('postgresql', 'postgresql-client');
  return hasPostgres() ? undefined : 'PostgreSQL is wanted and could not be installed';
}

const hasJava = () => spawnSync('java', ['-version'], { stdio: 'ignore' }).status === 0;

/** @returns what is missing, if anything. */
function ensureSpark() {
  const lacking = ensurePython(SPARK);
  if (lacking !== undefined || hasJava()) return lacking;
  installDebian('openjdk-17-jre-headless');
  return hasJava() ? undefined : 'Spark wants Java 17, which could not be installed';
}

const [project] = process.argv.slice(2);
if (project !== undefined) {
  if (!existsSync(project)) {
    console.error(`There is no folder or zip ${project}.`);
    process.exit(2);
  }
  process.env.ORRERY_PROJECT = resolve(project);
}
const folder = mkdtempSync(join(tmpdir(), 'orrery-interop-'));
const files = join(folder, 'files.json');
const compiled = join(folder, 'compiled.json');
const tsx = (...args) => ({ tool: 'tsx', args });
/** The longest first, as two run at a time, and the parsers, which take two cores, towards the end. What each wants is installed before any begins. */
const STEPS = [
  {
    name: 'dbt',
    missing: () => ensurePostgres() ?? ensurePython(DBT),
    commands: [tsx('interop/dbt.ts', DBT.python), ...(project === undefined ? [tsx('interop/automate-dv.ts', DBT.python)] : [])],
  },
  { name: 'Spark', missing: ensureSpark, commands: [tsx('interop/spark.ts', SPARK.python)] },
  { name: 'SQLMesh', missing: () => ensurePython(SQLMESH), commands: [tsx('interop/sqlmesh.ts', SQLMESH.python)] },
  {
    name: 'SQL parsers',
    missing: () => ensurePython(PARSERS) ?? ensurePython(DBT),
    commands: [
      tsx('interop/emit.ts', files),
      tsx('interop/dbt-compiled.ts', DBT.python, compiled),
      { program: PARSERS.python, args: ['interop/parse.py', files, compiled, 'interop/known.json'] },
    ],
  },
  {
    name: 'A second version',
    missing: () => ensurePython(DBT) ?? ensurePython(SQLMESH),
    // A project of somebody else has no second version.
    commands: project === undefined ? [tsx('interop/second-version.ts', DBT.python, SQLMESH.python)] : [],
  },
  { name: 'PostgreSQL', missing: ensurePostgres, commands: [tsx('interop/postgres.ts')] },
  { name: 'DuckDB', missing: () => ensurePython(PARSERS), commands: [tsx('interop/duckdb.ts', join(PARSERS.folder, 'bin', 'duckdb'))] },
];
const AT_ONCE = 2;
const counts = { passed: 0, failed: 0, skipped: 0 };
const lines = [];

async function judge({ name, commands, lacking }) {
  const begun = Date.now();
  let result = lacking === undefined ? 'passed' : process.env.CI ? 'failed' : 'skipped';
  if (lacking !== undefined) console.log(`${name} | ${lacking}.`);
  else {
    for (const { tool, program, args } of commands) {
      if (await (tool === undefined ? runBeside(name, program, args) : runToolBeside(name, tool, args))) continue;
      result = 'failed';
      break;
    }
  }
  counts[result] += 1;
  lines.push(`${result} ${name} (${((Date.now() - begun) / 1000).toFixed(1)} s)`);
  console.log(lines.at(-1));
}

if (ensurePackages()) {
  const waiting = STEPS.map(({ missing, ...step }) => ({ ...step, lacking: missing() }));
  const lane = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await judge(next);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  console.log(`\n${lines.join('\n')}`);
} else counts.failed += 1;
rmSync(folder, { recursive: true, force: true });
if (process.env.ORRERY_RESULTS) writeFileSync(process.env.ORRERY_RESULTS, `${counts.passed} ${counts.failed}\n`);
else console.log(`${counts.passed} passed, ${counts.failed} failed${counts.skipped > 0 ? `, ${counts.skipped} skipped` : ''}`);
process.exit(counts.failed === 0 ? 0 : 1);
