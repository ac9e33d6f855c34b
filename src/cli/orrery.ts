import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { NEAR_NAMES, scriptPlatform } from '../core/import/dialect-rules.ts';
import { SCRIPT_PLATFORMS } from '../core/import/types.ts';
import { checkProject } from '../core/model/check-project.ts';
import type { Diagnostic } from '../core/model/diagnostic.ts';
import { PLATFORMS } from '../core/model/schema.ts';
import { createCompiler } from '../core/plan/compile.ts';
import { PROPOSAL_KINDS } from '../core/propose/proposal.ts';
import { createLinter } from '../core/rules/linter.ts';
import { TARGETS } from '../core/targets/registry.ts';
import type { Target } from '../core/targets/types.ts';
import { adopt } from './adopt.ts';
import { build, check } from './build.ts';
import { importFiles } from './import.ts';
import { landedRows } from './landed-rows.ts';
import { openProject } from './open-project.ts';
import { hasErrors, lines, type Outcome } from './problems.ts';
import { profileProject } from './profile.ts';
import { proposeModel } from './propose.ts';
import { proveProject } from './prove.ts';
import { reconcileProject } from './reconcile.ts';
import { run } from './run.ts';

const USAGE = `orrery check <project>
    Reads and compiles the project and lists what is wrong with it.
orrery build <project> --target <targets> --platform ${PLATFORMS.join('|')} --out <folder> [--rows]
             [--environment <name>]
    Writes the generated files over those of the last time. The targets are ${TARGETS.map((target) => target.id).join(', ')}, or several with commas
    between, or all: then scripts that run everything in order, and a guide, come along, as in the studio's export.
    What is no longer made goes, unless somebody changed it; own code that the project does not have stops it.
    --rows takes the rows of the deliveries along, where a target can.
    --environment writes them for one of the project's environments; as the model names its schemas when left out.
orrery adopt <project> --from <folder>
    Takes own code that was written into generated files, between their marks, into the project.
orrery run <project> [--out <folder>] [--format csv|parquet] [--twice] [--check]
    Loads the project's deliveries in order and builds every object, in memory.
    --out writes every table as a file. --twice loads the last delivery once more, which must change nothing.
    --check looks at keys, references, tests of columns and what else must hold of every table, and prints what does
    not with its first rows. Rows that a rule left out are warnings.
orrery prove <project> [--object <name>]
    Builds every dimension, fact and group bridge, or one, from staging and through the vault, in memory,
    and compares their rows both ways.
orrery profile <project> [--object <name>] [--json]
    Loads the deliveries and prints what the values of every table are, or of one object's: NULL, distinct, smallest, largest,
    patterns, and which columns may be a key. --json prints all that was measured, as one JSON array.
orrery propose <project> [--kind vault|star] [--json] [--apply]
    Measures what the deliveries brought and prints the vault and the star that the rows speak for, each object with its
    reasons in figures; from sources without rows as far as names, types and keys go. --kind asks for one of them. --json
    prints findings and proposals as one JSON object. --apply takes all of it into the project's folder.
orrery reconcile <project>
    Loads the deliveries and compares what was staged of each with what the raw vault tells of it.
orrery import <files…> [--platform ${SCRIPT_PLATFORMS.join('|')}] [--json]
              [--out <project> [--dry-run] [--accept <ids>] [--refuse <ids>]]
    Reads tables, columns, keys and views out of files, folders and zips: DDL scripts, dbt projects or their manifest.json and
    catalog.json, DBML, data contracts (ODCS, datacontract-specification), models of SQLMesh. What was not understood is told
    with its place. The dialect of a script is told by its text unless --platform names it. --json prints all of it.
    --out makes a project of it, or merges it into the one that is there: every change is printed with an id, renames are
    told by names, types and places, and layout, notes, mappings and relations that were drawn stay. --dry-run writes
    nothing; --refuse and --accept take ids, with commas between, of changes not to be made, or to be made although not
    proposed.

A project is a folder, or the zip of one.

Exit codes: 0 all well, warnings of checks included; 1 the project or its run has problems: an error in the model, a missing
file, a line left out of a file, a failed load, or with --check a check that is broken or cannot be worked out; an import
that finds no table or cannot read a file (what it did not understand of one it lists, and ends with 0); 2 the command line is
wrong.
`;

