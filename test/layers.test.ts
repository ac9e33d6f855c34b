import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { describe, expect, it } from 'vitest';

const SRC = join(import.meta.dirname, '../src');
const IMPORT = /(?:^|\n)\s*(?:import\s*(?:([^'"`;]*?)\s*from\s*)?|export\s([^'"`;=]*?)\s*from\s*)['"]([^'"\n]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

interface Import {
  readonly file: string;
  readonly to: string;
  readonly names: string;
  readonly inTree: boolean;
}

const paths = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .map((path) => path.split(sep).join('/'))
  .filter((path) => /\.tsx?$/.test(path));
const texts = new Map(paths.map((path) => [path, readFileSync(join(SRC, path), 'utf8')]));
const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path);
/** Imports of every file that ships; those inside the tree as paths from src. */
const imports: readonly Import[] = [...texts]
  .filter(([path]) => !isTest(path))
  .flatMap(([file, text]) =>
    [...text.matchAll(IMPORT)].map((match) => {
      const to = (match[3] ?? match[4] ?? '').replace(/\?.*$/, '');
      const near = to.startsWith('.');
      return {
        file,
        to: near
          ? relative(SRC, join(SRC, dirname(file), to))
              .split(sep)
              .join('/')
          : to,
        names: match[1] ?? match[2] ?? '',
        inTree: near,
      };
    }),
  );

const within = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`);
const wrong = (found: readonly Import[]): readonly string[] => found.map(({ file, to, names }) => `${file} imports ${names.trim()} of ${to}`);
const inTree = imports.filter((one) => one.inTree);

/** What a file imports besides types. */
const valuesOf = (path: string): readonly string[] => imports.filter(({ file, names }) => file === path && !/^\s*type\b/.test(names)).map(({ to }) => to);

/** Each folder of src and what it may import beside itself. */
const LAYERS: Readonly<Record<string, readonly string[]>> = {
  core: [],
  engine: ['core'],
  store: ['core', 'engine'],
  ui: ['core', 'store'],
  cli: ['core', 'engine'],
  app: ['core', 'engine', 'store', 'ui'],
};

/** Each part of core and what it may import beside itself. */
const CORE: Readonly<Record<string, readonly string[]>> = {
  'core/model': ['core/naming/technical-names.ts'],
  'core/engine-port.ts': ['core/model'],
  'core/joined-bytes.ts': [],
  'core/rows': [],
  'core/profile': [],
  'core/commands': ['core/model', 'core/naming'],
  'core/infer': ['core/model'],
  'core/propose': ['core/model', 'core/naming', 'core/commands', 'core/infer'],
  'core/naming': ['core/model'],
  'core/query': ['core/engine-port.ts'],
  'core/sql': ['core/model', 'core/dialects/dialect.ts', 'core/dialects/registry.ts'],
  'core/dialects': ['core/model', 'core/sql'],
  'core/plan/types.ts': ['core/model', 'core/sql'],
  'core/patterns': ['core/model', 'core/naming', 'core/sql', 'core/plan/types.ts'],
  'core/plan': ['core/model', 'core/naming', 'core/sql', 'core/patterns', 'core/dialects', 'core/targets/sql/relation-statements.ts'],
  'core/import': ['core/model', 'core/naming', 'core/commands'],
  'core/rules': ['core/model', 'core/naming', 'core/plan'],
  'core/proof': ['core/model', 'core/naming', 'core/sql', 'core/plan', 'core/patterns'],
  'core/targets': ['core/joined-bytes.ts', 'core/model', 'core/naming', 'core/sql', 'core/dialects', 'core/plan'],
};

describe('the layers', () => {
  it('finds the imports of the whole tree', () => {
    expect(paths.length).toBeGreaterThan(100);
    expect(imports.filter(({ file, to }) => file === 'core/model/schema.ts' && to === 'zod')).toHaveLength(1);
    expect(imports.filter(({ file, to }) => file === 'core/model/schema-shared.ts' && to === 'core/model/logical-type.ts')).toHaveLength(1);
    expect(inTree.filter(({ to }) => !texts.has(to) && !to.endsWith('.css')).map(({ file, to }) => `${file} imports ${to}, which is not there`)).toEqual([]);
  });

  it.each(Object.entries(LAYERS))('%s imports only what stands below it', (layer, below) => {
    const allowed = [layer, ...below];
    expect(wrong(inTree.filter(({ file, to }) => within(file, layer) && !allowed.some((other) => within(to, other))))).toEqual([]);
  });

  it('knows every folder of src', () => {
    const folders = new Set(paths.filter((path) => path.includes('/')).map((path) => path.split('/')[0]));
    expect([...folders].filter((folder) => folder === undefined || !(folder in LAYERS))).toEqual([]);
  });

  it.each(Object.entries(CORE))('%s imports only what stands below it', (part, below) => {
    const nearest = (file: string): string | undefined =>
      Object.keys(CORE)
        .filter((other) => within(file, other))
        .toSorted((a, b) => b.length - a.length)[0];
    const allowed = [part, ...below];
    expect(wrong(inTree.filter(({ file, to }) => nearest(file) === part && !allowed.some((other) => within(to, other))))).toEqual([]);
  });

  it('keeps the document out of the targets, and the targets apart', () => {
    const targets = inTree.filter(({ file }) => within(file, 'core/targets'));
    expect(
      wrong(
        targets.filter(
          ({ to, names }) => within(to, 'core/model') && /\b(Project|ModelObject|Source|Staging|Hub|Link|Satellite|Dimension|DateDimension|Fact)\b/.test(names),
        ),
      ),
    ).toEqual([]);
    const folder = (path: string): string => path.split('/').slice(2, -1).join('/');
    expect(
      wrong(
        targets.filter(
          ({ file, to }) =>
            within(to, 'core/targets') &&
            folder(file) !== '' &&
            folder(to) !== '' &&
            folder(file) !== folder(to) &&
            to !== 'core/targets/sql/relation-statements.ts',
        ),
      ),
    ).toEqual([]);
  });

  it('lets no thread of the page try to make code from text, which its policy forbids and browsers tell', () => {
    const begins = paths.filter((path) => path === 'app/main.tsx' || path.endsWith('.worker.ts'));
    const reachesZod = (path: string, seen: Set<string>): boolean => {
      if (seen.has(path)) return false;
      seen.add(path);
      return valuesOf(path).some((to) => to === 'zod' || reachesZod(to, seen));
    };
    const concerned = begins.filter((path) => reachesZod(path, new Set()));
    expect(concerned.toSorted()).toEqual(['app/main.tsx', 'store/export/export.worker.ts', 'store/schema-import/schema.worker.ts']);
    expect(concerned.filter((path) => imports.find(({ file }) => file === path)?.to !== 'store/without-eval.ts')).toEqual([]);
  });

  it('has no circle of imports', () => {
    const edges = new Map([...texts.keys()].map((path) => [path, valuesOf(path)]));
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (path: string, trail: readonly string[]): void => {
      if (trail.includes(path)) {
        circles.push([...trail.slice(trail.indexOf(path)), path].join(' > '));
        return;
      }
      if (done.has(path)) return;
      for (const next of edges.get(path) ?? []) visit(next, [...trail, path]);
      done.add(path);
    };
    for (const path of edges.keys()) visit(path, []);
    expect(circles).toEqual([]);
  });
});

describe('the house style', () => {
  it('lets only the kit see the component library', () => {
    expect(wrong(imports.filter(({ file, to }) => to.startsWith('@mantine/') && !within(file, 'ui/kit')))).toEqual([]);
  });

  it('keeps the engine behind its port', () => {
    expect(wrong(imports.filter(({ file, to }) => to.startsWith('@duckdb/') && !within(file, 'engine')))).toEqual([]);
  });

  it('keeps core free of everything but its own', () => {
    const outside = imports.filter(({ file, to }) => within(file, 'core') && !inTree.some((one) => one.file === file && one.to === to)).map(({ to }) => to);
    expect([...new Set(outside)].filter((name) => !['zod', 'yaml', 'fflate', 'immer'].includes(name))).toEqual([]);
    const unsure = [...texts]
      .filter(
        ([path, text]) =>
          within(path, 'core') && !isTest(path) && /\b(Date\.now|new Date\(\)|Math\.random|fetch\(|localStorage|setTimeout|performance\.now)/.test(text),
      )
      .map(([path]) => path);
    expect(unsure).toEqual([]);
  });

  it('has no file over 500 lines, and a median under 100', () => {
    const lengths = [...texts].map(([path, text]) => ({ path, lines: text.split('\n').length - 1 }));
    expect(lengths.filter(({ lines }) => lines > 500)).toEqual([]);
    const sorted = lengths.map(({ lines }) => lines).toSorted((a, b) => a - b);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThan(100);
  });

  it('names files in kebab-case and exports nothing by default', () => {
    expect(paths.filter((path) => !/^([a-z0-9-]+\/)*[a-z0-9-]+(\.test|\.worker|\.d)?\.tsx?$/.test(path))).toEqual([]);
    expect([...texts].filter(([, text]) => /^export default/m.test(text)).map(([path]) => path)).toEqual([]);
  });
});
