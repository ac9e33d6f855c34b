import { describe, expect, it } from 'vitest';
import { shopVault } from '../../../../test/support/shop-vault.ts';
import type { ModelObject, Platform, Project, Satellite } from '../../model/types.ts';
import { createCompiler } from '../../plan/compile.ts';
import { dbt } from './dbt.ts';

const vault = (satellite: Partial<Satellite> = {}): Project => {
  const project = shopVault();
  const known = project.objects['sat_customer'] as Satellite;
  return {
    ...project,
    objects: { ...project.objects, sat_customer: { ...known, ...satellite } as ModelObject },
    settings: { ...project.settings, exports: { dbt: { vault: 'automate_dv' } } },
  };
};
const emit = (project: Project, platform: Platform = 'snowflake') => {
  const { files, diagnostics } = dbt.emit(createCompiler()(project), platform);
  const texts = new Map(files.map(({ path, text }) => [path.replace(/^dbt\//, ''), text]));
  return { text: (path: string): string => texts.get(path) ?? `no ${path}`, paths: [...texts.keys()], codes: diagnostics.map(({ code }) => code) };
};

describe('the AutomateDV flavour', () => {
  const { text, paths } = emit(vault());

  it('loads from a view with the delivered rows under the names of the table', () => {
    expect(text('models/raw_vault/sat_customer.sql')).toContain(`{{ automate_dv.sat(
    src_pk='customer_hk',
    src_hashdiff='hash_diff',
    src_payload=['city', 'email'],
    src_ldts='load_date',
    src_source='record_source',
    source_model='sat_customer__staged'
) }}`);
    const staged = text('models/raw_vault/sat_customer__staged.sql');
    expect(staged).toContain("ref('stg_customers')");
    expect(staged.slice(staged.lastIndexOf('select'))).toBe(
      'select\n  staged.customer_hk,\n  staged.hash_diff,\n  staged.city,\n  staged.email,\n  staged.load_date,\n  staged.record_source\nfrom staged\n',
    );
  });

  it('is marked as not proven, in the file, its properties and the README', () => {
    expect(text('models/raw_vault/sat_customer.sql')).toContain('nobody has compared');
    expect(text('models/raw_vault/sat_customer.yml')).toContain('loaded_by: automate_dv');
    expect(text('models/raw_vault/sat_customer.yml')).not.toContain('contract');
    expect(text('README.md')).toContain('Nobody has compared their rows');
    expect(text('packages.yml')).toContain('Datavault-UK/automate_dv');
  });

  it('leaves everything else to the own SQL', () => {
    expect(text('models/mart/dim_customer.sql')).not.toContain('automate_dv');
    expect(paths.filter((path) => path.includes('__staged'))).toHaveLength(8);
  });

  it('tells the rows of a multi-active state apart', () => {
    const columns = (shopVault().objects['sat_customer'] as Satellite).columns.map((column) =>
      column.id === 'city' ? { ...column, use: 'multi_active_key' as const } : column,
    );
    const model = emit(vault({ satellite_type: 'multi_active', columns })).text('models/raw_vault/sat_customer.sql');
    expect(model).toContain('automate_dv.ma_sat(');
    expect(model).toContain("src_cdk=['city']");
    expect(model).toContain("src_payload=['email']");
  });

  it('has no macro that means the same for a satellite that tracks records', () => {
    expect(emit(vault({ satellite_type: 'record_tracking', columns: [] })).text('models/raw_vault/sat_customer.sql')).not.toContain('automate_dv');
  });

  it.each(['duckdb', 'redshift'] as const)('is refused on %s, which the package has no macros for', (platform) => {
    expect(emit(vault(), platform).codes).toContain('automate-dv-platform');
  });
});
