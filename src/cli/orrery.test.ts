import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { shopProject } from '../../test/support/shop.ts';
import { zipProject } from '../core/model/project-zip.ts';
import { writeProject } from '../core/model/write-project.ts';
import { createCompiler } from '../core/plan/compile.ts';
import { exportPackage } from '../core/targets/export-package.ts';
import { TARGETS } from '../core/targets/registry.ts';
import { openProject } from './open-project.ts';
import { orrery } from './orrery.ts';

const DELIVERIES = [
  { id: 'd2', load_date: '2026-01-02T06:00:00', files: { orders: 'data/2/orders.ndjson' } },
  { id: 'd1', load_date: '2026-01-01T06:00:00', files: { customers: 'data/1/customers.csv', orders: 'data/1/orders.csv' } },
];
const DATA = new Map([
  ['data/1/customers.csv', 'customer_id,city,email\nC1,Ulm,a@x\nC2,Bonn,b@x\n'],
  ['data/1/orders.csv', 'order_id,customer_id,ordered_at,shipped_on,amount\nO1,C1,2026-01-01 05:00:00,,10.50\n'],
  ['data/2/orders.ndjson', '{"order_id":"O2","customer_id":"C2","ordered_at":"2026-01-01T23:00:00","amount":"1.25","shipped_on":null}\n'],
]);

let folder = '';
const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'orrery-'));
  for (const [path, text] of [...writeProject({ ...shopProject(), deliveries: DELIVERIES }), ...DATA]) write(path, text);
});
afterEach(() => rmSync(folder, { recursive: true }));

async function said(...args: readonly string[]) {
  const printed: string[] = [];
  const outcome = await orrery(args, (text) => printed.push(text.trimEnd()));
  return { ...outcome, printed };
}

it('checks a project, as the program too', async () => {
  expect(await orrery(['check', folder])).toEqual({ code: 0, out: '12 objects compiled, 0 problems\n' });
  const program = fileURLToPath(new URL('../../bin/orrery.mjs', import.meta.url));
  expect(execFileSync(process.execPath, [program, 'check', folder], { encoding: 'utf8' })).toBe('12 objects compiled, 0 problems\n');
});

it('builds what the target emits, and nothing from a project with errors', async () => {
  const out = join(folder, 'out');
  expect((await orrery(['build', folder, '--target', 'sql', '--platform', 'bigquery', '--out', out])).code).toBe(0);
  expect(readdirSync(join(out, 'load'))).toHaveLength(8);
  rmSync(join(folder, 'objects/source/orders.yaml'));
  const failed = await orrery(['build', folder, '--target', 'ddl', '--platform', 'duckdb', '--out', join(folder, 'none')]);
  expect(failed.code).toBe(1);
  expect(failed.out).toContain('stg_orders has no source');
  expect(readdirSync(folder)).not.toContain('none');
});

it('runs the deliveries by load date, prints every object, and writes the tables', async () => {
  const out = join(folder, 'tables');
  const { code, printed, out: last } = await said('run', folder, '--twice', '--out', out);
  expect(printed).toHaveLength(21);
  expect(printed.find((text) => text.startsWith('raw_vault.hub_order '))).toMatch(/ 2 rows +\+2 +-0 +\d+\.\d\d s$/);
  expect(last).toMatch(
    /^21 of 21 tables and views built from 2 deliveries in \d+\.\d\d s\nd2 loaded again: no row added, none removed\n21 CSV files written to /,
  );
  expect(code).toBe(0);
  expect(readdirSync(out)).toHaveLength(21);
  expect(readFileSync(join(out, 'landing.orders.csv'), 'utf8')).toBe(
    'order_id,customer_id,ordered_at,shipped_on,amount,load_date,record_source,row_sequence\nO1,C1,2026-01-01 05:00:00,,10.50,2026-01-01 06:00:00,orders,1\nO2,C2,2026-01-01 23:00:00,,1.25,2026-01-02 06:00:00,orders,1\n',
  );
});

