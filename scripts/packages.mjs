// Runs before anything is installed: built-in modules only.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const FLOOR = [20, 19];

/** Runs a command in the project's folder with its output shown. @returns whether it succeeded. */
export function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { cwd: ROOT, stdio: 'inherit', shell: process.platform === 'win32', ...options });
  if (error) console.error(`${command}: ${error.message}`);
  return status === 0;
}

/** A tool that the packages bring. */
const tool = (name) => join(ROOT, 'node_modules', '.bin', name);

/** Runs a tool that the packages bring. */
export const runTool = (name, args, options) => run(tool(name), args, options);

/** Runs a command beside others, each line of its output under a label. @returns whether it succeeded. */
export function runBeside(label, command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' });
    for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', (line) => console.log(`${label} | ${line}`));
    child.on('error', (error) => {
      console.error(`${label} | ${command}: ${error.message}`);
      resolve(false);
    });
    child.on('close', (status) => resolve(status === 0));
  });
}

/** Runs a tool that the packages bring beside others. */
export const runToolBeside = (label, name, args) => runBeside(label, tool(name), args);

/** Installs the locked packages unless they are there and as new as the lock. @returns whether they are there now. */
export function ensurePackages() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < FLOOR[0] || (major === FLOOR[0] && minor < FLOOR[1])) {
    console.error(`Orrery needs Node ${FLOOR.join('.')} or newer; this is ${process.versions.node}.`);
    return false;
  }
  // npm writes this file at the end of an install.
  const installed = join(ROOT, 'node_modules', '.package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(join(ROOT, 'package-lock.json')).mtimeMs) return true;
  console.log('Installing packages …');
  return run('npm', ['ci', '--no-audit', '--no-fund']);
}
