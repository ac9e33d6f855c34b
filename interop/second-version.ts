// A second version of a model: its dbt and SQLMesh projects are generated over the first and built again, and nothing that did not change changes.
// `tsx interop/second-version.ts <python with dbt> <python with SQLMesh>`
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeOver, type WrittenOver } from '../src/cli/write-over.ts';
import { createCompiler } from '../src/core/plan/compile.ts';
import type { Plan } from '../src/core/plan/types.ts';
import { dbt } from '../src/core/targets/dbt/dbt.ts';
import { dbtNames } from '../src/core/targets/dbt/dbt-names.ts';
import { sqlmesh } from '../src/core/targets/sqlmesh/sqlmesh.ts';
import { sqlmeshNames } from '../src/core/targets/sqlmesh/sqlmesh-names.ts';
import type { Target } from '../src/core/targets/types.ts';
import { modelWithRows } from './model-rows.ts';
import { firstDifference, quote, rowsOnDuckdb, selectText, spoilt, type Contents, type Row } from './rows.ts';
import { CHANGE, COME, firstShop, GO, secondShop, STAY, TIMELINE, TIMELINE_COLUMNS } from './samples/two-versions.ts';
import { taskOf, type Question } from './task.ts';

const [dbtPython, sqlmeshPython] = process.argv.slice(2);
if (dbtPython === undefined || sqlmeshPython === undefined) throw new Error('Name the Python that has dbt and the one that has SQLMesh.');

interface Tool {
  readonly name: string;
  readonly python: string;
  readonly target: Target;
  /** How the tool's tables are called in the database, by relation. */
  readonly tables: (plan: Plan) => ReadonlyMap<string, string>;
}

const TOOLS: readonly Tool[] = [
  {
    name: 'dbt',
    python: dbtPython,
    target: dbt,
    tables: (plan) => {
      const names = dbtNames(plan, 'duckdb');
      return new Map(plan.relations.flatMap(({ id, table }) => (names.has(id) ? [[id, `${quote(table.schema)}.${quote(names.get(id)?.table ?? '')}`]] : [])));
    },
  },
  {
    name: 'SQLMesh',
    python: sqlmeshPython,
    target: sqlmesh,
    tables: (plan) => {
      const names = sqlmeshNames(plan, 'duckdb');
      return new Map(plan.relations.flatMap(({ id, load }) => (load.kind === 'landing' ? [] : [[id, names.get(id)?.called ?? '']])));
    },
  },
];

/** What the driver in Python tells of each round; the lists and tables are SQLMesh's own words. */
interface Answer {
  readonly rows: Readonly<Record<string, readonly Row[]>>;
  readonly added?: readonly string[];
  readonly removed?: readonly string[];
  readonly direct?: readonly string[];
  readonly tables?: Readonly<Record<string, string>>;
}

const questionsOf = (tool: Tool, plan: Plan): readonly Question[] =>
  [...tool.tables(plan)].flatMap(([id, table]) => {
    const relation = plan.byId.get(id);
    return relation ? [{ id, sql: selectText(relation, table) }] : [];
  });

interface Rounds {
  readonly number: number;
  readonly begin: readonly string[];
  readonly rounds: readonly (readonly string[])[];
}

