import { emptyProject } from '../../src/core/model/empty-project.ts';
import type { Intermediate, ModelObject, Project, Satellite } from '../../src/core/model/types.ts';
import { columns, same, sourceAndStaging } from '../../test/support/objects.ts';
import { deliveryFiles, type Delivered } from './delivered.ts';

const one = <More extends object>(text: string, more: More) => {
  const [first] = columns(text);
  if (!first) throw new Error(`${text} is no column`);
  return { ...first, ...more };
};
const hub = (name: string, key: string, ...feeds: readonly string[]): ModelObject => ({
  kind: 'hub',
  id: `hub_${name}`,
  name: `hub_${name}`,
  columns: columns(`${key}:text`),
  feeds: feeds.map((from) => ({ from, map: same(key) })),
});
/** Customers are named by others too: who stands above them, whose double they are, who pays for a line. */
const HUB_CUSTOMER: ModelObject = {
  kind: 'hub',
  id: 'hub_customer',
  name: 'hub_customer',
  columns: columns('customer_no:text'),
  feeds: [
    ...['stg_customers', 'stg_contracts', 'stg_calls', 'stg_phones', 'int_keys', 'int_customer'].map((from) => ({ from, map: same('customer_no') })),
    { from: 'stg_customers', map: { customer_no: 'above_no' } },
    { from: 'stg_customers', map: { customer_no: 'double_no' } },
    { from: 'stg_lines', map: { customer_no: 'tenant' } },
  ],
};
const OWN = { parent_key: ['customer_no'] };
/** A satellite whose columns carry the names of those that feed it. */
const satellite = (id: string, parent: string, from: string, texts: readonly string[], more: Partial<Satellite> = {}): ModelObject => ({
  kind: 'satellite',
  id,
  name: id,
  parent,
  columns: columns(...texts),
  feeds: [{ from, map: same(...columns(...texts).map((column) => column.id)) }],
  ...more,
});

const STAGING: readonly ModelObject[] = [
  ...sourceAndStaging('customers', 'full', [
    'customer_no:text',
    'name:text',
    'city:text',
    'region:text',
    'above_no:text',
    'double_no:text',
    'seen_at:timestamp',
  ]),
  ...sourceAndStaging('phones', 'full', ['customer_no:text', 'kind:text', 'number:text'], { key: ['customer_no', 'kind'] }),
  ...sourceAndStaging('contracts', 'full', ['contract_no:text', 'customer_no:text', 'agent_no:text', 'plan:text']),
  ...sourceAndStaging('assignments', 'delta', ['contract_no:text', 'agent_no:text', 'since:timestamp', 'until:timestamp'], {
    key: ['contract_no', 'agent_no'],
  }),
  ...sourceAndStaging('calls', 'delta', ['call_no:text', 'customer_no:text', 'agent_no:text', 'minutes:integer', 'called_at:timestamp']),
  ...sourceAndStaging('regions', 'full', ['region:text', 'label:text'], { landing: 'replace' }),
  ...sourceAndStaging('holders', 'full', ['contract_no:text', 'customer_no:text', 'share:decimal(5,4)'], { key: ['contract_no', 'customer_no'] }),
  {
    kind: 'source',
    id: 'lines',
    name: 'lines',
    delivery: 'delta',
    system: 'billing',
    key: ['contract_no', 'line'],
    drift: 'ignore',
    columns: columns('contract_no:text', 'line:text', 'price:text', 'state:text', 'tenant:text'),
    loader: { tool: 'files' },
  },
  {
    kind: 'staging',
    id: 'stg_lines',
    name: 'stg_lines',
    source: 'lines',
    materialization: 'table',
    bad_values: 'reject',
    deduplicate: true,
    filter: "state <> 'draft'",
    columns: [
      one('contract_no:text', { from: 'contract_no', clean: ['trim' as const, 'upper' as const, 'empty_as_null' as const] }),
      one('line:integer', { from: 'line' }),
      one('price:decimal(12,2)', { from: 'price', default: '0' }),
      one('state:text', { from: 'state', clean: ['lower' as const] }),
      one('tenant:text', { from: 'tenant' }),
      one('gross:decimal(12,2)', { expression: 'round(price::decimal(12,2) * 1.2, 2)' }),
      one('contract_hk:text', { hash: { as: 'key' as const, of: ['contract_no'] } }),
      one('line_diff:text', { hash: { as: 'diff' as const, of: ['price', 'state'] } }),
      one('place:bigint', { rank: { partition_by: ['contract_no'], order_by: [{ column: 'price', descending: true }] } }),
    ],
    examples: [
      {
        id: 'gross',
        name: 'a fifth comes on top',
        description: 'and a missing price is none',
        given: [{ from: 'lines', rows: [{ contract_no: ' k1', line: '1', price: '10', state: 'Open', load_date: '2026-01-01 06:00:00', row_sequence: 1 }] }],
        expect: [{ contract_no: 'K1', line: 1, gross: 12, state: 'open' }],
      },
    ],
  },
];

