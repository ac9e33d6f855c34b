import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const ROOT = join(import.meta.dirname, '../..');

interface Locked {
  /** Where it stands under another name. */
  readonly name?: string;
  readonly version?: string;
  readonly license?: string;
}

const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

function textIn(folder: string): string | undefined {
  const name = existsSync(folder) ? readdirSync(folder).find((file) => /^(licen[cs]e|copying)(\.(md|txt))?$/i.test(file)) : undefined;
  return name === undefined ? undefined : readFileSync(join(folder, name), 'utf8').trim();
}

/** The folder of the package that a module is of, below the root. */
function packageOf(id: string): string | undefined {
  const at = id.lastIndexOf('node_modules/');
  if (at < 0) return undefined;
  const start = id.indexOf('node_modules/');
  const [scope = '', name = ''] = id.slice(at + 'node_modules/'.length).split('/');
  return `${id.slice(start, at)}node_modules/${scope.startsWith('@') ? `${scope}/${name}` : scope}`;
}

/** Version of the studio, and the packages that are part of it with what they ask to be told. */
export function licences(): Plugin {
  return {
    name: 'orrery-licences',
    apply: 'build',
    generateBundle(_, bundle) {
      const { version, dependencies } = read(join(ROOT, 'package.json')) as {
        readonly version: string;
        readonly dependencies: Readonly<Record<string, string>>;
      };
      const { packages } = read(join(ROOT, 'package-lock.json')) as { readonly packages: Readonly<Record<string, Locked>> };
      const modules = Object.values(bundle).flatMap((chunk) => (chunk.type === 'chunk' ? chunk.moduleIds : []));
      // Workers are bundled apart; what they take is named in package.json.
      const parts = new Set([...Object.keys(dependencies).map((name) => `node_modules/${name}`), ...modules.flatMap((id) => packageOf(id) ?? [])]);
      const used = Object.entries(packages)
        .filter(([path]) => parts.has(path))
        .map(([path, locked]) => ({
          name: locked.name ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
          version: locked.version ?? '',
          licence: locked.license ?? 'see its text',
          text: textIn(join(ROOT, path)),
        }))
        .toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
      this.emitFile({ type: 'asset', fileName: 'licences.json', source: JSON.stringify({ version, packages: used }) });
    },
  };
}
