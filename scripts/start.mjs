// `npm start`: installs what is missing, builds, serves the studio and prints its address.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, ensurePackages, run } from './packages.mjs';
import { serve } from './serve.mjs';

const BUILT_FROM = ['src', 'samples', 'public', 'index.html', 'vite.config.ts', 'package-lock.json', 'scripts/build-sample.ts'];
const PORTS = [4173, 4174, 4175, 0];

function newest(path) {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return 0;
  if (!found.isDirectory()) return found.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

const builtAt = statSync(join(ROOT, 'dist', 'index.html'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
if (!ensurePackages()) process.exit(1);
if (BUILT_FROM.some((path) => newest(join(ROOT, path)) > builtAt) && !run('npm', ['run', '--silent', 'build'])) process.exit(1);
for (const port of PORTS) {
  try {
    const { url } = await serve({ port });
    console.log(`\nOrrery is at ${url} (stop it with Ctrl+C).`);
    break;
  } catch (error) {
    if (error.code !== 'EADDRINUSE') throw error;
  }
}