const join = (id: string, more: Pick<Intermediate, 'combine' | 'inputs' | 'columns'> & Partial<Intermediate>): ModelObject => ({
  kind: 'intermediate',
  id,
  name: id,
  ...more,
});
const INTERMEDIATE: readonly ModelObject[] = [
  join('int_contract', {
    combine: 'join',
    materialization: 'table',
    inputs: [
      { id: 'k', from: 'stg_contracts', alias: 'k' },
      { id: 'c', from: 'stg_customers', alias: 'c', join: { kind: 'left', on: [['k', 'customer_no', 'customer_no']], match: 'as_of' } },
    ],
    columns: [
      one('contract_no:text', { from: { k: 'contract_no' } }),
      one('city:text', { from: { c: 'city' } }),
      one('label:text', { expression: "k.plan || ' in ' || c.city" }),
    ],
  }),
  join('int_delivered', {
    combine: 'join',
    inputs: [
      { id: 'k', from: 'stg_contracts', alias: 'k' },
      {
        id: 'h',
        from: 'stg_holders',
        alias: 'h',
        filter: 'h.share > 0',
        join: { kind: 'inner', on: [['k', 'contract_no', 'contract_no']], match: 'same_delivery' },
      },
    ],
    columns: [
      one('contract_no:text', { from: { k: 'contract_no' }, group: true }),
      one('holders:integer', { from: { h: 'customer_no' }, aggregate: 'count' as const }),
      one('share:decimal(5,4)', { from: { h: 'share' }, aggregate: 'sum' as const }),
      one('least:decimal(5,4)', { from: { h: 'share' }, aggregate: 'min' as const }),
      one('most:decimal(5,4)', { from: { h: 'share' }, aggregate: 'max' as const }),
      one('mean:decimal(5,4)', { from: { h: 'share' }, aggregate: 'avg' as const }),
    ],
  }),
  join('int_keys', {
    combine: 'union',
    filter: 'customer_no is not null',
    inputs: [
      { id: 'a', from: 'stg_customers' },
      { id: 'b', from: 'stg_calls' },
    ],
    columns: [one('customer_no:text', { from: { a: 'customer_no', b: 'customer_no' } })],
  }),
  join('int_customer', {
    combine: 'merge',
    inputs: [
      { id: 'a', from: 'stg_customers' },
      { id: 'b', from: 'stg_phones' },
    ],
    columns: [
      one('customer_no:text', { from: { a: 'customer_no', b: 'customer_no' }, group: true }),
      one('contact:text', { from: { a: 'city', b: 'number' }, precedence: ['b', 'a'] }),
    ],
  }),
  join('int_history', {
    combine: 'history',
    inputs: [
      { id: 'h', from: 'hub_customer' },
      { id: 's', from: 'sat_customer', alias: 's' },
      { id: 'g', from: 'sat_region', alias: 'g' },
    ],
    columns: [
      one('customer_no:text', { from: { h: 'customer_no' } }),
      one('city:text', { from: { s: 'city' } }),
      one('region:text', { from: { g: 'region' } }),
    ],
  }),
];

