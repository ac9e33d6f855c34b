import { describe, expect, it } from 'vitest';
import type { ModelObject, Project, Satellite, Settings, Source, Staging } from '../../src/core/model/types.ts';
import { column, loadedOnPostgres, problems, projectOf, same, staged, withEngine, type Cells, type Delivered } from '../support/vault-loads.ts';

const { loaded, broken } = withEngine();

interface Around {
  readonly source?: Partial<Source>;
  readonly staging?: Partial<Staging>;
  readonly settings?: Partial<Settings>;
  readonly link?: Partial<ModelObject>;
}

/** Orders and their customers; the order drives. Columns that come along make the rows legible. */
function orders(satellite: Partial<Satellite> = {}, { source = {}, staging = {}, settings = {}, link = {} }: Around = {}): Project {
  const types = { order_no: 'text', customer_no: 'text', since: 'date', until: 'date', changed_on: 'timestamp', op: 'text' };
  const along = [
    { ...column('order_no'), use: 'carried' as const },
    { ...column('customer_no'), use: 'carried' as const },
  ];
  const objects: readonly ModelObject[] = [
    ...staged('orders', types, source, staging),
    { kind: 'hub', id: 'hub_order', name: 'hub_order', columns: [column('order_no')], feeds: [{ from: 'stg_orders', map: same('order_no') }] },
    { kind: 'hub', id: 'hub_customer', name: 'hub_customer', columns: [column('customer_no')], feeds: [{ from: 'stg_orders', map: same('customer_no') }] },
    {
      kind: 'link',
      id: 'link_placed',
      name: 'link_placed',
      columns: [],
      hubs: [
        { id: 'order', hub: 'hub_order' },
        { id: 'customer', hub: 'hub_customer' },
      ],
      feeds: [{ from: 'stg_orders', map: {}, hubs: { order: same('order_no'), customer: same('customer_no') } }],
      ...link,
    } as ModelObject,
    {
      kind: 'satellite',
      id: 'eff',
      name: 'eff_placed',
      satellite_type: 'effectivity',
      parent: 'link_placed',
      driving: ['order'],
      columns: [...along, { ...column('held_from', 'timestamp'), use: 'start' }, { ...column('held_to', 'timestamp'), use: 'end' }],
      feeds: [{ from: 'stg_orders', map: same('order_no', 'customer_no') }],
      ...satellite,
    },
  ];
  return projectOf(objects, settings);
}

const COLUMNS = ['order_no', 'customer_no', 'held_from', 'held_to', 'load_date'];
const came = (day: number, ...pairs: readonly (readonly [string, string | null, ...(string | null)[]])[]): Delivered => ({
  day,
  rows: {
    orders: pairs.map(([order, customer, ...rest]) => [order, customer, rest[0] ?? null, rest[1] ?? null, rest[2] ?? null, rest[3] ?? null]) satisfies Cells,
  },
});
const DELTA: Around = { source: { delivery: 'delta' } };

