// Compiles the vault's dbt project in its AutomateDV flavour against a package that stands in for AutomateDV's and writes down
// what its macros are called with. `tsx interop/automate-dv.ts <python>`
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createCompiler } from '../src/core/plan/compile.ts';
import { dbt } from '../src/core/targets/dbt/dbt.ts';
import { dbtOffline, offlineProfile } from './dbt-offline.ts';
import { MODELS } from './models.ts';
import { write } from './task.ts';

const [python] = process.argv.slice(2);
if (python === undefined) throw new Error('Name the Python that has dbt.');

const came = { src_ldts: 'load_date', src_source: 'record_source' };
const satellite = (name: string, key: string, payload: readonly string[]) => ({
  macro: 'sat',
  args: { src_pk: key, src_hashdiff: 'hash_diff', src_payload: payload, ...came, source_model: `${name}__staged` },
});
/** What AutomateDV has to be told of each table that it has a macro for; every other one is loaded by the project's own SQL. */
const EXPECTED: Readonly<Record<string, unknown>> = {
  hub_customer: { macro: 'hub', args: { src_pk: 'customer_hk', src_nk: ['customer_id'], ...came, source_model: 'hub_customer__staged' } },
  hub_order: { macro: 'hub', args: { src_pk: 'order_hk', src_nk: ['order_id'], ...came, source_model: 'hub_order__staged' } },
  link_above: { macro: 'link', args: { src_pk: 'above_hk', src_fk: ['customer_hk', 'other_customer_hk'], ...came, source_model: 'link_above__staged' } },
  link_order_customer: {
    macro: 'link',
    args: { src_pk: 'order_customer_hk', src_fk: ['order_hk', 'customer_hk'], ...came, source_model: 'link_order_customer__staged' },
  },
  link_sale: {
    macro: 't_link',
    args: { src_pk: 'sale_hk', src_fk: ['order_hk', 'customer_hk'], src_payload: ['amount', 'ordered_at'], ...came, source_model: 'link_sale__staged' },
  },
  link_same: { macro: 'link', args: { src_pk: 'same_hk', src_fk: ['customer_hk', 'other_customer_hk'], ...came, source_model: 'link_same__staged' } },
  sat_customer: satellite('sat_customer', 'customer_hk', ['city', 'email']),
  sat_order_customer: satellite('sat_order_customer', 'order_customer_hk', ['amount', 'ordered_at', 'shipped_on']),
};

const sorted = (value: unknown): unknown =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(
        Object.entries(value)
          .toSorted(([a], [b]) => (a < b ? -1 : 1))
          .map(([key, one]) => [key, sorted(one)]),
      )
    : value;

const out = mkdtempSync(join(tmpdir(), 'orrery-automate-dv-'));
let problems: readonly string[] = [];
try {
  const made = MODELS.find(({ name }) => name === 'vault')?.project('postgres');
  if (!made) throw new Error('there is no model vault');
  const plan = createCompiler()({ ...made, settings: { ...made.settings, exports: { dbt: { vault: 'automate_dv' } } } });
  const { files, diagnostics } = dbt.emit(plan, 'postgres');
  if (diagnostics.length > 0) throw new Error(diagnostics.map(({ message }) => message).join(' '));
  const project = join(out, 'dbt');
  for (const { path, text } of files) write(join(out, path), text);
  cpSync(fileURLToPath(new URL('automate_dv', import.meta.url)), join(out, 'automate_dv'), { recursive: true });
  write(join(project, 'packages.yml'), 'packages:\n  - local: ../automate_dv\n');
  offlineProfile(project, 'shop');
  for (const command of ['deps', 'compile']) dbtOffline(python, project, command);
  const told = (model: string): string => {
    const path = join(project, 'target', 'compiled', 'shop', 'models', 'raw_vault', `${model}.sql`);
    return (existsSync(path) ? /-- told (.*)/.exec(readFileSync(path, 'utf8'))?.[1] : undefined) ?? 'nothing';
  };
  const vault = plan.relations.filter(({ layer, id, origin }) => layer === 'raw_vault' && id === origin).map(({ table }) => table.name);
  problems = [...new Set([...vault, ...Object.keys(EXPECTED)])].flatMap((model) => {
    const found = told(model);
    const expected = EXPECTED[model] === undefined ? 'nothing' : JSON.stringify(sorted(EXPECTED[model]));
    const shown = found === 'nothing' ? found : JSON.stringify(sorted(JSON.parse(found)));
    return shown === expected ? [] : [`${model}: AutomateDV is told ${shown} instead of ${expected}`];
  });
  console.log(`AutomateDV flavour: ${Object.keys(EXPECTED).length} tables loaded by its macros, ${problems.length} calls not as they should be`);
} finally {
  rmSync(out, { recursive: true, force: true });
}
for (const problem of problems) console.log(`  ${problem}`);
process.exit(problems.length === 0 ? 0 : 1);