it('takes the rows of the deliveries along in a dbt project and beside the load scripts, and only there', async () => {
  const out = join(folder, 'with-rows');
  expect((await said('build', folder, '--target', 'dbt', '--platform', 'duckdb', '--out', out, '--rows')).code).toBe(0);
  expect(readFileSync(join(out, 'dbt/seeds/landing__orders.csv'), 'utf8')).toBe(
    'order_id,customer_id,ordered_at,shipped_on,amount,load_date,record_source,row_sequence\nO1,C1,2026-01-01 05:00:00,,10.50,2026-01-01 06:00:00,orders,1\nO2,C2,2026-01-01 23:00:00,,1.25,2026-01-02 06:00:00,orders,1\n',
  );
  const plain = join(folder, 'plain-with-rows');
  expect((await said('build', folder, '--target', 'sql', '--platform', 'postgres', '--out', plain, '--rows')).code).toBe(0);
  expect(readFileSync(join(plain, 'landing/2026-01-02_06-00-00/land.sql'), 'utf8')).toContain('\\copy landing.orders (');
  expect(await said('build', folder, '--target', 'ddl', '--platform', 'duckdb', '--out', out, '--rows')).toMatchObject({
    code: 2,
    out: expect.stringContaining('--rows goes with sql, dbt.'),
  });
});

it('builds several targets as one package, which takes its own scripts away and no others', async () => {
  const out = join(folder, 'package');
  const files = (): readonly string[] =>
    readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((path) => !path.startsWith('.orrery') && statSync(join(out, path)).isFile());
  const make = async (target: string): Promise<number> => (await orrery(['build', folder, '--target', target, '--platform', 'postgres', '--out', out])).code;
  expect(await make('all')).toBe(0);
  const { project } = openProject(folder);
  if (!project) throw new Error('the project does not open');
  const whole = exportPackage(createCompiler()(project), { platform: 'postgres', targets: TARGETS.map(({ id }) => id) });
  expect([...files()].sort()).toEqual(whole.files.map(({ path }) => path).sort());
  expect(readFileSync(join(out, 'run_all.sql'), 'utf8')).toBe(whole.files.find(({ path }) => path === 'run_all.sql')?.text);
  expect(await make('sql')).toBe(0);
  expect(files()).toHaveLength(whole.files.length);
  expect(await make('sql, dbml')).toBe(0);
  expect(files()).not.toContain('run_all.sql');
  expect(files()).toEqual(expect.arrayContaining(['load_all.sql', 'README.md', 'ddl/0000_schemas.sql', 'model.dbml']));
  expect(await orrery(['build', folder, '--target', 'sql,pdf', '--platform', 'postgres', '--out', out])).toMatchObject({
    code: 2,
    out: expect.stringContaining('--target is all, or of ddl, sql, dbt, sqlmesh, dbml one, or several with commas between.'),
  });
});

