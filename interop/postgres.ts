// Runs the hash text cases, the sample and the test shop on a real PostgreSQL, and compares every table after the deliveries with DuckDB's.
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCompiler } from '../src/core/plan/compile.ts';
import type { Plan } from '../src/core/plan/types.ts';
import { createStatements, loadStatements, schemaStatements } from '../src/core/targets/sql/relation-statements.ts';
import type { RunDelivery } from '../src/engine/run-types.ts';
import { HASH_TEXT_CASES, hashTextDifferences, hashTextQuery } from '../test/support/hash-text-cases.ts';
import { startCluster } from './cluster.ts';
import { modelWithRows } from './model-rows.ts';
import { GIVEN } from './given.ts';
import { chosen } from './models.ts';
import { arrivals, firstDifference, HEX_ON_POSTGRES, lackingRows, quote, rowsOnDuckdb, selectText, spoilt, tableOf, type Contents, type Row } from './rows.ts';

const cell = (value: string | null): string => (value === null ? '' : `"${value.replaceAll('"', '""')}"`);

/** The script that creates everything, brings each delivery's landing rows as DuckDB holds them, loads after each, and loads the last once more. */
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
  ]);
  const dumps = plan.relations.map(
    (relation, index) =>
      `\\copy (${selectText(relation, tableOf(relation), quote, HEX_ON_POSTGRES)}) to '${join(dump, `${index}.csv`)}' with (format csv, force_quote *)`,
  );
  return [
    '\\set QUIET on',
    'set client_min_messages = warning;',
    ...printed.flatMap(({ statements }) => statements.map((statement) => `${statement};`)),
    ...arriving,
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

/** Names of models; all when none is given. */
const only = process.argv.slice(2);
let failed = 0;
const cluster = startCluster('orrery-postgres-');
const { folder } = cluster;
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
    const dump = join(folder, `dump-${name}`);
    mkdirSync(dump);
    chmodSync(dump, 0o777);
    const database = `orrery_${name}`;
    cluster.psql(`create database ${database};\n`);
    const script = `\\connect ${database}\n${scriptOf(plan, states, deliveries, dump)}`;
    writeFileSync(join(folder, `${name}.sql`), script);
    cluster.psql(script);
    let rows = 0;
    for (const [index, relation] of plan.relations.entries()) {
      const theirs = readCsv(readFileSync(join(dump, `${index}.csv`), 'utf8'));
      const ours = duckdb.get(relation.id) ?? [];
      rows += ours.length;
      const difference = firstDifference(ours, theirs);
      if (difference !== undefined) {
        failed += 1;
        console.log(`${name}: ${relation.table.schema}.${relation.table.name} on DuckDB and PostgreSQL: ${difference}`);
      }
      if (theirs.length > 0 && firstDifference(ours, spoilt(theirs)) === undefined) {
        failed += 1;
        console.log(`${name}: a changed row of ${relation.table.name} is not noticed`);
      }
    }
    const lacking = lackingRows(name, plan, duckdb);
    if (name !== GIVEN) failed += lacking.length;
    for (const one of lacking) console.log(one);
    if (rows === 0) failed += 1;
    console.log(
      `${name}: ${plan.relations.length} tables, ${rows.toLocaleString('en-US')} rows compared after ${deliveries.length} deliveries, the last loaded twice, in ${((performance.now() - begun) / 1000).toFixed(1)} s`,
    );
  }
} finally {
  cluster.stop(failed === 0);
}
process.exit(failed === 0 ? 0 : 1);
