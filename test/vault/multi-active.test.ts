import { expect, it } from 'vitest';
import type { Project, Satellite, Settings } from '../../src/core/model/types.ts';
import { column, loadedOnPostgres, problems, projectOf, same, staged, withEngine, type Delivered } from '../support/vault-loads.ts';

const { loaded, broken } = withEngine();

/** The phones of a customer, told apart by their kind. */
function phones(satellite: Partial<Satellite> = {}, vault: Settings['vault'] = {}): Project {
  return projectOf(
    [
      ...staged('phones', { customer: 'text', kind: 'text', number: 'text' }, { delivery: 'delta' }),
      { kind: 'hub', id: 'hub', name: 'hub_customer', columns: [column('customer')], feeds: [{ from: 'stg_phones', map: same('customer') }] },
      {
        kind: 'satellite',
        id: 'mas',
        name: 'mas_phone',
        satellite_type: 'multi_active',
        parent: 'hub',
        columns: [{ ...column('customer'), use: 'carried' }, { ...column('kind'), use: 'multi_active_key' }, column('number')],
        feeds: [{ from: 'stg_phones', map: same('customer', 'kind', 'number') }],
        ...satellite,
      },
    ],
    { vault },
  );
}

const COLUMNS = ['customer', 'kind', 'number', 'load_date'];
const came = (day: number, ...phones: readonly (readonly [string | null, string | null, string | null])[]): Delivered => ({ day, rows: { phones } });

it('adds a whole group when it differs from the one before in a row, and nothing when it does not', async () => {
  const rows = await loaded(
    phones(),
    [
      came(1, ['A', 'home', '1'], ['A', 'work', '2'], ['A', 'work', '2'], ['B', 'home', '5']),
      came(2, ['A', 'work', '2'], ['A', 'home', '1']),
      came(3, ['A', 'home', '1'], ['A', 'work', '3']),
      came(4, ['A', 'home', '1'], ['A', 'work', '2']),
    ],
    'mas',
    COLUMNS,
  );
  expect(rows).toEqual(['A|home|1|d1', 'A|home|1|d3', 'A|home|1|d4', 'A|work|2|d1', 'A|work|2|d4', 'A|work|3|d3', 'B|home|5|d1']);
});

it('adds it when a row came to the group or left it, even one that was there before', async () => {
  const rows = await loaded(
    phones(),
    [
      came(1, ['A', 'home', '1'], ['A', 'work', '2']),
      came(2, ['A', 'home', '1']),
      came(3, ['A', 'home', '1']),
      came(4, ['A', 'home', '1'], ['A', 'fax', '9']),
      came(5, ['A', 'home', '1'], ['A', 'work', '2']),
    ],
    'mas',
    COLUMNS,
  );
  expect(rows).toEqual(['A|fax|9|d4', 'A|home|1|d1', 'A|home|1|d2', 'A|home|1|d4', 'A|home|1|d5', 'A|work|2|d1', 'A|work|2|d5']);
});

it('tells groups apart whose numbers were swapped', async () => {
  const rows = await loaded(phones(), [came(1, ['A', 'home', '1'], ['A', 'work', '2']), came(2, ['A', 'home', '2'], ['A', 'work', '1'])], 'mas', COLUMNS);
  expect(rows).toEqual(['A|home|1|d1', 'A|home|2|d2', 'A|work|1|d2', 'A|work|2|d1']);
});

it('leaves out rows without a key or without their own, and lists the latter', async () => {
  expect(await loaded(phones(), [came(1, ['A', null, '1'], [null, 'home', '2'], ['A', 'home', null])], 'mas', COLUMNS)).toEqual(['A|home|-|d1']);
  expect(await broken(phones(), 'mas', 'missing_key')).toEqual(['A|-|1|d1']);
});

it('settles two rows of one member as the project says', async () => {
  const twice = [came(1, ['A', 'home', '1'], ['A', 'home', '2'], ['A', 'work', '7']), came(2, ['A', 'home', '2'], ['A', 'work', '7'])];
  expect(await loaded(phones(), twice, 'mas', COLUMNS)).toEqual(['A|home|2|d1', 'A|work|7|d1']);
  expect(await broken(phones(), 'mas', 'conflict')).toEqual(['A|home|1|d1']);
  expect(await broken(phones(), 'mas', 'late')).toEqual([]);
  const all = phones({}, { same_load_date: 'all' });
  expect(await loaded(all, twice, 'mas', COLUMNS)).toEqual(['A|home|1|d1', 'A|home|2|d1', 'A|home|2|d2', 'A|work|7|d1', 'A|work|7|d2']);
  expect(await broken(all, 'mas', 'late')).toEqual([]);
});

it('ignores a group that comes late, and lists it', async () => {
  await loaded(phones(), [came(1, ['A', 'home', '1']), came(3, ['A', 'home', '2']), came(2, ['A', 'home', '1'], ['A', 'work', '4'])], 'mas', COLUMNS, false);
  expect(await broken(phones(), 'mas', 'late')).toEqual(['A|home|1|d2', 'A|work|4|d2']);
});

it('ends the rows of a group together, in the view and in the column', async () => {
  const deliveries = [came(1, ['A', 'home', '1'], ['A', 'work', '2']), came(2, ['A', 'home', '1'])];
  expect(await loaded(phones(), deliveries, 'mas/timeline', [...COLUMNS, 'load_end_date', 'is_current'])).toEqual([
    'A|home|1|d1|d2|no',
    'A|home|1|d2|9999-12-31|yes',
    'A|work|2|d1|d2|no',
  ]);
  expect(await loaded(phones({ load_end_date: 'column' }), deliveries, 'mas', [...COLUMNS, 'load_end_date'])).toEqual([
    'A|home|1|d1|d2',
    'A|home|1|d2|9999-12-31',
    'A|work|2|d1|d2',
  ]);
});

it('gives the same rows on PostgreSQL, ghost record included', async () => {
  const project = phones({}, { ghost_records: true });
  const deliveries = [came(1, ['A', 'home', '1'], ['A', 'work', '2']), came(2, ['A', 'home', '1'])];
  const rows = await loaded(project, deliveries, 'mas', COLUMNS);
  expect(rows).toEqual(['-||-|1900-01-01', 'A|home|1|d1', 'A|home|1|d2', 'A|work|2|d1']);
  expect(await loadedOnPostgres(project, deliveries, 'mas', COLUMNS)).toEqual(rows);
});

it('refuses to hold several rows that nothing tells apart', () => {
  expect(problems(phones({ columns: [column('number')] }))).toEqual(['error multi-active-without-key']);
});
