import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { shopProject } from '../../../test/support/shop.ts';
import { PLATFORMS } from '../model/schema.ts';
import { createCompiler } from '../plan/compile.ts';
import { exportPackage, packageName } from './export-package.ts';
import { zipFiles } from './zip-files.ts';

const plan = createCompiler()(shopProject());
const everything = (platform: (typeof PLATFORMS)[number]) => exportPackage(createCompiler()(shopProject()), { platform, targets: ['ddl', 'sql'] });
const zipped = (platform: (typeof PLATFORMS)[number]): Uint8Array => zipFiles(packageName(plan, platform), everything(platform).files);

describe.each(PLATFORMS)('the package for %s', (platform) => {
  it('is the same bytes for the same model, and opens again', () => {
    const bytes = zipped(platform);
    expect(zipped(platform)).toEqual(bytes);
    const back = unzipSync(bytes);
    for (const file of everything(platform).files) expect(strFromU8(back[`shop-${platform}/${file.path}`] ?? new Uint8Array()), file.path).toBe(file.text);
  });

  it('runs every file once and in order, and never the teardown', () => {
    const { files } = everything(platform);
    const all = files.find((file) => file.path.startsWith('run_all.'))?.text ?? '';
    const named = [...all.matchAll(/(?:ddl|load)\/\S+\.sql/g)].map((match) => match[0]);
    const paths = files.map((file) => file.path).filter((path) => /^(?:ddl|load)\//.test(path));
    expect(named).toEqual([...paths.filter((path) => path.startsWith('ddl/')).toSorted(), ...paths.filter((path) => path.startsWith('load/')).toSorted()]);
    expect(all).not.toContain('teardown');
    expect(files.find((file) => file.path === 'README.md')?.text).toContain('run_all');
  });

  it('lists what it holds and says how to run it', async () => {
    const { files } = everything(platform);
    const texts = files.filter((file) => /^(?:README|create_all|load_all|run_all)/.test(file.path)).map((file) => `=== ${file.path}\n${file.text}`);
    await expect([files.map((file) => file.path).join('\n'), ...texts].join('\n')).toMatchFileSnapshot(`../../../test/goldens/package/${platform}.txt`);
  });
});

it('takes only what was chosen', () => {
  const paths = exportPackage(plan, { platform: 'postgres', targets: ['sql'] }).files.map((file) => file.path);
  expect(paths.filter((path) => !path.startsWith('load/'))).toEqual(['README.md', 'load_all.sql']);
  expect(exportPackage(plan, { platform: 'postgres', targets: [] }).files).toEqual([]);
});

it('holds nothing of a model with nothing to build, not even the frame of a project', () => {
  const empty = createCompiler()({ ...shopProject(), objects: {} });
  for (const platform of PLATFORMS) expect(exportPackage(empty, { platform, targets: ['ddl', 'sql', 'dbt', 'sqlmesh'] }).files).toEqual([]);
});

it('makes a file name and a guide of any project name', () => {
  const hostile = { ...plan, name: '../<img onerror=x>|`é' };
  expect(packageName(hostile, 'duckdb')).toBe('img-onerror-x-duckdb');
  expect(packageName({ ...plan, name: '数据' }, 'duckdb')).toBe('warehouse-duckdb');
  expect(exportPackage(hostile, { platform: 'duckdb', targets: ['ddl'] }).files[0]?.text).toContain('# ../\\<img onerror=x\\>\\|\\`é on DuckDB');
});
