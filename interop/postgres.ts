// Runs the hash text cases, the sample and the test shop on a real PostgreSQL, and compares every table after the deliveries with DuckDB's.
import { spawnSync } from 'node:child_process';
import { chownSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync, existsSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { shopRows } from '../samples/shop/rows.ts';
import type { Project } from '../src/core/model/types.ts';
import { createCompiler } from '../src/core/plan/compile.ts';
import type { Plan, Relation } from '../src/core/plan/types.ts';
import { createStatements, loadStatements, schemaStatements } from '../src/core/targets/sql/relation-statements.ts';
import { openNodeEngine } from '../src/engine/duckdb-node.ts';
import { createRunner } from '../src/engine/run.ts';
import type { RunDelivery } from '../src/engine/run-types.ts';
import { deliveriesOf } from '../test/support/deliveries.ts';
import { HASH_TEXT_CASES, hashTextDifferences, hashTextQuery } from '../test/support/hash-text-cases.ts';
import { MODELS } from './models.ts';

type Row = readonly (string | null)[];
const MOST_ROWS = 1_000_000;
const ROOT = process.getuid?.() === 0;

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const tableOf = ({ table }: Relation): string => `${quote(table.schema)}.${quote(table.name)}`;
const cell = (value: string | null): string => (value === null ? '' : `"${value.replaceAll('"', '""')}"`);
/** Every column as text; the engines write booleans differently. */
const selectText = (relation: Relation): string =>
  `select ${relation.columns
    .map(({ name, type }) =>
      type.kind === 'boolean' ? `case when ${quote(name)} then 'true' when not ${quote(name)} then 'false' end` : `cast(${quote(name)} as varchar)`,
    )
    .map((text, index) => `${text} as c${index}`)
    .join(', ')} from ${tableOf(relation)}`;

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}

