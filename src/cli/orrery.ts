import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Diagnostic } from '../core/model/diagnostic.ts';
import { PLATFORMS } from '../core/model/schema.ts';
import { createCompiler } from '../core/plan/compile.ts';
import type { Plan } from '../core/plan/types.ts';
import { TARGETS } from '../core/targets/registry.ts';
import { openFolder } from './project-folder.ts';

const USAGE = `orrery check <project folder>
    Reads and compiles the project and lists what is wrong with it.
orrery build <project folder> --target ${TARGETS.map((target) => target.id).join('|')} --platform ${PLATFORMS.join('|')} --out <folder>
    Writes the generated files. Deletes nothing.

Exit codes: 0 all well, 1 the project has errors, 2 the command line is wrong.
`;

/** What the process should print and end with. */
export interface Outcome { readonly code: 0 | 1 | 2; readonly out: string }

const line = ({ severity, code, message, at }: Diagnostic): string => `${severity}: ${message} [${code}${at.object === undefined ? '' : `, ${at.object}`}]`;
const wrong = (message: string): Outcome => ({ code: 2, out: `${message}\n\n${USAGE}` });
const hasErrors = (diagnostics: readonly Diagnostic[]): boolean => diagnostics.some((diagnostic) => diagnostic.severity === 'error');

function compileFolder(folder: string): { readonly plan?: Plan; readonly diagnostics: readonly Diagnostic[] } {
  const read = openFolder(folder);
  if (!read.project) return { diagnostics: read.diagnostics };
  const plan = createCompiler()(read.project);
  return { plan, diagnostics: [...read.diagnostics, ...plan.diagnostics] };
}

/** Runs one command line, without the program's name. Writes only below `--out`. */
export function orrery(args: readonly string[]): Outcome {
  const options = { target: { type: 'string' }, platform: { type: 'string' }, out: { type: 'string' }, help: { type: 'boolean' } } as const;
  const { values, positionals, tokens } = parseArgs({ args: [...args], options, allowPositionals: true, strict: false, tokens: true });
  if (values.help === true || args.length === 0) return { code: args.length === 0 ? 2 : 0, out: USAGE };
  const unknown = tokens.find((token) => token.kind === 'option' && !(token.name in options));
  if (unknown?.kind === 'option') return wrong(`There is no option ${unknown.rawName}.`);
  const [command, folder, extra] = positionals;
  if (command !== 'check' && command !== 'build') return wrong(`There is no command ${command ?? ''}.`);
  if (folder === undefined || extra !== undefined) return wrong(`${command} takes one project folder.`);
  if (!existsSync(folder)) return wrong(`There is no folder ${folder}.`);

  const { plan, diagnostics } = compileFolder(folder);
  if (command === 'check') {
    const summary = `${plan?.relations.length ?? 0} objects compiled, ${diagnostics.length} ${diagnostics.length === 1 ? 'problem' : 'problems'}`;
    return { code: hasErrors(diagnostics) ? 1 : 0, out: `${[...diagnostics.map(line), summary].join('\n')}\n` };
  }
  const target = TARGETS.find((candidate) => candidate.id === values.target);
  const platform = PLATFORMS.find((candidate) => candidate === values.platform);
  if (!target) return wrong(`--target is one of ${TARGETS.map((candidate) => candidate.id).join(', ')}.`);
  if (!platform) return wrong(`--platform is one of ${PLATFORMS.join(', ')}.`);
  if (typeof values.out !== 'string') return wrong('--out names the folder to write to.');
  if (!plan || hasErrors(diagnostics)) return { code: 1, out: `${diagnostics.map(line).join('\n')}\nNothing was written.\n` };
  const emitted = target.emit(plan, platform);
  if (hasErrors(emitted.diagnostics)) return { code: 1, out: `${emitted.diagnostics.map(line).join('\n')}\nNothing was written.\n` };
  for (const file of emitted.files) {
    const path = join(values.out, file.path);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, file.text);
  }
  return { code: 0, out: `${[...diagnostics.map(line), `${emitted.files.length} files written to ${values.out}`].join('\n')}\n` };
}
