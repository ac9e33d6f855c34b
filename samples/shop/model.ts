import { emptyProject } from '../../src/core/model/empty-project.ts';
import type { ModelObject, Project } from '../../src/core/model/types.ts';
import { SOURCES, STAGING } from './sources.ts';
import { STAR } from './star.ts';
import { VAULT } from './vault.ts';

/** The days of the deliveries. Each loads at six in the morning. */
export const DAYS = ['2026-01-05', '2026-01-12', '2026-01-19', '2026-02-02', '2026-02-09'] as const;
const LABELS = ['Everything once', 'A week of changes', 'A product is gone', 'Late order lines, new customers', 'Customers moved back'];

type Placed = Record<string, { x: number; y: number }>;
const rank = (object: ModelObject): number => ({ source: 0, staging: 1, hub: 2, link: 3, satellite: 4, dimension: 5, date_dimension: 5, fact: 6 })[object.kind];
const height = (object: ModelObject): number => 28 + 20 * (8 + (object.kind === 'date_dimension' ? 12 : object.columns.length));

/** Columns by kind, left to right, wide enough for edges between them. */
function place(objects: readonly ModelObject[]): Placed {
  const ranks = [...new Set(objects.map(rank))].sort((a, b) => a - b);
  const next = new Map<number, number>();
  return Object.fromEntries(objects.map((object) => {
    const column = rank(object);
    const y = next.get(column) ?? 0;
    next.set(column, y + height(object) + 40);
    return [object.id, { x: ranks.indexOf(column) * 360, y }];
  }));
}

/** An online shop with three source systems, its vault and its star. */
export function shopSample(): Project {
  const objects = [...SOURCES, ...STAGING, ...VAULT, ...STAR];
  const starStaging = STAGING.filter((object) => !['stg_orders', 'stg_contacts'].includes(object.id));
  return {
    ...emptyProject('Shop'),
    description: 'An online shop: customers, products, orders and stock from three systems.',
    objects: Object.fromEntries(objects.map((object) => [object.id, object])),
    deliveries: DAYS.map((day, index) => ({
      id: `d${index + 1}`, load_date: `${day}T06:00:00`, label: LABELS[index] ?? day,
      files: Object.fromEntries(SOURCES.map((source) => [source.id, `data/${day}/${source.id}.csv`])),
    })),
    diagrams: {
      everything: { id: 'everything', name: 'Everything', placed: place(objects) },
      star: { id: 'star', name: 'Star', placed: place([...starStaging, ...STAR]) },
      vault: { id: 'vault', name: 'Vault', placed: place([...STAGING, ...VAULT]) },
    },
  };
}