describe('automatic end dating', () => {
  it('closes a relationship when its order gets another customer, and opens it again when it comes back', async () => {
    expect(await loaded(orders(), [came(1, ['O1', 'C1']), came(2, ['O1', 'C2']), came(3, ['O1', 'C1'])], 'eff', COLUMNS)).toEqual([
      'O1|C1|d1|9999-12-31|d1',
      'O1|C1|d1|d2|d2',
      'O1|C1|d3|9999-12-31|d3',
      'O1|C2|d2|9999-12-31|d2',
      'O1|C2|d2|d3|d3',
    ]);
  });

  it('adds nothing for what comes again, and touches no other order', async () => {
    const rows = await loaded(
      orders({}, DELTA),
      [came(1, ['O1', 'C1'], ['O2', 'C1']), came(2, ['O1', 'C1']), came(3, ['O1', 'C1'], ['O2', 'C2']), came(4, ['O1', 'C1'])],
      'eff',
      COLUMNS,
    );
    expect(rows).toEqual(['O1|C1|d1|9999-12-31|d1', 'O2|C1|d1|9999-12-31|d1', 'O2|C1|d1|d3|d3', 'O2|C2|d3|9999-12-31|d3']);
  });

  it('takes the customers that come at one load date as those that hold together', async () => {
    const rows = await loaded(orders(), [came(1, ['O1', 'C1']), came(2, ['O1', 'C2'], ['O1', 'C3'], ['O1', 'C3']), came(3, ['O1', 'C3'])], 'eff', COLUMNS);
    expect(rows).toEqual(['O1|C1|d1|9999-12-31|d1', 'O1|C1|d1|d2|d2', 'O1|C2|d2|9999-12-31|d2', 'O1|C2|d2|d3|d3', 'O1|C3|d2|9999-12-31|d2']);
  });

  it('dates changes by when they applied, and keeps the start of what it closes', async () => {
    const project = orders({
      columns: [
        { ...column('order_no'), use: 'carried' },
        { ...column('customer_no'), use: 'carried' },
        { ...column('held_from', 'date'), use: 'start' },
        { ...column('held_to', 'date'), use: 'end' },
        { ...column('changed_on', 'timestamp'), use: 'applied' },
      ],
      feeds: [{ from: 'stg_orders', map: same('order_no', 'customer_no', 'changed_on') }],
    });
    const moment = (text: string) => [null, null, text] as const;
    const rows = await loaded(
      project,
      [
        came(5, ['O1', 'C1', ...moment('2026-01-02 10:00:00')]),
        came(6, ['O1', 'C1', ...moment('2026-01-03 10:00:00')]),
        came(7, ['O1', 'C2', ...moment('2026-01-04 10:00:00')]),
      ],
      'eff',
      ['customer_no', 'held_from', 'held_to', 'changed_on', 'load_date'],
    );
    expect(rows).toEqual([
      'C1|2026-01-02|2026-01-04|2026-01-04 10:00:00|d7',
      'C1|2026-01-02|9999-12-31|2026-01-02 10:00:00|d5',
      'C2|2026-01-04|9999-12-31|2026-01-04 10:00:00|d7',
    ]);
  });

  it('ignores what comes late, and lists it', async () => {
    const project = orders({}, DELTA);
    await loaded(project, [came(1, ['O1', 'C1']), came(5, ['O1', 'C2']), came(3, ['O1', 'C3'])], 'eff', COLUMNS, false);
    expect(await broken(project, 'eff', 'late')).toEqual(['O1|C3|-|-|d3']);
    expect(await broken(project, 'eff', 'validity')).toEqual([]);
  });
});

describe('an order without a customer', () => {
  const gone = [came(1, ['O1', 'C1'], ['O2', 'C1'], ['O3', 'C3']), came(2, ['O1', null], ['O3', 'C3']), came(3, ['O1', 'C1'], ['O3', 'C3'])];

  it('keeps its relationship where the satellite says so', async () => {
    expect(await loaded(orders(), gone, 'eff', COLUMNS)).toEqual(['O1|C1|d1|9999-12-31|d1', 'O2|C1|d1|9999-12-31|d1', 'O3|C3|d1|9999-12-31|d1']);
  });

  const closed = ['O1|C1|d1|9999-12-31|d1', 'O1|C1|d1|d2|d2', 'O1|C1|d3|9999-12-31|d3', 'O2|C1|d1|9999-12-31|d1', 'O2|C1|d1|d2|d2', 'O3|C3|d1|9999-12-31|d1'];

  it('closes it when the key comes as NULL or a full delivery lacks the order', async () => {
    expect(await loaded(orders({ missing: 'close' }), gone, 'eff', COLUMNS)).toEqual(closed);
    expect(problems(orders({ missing: 'close' }))).toEqual([]);
  });

  it('does so too where landing keeps the last delivery only', async () => {
    expect(await loaded(orders({ missing: 'close' }, { source: { landing: 'replace' } }), gone, 'eff', COLUMNS, false)).toEqual(closed);
  });

  it('takes an empty delivery for none', async () => {
    expect(await loaded(orders({ missing: 'close' }), [came(1, ['O1', 'C1']), came(2), came(3, ['O1', 'C1'])], 'eff', COLUMNS)).toEqual([
      'O1|C1|d1|9999-12-31|d1',
    ]);
  });

  it('closes an order that stays away for several deliveries once', async () => {
    const rows = await loaded(
      orders({ missing: 'close' }),
      [came(1, ['O1', 'C1'], ['O2', 'C2']), came(2, ['O2', 'C2']), came(3, ['O2', 'C2']), came(4, ['O1', 'C9'], ['O2', 'C2'])],
      'eff',
      COLUMNS,
    );
    expect(rows).toEqual(['O1|C1|d1|9999-12-31|d1', 'O1|C1|d1|d2|d2', 'O1|C9|d4|9999-12-31|d4', 'O2|C2|d1|9999-12-31|d1']);
  });

  it('closes only by NULL where deliveries bring changes, and says so', async () => {
    const project = orders({ missing: 'close' }, DELTA);
    expect(await loaded(project, gone, 'eff', COLUMNS)).toEqual(closed.filter((row) => row !== 'O2|C1|d1|d2|d2'));
    expect(problems(project)).toEqual(['warning deletions-not-told']);
  });

  it('closes by a deletion of a change feed', async () => {
    const feed: Around = {
      source: { delivery: 'cdc', key: ['order_no'], loader: { tool: 'debezium', operation: 'op', deletes: ['d'] } },
      staging: { deduplicate: true },
    };
    const event = (order: string, customer: string | null, op: string) => [order, customer, null, null, null, op] as const;
    const deliveries = [
      came(1, event('O1', 'C1', 'c'), event('O2', 'C2', 'c'), event('O3', 'C3', 'c')),
      // A deletion may tell the customer that it had.
      came(2, event('O1', 'C3', 'u'), event('O1', null, 'd'), event('O3', 'C3', 'd')),
      came(3, event('O1', 'C1', 'c')),
    ];
    expect(await loaded(orders({ missing: 'close' }, feed), deliveries, 'eff', COLUMNS)).toEqual([
      'O1|C1|d1|9999-12-31|d1',
      'O1|C1|d1|d2|d2',
      'O1|C1|d3|9999-12-31|d3',
      'O2|C2|d1|9999-12-31|d1',
      'O3|C3|d1|9999-12-31|d1',
      'O3|C3|d1|d2|d2',
    ]);
    expect(problems(orders({ missing: 'close' }, feed))).toEqual([]);
    expect(problems(orders({ missing: 'close' }, { ...feed, staging: {} }))).toEqual(['warning events-not-reduced']);
    // It leaves deletions out where an order without a customer keeps its relationship.
    expect(await loaded(orders({}, feed), [came(1, event('O1', 'C1', 'c')), came(2, event('O1', 'C1', 'd'))], 'eff', COLUMNS)).toEqual([
      'O1|C1|d1|9999-12-31|d1',
    ]);
  });

  it('relates it to nobody where the link keeps that under the zero key', async () => {
    const hubs = [
      { id: 'order', hub: 'hub_order' },
      { id: 'customer', hub: 'hub_customer', missing: 'zero_key' },
    ];
    const rows = await loaded(orders({}, { link: { hubs } as Partial<ModelObject> }), [came(1, ['O1', 'C1']), came(2, ['O1', null])], 'eff', [
      ...COLUMNS,
      'customer_hk',
    ]);
    expect(rows.map((row) => row.replace(/\|[0-9A-F]{32}$/, (hash) => (/^\|0+$/.test(hash) ? '|zero' : '')))).toEqual([
      'O1|-|d2|9999-12-31|d2|zero',
      'O1|C1|d1|9999-12-31|d1',
      'O1|C1|d1|d2|d2',
    ]);
  });
});

