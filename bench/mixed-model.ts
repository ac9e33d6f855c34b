import { emptyProject } from '../src/core/model/empty-project.ts';
import type { ModelObject, Project } from '../src/core/model/types.ts';

type Made = { readonly id: string; readonly name: string; readonly type: string };

const columns = (of: string): Made[] => [
  { id: 'key', name: `${of}_id`, type: 'text' },
  { id: 'other', name: 'other_id', type: 'text' },
  { id: 'at', name: 'happened_at', type: 'timestamp' },
  { id: 'amount', name: 'amount', type: 'decimal(12,2)' },
  ...Array.from({ length: 6 }, (_, index) => ({ id: `a${index}`, name: `attribute_${index}`, type: index % 3 === 0 ? 'bigint' : 'text' })),
];
const same = (list: readonly Made[]): Record<string, string> => Object.fromEntries(list.map(({ id }) => [id, id]));

/** A group of ten: two systems, their staging, a hub each, a link, a satellite, a type 2 dimension and a fact. */
function group(number: number): readonly ModelObject[] {
  const [buyer, order] = [`customer_${number}`, `purchase_${number}`];
  const fed = (of: string, isText: boolean): readonly ModelObject[] => [
    {
      kind: 'source',
      id: `src_${of}`,
      name: of,
      delivery: 'full',
      key: ['key'],
      columns: isText ? columns(of).map((column) => ({ ...column, type: 'text' })) : columns(of),
    },
    {
      kind: 'staging',
      id: `stg_${of}`,
      name: `stg_${of}`,
      source: `src_${of}`,
      columns: columns(of).map((column) => ({ ...column, from: column.id })),
    },
    {
      kind: 'hub',
      id: `hub_${of}`,
      name: `hub_${of}`,
      columns: columns(of).slice(0, 1),
      feeds: [{ from: `stg_${of}`, map: { key: 'key' } }],
    },
  ];
  const described = columns(buyer).slice(2);
  return [
    ...fed(buyer, true),
    ...fed(order, false),
    {
      kind: 'link',
      id: `link_${number}`,
      name: `link_${buyer}_${order}`,
      columns: [],
      hubs: [
        { id: 'order', hub: `hub_${order}` },
        { id: 'buyer', hub: `hub_${buyer}` },
      ],
      feeds: [{ from: `stg_${order}`, map: {}, hubs: { order: { key: 'key' }, buyer: { key: 'other' } } }],
    },
    {
      kind: 'satellite',
      id: `sat_${number}`,
      name: `sat_${buyer}`,
      parent: `hub_${buyer}`,
      columns: [...described],
      feeds: [{ from: `stg_${buyer}`, map: same(described) }],
    },
    {
      kind: 'dimension',
      id: `dim_${number}`,
      name: `dim_${buyer}`,
      columns: columns(buyer).map((column, at) => ({
        ...column,
        use: at === 0 ? ('natural_key' as const) : ('attribute' as const),
        ...(at % 2 === 1 ? { history: 2 as const } : {}),
      })),
      feeds: [{ from: `stg_${buyer}`, map: same(columns(buyer)) }],
    },
    {
      kind: 'fact',
      id: `fct_${number}`,
      name: `fct_${order}`,
      fact_type: number % 2 === 0 ? 'transaction' : 'periodic_snapshot',
      ...(number % 2 === 0 ? {} : { period: 'month' as const }),
      grain: { columns: number % 2 === 0 ? ['key'] : ['buyer'] },
      dimensions: [{ id: 'buyer', dimension: `dim_${number}` }],
      columns: [
        ...(number % 2 === 0 ? [{ id: 'key', name: `${order}_id`, type: 'text', use: 'degenerate' as const }] : []),
        { id: 'amount', name: 'amount', type: 'decimal(12,2)', use: 'measure' as const },
      ],
      feeds: [
        {
          from: `stg_${order}`,
          map: { key: 'key', amount: 'amount' },
          dimensions: { buyer: { key: 'other' } },
          event_at: 'at',
        },
      ],
    },
  ];
}

/** A warehouse of `count` objects, a multiple of ten, of all the layers, with ten columns each, half of them cast from text. */
export function mixedModel(count: number): Project {
  const objects = Array.from({ length: count / 10 }, (_, number) => group(number)).flat();
  return { ...emptyProject('benchmark'), objects: Object.fromEntries(objects.map((object) => [object.id, object])) };
}
