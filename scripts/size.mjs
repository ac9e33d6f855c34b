// Holds the script of the first load to its budget: what index.html names, and what that imports at once. What comes beside
// it or after it is told apart: the compiler, and on a first visit what opens the sample.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ROOT } from './packages.mjs';

const BUDGET_KB = 300;
const dist = join(ROOT, 'dist');
const html = readFileSync(join(dist, 'index.html'), 'utf8');
const named = [...html.matchAll(/<(?:script|link)\b[^>]*>/g)]
  .filter(([tag]) => tag.startsWith('<script') || /rel="modulepreload"/.test(tag))
  .flatMap(([tag]) => /(?:src|href)="([^"]+)"/.exec(tag)?.slice(1) ?? []);

function chunk(name) {
  const found = readdirSync(join(dist, 'assets')).find((file) => new RegExp(`^${name}-[\\w-]{8}\\.js$`).test(file));
  if (!found) throw new Error(`the build has no chunk ${name}: has it been renamed?`);
  return `assets/${found}`;
}

/** Compressed kB of files and of all that they import at once, without what is in `known`. */
function sizesOf(paths, known = new Map()) {
  const sizes = new Map();
  const waiting = paths.map((path) => join(dist, path));
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (known.has(file) || sizes.has(file) || !existsSync(file)) continue;
    const bytes = readFileSync(file);
    sizes.set(file, gzipSync(bytes, { level: 9 }).length / 1000);
    for (const [, path] of bytes.toString('utf8').matchAll(/(?:^|[;}\s])(?:import|export)(?:[\w$\s{},*]*from)?\s*["'](\.[^"']+\.js)["']/g))
      waiting.push(join(dirname(file), path));
  }
  return sizes;
}
const sum = (sizes) => [...sizes.values()].reduce((total, size) => total + size, 0);
const line = (size, text) => console.log(`${size.toFixed(1).padStart(8)} kB  ${text}`);

const load = sizesOf(named);
const compiler = sizesOf([chunk('compile'), chunk('linter')], load);
for (const [file, size] of [...load].sort((a, b) => b[1] - a[1])) line(size, relative(dist, file));
line(sum(compiler), 'beside it, for the plan: the compiler and the rules');
line(sum(sizesOf([chunk('project-files')], new Map([...load, ...compiler]))), 'on a first visit, for the zip of the sample');
console.log(`${sum(load).toFixed(1).padStart(8)} kB of compressed script on first load; the budget is ${BUDGET_KB} kB.`);
if (load.size === 0 || sum(load) > BUDGET_KB) process.exit(1);