const LINKS: readonly ModelObject[] = [
  {
    kind: 'link',
    id: 'link_contract',
    name: 'link_contract',
    link_type: 'standard',
    columns: [],
    hubs: [
      { id: 'contract', hub: 'hub_contract' },
      { id: 'customer', hub: 'hub_customer' },
      { id: 'agent', hub: 'hub_agent', missing: 'zero_key', column: 'sold_by_hk' },
    ],
    feeds: [{ from: 'stg_contracts', map: {}, hubs: { contract: same('contract_no'), customer: same('customer_no'), agent: same('agent_no') } }],
  },
  {
    kind: 'link',
    id: 'link_assignment',
    name: 'link_assignment',
    columns: [],
    hubs: [
      { id: 'contract', hub: 'hub_contract', missing: 'skip' },
      { id: 'agent', hub: 'hub_agent' },
    ],
    feeds: [{ from: 'stg_assignments', map: {}, hubs: { contract: same('contract_no'), agent: same('agent_no') } }],
  },
  {
    kind: 'link',
    id: 'link_line',
    name: 'link_line',
    columns: [one('line:integer', { use: 'dependent_key' as const })],
    hubs: [
      { id: 'contract', hub: 'hub_contract' },
      { id: 'customer', hub: 'hub_customer', missing: 'zero_key' },
    ],
    feeds: [
      {
        from: 'stg_lines',
        map: same('line'),
        hubs: { contract: same('contract_no'), customer: { customer_no: 'tenant' } },
        hub_keys: { contract: 'contract_hk' },
      },
    ],
  },
  {
    kind: 'link',
    id: 'link_call',
    name: 'link_call',
    link_type: 'non_historised',
    columns: [
      one('call_no:text', { use: 'dependent_key' as const }),
      one('minutes:integer', { use: 'payload' as const }),
      one('called_at:timestamp', { use: 'applied' as const }),
    ],
    hubs: [
      { id: 'customer', hub: 'hub_customer' },
      { id: 'agent', hub: 'hub_agent' },
    ],
    feeds: [{ from: 'stg_calls', map: same('call_no', 'minutes', 'called_at'), hubs: { customer: same('customer_no'), agent: same('agent_no') } }],
  },
  ...(['hierarchical', 'same_as'] as const).map((link_type): ModelObject => ({
    kind: 'link',
    id: `link_${link_type}`,
    name: `link_${link_type}`,
    link_type,
    columns: [],
    hubs: [
      { id: 'own', hub: 'hub_customer' },
      { id: 'other', hub: 'hub_customer', role: link_type === 'same_as' ? 'double' : 'above' },
    ],
    feeds: [
      {
        from: 'stg_customers',
        map: {},
        hubs: { own: same('customer_no'), other: { customer_no: link_type === 'same_as' ? 'double_no' : 'above_no' } },
      },
    ],
  })),
];

const SATELLITES: readonly ModelObject[] = [
  satellite('sat_customer', 'hub_customer', 'stg_customers', ['name:text', 'city:text'], {
    load_end_date: 'column',
    feeds: [{ from: 'stg_customers', map: same('name', 'city'), ...OWN }],
  }),
  satellite('sat_region', 'hub_customer', 'stg_customers', ['region:text', 'seen_at:timestamp'], {
    satellite_type: 'standard',
    load_end_date: 'view',
    columns: [one('region:text', { use: 'payload' as const }), one('seen_at:timestamp', { use: 'applied' as const })],
    feeds: [{ from: 'stg_customers', map: same('region', 'seen_at'), ...OWN }],
  }),
  satellite('sat_phone', 'hub_customer', 'stg_phones', ['kind:text', 'number:text'], {
    satellite_type: 'multi_active',
    load_end_date: 'none',
    columns: [one('kind:text', { use: 'multi_active_key' as const }), one('number:text', {})],
  }),
  satellite('sat_plan', 'link_contract', 'stg_contracts', ['plan:text']),
  satellite('sat_line', 'link_line', 'stg_lines', ['price:decimal(12,2)', 'state:text'], {
    feeds: [{ from: 'stg_lines', map: same('price', 'state'), hash_diff: 'line_diff' }],
  }),
  satellite('sat_held', 'link_contract', 'stg_contracts', [], {
    satellite_type: 'effectivity',
    driving: ['contract'],
    end_dating: 'automatic',
    missing: 'close',
    columns: [one('starts_at:timestamp', { use: 'start' as const }), one('ends_at:timestamp', { use: 'end' as const })],
    feeds: [{ from: 'stg_contracts', map: {} }],
  }),
  satellite('sat_assigned', 'link_assignment', 'stg_assignments', [], {
    satellite_type: 'effectivity',
    driving: ['contract'],
    end_dating: 'delivered',
    missing: 'keep_open',
    columns: [one('since:timestamp', { use: 'start' as const }), one('until:timestamp', { use: 'end' as const })],
    feeds: [{ from: 'stg_assignments', map: same('since', 'until') }],
  }),
  satellite('sat_came', 'hub_customer', 'stg_customers', [], {
    satellite_type: 'record_tracking',
    tracks: [{ satellite: 'sat_customer', label: 'customers' }, { satellite: 'sat_phone' }],
    columns: [],
    feeds: [
      { from: 'stg_customers', map: {}, ...OWN },
      { from: 'stg_phones', map: {} },
    ],
  }),
  satellite('sat_status', 'hub_contract', 'stg_contracts', [], {
    satellite_type: 'status_tracking',
    columns: [one('contract_no:text', { use: 'carried' as const })],
    feeds: [{ from: 'stg_contracts', map: same('contract_no') }],
  }),
  satellite('sat_label', 'hub_contract', 'int_contract', ['city:text', 'label:text'], { satellite_type: 'computed' }),
];

