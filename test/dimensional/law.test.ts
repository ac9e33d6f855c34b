import { afterAll, beforeAll, expect, it } from 'vitest';
import { createRandom } from '../../samples/shop/random.ts';
import type { ModelObject } from '../../src/core/model/types.ts';
import { openDuckdb, type Open } from '../support/databases.ts';
import { attribute, day, dimensionOf, memberProject } from '../support/members.ts';
import { build, sourceOf, type Delivered } from '../support/warehouse.ts';

let duckdb: Open;
beforeAll(async () => {
  duckdb = await openDuckdb();
}, 120_000);
afterAll(() => duckdb.close());

const random = createRandom(Number(process.env['ORRERY_SEED'] ?? 3));
const pick = <T>(list: readonly T[]): T => list[random.below(list.length)] as T;
const text = (list: readonly string[]): string => pick([...list.map((value) => `'${value}'`), 'null']);

const fact: ModelObject = {
  kind: 'fact',
  id: 'fct_sale',
  name: 'fct_sale',
  fact_type: 'transaction',
  grain: { columns: ['sale'] },
  dimensions: [{ id: 'member', dimension: 'dim_member', missing: 'inferred' }],
  columns: [{ id: 'sale', name: 'sale', type: 'text', use: 'degenerate' }],
  feeds: [{ from: 'stg_sales', map: { sale: 'sale' }, dimensions: { member: { id: 'member' } } }],
};

function anyProject() {
  const delivery = pick(['full', 'delta', 'cdc']);
  const historised = random.below(4) > 0;
  const deletes = delivery === 'delta' ? 'ignore' : pick(historised ? ['ignore', 'close', 'mark'] : ['ignore', 'mark']);
  const columns = [attribute('a', historised ? 2 : 1), attribute('b', pick([1, 2, 'passive'].slice(0, historised ? 3 : 1))), attribute('c', pick([0, 3]))];
  const dated = pick([{}, { changed_at: 'at' }]);
  const options = {
    deletes,
    surrogate: pick(['integer', 'hash']),
    change_detection: pick(['values', 'values', 'changed_at']),
    first_version: pick(['first_seen', 'first_seen', 'beginning']),
    first_version_for: pick(['every_member', 'first_delivery']),
    open_end: pick(['null', 'end_of_time']),
  };
  const infers = random.below(3) === 0;
  const loader = delivery === 'cdc' ? { loader: { tool: 'custom', operation: 'op', deletes: ['d'] } } : {};
  const more = infers ? [...sourceOf('sales', { sale: 'text', member: 'text' }, { delivery: 'delta' }), fact] : [];
  const types = { a: 'text', b: 'text', c: 'text', at: 'timestamp', op: 'text' };
  return {
    project: memberProject(types, dimensionOf(columns, options, dated), { delivery, ...loader }, more),
    infers,
    told: JSON.stringify({ delivery, columns, dated, options, infers }),
  };
}

const row = (): string =>
  `'K${random.below(4)}', ${text(['x', 'y'])}, ${text(['p', 'q'])}, ${text(['u', 'v'])}, timestamp '2026-01-0${1 + random.below(8)} 00:00:00', '${pick(['c', 'c', 'd'])}'`;

function anyDeliveries(infers: boolean): readonly Delivered[] {
  return [2, 3, 4, 5, 6].map((number) => ({
    at: day(number),
    rows: {
      members: random.below(5) === 0 ? [] : Array.from({ length: 1 + random.below(4) }, row),
      ...(infers ? { sales: random.below(2) === 0 ? [] : [`'S${number}', 'K${random.below(5)}'`] } : {}),
    },
  }));
}

it('gives the same rows one by one, each twice and all at once, whatever a dimension is like', async () => {
  for (let round = 0; round < Number(process.env['ORRERY_ROUNDS'] ?? 8); round += 1) {
    const { project, infers, told } = anyProject();
    const deliveries = anyDeliveries(infers);
    const isHash = told.includes('"hash"');
    const inputs = `${told}\n${JSON.stringify(deliveries, undefined, 1)}`;
    const rowsIn = async (portions: 'one by one' | 'each twice' | 'all at once') => {
      const warehouse = await build(duckdb, project, deliveries, portions);
      const names = warehouse.plan.byId.get('dim_member')?.columns.map(({ name }) => name) ?? [];
      for (const check of warehouse.plan.byId.get('dim_member')?.checks ?? [])
        if (check.severity === 'error') expect(await warehouse.broken('dim_member', check.id), `${check.id} of ${inputs}`).toEqual([]);
      // Integers are given in the order of arrival, so only hash keys are the same.
      return { rows: await warehouse.read('dim_member', isHash ? names : names.slice(1)), keys: await warehouse.read('dim_member', names.slice(0, 1)) };
    };
    const one = await rowsIn('one by one');
    const twice = await rowsIn('each twice');
    expect(twice, `each twice: ${inputs}`).toEqual(one);
    expect(new Set(one.keys.flat()).size, `keys of ${inputs}`).toBe(one.keys.length);
    expect((await rowsIn('all at once')).rows, `all at once: ${inputs}`).toEqual(one.rows);
  }
}, 600_000);
