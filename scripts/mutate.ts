// Breaks each rule of test/mutations/ on purpose in a copy of the tree: a test must fail. `npm run mutate -- zero key` takes the
// rules that have all these words, `--write` writes what was found into docs/rules-and-tests.md, `--why` says what the test
// said, `--lanes=1` leaves a core alone.
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { MUTATIONS } from '../test/mutations/all.ts';
import type { Mutation } from '../test/mutations/mutation.ts';

const ROOT = resolve(import.meta.dirname, '..');
const LEFT_OUT: ReadonlySet<string> = new Set(['node_modules', 'dist', 'dist-cli', '.git', '.cache', 'coverage', 'test-results', 'playwright-report']);
const PATIENCE = 10 * 60_000;
/** What a test says of PostgreSQL another says of DuckDB, which is ready sooner. */
const NOT_ON_POSTGRES = '^(?!.*(?:PostgreSQL|postgres)).*$';
const LIST = join(ROOT, 'docs', 'rules-and-tests.md');
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

/** The tree without what is installed or built, for one mutation at a time. */
function scratchCopy(): string {
  const folder = mkdtempSync(join(tmpdir(), 'orrery-mutate-'));
  cpSync(ROOT, folder, { recursive: true, filter: (path) => !LEFT_OUT.has(relative(ROOT, path).split('/')[0] ?? '') });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

/** Runs test files in a copy. @returns the first failure, if any. Throws when they do not run at all. */
async function firstFailure(folder: string, files: readonly string[]): Promise<Failure | undefined> {
  const report = join(folder, 'mutate-report.json');
  rmSync(report, { force: true });
  const picked = ['run', ...files, '--bail=1', '-t', NOT_ON_POSTGRES];
  const told = ['--reporter=json', `--outputFile=${report}`];
  const quick = ['--maxWorkers=1', '--execArgv=--liftoff-only', '--experimental.fsModuleCache', `--experimental.fsModuleCachePath=${join(folder, '.modules')}`];
  const words = ['node_modules/vitest/vitest.mjs', ...picked, ...told, ...quick];
  const said = await new Promise<string>((done) => {
    const child = spawn(process.execPath, words, { cwd: folder, timeout: PATIENCE, stdio: ['ignore', 'ignore', 'pipe'] });
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    child.on('close', () => done(errors));
  });
  const { testResults } = JSON.parse(readReport(report, said)) as Report;
  for (const { name, status, message, assertionResults } of testResults) {
    const path = relative(folder, name);
    const failed = assertionResults.find((one) => one.status === 'failed');
    if (failed) return { test: `${path}: ${failed.fullName}`, message: failed.failureMessages.join('\n') };
    if (status === 'failed' && message !== '') return { test: path, message };
  }
  return undefined;
}

function readReport(path: string, said: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new Error(`The tests did not run: ${said}`);
  }
}

interface Verdict {
  readonly mutation: Mutation;
  /** The test that failed; none when the rule was broken and nothing noticed. */
  readonly caught?: string;
  readonly why: string;
}

/** Breaks a rule in a copy, runs its tests, and puts the file back. */
async function judge(mutation: Mutation, folder: string): Promise<Verdict> {
  const path = join(folder, mutation.file);
  const whole = readFileSync(path, 'utf8');
  if (whole.split(mutation.find).length !== 2) return { mutation, why: `the text to be replaced does not occur once in ${mutation.file}` };
  writeFileSync(
    path,
    whole.replace(mutation.find, () => mutation.replace),
  );
  try {
    const failure = await firstFailure(folder, mutation.test);
    if (!failure) return { mutation, why: `${mutation.test.join(', ')} passed` };
    const [first = ''] = failure.message.split('\n');
    if (BROKEN_PROGRAM.test(failure.message.slice(0, 400))) return { mutation, why: `the program broke, not the rule: ${first}` };
    return { mutation, caught: failure.test, why: first };
  } finally {
    writeFileSync(path, whole);
  }
}

/** Works through a list, one at a time in each copy. */
async function inLanes<T>(list: readonly T[], folders: readonly string[], work: (one: T, folder: string) => Promise<void>): Promise<void> {
  const queue = [...list];
  const lane = async (folder: string): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) await work(next, folder);
  };
  await Promise.all(folders.map(lane));
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const NEVER = 'not tried yet';

/** The test that the list names for each rule. */
function listed(): ReadonlyMap<string, string> {
  const rows = existsSync(LIST) ? readFileSync(LIST, 'utf8').split('\n') : [];
  return new Map(
    rows.flatMap((row) => (row.startsWith('| ') ? [[row.split(' | ')[0]?.slice(2) ?? '', row.split(' | ').slice(2).join(' | ').slice(0, -2)]] : [])),
  );
}

function testWords({ caught }: Verdict): string {
  if (caught === undefined) return 'nothing';
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
  const isWanted = ({ rule, file }: Mutation): boolean => words.every((word) => `${rule} ${file}`.toLowerCase().includes(word.toLowerCase()));
  const wanted = MUTATIONS.flatMap(({ mutations }) => mutations).filter(isWanted);
  const lanes = Math.min(options.includes('--lanes=1') ? 1 : 2, wanted.length);
  const folders = Array.from({ length: lanes }, scratchCopy);
  try {
    const files = [...new Set(wanted.flatMap(({ test }) => test))];
    const half = Math.ceil(files.length / lanes);
    const portions = folders.map((_, lane) => files.slice(lane * half, (lane + 1) * half)).filter((portion) => portion.length > 0);
    await inLanes(portions, folders, async (portion, folder) => {
      const failure = await firstFailure(folder, portion);
      if (failure) throw new Error(`${failure.test} fails without any rule broken: ${failure.message}`);
    });
    const verdicts: Verdict[] = [];
    await inLanes(wanted, folders, async (mutation, folder) => {
      const verdict = await judge(mutation, folder);
      verdicts.push(verdict);
      const result = verdict.caught === undefined ? `NOT CAUGHT: ${verdict.why}` : `caught by ${verdict.caught}`;
      process.stdout.write(`${mutation.rule}\n  ${result}\n${options.includes('--why') ? `  ${verdict.why}\n` : ''}`);
      if (options.includes('--write')) writeList(verdicts);
    });
    const missed = verdicts.filter(({ caught }) => caught === undefined);
    process.stdout.write(`${verdicts.length - missed.length} caught, ${missed.length} not caught\n`);
    return missed.length === 0 ? 0 : 1;
  } finally {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  }
}

process.exitCode = await main();
