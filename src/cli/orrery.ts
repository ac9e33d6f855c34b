import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { COMMANDS, OPTIONS, UsageError, type Command, type Given, type OptionName } from './commands.ts';
import { lines, type Outcome } from './problems.ts';

const USAGE = `${COMMANDS.map(({ usage }) => usage).join('\n')}

A project is a folder, or the zip of one.

Exit codes: 0 all well, warnings of checks included; 1 the project or its run has problems: an error in the model, a missing
file, a line left out of a file, a failed load, with --check a check that is broken or cannot be worked out, or anything that
differs; a difference that brings new errors; an import that finds no table or cannot read a file (what it did not understand
of one it lists, and ends with 0); 2 the command line is wrong.
`;

const isOption = (name: string): name is OptionName => Object.hasOwn(OPTIONS, name);

/** Throws a {@link UsageError} unless the command has all that is given, and is given what it takes. */
function checked(
  command: Command | undefined,
  name: string,
  options: readonly { readonly name: string; readonly rawName: string }[],
  paths: readonly string[],
): Command {
  const unknown = options.find((option) => !isOption(option.name));
  if (unknown) throw new UsageError(`There is no option ${unknown.rawName}.`);
  if (!command) throw new UsageError(`There is no command ${name}.`);
  const foreign = options.find((option) => isOption(option.name) && !command.options.includes(option.name));
  if (foreign) throw new UsageError(`${name} has no option ${foreign.rawName}.`);
  if (command.takes === 'files') {
    if (paths.length === 0) throw new UsageError(`${name} takes files or folders.`);
    return command;
  }
  const wanted = command.takes === 'two projects' ? 2 : 1;
  if (paths.length !== wanted) throw new UsageError(`${name} takes ${wanted === 1 ? 'one project' : 'two projects'}.`);
  const absent = paths.find((one) => !existsSync(one));
  if (absent !== undefined) throw new UsageError(`There is no folder or zip ${absent}.`);
  return command;
}

/**
 * Runs one command line, without the program's name. Writes only below `--out`. What is wrong with it, and `--help`, come with
 * how the command is used, or all of them.
 * @param say prints a line while the command is at work; the outcome's text comes last.
 */
export async function orrery(args: readonly string[], say: (line: string) => void = () => undefined): Promise<Outcome> {
  const { values, positionals, tokens } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true, strict: false, tokens: true });
  const [name = '', ...paths] = positionals;
  const command = COMMANDS.find((one) => one.name === name);
  const usage = command ? lines(command.usage) : USAGE;
  if (values.help === true || args.length === 0) return { code: args.length === 0 ? 2 : 0, out: usage };
  const given: Given = {
    path: paths[0] ?? '',
    paths,
    has: (option) => option in values,
    text(option) {
      const value = values[option];
      return typeof value === 'string' && value !== '' ? value : undefined;
    },
    say: (line) => say(lines(line)),
  };
  try {
    const options = tokens.filter((token) => token.kind === 'option');
    return await checked(command, name, options, paths).run(given);
  } catch (error) {
    if (error instanceof UsageError) return { code: 2, out: `${error.message}\n\n${usage}` };
    throw error;
  }
}
