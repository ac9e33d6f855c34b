import { expect, it } from 'vitest';
import { shopProject } from '../../../test/support/shop.ts';
import { checkProject } from './check-project.ts';
import type { ModelObject, Project } from './types.ts';

const shop = shopProject();
const withObject = (id: string, change: Record<string, unknown>): Project => ({
  ...shop,
  objects: { ...shop.objects, [id]: { ...shop.objects[id], ...change } as ModelObject },
});
const column = (id: string, name = id) => ({ id, name, type: 'text' });
const delivery = { id: 'd', load_date: '2026-01-01T00:00:00', files: {} };

it('finds nothing wrong with the shop', () => expect(checkProject(shop)).toEqual([]));

it.each<[string, Project, string, object]>([
  ['two objects of one table', withObject('hub_order', { name: 'HUB_customer' }), 'duplicate-name', { object: 'hub_order' }],
  [
    'two columns of one name',
    withObject('customers', { columns: [column('a', 'City'), column('b', 'city')], key: [] }),
    'duplicate-column',
    { object: 'customers', column: 'b' },
  ],
  ['a technical name', withObject('customers', { columns: [column('a', 'Load_Date')], key: [] }), 'technical-name', { object: 'customers', column: 'a' }],
  ['a key of a column that is gone', withObject('customers', { key: ['nothing'] }), 'key-column-missing', { object: 'customers' }],
  ['a feed that is gone', withObject('hub_order', { feeds: [{ from: 'nothing', map: {} }] }), 'dangling-reference', { object: 'hub_order' }],
  ['a feed that is not staged', withObject('hub_order', { feeds: [{ from: 'orders', map: {} }] }), 'feed-not-staged', { object: 'hub_order' }],
  ['a grain of a column that is gone', withObject('fct_order', { grain: { columns: ['nothing'] } }), 'grain-column-missing', { object: 'fct_order' }],
  ['two deliveries at once', { ...shop, deliveries: [delivery, { ...delivery, id: 'e' }] }, 'same-load-date', {}],
  ['a file of no source', { ...shop, deliveries: [{ ...delivery, files: { hub_order: 'x.csv' } }] }, 'delivery-of-unknown-source', {}],
  ['a diagram of nothing', { ...shop, diagrams: { main: { id: 'main', name: 'Main', placed: { nothing: { x: 0, y: 0 } } } } }, 'diagram-of-unknown-object', {}],
])('reports %s at its place', (_, project, code, at) => {
  expect(checkProject(project).map((diagnostic) => [diagnostic.code, diagnostic.at])).toEqual([[code, at]]);
});