const OPTIONS = {
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
const ALLOWED: ReadonlyMap<string, readonly string[]> = new Map([
  ['check', []],
  ['build', ['target', 'platform', 'out', 'rows', 'environment']],
  ['adopt', ['from']],
  ['run', ['out', 'format', 'twice', 'check']],
  ['prove', ['object']],
  ['profile', ['object', 'json']],
  ['propose', ['kind', 'json', 'apply']],
  ['reconcile', []],
  ['import', ['platform', 'json', 'out', 'dry-run', 'accept', 'refuse']],
]);

const placeOf = ({ code, at }: Diagnostic): string => JSON.stringify([code, at.object, at.column]);
/** The targets that a command line names; undefined where it names none, or one that there is not. */
function targetsOf(named: unknown): readonly Target[] | undefined {
  if (typeof named !== 'string') return undefined;
  if (named === 'all') return TARGETS;
  const ids = new Set(named.split(',').map((id) => id.trim()));
  const targets = TARGETS.filter(({ id }) => ids.has(id));
  return targets.length === ids.size ? targets : undefined;
}

const wrong = (message: string): Outcome => ({ code: 2, out: `${message}\n\n${USAGE}` });

/**
 * Runs one command line, without the program's name. Writes only below `--out`.
 * @param say prints a line while the command is at work; the outcome's text comes last.
 */
export async function orrery(args: readonly string[], say: (line: string) => void = () => undefined): Promise<Outcome> {
  const { values, positionals, tokens } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true, strict: false, tokens: true });
  if (values.help === true || args.length === 0) return { code: args.length === 0 ? 2 : 0, out: USAGE };
  const [command = '', path, extra] = positionals;
  const allowed = ALLOWED.get(command);
  const unknown = tokens.find((token) => token.kind === 'option' && !Object.hasOwn(OPTIONS, token.name));
  if (unknown?.kind === 'option') return wrong(`There is no option ${unknown.rawName}.`);
  if (!allowed) return wrong(`There is no command ${command}.`);
  const foreign = tokens.find((token) => token.kind === 'option' && !allowed.includes(token.name));
  if (foreign?.kind === 'option') return wrong(`${command} has no option ${foreign.rawName}.`);
  if (command === 'import') {
    const named = typeof values.platform === 'string' ? scriptPlatform(values.platform) : undefined;
    if ('platform' in values && !named) return wrong(`--platform is one of ${[...SCRIPT_PLATFORMS, ...NEAR_NAMES].join(', ')}.`);
    if (path === undefined) return wrong('import takes files or folders.');
    const absent = positionals.slice(1).find((one) => !existsSync(one));
    if (absent !== undefined) return wrong(`There is no file or folder ${absent}.`);
    if ('out' in values && (typeof values.out !== 'string' || values.out === '')) return wrong('--out names the project to write to.');
    if (values.json === true && 'out' in values) return wrong('--json goes without --out.');
    const ids = (text: unknown): ReadonlySet<string> => new Set(typeof text === 'string' ? text.split(',').map((id) => id.trim()) : []);
    const into =
      typeof values.out === 'string'
        ? { out: values.out, dryRun: values['dry-run'] === true, accept: ids(values.accept), refuse: ids(values.refuse) }
        : undefined;
    if (!into && ['dry-run', 'accept', 'refuse'].some((name) => name in values)) return wrong('--dry-run, --accept and --refuse go with --out.');
    return importFiles(positionals.slice(1), { ...(named ? { platform: named } : {}), ...(into ? { into } : {}), json: values.json === true }, (line) =>
      say(lines(line)),
    );
  }
  if (path === undefined || extra !== undefined) return wrong(`${command} takes one project.`);
  if (!existsSync(path)) return wrong(`There is no folder or zip ${path}.`);
  if ('out' in values && (typeof values.out !== 'string' || values.out === '')) return wrong('--out names the folder to write to.');
  const out = typeof values.out === 'string' ? values.out : undefined;
  const targets = targetsOf(values.target);
  const platform = PLATFORMS.find((candidate) => candidate === values.platform);
  const { format = 'csv' } = values;
  if ('object' in values && (typeof values.object !== 'string' || values.object === ''))
    return wrong(command === 'profile' ? '--object names an object of the model.' : '--object names a dimension, fact or group bridge.');
  if (command === 'build' && !targets)
    return wrong(`--target is all, or of ${TARGETS.map((candidate) => candidate.id).join(', ')} one, or several with commas between.`);
  if (command === 'build' && !platform) return wrong(`--platform is one of ${PLATFORMS.join(', ')}.`);
  if (command === 'build' && out === undefined) return wrong('--out names the folder to write to.');
  if (values.rows === true && targets?.some(({ takesRows }) => takesRows === true) !== true)
    return wrong(`--rows goes with ${TARGETS.flatMap((one) => (one.takesRows === true ? [one.id] : [])).join(', ')}.`);
  if (command === 'adopt' && (typeof values.from !== 'string' || values.from === '')) return wrong('--from names the folder that was written to.');
  const kind = PROPOSAL_KINDS.find((one) => one === values.kind);
  if ('kind' in values && !kind) return wrong(`--kind is one of ${PROPOSAL_KINDS.join(', ')}.`);
  if (format !== 'csv' && format !== 'parquet') return wrong('--format is csv or parquet.');

  const opened = openProject(path);
  if (command === 'propose')
    return proposeModel(path, opened, opened.diagnostics, { kind, json: values.json === true, apply: values.apply === true }, (line) => say(lines(line)));
  const plan = opened.project ? createCompiler()(opened.project) : undefined;
  const checked = [...opened.diagnostics, ...(opened.project ? checkProject(opened.project) : [])];
  // The compiler meets some of what the check of the document has found already.
  const known = new Set(checked.map(placeOf));
  const diagnostics = [
    ...checked,
    ...(plan?.diagnostics ?? []).filter((diagnostic) => !known.has(placeOf(diagnostic))),
    ...(opened.project && plan ? createLinter()(opened.project, plan) : []),
  ];
  if (command === 'build' && targets && platform && out !== undefined) {
    const named = typeof values.environment === 'string' ? values.environment : undefined;
    const known = plan?.environments.map(({ name }) => name) ?? [];
    if (plan && 'environment' in values && (named === undefined || !known.includes(named)))
      return wrong(known.length === 0 ? 'The project has no environments.' : `--environment is one of ${known.join(', ')}.`);
    const wish = { targets, platform, out, ...(named === undefined ? {} : { environment: named }) };
    if (values.rows !== true || !plan || hasErrors(diagnostics)) return build(plan, diagnostics, wish);
    try {
      return build(plan, diagnostics, { ...wish, rows: await landedRows(opened, plan) });
    } catch (error) {
      return { code: 1, out: lines(error instanceof Error ? error.message : String(error), 'Nothing was written.') };
    }
  }
  if (command === 'run')
    return run(
      opened,
      plan,
      diagnostics,
      { format, twice: values.twice === true, check: values.check === true, ...(out === undefined ? {} : { out }) },
      (line) => say(lines(line)),
    );
  if (command === 'adopt' && typeof values.from === 'string')
    return !plan || hasErrors(diagnostics) ? check(plan, diagnostics) : adopt(path, opened, plan, values.from);
  const sayLine = (line: string): void => say(lines(line));
  if (command === 'prove') return proveProject(opened, diagnostics, typeof values.object === 'string' ? values.object : undefined, sayLine);
  if (command === 'profile') {
    const object = typeof values.object === 'string' ? values.object : undefined;
    return profileProject(opened, plan, diagnostics, { object, json: values.json === true }, sayLine);
  }
  if (command === 'reconcile') return reconcileProject(opened, plan, diagnostics, sayLine);
  return check(plan, diagnostics);
}