const AROUND: readonly ModelObject[] = [
  ...(['none', 'full'] as const).map((history): ModelObject => ({
    kind: 'reference',
    id: `ref_region_${history}`,
    name: `ref_region_${history}`,
    history,
    columns: [one('region:text', { use: 'key' as const }), one('label:text', { use: 'attribute' as const })],
    feeds: [{ from: 'stg_regions', map: same('region', 'label') }],
  })),
  ...(['day', 'week', 'month', 'quarter', 'year'] as const).map((every): ModelObject => ({
    kind: 'as_of',
    id: `as_of_${every}`,
    name: `as_of_${every}`,
    points: { by: 'calendar', first: '2025-12-31', last: '2026-01-05', every },
  })),
  { kind: 'as_of', id: 'as_of_loads', name: 'as_of_loads', points: { by: 'load_dates', from: ['stg_customers', 'stg_contracts'] } },
  { kind: 'as_of', id: 'as_of_calls', name: 'as_of_calls', column: 'called', points: { by: 'column', from: 'stg_calls', column: 'called_at' } },
  {
    kind: 'pit',
    id: 'pit_customer',
    name: 'pit_customer',
    parent: 'hub_customer',
    as_of: 'as_of_loads',
    satellites: [{ satellite: 'sat_customer', key_column: 'state_hk', date_column: 'state_date' }, { satellite: 'sat_region' }],
  },
  { kind: 'pit', id: 'pit_contract', name: 'pit_contract', parent: 'link_contract', as_of: 'as_of_day', satellites: [{ satellite: 'sat_plan' }] },
  {
    kind: 'bridge',
    id: 'bridge_customer',
    name: 'bridge_customer',
    hub: 'hub_customer',
    as_of: 'as_of_loads',
    walk: [
      { link: 'link_contract', from: 'customer', to: 'contract', effectivity: 'sat_held' },
      { link: 'link_assignment', from: 'contract', to: 'agent', column: 'assigned_hk' },
    ],
  },
];

const MARTS: readonly ModelObject[] = [
  { kind: 'date_dimension', id: 'dim_date', name: 'dim_date', first: '2025-12-01', last: '2026-01-31' },
  {
    kind: 'dimension',
    id: 'dim_customer',
    name: 'dim_customer',
    through: 'vault',
    columns: [
      one('customer_no:text', { use: 'natural_key' as const }),
      one('city:text', { use: 'attribute' as const, history: 2 as const }),
      one('name:text', { use: 'attribute' as const }),
    ],
    feeds: [{ from: 'stg_customers', map: same('customer_no', 'city', 'name') }],
  },
  {
    kind: 'fact',
    id: 'fct_call',
    name: 'fct_call',
    through: 'vault',
    fact_type: 'transaction',
    grain: { columns: ['call_no'] },
    dimensions: [
      { id: 'customer', dimension: 'dim_customer' },
      { id: 'day', dimension: 'dim_date' },
    ],
    columns: [one('call_no:text', { use: 'degenerate' as const }), one('minutes:integer', { use: 'measure' as const, unit: 'minutes' })],
    feeds: [
      { from: 'stg_calls', map: same('call_no', 'minutes'), dimensions: { customer: same('customer_no'), day: { date: 'called_at' } }, event_at: 'called_at' },
    ],
  },
  {
    kind: 'group_bridge',
    id: 'bridge_holder',
    name: 'bridge_holder',
    dimension: 'dim_customer',
    columns: columns('contract_no:text'),
    feeds: [{ from: 'stg_holders', map: same('contract_no'), member: same('customer_no'), weight: 'share' }],
  },
];

