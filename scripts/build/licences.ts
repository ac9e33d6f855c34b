import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const ROOT = join(import.meta.dirname, '../..');

interface Locked {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly peer?: boolean;
}

const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

function textIn(folder: string): string | undefined {
  const name = existsSync(folder) ? readdirSync(folder).find((file) => /^(licen[cs]e|copying)(\.(md|txt))?$/i.test(file)) : undefined;
  return name === undefined ? undefined : readFileSync(join(folder, name), 'utf8').trim();
}

/** Version of the studio, and the packages that are part of it with what they ask to be told. */
export function licences(): Plugin {
  return {
    name: 'orrery-licences',
    apply: 'build',
    generateBundle() {
      const { version } = read(join(ROOT, 'package.json')) as { readonly version: string };
      const { packages } = read(join(ROOT, 'package-lock.json')) as { readonly packages: Readonly<Record<string, Locked>> };
      const used = Object.entries(packages)
        .filter(([path, { dev, optional, peer }]) => path !== '' && dev !== true && optional !== true && peer !== true)
        .map(([path, locked]) => ({
          name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
          version: locked.version ?? '',
          licence: locked.license ?? 'see its text',
          text: textIn(join(ROOT, path)),
        }))
        .toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
      this.emitFile({ type: 'asset', fileName: 'licences.json', source: JSON.stringify({ version, packages: used }) });
    },
  };
}
