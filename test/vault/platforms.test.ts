import { expect, it } from 'vitest';
import { PLATFORMS } from '../../src/core/model/schema.ts';
import type { ModelObject, Satellite, Settings } from '../../src/core/model/types.ts';
import { DIALECTS } from '../../src/core/dialects/registry.ts';
import { printQuery } from '../../src/core/sql/print.ts';
import { createStatements, loadStatements } from '../../src/core/targets/sql/relation-statements.ts';
import { column, compiled, projectOf, same, staged } from '../support/vault-loads.ts';

const satellites: readonly (Partial<Satellite> & { readonly id: string })[] = [
  { id: 'standard' },
  { id: 'several', satellite_type: 'multi_active', columns: [{ ...column('customer'), use: 'multi_active_key' }, column('city')] },
  { id: 'status', satellite_type: 'status_tracking', columns: [] },
  { id: 'record', satellite_type: 'record_tracking', columns: [] },
  { id: 'tracked', satellite_type: 'record_tracking', columns: [], tracks: [{ satellite: 'standard' }] },
  {
    id: 'held',
    satellite_type: 'effectivity',
    parent: 'link',
    driving: ['o'],
    missing: 'close',
    columns: [
      { ...column('since', 'date'), use: 'start' },
      { ...column('until', 'timestamp'), use: 'end' },
      { ...column('seen', 'date'), use: 'applied' },
    ],
    feeds: [{ from: 'stg_orders', map: { seen: 'since' } }],
  },
  {
    id: 'told',
    satellite_type: 'effectivity',
    parent: 'link',
    driving: ['o'],
    end_dating: 'delivered',
    missing: 'close',
    columns: [
      { ...column('since', 'date'), use: 'start' },
      { ...column('until', 'date'), use: 'end' },
    ],
    feeds: [{ from: 'stg_orders', map: same('since', 'until') }],
  },
];

const objects: readonly ModelObject[] = [
  ...staged('orders', { order_no: 'text', customer: 'text', city: 'text', since: 'date', until: 'date' }),
  ...staged(
    'events',
    { customer: 'text', city: 'text', op: 'text', lsn: 'text' },
    { delivery: 'cdc', loader: { tool: 'debezium', operation: 'op', deletes: ['d'], sequence: 'lsn' } },
  ),
  { kind: 'hub', id: 'hub_order', name: 'hub_order', columns: [column('order_no')], feeds: [{ from: 'stg_orders', map: same('order_no') }] },
  {
    kind: 'hub',
    id: 'hub',
    name: 'hub_customer',
    columns: [column('customer')],
    feeds: ['stg_orders', 'stg_events'].map((from) => ({ from, map: same('customer') })),
  },
  {
    kind: 'link',
    id: 'link',
    name: 'link_placed',
    columns: [],
    hubs: [
      { id: 'o', hub: 'hub_order' },
      { id: 'c', hub: 'hub' },
    ],
    feeds: [{ from: 'stg_orders', map: {}, hubs: { o: same('order_no'), c: same('customer') } }],
  },
  ...['stg_orders', 'stg_events'].flatMap((from) =>
    satellites.flatMap((satellite): ModelObject[] =>
      satellite.parent === 'link' && from === 'stg_events'
        ? []
        : [
            {
              kind: 'satellite',
              name: `${satellite.id}_${from}`,
              parent: 'hub',
              columns: [column('city')],
              feeds: [{ from, map: same('customer', 'city') }],
              ...satellite,
              id: from === 'stg_orders' ? satellite.id : `${satellite.id}_events`,
              ...(satellite.tracks ? { tracks: [{ satellite: from === 'stg_orders' ? 'standard' : 'standard_events' }] } : {}),
            },
          ],
    ),
  ),
];

const VARIANTS: readonly NonNullable<Settings['vault']>[] = [{ ghost_records: true }, { ghost_records: true, same_load_date: 'all', load_end_date: 'column' }];

it.each(PLATFORMS)('every satellite and what must hold of it can be said on %s', (platform) => {
  for (const vault of VARIANTS) {
    const plan = compiled(projectOf(objects, { vault }));
    expect(plan.diagnostics).toEqual([]);
    expect(plan.relations.filter(({ kind }) => kind === 'satellite').length).toBeGreaterThanOrEqual(12);
    for (const relation of plan.relations) {
      const said = [
        createStatements(plan, relation, platform),
        loadStatements(plan, relation, platform),
        ...(relation.checks ?? []).map((check) => printQuery(check.query, DIALECTS[platform], { relation: (id) => plan.byId.get(id)?.table ?? id })),
      ];
      expect(
        said.flatMap(({ diagnostics }) => diagnostics),
        relation.id,
      ).toEqual([]);
    }
  }
});