it('says what a change of the model does to the warehouse', async () => {
  const other = join(folder, 'other');
  const project = shopProject();
  const { hub_order: hub, dim_customer: dim, fct_month: _, ...rest } = project.objects;
  if (!hub || dim?.kind !== 'dimension') throw new Error('the shop has changed');
  const columns = dim.columns.map((column) =>
    column.id === 'city' ? { ...column, name: 'town' } : column.id === 'email' ? { ...column, type: 'text(80)' } : column,
  );
  const changed = { ...project, objects: { ...rest, hub_order: { ...hub, name: 'hub_purchase' }, dim_customer: { ...dim, columns } }, deliveries: DELIVERIES };
  for (const [path, text] of writeProject(changed as typeof project)) {
    mkdirSync(dirname(join(other, path)), { recursive: true });
    writeFileSync(join(other, path), text);
  }
  expect(await said('diff', folder, folder, '--check')).toMatchObject({ code: 0, out: 'Nothing of the warehouse differs.\n' });
  const { code, out } = await said('diff', folder, other);
  expect([code, out.trimEnd().split('\n')]).toEqual([
    0,
    [
      '~ staging.stg_orders: order_hk is called purchase_hk',
      '~ raw_vault.hub_order: is called raw_vault.hub_purchase, order_hk is called purchase_hk',
      '~ raw_vault.hub_order_rejects: is called raw_vault.hub_purchase_rejects',
      '~ raw_vault.link_order_customer: order_hk is called purchase_hk',
      '~ raw_vault.link_order_customer_rejects: is filled otherwise',
      '~ mart.dim_customer: city is called town, email is text(80)',
      '- mart.fct_month',
      '- mart.fct_month_rejects',
      '0 tables and views are new, 6 changed, 2 gone; 0 problems are new',
    ],
  ]);
  expect((await said('diff', folder, other, '--check')).code).toBe(1);
  const back = JSON.parse((await said('diff', other, folder, '--json')).out) as {
    readonly relations: readonly { readonly change: string; readonly table: string }[];
  };
  expect(back.relations).toContainEqual(expect.objectContaining({ change: 'added', table: 'mart.fct_month' }));
  rmSync(join(other, 'objects/source/orders.yaml'));
  expect(await said('diff', folder, other)).toMatchObject({ code: 1, out: expect.stringContaining('new: error: stg_orders has no source') });
  expect(await said('diff', folder)).toMatchObject({ code: 2, out: expect.stringContaining('diff takes two projects.') });
  writeFileSync(join(other, 'orrery.yaml'), 'format: 99\nname: x\n');
  expect(await said('diff', folder, other)).toMatchObject({ code: 1, out: expect.stringContaining('The second project could not be read') });
});

it('writes for an environment of the project', async () => {
  const project = shopProject();
  const environments = [{ name: 'dev', database: 'scratch', schema_prefix: 'dev_' }];
  for (const [path, text] of writeProject({ ...project, settings: { ...project.settings, environments }, deliveries: [] })) write(path, text);
  const out = join(folder, 'dev');
  const asked = ['build', folder, '--target', 'ddl', '--platform', 'snowflake', '--out', out];
  expect((await orrery([...asked, '--environment', 'dev'])).code).toBe(0);
  expect(readFileSync(join(out, 'ddl/0000_schemas.sql'), 'utf8')).toContain('create schema if not exists scratch.dev_mart;');
  expect(await orrery([...asked, '--environment', 'prod'])).toMatchObject({ code: 2, out: expect.stringContaining('--environment is one of dev.') });
});

describe('generating again', () => {
  const again = (): Promise<{ code: number; out: string }> =>
    orrery(['build', folder, '--target', 'sql', '--platform', 'duckdb', '--out', join(folder, 'out')]);
  const file = (name: string): string => join(folder, 'out/load', readdirSync(join(folder, 'out/load')).find((one) => one.includes(name)) ?? name);
  const grant = '\n-- >>> own code\ngrant select on raw_vault.hub_order to reader;\n-- <<< own code\n';

  it('does not write over own code, and has it again once the project has taken it over', async () => {
    await again();
    const before = readFileSync(file('hub_order'), 'utf8');
    writeFileSync(file('hub_order'), `${before}${grant}`);
    expect(await again()).toMatchObject({ code: 1, out: expect.stringContaining('Nothing was written.') });
    expect(readFileSync(file('hub_order'), 'utf8')).toBe(`${before}${grant}`);
    expect((await orrery(['adopt', folder, '--from', join(folder, 'out')])).out).toBe(
      `hub_order: own code for sql taken into the project\nOwn code of 1 file to take over from ${join(folder, 'out')}\n`,
    );
    expect(readFileSync(join(folder, 'objects/hub/hub_order.yaml'), 'utf8')).toContain('sql: grant select on raw_vault.hub_order to reader;');
    expect((await again()).code).toBe(0);
    expect(readFileSync(file('hub_order'), 'utf8')).toContain(
      '-- >>> own code: kept in the project\ngrant select on raw_vault.hub_order to reader;\n-- <<< own code\n',
    );
    expect((await orrery(['adopt', folder, '--from', join(folder, 'out')])).out).toContain('No own code');
  });

  it('takes away what is no longer made, unless somebody changed it', async () => {
    await again();
    const [gone, changed] = [file('fct_order'), file('sat_customer')];
    writeFileSync(changed, `${readFileSync(changed, 'utf8')}-- mine\n`);
    for (const path of ['fact/fct_order', 'satellite/sat_customer']) rmSync(join(folder, `objects/${path}.yaml`));
    const { out, code } = await again();
    expect(code).toBe(0);
    expect(out).toContain(`${gone} is no longer made and was taken away`);
    expect(out).toContain(`${changed} is no longer made; it was changed by hand and stays`);
    expect([existsSync(gone), existsSync(changed)]).toEqual([false, true]);
  });
});