function call(command: string, args: readonly string[], input?: string): string {
  const user = ROOT ? ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups', command, ...args] : [command, ...args];
  const { status, stdout, stderr, error } = spawnSync(user[0] ?? '', user.slice(1), {
    encoding: 'utf8',
    input: input ?? '',
    maxBuffer: 1 << 30,
    timeout: 300_000,
    cwd: '/',
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

/** A cluster of our own on a socket in `folder`, ended by `stop`. */
function startCluster(folder: string): { psql(script: string): string; stop(): void; readonly version: string } {
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
    version: call(join(bin, 'postgres'), ['--version']).trim(),
    psql: (script) =>
      call(join(bin, 'psql'), ['-h', folder, '-U', 'orrery', '-d', 'postgres', '-q', '-X', '-A', '-t', '-v', 'ON_ERROR_STOP=1', '-f', '-'], script),
    stop: () => {
      call(join(bin, 'pg_ctl'), ['-D', data, '-m', 'immediate', 'stop']);
    },
  };
}

/** What every table holds after a run on DuckDB. */
async function onDuckdb(plan: Plan, deliveries: readonly RunDelivery[]): Promise<ReadonlyMap<string, readonly Row[]>> {
  const engine = await openNodeEngine();
  const failures: string[] = [];
  const { outcome } = await createRunner(engine).run(plan, deliveries, {
    onEvent: (event) => event.kind === 'failed' && failures.push(`${event.relation}: ${event.error.message}`),
  });
  if (outcome !== 'done') throw new Error(`The run on DuckDB ${outcome}: ${failures.join('; ')}`);
  const all = new Map<string, readonly Row[]>();
  for (const relation of plan.relations) all.set(relation.id, (await engine.query(selectText(relation), { limit: MOST_ROWS })).rows);
  await engine.close();
  return all;
}

/** The script that creates everything, brings each delivery's landing rows as DuckDB holds them, loads after each, and loads the last once more. */
function scriptOf(plan: Plan, landed: ReadonlyMap<string, readonly Row[]>, deliveries: readonly RunDelivery[], dump: string): string {
  const printed = [schemaStatements(plan, 'postgres'), ...plan.relations.map((relation) => createStatements(plan, relation, 'postgres'))];
  const loads = plan.relations.flatMap((relation) => loadStatements(plan, relation, 'postgres').statements);
  const landing = plan.relations.filter(({ load }) => load.kind === 'landing');
  const arrivals = deliveries.flatMap(({ loadDate }) => [
    ...landing.flatMap((relation) => {
      const at = relation.columns.findIndex(({ role }) => role === 'load_date');
      const rows = (landed.get(relation.id) ?? []).filter((row) => row[at] === loadDate.replace('T', ' '));
      return rows.length === 0
        ? []
        : [`copy ${tableOf(relation)} from stdin with (format csv);\n${rows.map((row) => row.map(cell).join(',')).join('\n')}\n\\.`];
    }),
    ...loads.map((statement) => `${statement};`),
  ]);
  const dumps = plan.relations.map((relation, index) => `\\copy (${selectText(relation)}) to '${join(dump, `${index}.csv`)}' with (format csv, force_quote *)`);
  return [
    '\\set QUIET on',
    'set client_min_messages = warning;',
    ...printed.flatMap(({ statements }) => statements.map((statement) => `${statement};`)),
    ...arrivals,
    ...loads.map((statement) => `${statement};`),
    ...dumps,
    '',
  ].join('\n');
}

/** Fields of CSV as \copy writes it: quoted, or empty for NULL. */
function readCsv(text: string): Row[] {
  const rows: (string | null)[][] = [];
  let row: (string | null)[] = [];
  for (const [, quoted, end] of text.matchAll(/("(?:[^"]|"")*")?(,|\n)/g)) {
    row.push(quoted === undefined ? null : quoted.slice(1, -1).replaceAll('""', '"'));
    if (end === '\n') {
      rows.push(row);
      row = [];
    }
  }
  return rows;
}

const sorted = (rows: readonly Row[]): readonly string[] => rows.map((row) => JSON.stringify(row)).toSorted();

const SHOP_FILES = new Map([
  ['1/customers', 'customer_id,city,email\nC1,Ulm,a@x\n C2,Bonn,b@x\n  ,Nowhere,\n'],
  ['1/orders', 'order_id,customer_id,ordered_at,shipped_on,amount\nO1,C1,2026-01-01 05:00:00,,10.50\n'],
  ['2/customers', 'customer_id,city,email\nC1,Kiel,a@x\nC2,Bonn,b2@x\n'],
  ['2/orders', 'order_id,customer_id,ordered_at,shipped_on,amount\nO2,C1,2026-01-02 12:00:00,2026-01-05,20.00\n'],
  ['3/customers', 'customer_id,city,email\nC1,Ulm,a@x\nC2,Bonn,b2@x\nC9,"Ły""on, Zürich",n@x\n'],
  ['4/orders', 'order_id,customer_id,ordered_at,shipped_on,amount\nO3,C1,2026-01-01 23:00:00,,5.00\nO4,C9,2026-02-01 00:00:00,,7.25\n'],
]);
/** The test shop's files in the order of its columns, under whatever names these have. */
function withShopFiles(project: Project): { readonly project: Project; readonly files: ReadonlyMap<string, string> } {
  const files = new Map(
    [...SHOP_FILES].map(([path, text]) => {
      const source = project.objects[path.split('/')[1] ?? ''];
      const names = source?.kind === 'source' ? source.columns.map(({ name }) => `"${name.replaceAll('"', '""')}"`) : [];
      return [path, `${names.join(',')}\n${text.slice(text.indexOf('\n') + 1)}`];
    }),
  );
  const deliveries = [1, 2, 3, 4].map((day) => ({
    id: `d${day}`,
    load_date: `2026-01-0${day}T06:00:00`,
    files: Object.fromEntries(['customers', 'orders'].flatMap((source) => (files.has(`${day}/${source}`) ? [[source, `${day}/${source}`]] : []))),
  }));
  return { project: { ...project, deliveries }, files };
}

const folder = mkdtempSync(join(tmpdir(), 'orrery-postgres-'));
chmodSync(folder, 0o755);
if (ROOT) {
  const [uid, gid] = ['-u', '-g'].map((what) => Number(spawnSync('id', [what, 'postgres'], { encoding: 'utf8' }).stdout));
  if (!uid || !gid) fail('There is no user postgres to run a cluster as.');
  chownSync(folder, uid, gid);
}
let failed = 0;
const cluster = startCluster(folder);
try {
  console.log(cluster.version);
  const texts = readCsv(cluster.psql(`set time zone 'America/New_York';\ncopy (${hashTextQuery('postgres')}) to stdout with (format csv, force_quote *);\n`));
  const differences = hashTextDifferences(texts);
  failed += differences.length;
  for (const difference of differences) console.log(difference);
  console.log(`${HASH_TEXT_CASES.length} hash texts, ${differences.length} not as worked out by hand`);
  for (const { name, project: make } of MODELS) {
    const { project, files } = name === 'sample' ? { project: make('postgres'), files: shopRows() } : withShopFiles(make('postgres'));
    const plan = createCompiler()(project);
    const deliveries = deliveriesOf(project, files);
    const begun = performance.now();
    const duckdb = await onDuckdb(plan, deliveries);
    const dump = join(folder, `dump-${name}`);
    mkdirSync(dump);
    chmodSync(dump, 0o777);
    const database = `orrery_${name}`;
    cluster.psql(`create database ${database};\n`);
    const script = `\\connect ${database}\n${scriptOf(plan, duckdb, deliveries, dump)}`;
    writeFileSync(join(folder, `${name}.sql`), script);
    cluster.psql(script);
    let rows = 0;
    for (const [index, relation] of plan.relations.entries()) {
      const theirs = readCsv(readFileSync(join(dump, `${index}.csv`), 'utf8'));
      const ours = duckdb.get(relation.id) ?? [];
      rows += ours.length;
      const [left, right] = [sorted(ours), sorted(theirs)];
      const at = left.findIndex((row, place) => row !== right[place]);
      if (left.length === right.length && at === -1) continue;
      failed += 1;
      console.log(
        `${name}: ${relation.table.schema}.${relation.table.name} has ${left.length} rows on DuckDB and ${right.length} on PostgreSQL; first difference:\n  ${left[at]}\n  ${right[at === -1 ? left.length : at]}`,
      );
    }
    if (rows === 0) failed += 1;
    console.log(
      `${name}: ${plan.relations.length} tables, ${rows.toLocaleString('en-US')} rows compared after ${deliveries.length} deliveries, the last loaded twice, in ${((performance.now() - begun) / 1000).toFixed(1)} s`,
    );
  }
} finally {
  cluster.stop();
  if (failed === 0) rmSync(folder, { recursive: true, force: true });
}
process.exit(failed === 0 ? 0 : 1);
