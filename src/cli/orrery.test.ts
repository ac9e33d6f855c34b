import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { shopProject } from '../../test/support/shop.ts';
import { writeProject } from '../core/model/write-project.ts';
import { orrery } from './orrery.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'orrery-'));
  for (const [path, text] of writeProject(shopProject())) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
});
afterEach(() => rmSync(folder, { recursive: true }));

it('checks a project, as the program too', () => {
  expect(orrery(['check', folder])).toEqual({ code: 0, out: '12 objects compiled, 0 problems\n' });
  const program = fileURLToPath(new URL('../../bin/orrery.mjs', import.meta.url));
  expect(execFileSync(process.execPath, [program, 'check', folder], { encoding: 'utf8' })).toBe('12 objects compiled, 0 problems\n');
});

it('builds what the target emits, and nothing from a project with errors', () => {
  const out = join(folder, 'out');
  expect(orrery(['build', folder, '--target', 'sql', '--platform', 'bigquery', '--out', out]).code).toBe(0);
  expect(readdirSync(join(out, 'load'))).toHaveLength(8);
  rmSync(join(folder, 'objects/source/orders.yaml'));
  const failed = orrery(['build', folder, '--target', 'ddl', '--platform', 'duckdb', '--out', join(folder, 'none')]);
  expect(failed.code).toBe(1);
  expect(failed.out).toContain('stg_orders has no source');
  expect(readdirSync(folder)).not.toContain('none');
});

it('says what is wrong with a command line', () => {
  expect(orrery(['build', folder, '--target', 'sql', '--platform', 'oracle', '--out', 'x'])).toMatchObject({ code: 2, out: expect.stringContaining('--platform is one of') });
  expect(orrery(['chekc', folder]).out).toContain('There is no command chekc.');
  expect(orrery(['check', folder, '--verbose']).out).toContain('There is no option --verbose.');
  expect(orrery(['check', join(folder, 'nowhere')]).code).toBe(2);
});