it('writes Parquet', async () => {
  expect((await said('run', folder, '--out', join(folder, 'tables'), '--format', 'parquet')).code).toBe(0);
  expect(
    readFileSync(join(folder, 'tables', 'mart.fct_order.parquet'))
      .subarray(0, 4)
      .toString(),
  ).toBe('PAR1');
});

it('ends with 1 and says why: a missing file, lines left out, a failing load', async () => {
  write('data/1/customers.csv', 'customer_id,city,email\nC1,Ulm\nC2,Bonn,b@x\n');
  const ragged = await said('run', folder);
  expect(ragged.code).toBe(1);
  expect(ragged.printed[0]).toBe('left out: data/1/customers.csv, line 2: 2 values for 3 columns: C1,Ulm');
  write('data/1/orders.csv', 'order_id,customer_id,ordered_at,shipped_on,amount\nO1,C1,2026-01-01 05:00:00,,ten\n');
  write('objects/staging/stg_orders.yaml', `${readFileSync(join(folder, 'objects/staging/stg_orders.yaml'), 'utf8')}bad_values: fail\n`);
  const failing = await said('run', folder);
  expect(failing.code).toBe(1);
  expect(failing.printed.join('\n')).toMatch(/failed: mart\.fct_order, delivery d1: .*ten/);
  rmSync(join(folder, 'data/2/orders.ndjson'));
  expect(await said('run', folder)).toMatchObject({
    code: 1,
    out: expect.stringContaining('Delivery d2 names data/2/orders.ndjson for orders, which is not in the project.'),
  });
});

it('looks at what must hold when asked: a warning ends with 0, what is broken with 1, each with its rows', async () => {
  write('data/1/orders.csv', 'order_id,customer_id,ordered_at,shipped_on,amount\nO1,C1,2026-01-01 05:00:00,,ten\nO9,C1,2026-01-01 05:00:00,,3\n');
  const warned = await said('run', folder, '--check');
  expect(warned.printed).toContain('warning: staging.stg_orders, failed_cast: every value fits its type; a row with one that does not is left out: 1 row');
  expect(warned.printed).toContain('  detail=amount: ten load_date=2026-01-01 06:00:00 record_source=orders row_sequence=1');
  expect(warned.out).toMatch(/checks hold, 0 broken, 1 warning\n$/);
  expect(warned.code).toBe(0);

  const shop = shopProject();
  const { fct_order: fact } = shop.objects;
  if (fact?.kind !== 'fact') throw new Error('the shop has changed');
  const columns = fact.columns.map((column) => (column.id === 'amount' ? { ...column, tests: [{ test: 'accepted_range' as const, max: 2 }] } : column));
  const tested = { ...shop, objects: { ...shop.objects, fct_order: { ...fact, columns } }, deliveries: DELIVERIES };
  for (const [path, text] of writeProject(tested)) write(path, text);
  const broken = await said('run', folder, '--check');
  expect(broken.printed).toContain('broken: mart.fct_order, accepted_range.amount: amount is at most 2: 1 row');
  expect(broken.code).toBe(1);
});

