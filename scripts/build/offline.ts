import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { transformWithOxc, type Plugin } from 'vite';

const SOURCE = join(import.meta.dirname, '../../src/app/offline/service-worker.ts');
const NAME = 'service-worker.js';
/** Read by editors of project files, from where the page is hosted; the studio does without. */
const LEFT_OUT = /^schema\//;

/** Paths below a folder, with forward slashes, in one order on every machine. */
const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .split(sep)
        .join('/'),
    )
    .toSorted();

/** Writes the worker that keeps the built page for use without a network: it knows every file by its bytes. */
export function offline(): Plugin {
  let folder = '';
  return {
    name: 'orrery-offline',
    apply: 'build',
    configResolved({ root, build }) {
      folder = resolve(root, build.outDir);
    },
    writeBundle: {
      order: 'post',
      sequential: true,
      async handler() {
        const files = Object.fromEntries(
          filesBelow(folder)
            .filter((path) => path !== NAME && !LEFT_OUT.test(path))
            .map((path) => [
              path,
              createHash('sha256')
                .update(readFileSync(join(folder, path)))
                .digest('base64'),
            ]),
        );
        const { code } = await transformWithOxc(readFileSync(SOURCE, 'utf8'), SOURCE, { target: 'es2022' });
        const text = JSON.stringify(files, undefined, 1);
        const version = createHash('sha256').update(text).update(code).digest('hex').slice(0, 16);
        writeFileSync(join(folder, NAME), `const FILES = ${text};\nconst VERSION = '${version}';\n${code.replace(/^export \{\s*\};?$/m, '')}`);
      },
    },
  };
}
