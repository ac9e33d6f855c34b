import { expect, it } from 'vitest';
import { shopProject } from '../../../test/support/shop.ts';
import { createCompiler } from '../plan/compile.ts';
import { TARGETS } from './registry.ts';

const cases = TARGETS.flatMap((target) => target.platforms.map((platform) => ({ target, platform, name: `${target.id} for ${platform}` })));

it.each(cases)('$name: the same bytes for the same model, each path once', ({ target, platform }) => {
  const [first, second] = [target.emit(createCompiler()(shopProject()), platform), target.emit(createCompiler()(shopProject()), platform)];
  expect(first).toEqual(second);
  expect(first.diagnostics).toEqual([]);
  const paths = first.files.map((file) => file.path);
  expect(new Set(paths).size).toBe(paths.length);
  expect(paths.length).toBeGreaterThan(target.id === 'dbml' ? 0 : 7);
  expect(first.files.filter((file) => !file.text.endsWith(target.id === 'ddl' || target.id === 'sql' ? ';\n' : '\n')).map((file) => file.path)).toEqual([]);
});

it('names what a platform cannot carry, with its place', () => {
  const shop = shopProject();
  const { hub_order: hub } = shop.objects;
  if (hub?.kind !== 'hub') throw new Error('the shop has changed');
  const odd = { ...hub, columns: hub.columns.map((column) => ({ ...column, name: 'order.id' })) };
  const plan = createCompiler()({ ...shop, objects: { ...shop.objects, hub_order: odd } });
  const [ddl] = TARGETS;
  expect(ddl?.emit(plan, 'snowflake').diagnostics).toEqual([]);
  expect(ddl?.emit(plan, 'bigquery').diagnostics).toEqual([
    {
      code: 'name-not-allowed',
      severity: 'error',
      message: 'BigQuery takes no column name that holds ".": rename order.id.',
      at: { object: 'hub_order', column: 'order_id' },
    },
  ]);
});

it('reads as a person would have written it', () => {
  const [, sql] = TARGETS;
  const hub = sql?.emit(createCompiler()(shopProject()), 'snowflake').files.find((file) => file.path.endsWith('hub_order.sql'));
  expect(hub?.text).toBe(`-- Loads raw_vault.hub_order
-- Adds the keys that are not stored yet.

insert into raw_vault.hub_order (order_hk, order_id, load_date, record_source)
with
-- what is there already
stored as (
  select
    self.order_hk
  from raw_vault.hub_order as self
),
-- every delivered key
staged as (
  select
    staged.order_hk,
    staged.order_id,
    staged.load_date,
    staged.record_source,
    staged.row_sequence
  from staging.stg_orders as staged
  where staged.order_hk is not null
)
select
  staged.order_hk,
  staged.order_id,
  staged.load_date,
  staged.record_source
from staged
where not exists (
  select
    1 as found
  from stored
  where stored.order_hk = staged.order_hk
)
qualify row_number() over (partition by staged.order_hk order by staged.load_date nulls last, staged.record_source nulls last, staged.row_sequence nulls last, staged.order_id nulls last) = 1;
`);
});