const CUSTOMERS = 'customer_no,name,city,region,above_no,double_no,seen_at';
const DAYS: readonly Delivered[] = [
  {
    customers: [CUSTOMERS, 'C1,Ada,Ulm,S,C2,C9,2026-01-01 01:00:00', 'C2,Bo,Bonn,W,,,2026-01-01 02:00:00', ',Nobody,Ulm,S,,,'],
    phones: ['customer_no,kind,number', 'C1,home,1', 'C1,work,2', 'C2,home,3'],
    contracts: ['contract_no,customer_no,agent_no,plan', 'K1,C1,A1,small', 'K2,C2,,large'],
    assignments: ['contract_no,agent_no,since,until', 'K1,A1,2026-01-01 00:00:00,', 'K2,A2,2026-01-01 00:00:00,'],
    calls: ['call_no,customer_no,agent_no,minutes,called_at', 'L1,C1,A1,5,2026-01-01 03:00:00', 'L2,C2,A2,7,2026-01-01 04:00:00'],
    lines: ['contract_no,line,price,state,tenant', ' k1,1,10.00,Open,C1', 'K1,2,,OPEN,', 'K2,x,5.00,open,C2', 'K2,1,9.00,draft,C2'],
    regions: ['region,label', 'S,South', 'W,West'],
    holders: ['contract_no,customer_no,share', 'K1,C1,0.5', 'K1,C2,0.5', 'K2,C2,1'],
  },
  {
    customers: [CUSTOMERS, 'C1,Ada,Kiel,N,C2,C9,2026-01-02 01:00:00', 'C2,Bo,Bonn,W,,,2026-01-01 02:00:00', 'C3,Cy,Trier,W,C1,,2026-01-02 03:00:00'],
    phones: ['customer_no,kind,number', 'C1,home,1', 'C2,home,33', 'C2,work,4'],
    contracts: ['contract_no,customer_no,agent_no,plan', 'K1,C3,A1,small'],
    assignments: ['contract_no,agent_no,since,until', 'K1,A1,2026-01-01 00:00:00,2026-01-02 00:00:00', 'K1,A2,2026-01-02 00:00:00,'],
    regions: ['region,label', 'S,Southern', 'N,North'],
  },
  {
    customers: [CUSTOMERS, 'C1,Ada,Ulm,S,,C9,2026-01-03 01:00:00', 'C2,Bea,Bonn,W,C1,,2026-01-03 02:00:00', 'C3,Cy,Trier,W,C1,,2026-01-02 03:00:00'],
    contracts: ['contract_no,customer_no,agent_no,plan', 'K1,C3,A2,middle', 'K2,C2,A1,large'],
    calls: ['call_no,customer_no,agent_no,minutes,called_at', 'L3,C3,A1,1,2026-01-02 23:00:00', 'L1,C1,A1,5,2026-01-01 03:00:00'],
    lines: ['contract_no,line,price,state,tenant', 'K1,1,11.00,open,C1', 'K2,1,9.00,Open,C2'],
    holders: ['contract_no,customer_no,share', 'K1,C1,0.25', 'K1,C3,0.75', 'K2,C2,1'],
  },
];

/** A vault with every kind of hub, link and satellite, binary hashes, what stands around it, and a mart that is read through it. */
export function wholeVault(): { readonly project: Project; readonly files: ReadonlyMap<string, string> } {
  const { deliveries, files } = deliveryFiles(DAYS);
  const base = emptyProject('Whole vault');
  const objects = [
    ...STAGING,
    HUB_CUSTOMER,
    hub('contract', 'contract_no', 'stg_contracts', 'stg_assignments', 'stg_lines', 'int_contract'),
    hub('agent', 'agent_no', 'stg_contracts', 'stg_assignments', 'stg_calls'),
    ...LINKS,
    ...SATELLITES,
    ...INTERMEDIATE,
    ...AROUND,
    ...MARTS,
  ];
  return {
    project: {
      ...base,
      settings: {
        ...base.settings,
        hash: { ...base.settings.hash, algorithm: 'sha256', storage: 'binary' },
        vault: { ghost_records: true, missing_keys: 'skip', same_load_date: 'last', load_end_date: 'view' },
        rejects: 'views',
        bad_values: 'reject',
      },
      objects: Object.fromEntries(objects.map((object) => [object.id, object])),
      deliveries: [...deliveries],
    },
    files,
  };
}
