// Runs the hash text cases and all models on a real PostgreSQL, and compares every table after every delivery with DuckDB's; then the exported files by psql.
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCompiler } from '../src/core/plan/compile.ts';
import type { Plan } from '../src/core/plan/types.ts';
import { exportPackage } from '../src/core/targets/export-package.ts';
import { createStatements, loadStatements, schemaStatements } from '../src/core/targets/sql/relation-statements.ts';
import type { RunDelivery } from '../src/engine/run-types.ts';
import { HASH_TEXT_CASES, hashTextDifferences, hashTextQuery } from '../test/support/hash-text-cases.ts';
import { startCluster } from './cluster.ts';
import { modelWithRows } from './model-rows.ts';
import { GIVEN } from './given.ts';
import { chosen } from './models.ts';
import {
  arrivals,
  firstDifference,
  HEX_ON_POSTGRES,
  keepsAll,
  lackingRows,
  landedRowsOf,
  quote,
  rowsOnDuckdb,
  selectText,
  spoilt,
  tableOf,
  type Contents,
  type Row,
} from './rows.ts';
import { write } from './task.ts';

const cell = (value: string | null): string => (value === null ? '' : `"${value.replaceAll('"', '""')}"`);

const dumpsOf = (plan: Plan, dump: string, round: number): readonly string[] =>
  plan.relations.map(
    (relation, index) =>
      `\\copy (${selectText(relation, tableOf(relation), quote, HEX_ON_POSTGRES)}) to '${join(dump, `${round}-${index}.csv`)}' with (format csv, force_quote *)`,
  );