it('takes a zip of a project too, and refuses one that leads out of it', async () => {
  const texts = writeProject({ ...shopProject(), deliveries: DELIVERIES });
  const zip = join(folder, 'shop.zip');
  writeFileSync(zip, zipProject({ texts, data: new Map([...DATA].map(([path, text]) => [path, new TextEncoder().encode(text)])) }));
  expect(await said('check', zip)).toMatchObject({ code: 0, out: '12 objects compiled, 0 problems\n' });
  expect((await said('run', zip)).out).toMatch(/^21 of 21 tables and views built from 2 deliveries/);
  writeFileSync(zip, zipProject({ texts, data: new Map([['../evil.csv', new Uint8Array(1)]]) }));
  expect(await said('run', zip)).toMatchObject({ code: 1, out: expect.stringContaining('leads out of the project') });
});

it('proves that a star has the same rows through the vault, or says which it has not', async () => {
  const { code, printed, out } = await said('prove', folder, '--object', 'dim_customer');
  expect([code, printed, out]).toEqual([0, ['dim_customer  equal  3 rows'], '1 of 1 mart objects have the same rows from staging and through the vault\n']);
  const orders = await said('prove', folder, '--object', 'fct_order');
  expect(orders.code).toBe(1);
  expect(orders.printed).toEqual(
    expect.arrayContaining(['fct_order  not proven', expect.stringContaining('which does not hold it: make a satellite of link_order_customer for it')]),
  );
  expect(await said('prove', folder, '--object', 'hub_order')).toMatchObject({ code: 2, out: 'There is no dimension, fact or group bridge hub_order.\n' });
});

it('compares what came with what the vault tells of it', async () => {
  const { code, printed, out } = await said('reconcile', folder);
  expect(printed).toEqual([
    'stg_customers  2026-01-01 06:00:00          2 rows  equal',
    'stg_orders     2026-01-01 06:00:00          1 rows  contained',
    'stg_orders     2026-01-02 06:00:00          1 rows  contained',
    'stg_orders: no vault object takes ordered_at, shipped_on, amount, tax',
  ]);
  expect([code, out]).toEqual([0, '3 of 3 deliveries are in the vault as they came\n']);
});

it('reads no file outside the project', async () => {
  write('orrery.yaml', readFileSync(join(folder, 'orrery.yaml'), 'utf8').replace('data/2/orders.ndjson', '../../../../../../etc/passwd'));
  expect((await said('run', folder)).out).toContain('which is not in the project');
});

it('says what is wrong with a command line', async () => {
  expect(await orrery(['build', folder, '--target', 'sql', '--platform', 'oracle', '--out', 'x'])).toMatchObject({
    code: 2,
    out: expect.stringContaining('--platform is one of'),
  });
  const misspelt = await orrery(['chekc', folder]);
  expect(misspelt.out).toContain('There is no command chekc.');
  expect(misspelt.out).toContain('orrery reconcile <project>');
  const help = await orrery(['build', '--help']);
  expect(help).toMatchObject({ code: 0, out: expect.stringMatching(/^orrery build <project> --target/) });
  expect(help.out).not.toContain('orrery reconcile');
  expect((await orrery(['build', folder])).out).toBe(
    `--target is all, or of ${TARGETS.map(({ id }) => id).join(', ')} one, or several with commas between.\n\n${help.out}`,
  );
  expect((await orrery(['check', folder, '--verbose'])).out).toContain('There is no option --verbose.');
  expect((await orrery(['check', folder, '--twice'])).out).toContain('check has no option --twice.');
  expect((await orrery(['run', folder, '--format', 'xlsx'])).out).toContain('--format is one of csv, parquet.');
  expect((await orrery(['check', join(folder, 'nowhere')])).code).toBe(2);
});

