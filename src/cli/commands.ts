import { existsSync } from 'node:fs';
import { NEAR_NAMES, scriptPlatform } from '../core/import/dialect-rules.ts';
import { SCRIPT_PLATFORMS } from '../core/import/types.ts';
import { PLATFORMS } from '../core/model/schema.ts';
import { PROPOSAL_KINDS } from '../core/propose/proposal.ts';
import { TARGETS } from '../core/targets/registry.ts';
import type { Target } from '../core/targets/types.ts';
import { adopt } from './adopt.ts';
import { build, check } from './build.ts';
import { diffProjects } from './diff.ts';
import { openCompiled } from './open-compiled.ts';
import { importFiles } from './import.ts';
import { landedRows } from './landed-rows.ts';
import { openProject } from './open-project.ts';
import { hasErrors, lines, type Outcome } from './problems.ts';
import { profileProject } from './profile.ts';
import { proposeModel } from './propose.ts';
import { proveProject } from './prove.ts';
import { reconcileProject } from './reconcile.ts';
import { run, type Say } from './run.ts';

/** Every option there is, and whether it takes a value. */
export const OPTIONS = {
  target: { type: 'string' },
  platform: { type: 'string' },
  out: { type: 'string' },
  format: { type: 'string' },
  twice: { type: 'boolean' },
  check: { type: 'boolean' },
  rows: { type: 'boolean' },
  environment: { type: 'string' },
  from: { type: 'string' },
  object: { type: 'string' },
  json: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  accept: { type: 'string' },
  refuse: { type: 'string' },
  kind: { type: 'string' },
  apply: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;
export type OptionName = keyof typeof OPTIONS;

/** What a command was given. */
export interface Given {
  /** The project; of several paths the first. */
  readonly path: string;
  readonly paths: readonly string[];
  /** Whether an option is there, with a value or without. */
  has(name: OptionName): boolean;
  /** The value of an option; `undefined` where it is not there, or has none. */
  text(name: OptionName): string | undefined;
  readonly say: Say;
}

/** Says that the command line is wrong, and how it should be. */
export class UsageError extends Error {}

export interface Command {
  readonly name: string;
  readonly usage: string;
  readonly options: readonly OptionName[];
  /** What stands after its name; one project when absent. */
  readonly takes?: 'files' | 'two projects';
  /** Throws a {@link UsageError}. */
  readonly run: (given: Given) => Outcome | Promise<Outcome>;
}

/** The value of an option. Throws a {@link UsageError} where it has none, and where it is not there though it must be. */
function valueOf({ has, text }: Given, name: OptionName, hint: string, isNeeded = false): string | undefined {
  const value = text(name);
  if (value === undefined && (isNeeded || has(name))) throw new UsageError(`--${name} ${hint}`);
  return value;
}

/** One of the values that an option may have. */
function oneOf<T extends string>(given: Given, name: OptionName, values: readonly T[], isNeeded = false): T | undefined {
  const hint = `is one of ${values.join(', ')}.`;
  const value = valueOf(given, name, hint, isNeeded);
  const found = values.find((one) => one === value);
  if (value !== undefined && found === undefined) throw new UsageError(`--${name} ${hint}`);
  return found;
}

const idsOf = (text: string | undefined): ReadonlySet<string> => new Set((text ?? '').split(',').flatMap((id) => id.trim() || []));

/** The targets that are named, in the order in which they are always made. */
function targetsOf(named: string | undefined): readonly Target[] {
  if (named === 'all') return TARGETS;
  const ids = idsOf(named);
  const targets = TARGETS.filter(({ id }) => ids.has(id));
  if (targets.length === 0 || targets.length < ids.size)
    throw new UsageError(`--target is all, or of ${TARGETS.map(({ id }) => id).join(', ')} one, or several with commas between.`);
  return targets;
}

async function runBuild(given: Given): Promise<Outcome> {
  const targets = targetsOf(given.text('target'));
  const platform = oneOf(given, 'platform', PLATFORMS, true);
  const out = valueOf(given, 'out', 'names the folder to write to.', true);
  if (given.has('rows') && !targets.some(({ takesRows }) => takesRows === true))
    throw new UsageError(`--rows goes with ${TARGETS.flatMap((one) => (one.takesRows === true ? [one.id] : [])).join(', ')}.`);
  if (platform === undefined || out === undefined) throw new Error('what must be there is');
  const { opened, plan, diagnostics } = openCompiled(given.path);
  const known = plan?.environments.map(({ name }) => name) ?? [];
  if (plan && given.has('environment') && known.length === 0) throw new UsageError('The project has no environments.');
  const environment = plan ? oneOf(given, 'environment', known) : undefined;
  const wish = { targets, platform, out, ...(environment === undefined ? {} : { environment }) };
  if (!given.has('rows') || !plan || hasErrors(diagnostics)) return build(plan, diagnostics, wish);
  try {
    return build(plan, diagnostics, { ...wish, rows: await landedRows(opened, plan) });
  } catch (error) {
    return { code: 1, out: lines(error instanceof Error ? error.message : String(error), 'Nothing was written.') };
  }
}

function runImport(given: Given): Outcome {
  const { paths, has, text, say } = given;
  const platforms = [...SCRIPT_PLATFORMS, ...NEAR_NAMES].join(', ');
  const named = valueOf(given, 'platform', `is one of ${platforms}.`);
  const platform = named === undefined ? undefined : scriptPlatform(named);
  if (named !== undefined && !platform) throw new UsageError(`--platform is one of ${platforms}.`);
  const absent = paths.find((one) => !existsSync(one));
  if (absent !== undefined) throw new UsageError(`There is no file or folder ${absent}.`);
  const out = valueOf(given, 'out', 'names the project to write to.');
  const json = has('json');
  if (json && out !== undefined) throw new UsageError('--json goes without --out.');
  if (out === undefined && (['dry-run', 'accept', 'refuse'] as const).some(has)) throw new UsageError('--dry-run, --accept and --refuse go with --out.');
  const into = out === undefined ? undefined : { out, dryRun: has('dry-run'), accept: idsOf(text('accept')), refuse: idsOf(text('refuse')) };
  return importFiles(paths, { ...(platform ? { platform } : {}), ...(into ? { into } : {}), json }, say);
}

export const COMMANDS: readonly Command[] = [
  {
    name: 'check',
    usage: `orrery check <project>
    Reads and compiles the project and lists what is wrong with it.`,
    options: [],
    run({ path }) {
      const { plan, diagnostics } = openCompiled(path);
      return check(plan, diagnostics);
    },
  },
  {
    name: 'build',
    usage: `orrery build <project> --target <targets> --platform ${PLATFORMS.join('|')} --out <folder> [--rows]
             [--environment <name>]
    Writes the generated files over those of the last time. The targets are ${TARGETS.map((target) => target.id).join(', ')}, or several with commas
    between, or all: then scripts that run everything in order, and a guide, come along, as in the studio's export.
    What is no longer made goes, unless somebody changed it; own code that the project does not have stops it.
    --rows takes the rows of the deliveries along, where a target can.
    --environment writes them for one of the project's environments; as the model names its schemas when left out.`,
    options: ['target', 'platform', 'out', 'rows', 'environment'],
    run: runBuild,
  },
  {
    name: 'diff',
    usage: `orrery diff <project> <project> [--check] [--json]
    Says what it does to the warehouse to go from the first state of a project to the second: tables and views that are
    new, gone or called otherwise, their columns and types, what is filled otherwise, and problems that are new. Objects are
    the same by their ids. --check ends with 1 where anything differs; --json prints all of it as one JSON object.`,
    options: ['check', 'json'],
    takes: 'two projects',
    run({ paths: [before = '', after = ''], has }) {
      return diffProjects(openCompiled(before), openCompiled(after), { check: has('check'), json: has('json') });
    },
  },
  {
    name: 'adopt',
    usage: `orrery adopt <project> --from <folder>
    Takes own code that was written into generated files, between their marks, into the project.`,
    options: ['from'],
    run(given) {
      const from = valueOf(given, 'from', 'names the folder that was written to.', true) ?? '';
      const { opened, plan, diagnostics } = openCompiled(given.path);
      return !plan || hasErrors(diagnostics) ? check(plan, diagnostics) : adopt(given.path, opened, plan, from);
    },
  },
  {
    name: 'run',
    usage: `orrery run <project> [--out <folder>] [--format csv|parquet] [--twice] [--check]
    Loads the project's deliveries in order and builds every object, in memory.
    --out writes every table as a file. --twice loads the last delivery once more, which must change nothing.
    --check looks at keys, references, tests of columns and what else must hold of every table, and prints what does
    not with its first rows. Rows that a rule left out are warnings.`,
    options: ['out', 'format', 'twice', 'check'],
    run(given) {
      const format = oneOf(given, 'format', ['csv', 'parquet']) ?? 'csv';
      const out = valueOf(given, 'out', 'names the folder to write to.');
      const { opened, plan, diagnostics } = openCompiled(given.path);
      const command = { format, twice: given.has('twice'), check: given.has('check'), ...(out === undefined ? {} : { out }) };
      return run(opened, plan, diagnostics, command, given.say);
    },
  },
  {
    name: 'prove',
    usage: `orrery prove <project> [--object <name>]
    Builds every dimension, fact and group bridge, or one, from staging and through the vault, in memory,
    and compares their rows both ways.`,
    options: ['object'],
    run(given) {
      const object = valueOf(given, 'object', 'names a dimension, fact or group bridge.');
      const { opened, diagnostics } = openCompiled(given.path);
      return proveProject(opened, diagnostics, object, given.say);
    },
  },
  {
    name: 'profile',
    usage: `orrery profile <project> [--object <name>] [--json]
    Loads the deliveries and prints what the values of every table are, or of one object's: NULL, distinct, smallest, largest,
    patterns, and which columns may be a key. --json prints all that was measured, as one JSON array.`,
    options: ['object', 'json'],
    run(given) {
      const object = valueOf(given, 'object', 'names an object of the model.');
      const { opened, plan, diagnostics } = openCompiled(given.path);
      return profileProject(opened, plan, diagnostics, { object, json: given.has('json') }, given.say);
    },
  },
  {
    name: 'propose',
    usage: `orrery propose <project> [--kind vault|star] [--json] [--apply]
    Measures what the deliveries brought and prints the vault and the star that the rows speak for, each object with its
    reasons in figures; from sources without rows as far as names, types and keys go. --kind asks for one of them. --json
    prints findings and proposals as one JSON object. --apply takes all of it into the project's folder.`,
    options: ['kind', 'json', 'apply'],
    run(given) {
      const kind = oneOf(given, 'kind', PROPOSAL_KINDS);
      const opened = openProject(given.path);
      return proposeModel(given.path, opened, opened.diagnostics, { kind, json: given.has('json'), apply: given.has('apply') }, given.say);
    },
  },
  {
    name: 'reconcile',
    usage: `orrery reconcile <project>
    Loads the deliveries and compares what was staged of each with what the raw vault tells of it.`,
    options: [],
    run({ path, say }) {
      const { opened, plan, diagnostics } = openCompiled(path);
      return reconcileProject(opened, plan, diagnostics, say);
    },
  },
  {
    name: 'import',
    usage: `orrery import <files…> [--platform ${SCRIPT_PLATFORMS.join('|')}] [--json]
              [--out <project> [--dry-run] [--accept <ids>] [--refuse <ids>]]
    Reads tables, columns, keys and views out of files, folders and zips: DDL scripts, dbt projects or their manifest.json and
    catalog.json, DBML, data contracts (ODCS, datacontract-specification), models of SQLMesh. What was not understood is told
    with its place. The dialect of a script is told by its text unless --platform names it. --json prints all of it.
    --out makes a project of it, or merges it into the one that is there: every change is printed with an id, renames are
    told by names, types and places, and layout, notes, mappings and relations that were drawn stay. --dry-run writes
    nothing; --refuse and --accept take ids, with commas between, of changes not to be made, or to be made although not
    proposed.`,
    options: ['platform', 'json', 'out', 'dry-run', 'accept', 'refuse'],
    takes: 'files',
    run: runImport,
  },
];