/** The script that creates everything, brings each delivery's landing rows as DuckDB holds them, loads and dumps after each, and once more after the last. */
function scriptOf(plan: Plan, states: readonly Contents[], deliveries: readonly RunDelivery[], dump: string): string {
  const printed = [schemaStatements(plan, 'postgres'), ...plan.relations.map((relation) => createStatements(plan, relation, 'postgres'))];
  const loads = plan.relations.flatMap((relation) => loadStatements(plan, relation, 'postgres').statements);
  const arriving = deliveries.flatMap((delivery, number) => [
    ...[...arrivals(plan, states[number] ?? new Map(), delivery)].flatMap(([id, rows]) => {
      const relation = plan.byId.get(id);
      if (!relation || rows.length === 0) return [];
      const kept = relation.load.kind === 'landing' && relation.load.keep === 'last' ? `delete from ${tableOf(relation)};\n` : '';
      return [`${kept}copy ${tableOf(relation)} from stdin with (format csv);\n${rows.map((row) => row.map(cell).join(',')).join('\n')}\n\\.`];
    }),
    ...loads.map((statement) => `${statement};`),
    ...dumpsOf(plan, dump, number),
  ]);
  return [
    '\\set QUIET on',
    'set client_min_messages = warning;',
    ...printed.flatMap(({ statements }) => statements.map((statement) => `${statement};`)),
    ...arriving,
    ...loads.map((statement) => `${statement};`),
    ...dumpsOf(plan, dump, deliveries.length),
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

/** Compares what was dumped with what DuckDB holds. @returns how many tables differ, and how many rows there were. */
function compare(what: string, plan: Plan, expected: Contents, dump: string, round: number): { readonly differing: number; readonly rows: number } {
  let [differing, rows] = [0, 0];
  for (const [index, relation] of plan.relations.entries()) {
    const theirs = readCsv(readFileSync(join(dump, `${round}-${index}.csv`), 'utf8'));
    const ours = expected.get(relation.id) ?? [];
    rows += ours.length;
    const difference = firstDifference(ours, theirs);
    if (difference !== undefined) {
      differing += 1;
      console.log(`${what}: ${relation.table.schema}.${relation.table.name} on DuckDB and PostgreSQL: ${difference}`);
    }
    if (theirs.length > 0 && firstDifference(ours, spoilt(theirs)) === undefined) {
      differing += 1;
      console.log(`${what}: a changed row of ${relation.table.name} is not noticed`);
    }
  }
  return { differing, rows };
}

function openFolder(path: string): string {
  mkdirSync(path, { recursive: true });
  chmodSync(path, 0o777);
  return path;
}

/** Names of models; all when none is given. */
const only = process.argv.slice(2);
let failed = 0;
const cluster = startCluster('orrery-postgres-');
const { folder } = cluster;

/** Runs the files of the whole export with psql, as its guide says, twice. @returns how many tables differ. */
function runPackage(name: string, plan: Plan, expected: Contents): number {
  const home = openFolder(join(folder, `package-${name}`));
  const { files, diagnostics } = exportPackage(plan, { platform: 'postgres', targets: ['ddl', 'sql'], rows: landedRowsOf(plan, expected) });
  if (diagnostics.length > 0) throw new Error(`${name}: ${diagnostics.map(({ message }) => message).join(' ')}`);
  for (const { path, text } of files) write(join(home, path), text);
  const database = `package_${name}`;
  cluster.psql(`create database ${database};\n`);
  const dump = openFolder(join(folder, `dump-package-${name}`));
  let differing = 0;
  for (const time of [0, 1]) {
    cluster.psqlFile(database, home, 'run_all.sql');
    cluster.psql(`\\connect ${database}\n${dumpsOf(plan, dump, time).join('\n')}\n`);
    differing += compare(`${name}, its package run ${time === 0 ? 'once' : 'twice'}`, plan, expected, dump, time).differing;
  }
  console.log(`${name}: run_all.sql of the export run twice by psql itself, ${files.length} files, ${differing} tables differ`);
  return differing;
}

try {
  console.log(cluster.version);
  const texts = readCsv(cluster.psql(`set time zone 'America/New_York';\ncopy (${hashTextQuery('postgres')}) to stdout with (format csv, force_quote *);\n`));
  const differences = hashTextDifferences(texts);
  failed += differences.length;
  for (const difference of differences) console.log(difference);
  console.log(`${HASH_TEXT_CASES.length} hash texts, ${differences.length} not as worked out by hand`);
  for (const { name, project: make } of chosen(only)) {
    const { project, deliveries } = modelWithRows(name, make('postgres'));
    const plan = createCompiler()(project);
    const begun = performance.now();
    const states = await rowsOnDuckdb(
      plan,
      deliveries,
      deliveries.map((_, index) => index + 1),
    );
    const duckdb: Contents = states.at(-1) ?? new Map();
    const dump = openFolder(join(folder, `dump-${name}`));
    const database = `orrery_${name}`;
    cluster.psql(`create database ${database};\n`);
    const script = `\\connect ${database}\n${scriptOf(plan, states, deliveries, dump)}`;
    writeFileSync(join(folder, `${name}.sql`), script);
    cluster.psql(script);
    let rows = 0;
    for (const [round, expected] of [...states, duckdb].entries()) {
      const compared = compare(`${name}, round ${round + 1}`, plan, expected, dump, round);
      failed += compared.differing;
      rows += compared.rows;
    }
    rmSync(dump, { recursive: true, force: true });
    const lacking = lackingRows(name, plan, duckdb);
    if (name !== GIVEN) failed += lacking.length;
    for (const one of lacking) console.log(one);
    if (rows === 0) failed += 1;
    console.log(
      `${name}: ${plan.relations.length} tables, ${rows.toLocaleString('en-US')} rows compared in ${states.length + 1} rounds of ${deliveries.length} deliveries, in ${((performance.now() - begun) / 1000).toFixed(1)} s`,
    );
    if (name !== 'sample' && keepsAll(plan)) failed += runPackage(name, plan, duckdb);
  }
} finally {
  cluster.stop(failed === 0);
}
process.exit(failed === 0 ? 0 : 1);