it('profiles what the deliveries brought, in words and as JSON', async () => {
  const { code, printed, out } = await said('profile', folder, '--object', 'customers');
  expect([code, out]).toEqual([0, '1 table profiled\n']);
  expect(printed[0]).toBe('landing.customers  2 rows');
  expect(printed[1]).toMatch(/^ {2}customer_id +varchar +0 NULL +2 distinct {2}C1 to C2 {2}mostly A9 {2}may be a key$/);
  const json = await said('profile', folder, '--json');
  expect([json.code, json.printed]).toEqual([0, []]);
  const tables = JSON.parse(json.out) as {
    readonly table: string;
    readonly rows: number;
    readonly columns: readonly { readonly name: string; readonly top: unknown }[];
  }[];
  expect(tables.map(({ table }) => table)).toContain('raw_vault.hub_order');
  const landed = tables.find(({ table }) => table === 'landing.orders');
  expect([landed?.rows, landed?.columns.find(({ name }) => name === 'amount')?.top]).toEqual([
    2,
    [
      { value: '1.25', times: 1 },
      { value: '10.50', times: 1 },
    ],
  ]);
  expect(await said('profile', folder, '--object', 'nobody')).toMatchObject({ code: 2, out: 'There is no object nobody.\n' });
});

it('proposes what the rows speak for, with reasons, and takes it into the folder when asked to', async () => {
  const sources = Object.fromEntries(Object.values(shopProject().objects).flatMap((object) => (object.kind === 'source' ? [[object.id, object]] : [])));
  rmSync(join(folder, 'objects'), { recursive: true });
  const rows = (count: number, line: (index: number) => string): string => Array.from({ length: count }, (_, index) => line(index)).join('\n');
  const data = {
    'data/1/customers.csv': `customer_id,city,email\n${rows(40, (n) => `C${n + 1000},City ${n % 5},c${n}@example.com`)}\n`,
    'data/1/orders.csv': `order_id,customer_id,ordered_at,shipped_on,amount\n${rows(90, (n) => `O${n + 1000},C${1000 + (n % 40)},2026-01-0${1 + (n % 9)} 05:00:00,,${n}.50`)}\n`,
  };
  const deliveries = [{ id: 'd1', load_date: '2026-01-10T06:00:00', files: { customers: 'data/1/customers.csv', orders: 'data/1/orders.csv' } }];
  for (const [path, text] of [...writeProject({ ...shopProject(), objects: sources, deliveries }), ...Object.entries(data)]) write(path, text);

  const { code, printed, out } = await said('propose', folder, '--kind', 'vault');
  expect([code, out]).toEqual([0, '8 objects proposed\n']);
  expect(printed).toContain('  hub_customer  hub, confidence high');
  expect(printed).toContain('    orders.customer_id refers to customers.customer_id: 40 of its 40 values are keys there (100 %).');
  const json = JSON.parse((await said('propose', folder, '--json')).out) as {
    readonly findings: readonly unknown[];
    readonly proposals: readonly { readonly kind: string }[];
  };
  expect([json.findings.length > 3, json.proposals.map(({ kind }) => kind)]).toEqual([true, ['vault', 'star']]);
  expect(existsSync(join(folder, 'objects/hub'))).toBe(false);

  expect((await said('propose', folder, '--apply')).code).toBe(0);
  expect(readdirSync(join(folder, 'objects/hub'))).toEqual(['hub_customer.yaml', 'hub_order.yaml']);
  expect((await said('run', folder, '--check', '--twice')).code).toBe(0);
  expect((await said('propose', folder)).out).toBe('0 objects proposed\n');
  expect(await said('propose', folder, '--kind', 'lake')).toMatchObject({ code: 2 });
});
