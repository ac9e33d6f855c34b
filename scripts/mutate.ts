// Breaks each rule of test/mutations/ on purpose in a copy of the tree: a test must fail. `npm run mutate -- zero key` takes the
// rules that have all these words, `--left` those that docs/rules-and-tests.md names no test for. `--write` writes that list,
// `--why` says what the test said, `--lanes=1` leaves a core alone, `--trust` takes the tests for passing when no rule is broken.
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { MUTATIONS } from '../test/mutations/all.ts';
import type { Mutation } from '../test/mutations/mutation.ts';

const ROOT = resolve(import.meta.dirname, '..');
const LIST = join(ROOT, 'docs', 'rules-and-tests.md');
const LEFT_OUT: ReadonlySet<string> = new Set(['node_modules', 'dist', 'dist-cli', '.git', '.cache', 'coverage', 'test-results', 'playwright-report']);
/** Copies whose tests run in one process. */
const TREES = 8;
const PATIENCE = 30 * 60_000;
/** What a test says of PostgreSQL another says of DuckDB, which is ready sooner. */
const NOT_ON_POSTGRES = '^(?!.*(?:PostgreSQL|postgres)).*$';
/** What stands in the copies for modules that hold a compiled engine, or open a PostgreSQL where DuckDB tells the same. */
const STAND_INS: Readonly<Record<string, (original: string) => string>> = {
  'src/engine/duckdb-node.ts': (original) => `export * from '${original}';\n`,
  'test/support/run-duckdb.ts': (original) => `export * from '${original}';\n`,
  'test/support/databases.ts': (original) => `export { openDuckdb, openDuckdb as openPostgres } from '${original}';\n`,
};
/** Failures of a program that does not run, which say nothing of a rule. */
const BROKEN_PROGRAM = /TypeError|ReferenceError|SyntaxError|Parser Error|Binder Error|Catalog Error/;

interface Failure {
  readonly test: string;
  readonly message: string;
}

interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string; readonly failureMessages: readonly string[] }[];
  }[];
}

const treeName = (place: number): string => `tree-${place}`;

/** A folder with the tree as it is, `tree-0`, and copies of it to break rules in. What lies beside the tree does not lie beside them. */
function scratchLane(): string {
  const lane = mkdtempSync(join(tmpdir(), 'orrery-mutate-'));
  symlinkSync(join(ROOT, 'node_modules'), join(lane, 'node_modules'));
  const filter = (path: string): boolean => !LEFT_OUT.has(relative(ROOT, path).split('/')[0] ?? '');
  for (let place = 0; place <= TREES; place += 1) {
    const tree = join(lane, treeName(place));
    mkdirSync(tree);
    cpSync(ROOT, tree, { recursive: true, filter });
    if (place > 0) for (const [path, text] of Object.entries(STAND_INS)) writeFileSync(join(tree, path), text(join(lane, treeName(0), path)));
  }
  return lane;
}

/** Runs test files in a lane. @returns the first failure of each copy, by its name. Throws when they do not run at all. */
async function firstFailures(lane: string, files: readonly string[]): Promise<ReadonlyMap<string, Failure>> {
  const report = join(lane, 'report.json');
  rmSync(report, { force: true });
  const words = ['run', ...files, '-t', NOT_ON_POSTGRES, '--config', join(lane, treeName(0), 'test/mutations/lane.config.ts'), '--root', lane];
  const told = ['--reporter=json', `--outputFile=${report}`];
  const said = await new Promise<string>((done) => {
    const child = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', ...words, ...told], {
      cwd: lane,
      timeout: PATIENCE,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    child.on('close', () => done(errors));
  });
  if (!existsSync(report)) throw new Error(`The tests did not run: ${said}`);
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as Report;
  const ran = new Set(testResults.map(({ name }) => relative(lane, name)));
  const missing = files.filter((file) => !ran.has(file));
  if (missing.length > 0) throw new Error(`${missing.join(', ')} did not run: ${said}`);
  const found = new Map<string, Failure>();
  for (const { name, status, message, assertionResults } of testResults) {
    const [tree = '', ...path] = relative(lane, name).split('/');
    const failed = assertionResults.find((one) => one.status === 'failed');
    if (found.has(tree) || status !== 'failed') continue;
    const file = path.join('/');
    found.set(tree, failed ? { test: `${file}: ${failed.fullName}`, message: failed.failureMessages.join('\n') } : { test: file, message });
  }
  return found;
}

interface Verdict {
  readonly mutation: Mutation;
  /** The test that failed; none when the rule was broken and nothing noticed. */
  readonly caught?: string;
  readonly why: string;
}

function verdictOf(mutation: Mutation, failure: Failure | undefined): Verdict {
  if (!failure) return { mutation, why: `${mutation.test.join(', ')} passed` };
  const [first = ''] = failure.message.split('\n');
  if (BROKEN_PROGRAM.test(failure.message.slice(0, 400))) return { mutation, why: `the program broke, not the rule: ${first}` };
  return { mutation, caught: failure.test, why: first };
}

