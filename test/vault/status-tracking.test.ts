import { expect, it } from 'vitest';
import type { Project, Settings, Source, Staging } from '../../src/core/model/types.ts';
import { column, loadedOnPostgres, problems, projectOf, same, staged, withEngine, type Delivered } from '../support/vault-loads.ts';

const { loaded, broken } = withEngine();

function customers(source: Partial<Source> = {}, staging: Partial<Staging> = {}, vault: Settings['vault'] = {}): Project {
  const feeds = [{ from: 'stg_customers', map: same('customer') }];
  return projectOf(
    [
      ...staged('customers', { customer: 'text', op: 'text', lsn: 'integer' }, source, staging),
      { kind: 'hub', id: 'hub', name: 'hub_customer', columns: [column('customer')], feeds },
      {
        kind: 'satellite',
        id: 'sts',
        name: 'sts_customer',
        satellite_type: 'status_tracking',
        parent: 'hub',
        columns: [{ ...column('customer'), use: 'carried' }],
        feeds,
      },
    ],
    { vault },
  );
}

const COLUMNS = ['customer', 'status', 'load_date'];
const came = (day: number, ...rows: readonly (readonly [string | null, string?, string?])[]): Delivered => ({
  day,
  rows: { customers: rows.map(([customer, op, lsn]) => [customer, op ?? null, lsn ?? null]) },
});
const LOADER: NonNullable<Source['loader']> = { tool: 'debezium', operation: 'op', deletes: ['d', 't'], sequence: 'lsn' };
const FEED: Partial<Source> = { delivery: 'cdc', loader: LOADER };
const DELIVERIES = [came(1, ['A'], ['B']), came(2, ['A'], ['C']), came(3, ['A']), came(4, ['A'], ['B'], [null]), came(5, ['A'], ['B'])];

it('tells when a key appears, is missing in a full delivery, and is back', async () => {
  expect(await loaded(customers(), DELIVERIES, 'sts', COLUMNS)).toEqual(['A|I|d1', 'B|D|d2', 'B|I|d1', 'B|I|d4', 'C|D|d3', 'C|I|d2']);
  expect(await broken(customers(), 'sts', 'late')).toEqual([]);
});

it('does so too where landing keeps the last delivery only', async () => {
  expect(await loaded(customers({ landing: 'replace' }), DELIVERIES, 'sts', COLUMNS, false)).toEqual([
    'A|I|d1',
    'B|D|d2',
    'B|I|d1',
    'B|I|d4',
    'C|D|d3',
    'C|I|d2',
  ]);
});

it('takes an empty delivery for none', async () => {
  expect(await loaded(customers(), [came(1, ['A']), came(2), came(3, ['A'])], 'sts', COLUMNS)).toEqual(['A|I|d1']);
});

it('tells deletions of a change feed by the last event of a load date', async () => {
  const deliveries = [
    came(1, ['A', 'c', '1'], ['B', 'c', '2'], ['C', 'd', '3']),
    // The log says that A was updated before it was deleted, though the file has them the other way round.
    came(2, ['A', 'd', '6'], ['A', 'u', '5']),
    came(3, ['A', 't', '7'], ['B', 'd', '8'], ['B', 'c', '9']),
    came(4, ['A', 'c', '10'], ['C', 'c', '11']),
  ];
  expect(await loaded(customers(FEED), deliveries, 'sts', COLUMNS)).toEqual(['A|D|d2', 'A|I|d1', 'A|I|d4', 'B|I|d1', 'C|I|d4']);
});

it('refuses deliveries that cannot tell', () => {
  expect(problems(customers({ delivery: 'delta' }))).toEqual(['error deletions-not-told']);
  expect(problems(customers({ delivery: 'cdc' }))).toEqual(['error deletions-not-told']);
  expect(problems(customers({ ...FEED, loader: { ...LOADER, deletes: [] } }))).toEqual(['warning deletions-not-named', 'error deletions-not-told']);
});

it('refuses several feeds, none of which can tell for the others', () => {
  const project = customers();
  const [source, staging] = staged('clients', { customer: 'text' });
  const satellite = project.objects['sts'];
  if (satellite?.kind !== 'satellite' || !source || !staging) throw new Error('no satellite');
  const objects = {
    ...project.objects,
    clients: source,
    stg_clients: staging,
    sts: { ...satellite, feeds: [...satellite.feeds, { from: 'stg_clients', map: same('customer') }] },
  };
  expect(problems({ ...project, objects })).toEqual(['error several-feeds']);
});

it('lists a key that comes late', async () => {
  const project = customers();
  await loaded(project, [came(1, ['A'], ['B']), came(3, ['A']), came(5, ['A'], ['B']), came(4, ['A'], ['B'])], 'sts', COLUMNS, false);
  // B was gone from the third day on, and back on the fifth, when the fourth said that it had been there.
  expect(await broken(project, 'sts', 'late')).toEqual(['B|I|d4']);
});

it('gives the same rows on PostgreSQL, ghost record included', async () => {
  const project = customers({}, {}, { ghost_records: true });
  const rows = await loaded(project, DELIVERIES, 'sts', COLUMNS);
  expect(rows).toContain('-|D|1900-01-01');
  expect(await loadedOnPostgres(project, DELIVERIES, 'sts', COLUMNS)).toEqual(rows);
});

it('tells the current status in the view beside it', async () => {
  expect(await loaded(customers(), [came(1, ['A'], ['B']), came(2, ['A'])], 'sts/timeline', [...COLUMNS, 'load_end_date', 'is_current'])).toEqual([
    'A|I|d1|9999-12-31|yes',
    'B|D|d2|9999-12-31|yes',
    'B|I|d1|d2|no',
  ]);
});