describe('end dates that are delivered', () => {
  const delivered = (satellite: Partial<Satellite> = {}): Project =>
    orders({
      end_dating: 'delivered',
      columns: [
        { ...column('order_no'), use: 'carried' },
        { ...column('customer_no'), use: 'carried' },
        { ...column('since', 'date'), use: 'start' },
        { ...column('until', 'date'), use: 'end' },
      ],
      feeds: [{ from: 'stg_orders', map: same('order_no', 'customer_no', 'since', 'until') }],
      ...satellite,
    });
  const columns = ['order_no', 'customer_no', 'since', 'until', 'load_date'];
  const open = '9999-12-31';

  it('stand each time the source says otherwise', async () => {
    const rows = await loaded(
      delivered(),
      [
        came(1, ['O1', 'C1', '2026-01-01', open], ['O2', 'C1', '2026-01-01', open]),
        came(2, ['O1', 'C1', '2026-01-01', '2026-01-02'], ['O1', 'C2', '2026-01-02', null]),
        came(3, ['O1', 'C1', '2026-01-01', '2026-01-02'], ['O1', 'C2', '2026-01-02', open], ['O2', 'C1', '2026-01-02', open]),
        came(4, ['O1', 'C1', '2026-01-04', open]),
        came(5, ['O1', 'C2', '2026-01-02', '2026-01-04']),
        came(6, ['O1', 'C2', '2026-01-02', '2026-01-03']),
      ],
      'eff',
      columns,
    );
    expect(rows).toEqual([
      `O1|C1|2026-01-01|2026-01-02|d2`,
      `O1|C1|2026-01-01|${open}|d1`,
      `O1|C1|2026-01-04|${open}|d4`,
      `O1|C2|2026-01-02|2026-01-03|d6`,
      `O1|C2|2026-01-02|2026-01-04|d5`,
      `O1|C2|2026-01-02|${open}|d2`,
      // Its start was corrected while it was open.
      `O2|C1|2026-01-01|${open}|d1`,
      `O2|C1|2026-01-02|${open}|d3`,
    ]);
  });

  it('need no driving key, and end too when the driving key has no partner, where the satellite says so', async () => {
    const deliveries = [
      came(1, ['O1', 'C1', '2026-01-01', open]),
      came(2, ['O1', 'C2', '2026-01-02', open]),
      came(3, ['O1', null]),
      came(4, ['O1', 'C1', '2026-01-01', open]),
    ];
    expect(await loaded(delivered({ driving: [] }), deliveries, 'eff', columns)).toEqual([`O1|C1|2026-01-01|${open}|d1`, `O1|C2|2026-01-02|${open}|d2`]);
    // Nothing in the source ended C1 when C2 came.
    expect(await loaded(delivered({ missing: 'close' }), deliveries, 'eff', columns)).toEqual([
      `O1|C1|2026-01-01|2026-01-03|d3`,
      `O1|C1|2026-01-01|${open}|d1`,
      `O1|C1|2026-01-01|${open}|d4`,
      `O1|C2|2026-01-02|2026-01-03|d3`,
      `O1|C2|2026-01-02|${open}|d2`,
    ]);
  });

  it('are open at the end of time, whatever its hour', async () => {
    const project = delivered({
      missing: 'close',
      columns: [
        { ...column('order_no'), use: 'carried' },
        { ...column('customer_no'), use: 'carried' },
        { ...column('since', 'date'), use: 'start' },
        { ...column('held_to', 'timestamp'), use: 'end' },
      ],
      feeds: [{ from: 'stg_orders', map: { ...same('order_no', 'customer_no', 'since'), held_to: 'changed_on' } }],
    });
    const deliveries = [came(1, ['O1', 'C1', '2026-01-01', null, '9999-12-31 23:59:59']), came(2, ['O1', null])];
    expect(await loaded(project, deliveries, 'eff', ['customer_no', 'since', 'held_to', 'load_date'])).toEqual([
      'C1|2026-01-01|9999-12-31 23:59:59|d1',
      'C1|2026-01-01|d2|d2',
    ]);
  });

  it('are reported where they run backwards', async () => {
    await loaded(delivered(), [came(1, ['O1', 'C1', '2026-01-05', '2026-01-02'], ['O2', 'C1', '2026-01-01', open])], 'eff', columns);
    expect(await broken(delivered(), 'eff', 'validity')).toEqual(['O1|C1|2026-01-05|2026-01-02|d1']);
  });
});