/** Lands what comes in each round and builds the project that is in the folder. */
function build(tool: Tool, out: string, plan: Plan, rounds: Rounds): readonly Answer[] {
  const script = fileURLToPath(new URL('second_version.py', import.meta.url));
  const input = JSON.stringify({ ...rounds, questions: questionsOf(tool, plan) });
  const { status, stderr, stdout } = spawnSync(tool.python, [script, tool.target.id, out], { input, encoding: 'utf8', timeout: 900_000, maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(`${tool.name}: ${stdout.slice(-2000)} ${stderr.slice(-3000)}`);
  return JSON.parse(readFileSync(join(out, 'answers.json'), 'utf8')) as readonly Answer[];
}

const problems: string[] = [];
const count = { rows: 0, stayed: 0, gone: 0 };

/** Compares rows, and makes sure that a changed one would be noticed. */
function same(what: string, ours: readonly Row[] | undefined, theirs: readonly Row[] | undefined): void {
  if (!ours || !theirs) {
    problems.push(`${what}: there are no rows to compare`);
    return;
  }
  const difference = firstDifference(ours, theirs);
  count.rows += ours.length;
  if (difference !== undefined) problems.push(`${what}: ${difference}`);
  if (theirs.length > 0 && firstDifference(ours, spoilt(theirs)) === undefined) problems.push(`${what}: a changed row is not noticed`);
}

function sameNames(what: string, ours: readonly string[], theirs: readonly string[]): void {
  const [left, right] = [ours.toSorted(), theirs.toSorted()];
  if (left.join('\n') !== right.join('\n')) problems.push(`${what}: ${left.join(', ')} expected, ${right.join(', ')} found`);
}

const versions = [firstShop(), secondShop()].map((version) => modelWithRows('shop', version));
const deliveries = versions[0]?.deliveries ?? [];
const [one, two] = versions.map(({ project }) => createCompiler()(project));
if (!one || !two) throw new Error('there are two versions');
const numbers = deliveries.map((_, index) => index + 1);
const states = await rowsOnDuckdb(one, deliveries, numbers);
const [expected] = await rowsOnDuckdb(two, deliveries, [deliveries.length]);
if (!expected) throw new Error('the second version was not run');
const task = taskOf('shop', one, 'duckdb', [], deliveries, states);
const landed = task.deliveries.map(({ land }) => land);

type Files = ReadonlyMap<string, string>;
function emitted({ name, target }: Tool, plan: Plan): Files {
  const { files, diagnostics } = target.emit(plan, 'duckdb');
  problems.push(...diagnostics.map(({ message }) => `${name}: ${message}`));
  return new Map(files.map(({ path, text }) => [path, text]));
}

const generate = ({ target }: Tool, out: string, files: Files): WrittenOver =>
  writeOver(
    out,
    { target: target.id, platform: 'duckdb' },
    [...files].map(([path, text]) => ({ path, text })),
  );

/** With the monthly fact goes the calendar's part in its metrics. */
const OTHERS: Readonly<Record<string, readonly string[]>> = { dbt: ['dbt/models/mart/dim_date.yml'] };

const modelsOf = (paths: readonly string[]): readonly string[] => paths.flatMap((path) => /\/models\/\w+\/(\w+)\.sql$/.exec(path)?.[1] ?? []);

/** Writes the second version over the first and looks at what became of every file. */
function generateOver(tool: Tool, out: string, before: Files, after: Files): void {
  const { name, target } = tool;
  const { removed, left } = generate(tool, out, after);
  const gone = [...before.keys()].filter((path) => !after.has(path));
  sameNames(`${name}: files taken away`, gone, removed);
  sameNames(`${name}: files changed by hand`, [], left);
  sameNames(
    `${name}: files that are still there`,
    [],
    gone.filter((path) => existsSync(join(out, path))),
  );
  sameNames(`${name}: models taken away`, GO, modelsOf(gone));
  sameNames(`${name}: new models`, COME, modelsOf([...after.keys()].filter((path) => !before.has(path))));
  const differ = [...before].filter(([path, text]) => after.has(path) && readFileSync(join(out, path), 'utf8') !== text).map(([path]) => path);
  sameNames(`${name}: models that changed`, CHANGE, modelsOf(differ));
  // Audits, tests and descriptions go with their model.
  const others = differ.filter((path) => !CHANGE.some((model) => new RegExp(`(/|_)${model}(\\.|__)`).test(path)));
  sameNames(`${name}: other files that changed`, OTHERS[target.id] ?? [], others);
  count.stayed += before.size - gone.length - differ.length;
  count.gone += gone.length;
}

/** What SQLMesh has planned: nothing but what changed, and no table made anew for what was there. */
function planned(before: Answer | undefined, now: Answer | undefined): void {
  const names = (list: readonly string[] = []): readonly string[] => list.flatMap((name) => /"\."(\w+)"$/.exec(name)?.[1] ?? []);
  sameNames('SQLMesh: models added', COME, names(now?.added));
  sameNames('SQLMesh: models removed', GO, names(now?.removed));
  sameNames('SQLMesh: models modified', [...CHANGE, ...COME], names(now?.direct));
  const kept = Object.entries(before?.tables ?? {}).filter(([model]) => !names([model]).some((name) => GO.includes(name)));
  for (const [model, table] of kept)
    if (now?.tables?.[model] !== table) problems.push(`SQLMesh: ${model} has another table, ${now?.tables?.[model]} and not ${table}`);
  if (kept.length < 7) problems.push(`SQLMesh: only ${kept.length} stored tables looked at`);
}

const columns = (plan: Plan, id: string, names: readonly string[], rows: readonly Row[] = []): readonly Row[] => {
  const places = names.map((name) => plan.byId.get(id)?.columns.findIndex((column) => column.name === name) ?? -1);
  return rows.map((row) => places.map((place) => row[place] ?? null));
};

function check(tool: Tool, out: string, one: Plan, two: Plan, expected: Contents): void {
  const { name, target } = tool;
  const [before, after] = [emitted(tool, one), emitted(tool, two)];
  generate(tool, out, before);
  const begin = [...task.schemas.map((schema) => `create schema if not exists ${schema}`), ...task.landing];
  const first = build(tool, out, one, { number: 1, begin, rounds: landed.slice(0, 2) }).at(-1);
  for (const id of tool.tables(one).keys()) same(`${name}, first version, ${id}`, states[1]?.get(id), first?.rows[id]);

  generateOver(tool, out, before, after);
  const second = build(tool, out, two, { number: 3, begin: [], rounds: [[], ...landed.slice(2)] });
  const [rebuilt, last] = [second[0], second.at(-1)];
  const stay = two.relations.filter(({ id, origin }) => STAY.includes(origin) && tool.tables(two).has(id));
  for (const { id } of stay) same(`${name}, built again, ${id}`, first?.rows[id], rebuilt?.rows[id]);
  same(`${name}, built again, under another name`, first?.rows['dim_contact'], rebuilt?.rows['dim_contact']);
  // The satellite keeps what it had, with a new column that knows nothing of it.
  const satellite = 'sat_customer';
  const email = two.byId.get(satellite)?.columns.findIndex((column) => column.name === 'email') ?? -1;
  const had = one.byId.get(satellite)?.columns.map((column) => column.name) ?? [];
  const kept = rebuilt?.rows[satellite]?.filter((row) => row[email] === null);
  same(`${name}, built again, ${satellite}`, first?.rows[satellite], columns(two, satellite, had, kept));
  if (target === sqlmesh) planned(first, rebuilt);

  for (const { id, origin } of two.relations)
    if (origin !== 'sat_customer' && tool.tables(two).has(id)) same(`${name}, second version, ${id}`, expected.get(id), last?.rows[id]);
  const timeline = 'sat_customer/timeline';
  same(`${name}, second version, ${timeline}`, TIMELINE, columns(two, timeline, TIMELINE_COLUMNS, last?.rows[timeline]));
  // What the tab's run over all deliveries has besides is the addresses that came before the column did.
  const known = (row: Row): Row => [row[0] ?? null, ...row.slice(2)];
  const inTab = columns(two, timeline, TIMELINE_COLUMNS, expected.get(timeline));
  same(`${name}, in the tab, ${timeline}`, inTab.map(known), TIMELINE.map(known));
}

for (const tool of TOOLS) {
  const out = mkdtempSync(join(tmpdir(), 'orrery-second-'));
  try {
    check(tool, out, one, two, expected);
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}
for (const problem of problems.slice(0, 20)) console.log(`  ${problem}`);
console.log(
  `A second version with dbt and SQLMesh: ${count.stayed} files stayed as they were, ${count.gone} went, ${count.rows.toLocaleString('en-US')} rows compared, ${problems.length} problems`,
);
process.exit(problems.length === 0 && count.rows > 0 ? 0 : 1);