/** Breaks a rule in each copy of a lane, runs the tests, and puts the files back. */
async function judge(mutations: readonly Mutation[], lane: string): Promise<readonly Verdict[]> {
  const broken = mutations.map((mutation, index) => {
    const tree = treeName(index + 1);
    const path = join(lane, tree, mutation.file);
    const whole = readFileSync(path, 'utf8');
    if (whole.split(mutation.find).length !== 2) throw new Error(`${mutation.rule}: the text to be replaced does not occur once in ${mutation.file}.`);
    return { mutation, tree, path, whole };
  });
  for (const { mutation, path, whole } of broken)
    writeFileSync(
      path,
      whole.replace(mutation.find, () => mutation.replace),
    );
  const files = broken.flatMap(({ mutation, tree }) => mutation.test.map((path) => `${tree}/${path}`));
  const failures = await firstFailures(lane, files);
  for (const { path, whole } of broken) writeFileSync(path, whole);
  return broken.map(({ mutation, tree }) => verdictOf(mutation, failures.get(tree)));
}

/** Works through a list, one at a time in each lane. */
async function inLanes<T>(list: readonly T[], lanes: readonly string[], work: (one: T, lane: string) => Promise<void>): Promise<void> {
  const queue = [...list];
  const run = async (lane: string): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) await work(next, lane);
  };
  await Promise.all(lanes.map(run));
}

const portionsOf = <T>(list: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, index) => list.slice(index * size, (index + 1) * size));

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const [NEVER, NOTHING] = ['not tried yet', 'nothing'];

/** The test that the list names for each rule. */
function listed(): ReadonlyMap<string, string> {
  const rows = existsSync(LIST) ? readFileSync(LIST, 'utf8').split('\n') : [];
  return new Map(
    rows.flatMap((row) => (row.startsWith('| ') ? [[row.split(' | ')[0]?.slice(2) ?? '', row.split(' | ').slice(2).join(' | ').slice(0, -2)]] : [])),
  );
}

function testWords({ caught }: Verdict): string {
  if (caught === undefined) return NOTHING;
  const [path = '', ...name] = caught.split(': ');
  return `\`${path}\`${name.length === 0 ? '' : `: ${cell(name.join(': '))}`}`;
}

/** The list with what was found, and for rules that were not tried what it said before. */
function writeList(verdicts: readonly Verdict[]): void {
  const before = listed();
  const tables = MUTATIONS.map(({ title, mutations }) => {
    const rows = mutations.map((mutation) => {
      const verdict = verdicts.find((one) => one.mutation === mutation);
      return `| ${cell(mutation.rule)} | ${cell(mutation.broken)} | ${verdict ? testWords(verdict) : (before.get(cell(mutation.rule)) ?? NEVER)} |`;
    });
    return `## ${title}\n\n| rule | broken how | first test to notice |\n|---|---|---|\n${rows.join('\n')}\n`;
  });
  const head = `# Rules, and the tests that notice when one is broken

Written by \`npm run mutate -- --write\`, which breaks each rule on purpose in a copy of the tree and runs the tests named
with it in \`test/mutations/\`. A rule that nothing notices is a failure. \`npm run mutate -- <words>\` tries some of them.
`;
  writeFileSync(LIST, [head, ...tables].join('\n'));
}

async function main(): Promise<number> {
  const options = process.argv.slice(2).filter((word) => word.startsWith('--'));
  const words = process.argv.slice(2).filter((word) => !word.startsWith('--'));
  const tested = listed();
  const isLeft = ({ rule }: Mutation): boolean => [NEVER, NOTHING].includes(tested.get(cell(rule)) ?? NEVER);
  const isWanted = (mutation: Mutation): boolean =>
    words.every((word) => `${mutation.rule} ${mutation.file}`.toLowerCase().includes(word.toLowerCase())) && (!options.includes('--left') || isLeft(mutation));
  const wanted = MUTATIONS.flatMap(({ mutations }) => mutations).filter(isWanted);
  const portions = portionsOf(wanted, TREES);
  const lanes = Array.from({ length: Math.min(options.includes('--lanes=1') ? 1 : 2, portions.length) }, scratchLane);
  try {
    const files = [...new Set(wanted.flatMap(({ test }) => test))].map((path) => `${treeName(0)}/${path}`);
    const sound = options.includes('--trust') ? [] : portionsOf(files, Math.ceil(files.length / lanes.length));
    await inLanes(sound, lanes, async (portion, lane) => {
      for (const failure of (await firstFailures(lane, portion)).values()) throw new Error(`${failure.test} fails without any rule broken: ${failure.message}`);
    });
    const verdicts: Verdict[] = [];
    await inLanes(portions, lanes, async (portion, lane) => {
      for (const verdict of await judge(portion, lane)) {
        verdicts.push(verdict);
        const result = verdict.caught === undefined ? `NOT CAUGHT: ${verdict.why}` : `caught by ${verdict.caught}`;
        process.stdout.write(`${verdict.mutation.rule}\n  ${result}\n${options.includes('--why') ? `  ${verdict.why}\n` : ''}`);
      }
      if (options.includes('--write')) writeList(verdicts);
    });
    const missed = verdicts.filter(({ caught }) => caught === undefined);
    process.stdout.write(`${verdicts.length - missed.length} caught, ${missed.length} not caught\n`);
    return missed.length === 0 ? 0 : 1;
  } finally {
    for (const lane of lanes) rmSync(lane, { recursive: true, force: true });
  }
}

process.exitCode = await main();