it('holds a ghost record that never held, and tells which state is current', async () => {
  const project = orders({ missing: 'close' }, { settings: { vault: { ghost_records: true } } });
  const rows = await loaded(project, [came(1, ['O1', 'C1']), came(2, ['O1', 'C2'])], 'eff/timeline', [...COLUMNS, 'load_end_date', 'is_current']);
  expect(rows).toEqual([
    '-|-|1900-01-01|1900-01-01|1900-01-01|9999-12-31|yes',
    'O1|C1|d1|9999-12-31|d1|d2|no',
    'O1|C1|d1|d2|d2|9999-12-31|yes',
    'O1|C2|d2|9999-12-31|d2|9999-12-31|yes',
  ]);
});

it('can carry its load end date', async () => {
  const rows = await loaded(orders({ load_end_date: 'column' }), [came(1, ['O1', 'C1']), came(2, ['O1', 'C2']), came(3, ['O1', 'C2'])], 'eff', [
    ...COLUMNS,
    'load_end_date',
  ]);
  expect(rows).toEqual(['O1|C1|d1|9999-12-31|d1|d2', 'O1|C1|d1|d2|d2|9999-12-31', 'O1|C2|d2|9999-12-31|d2|9999-12-31']);
});

it('gives the same rows on PostgreSQL', async () => {
  const deliveries = [came(1, ['O1', 'C1'], ['O2', 'C2']), came(2, ['O1', 'C2']), came(3, ['O1', null], ['O2', 'C1'])];
  const project = orders({ missing: 'close' }, { settings: { vault: { ghost_records: true } } });
  expect(await loadedOnPostgres(project, deliveries, 'eff', COLUMNS)).toEqual(await loaded(project, deliveries, 'eff', COLUMNS));
});

it.each<[string, Project, readonly string[]]>([
  ['no driving key', orders({ driving: [] }), ['error effectivity-without-driving-key']],
  ['a driving key of another link', orders({ driving: ['shop'] }), ['error dangling-reference']],
  ['nothing that could change', orders({ driving: ['order', 'customer'] }), ['error effectivity-without-partner']],
  ['no dates', orders({ columns: [] }), ['error effectivity-without-dates']],
  ['delivered dates that are not mapped', orders({ end_dating: 'delivered' }), ['error unmapped-column']],
  ['a hub', orders({ parent: 'hub_order' }), ['error parent-not-a-link']],
])('refuses %s', (_, project, found) => {
  expect(problems(project)).toEqual(found);
});
