// Holds the script that a first visit loads to its budget: what index.html names and everything that imports at once.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ROOT } from './packages.mjs';

const BUDGET_KB = 300;
const dist = join(ROOT, 'dist');
const html = readFileSync(join(dist, 'index.html'), 'utf8');
const named = [...html.matchAll(/<(?:script|link)\b[^>]*>/g)]
  .filter(([tag]) => tag.startsWith('<script') || /rel="modulepreload"/.test(tag))
  .flatMap(([tag]) => /(?:src|href)="([^"]+)"/.exec(tag)?.slice(1) ?? []);
const waiting = named.map((path) => join(dist, path));
const sizes = new Map();
for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
  if (sizes.has(file) || !existsSync(file)) continue;
  const bytes = readFileSync(file);
  sizes.set(file, gzipSync(bytes, { level: 9 }).length / 1000);
  for (const [, path] of bytes.toString('utf8').matchAll(/(?:^|[;}\s])(?:import|export)(?:[\w$\s{},*]*from)?\s*["'](\.[^"']+\.js)["']/g))
    waiting.push(join(dirname(file), path));
}
const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
for (const [file, size] of [...sizes].sort((a, b) => b[1] - a[1])) console.log(`${size.toFixed(1).padStart(8)} kB  ${relative(dist, file)}`);
console.log(`${total.toFixed(1).padStart(8)} kB of compressed script on first load; the budget is ${BUDGET_KB} kB.`);
if (sizes.size === 0 || total > BUDGET_KB) process.exit(1);
