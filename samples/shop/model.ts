import { emptyProject } from '../../src/core/model/empty-project.ts';
import type { Project } from '../../src/core/model/types.ts';
import { layOut } from './layout.ts';
import { SOURCES, STAGING } from './sources.ts';
import { STAR } from './star.ts';
import { VAULT } from './vault.ts';

/** The days of the deliveries. Each loads at six in the morning. */
export const DAYS = ['2026-01-05', '2026-01-12', '2026-01-19', '2026-02-02'] as const;
const LABELS = ['Everything once', 'A week of changes', 'A product is gone', 'Customers moved back'];
/** The deliveries that bring each source, by place in `DAYS`; a source that is not here comes every time. */
const COMES: Readonly<Record<string, readonly number[]>> = {
  shop_customers: [0, 1, 3],
  crm_contacts: [0, 1, 3],
  shop_products: [0, 2],
  warehouse_stock: [0, 2, 3],
};
export const brings = (delivery: number, source: string): boolean => COMES[source]?.includes(delivery) ?? true;

/** An online shop with three source systems, its vault and its star. */
export function shopSample(): Project {
  const objects = [...SOURCES, ...STAGING, ...VAULT, ...STAR];
  const starStaging = STAGING.filter((object) => !['stg_orders', 'stg_contacts'].includes(object.id));
  const project: Project = {
    ...emptyProject('Shop'),
    description: 'An online shop: customers, products, orders and stock from three systems.',
    objects: Object.fromEntries(objects.map((object) => [object.id, object])),
    deliveries: DAYS.map((day, index) => ({
      id: `d${index + 1}`,
      load_date: `${day}T06:00:00`,
      label: LABELS[index] ?? day,
      files: Object.fromEntries(SOURCES.filter(({ id }) => brings(index, id)).map(({ id }) => [id, `data/${day}/${id}.csv`])),
    })),
  };
  return {
    ...project,
    diagrams: {
      everything: { id: 'everything', name: 'Everything', placed: layOut(project, objects) },
      star: { id: 'star', name: 'Star', placed: layOut(project, [...starStaging, ...STAR]) },
      vault: { id: 'vault', name: 'Vault', placed: layOut(project, [...STAGING, ...VAULT]) },
    },
  };
}
