import type { ModelObject, Project } from '../../src/core/model/types.ts';
import { shopProject } from '../../test/support/shop.ts';

const text = (id: string) => ({ id, name: id, type: 'text' });

/** A dimension that no fact stores keys of. */
const contacts = (name: string): ModelObject => ({
  kind: 'dimension',
  id: 'dim_contact',
  name,
  columns: [
    { ...text('customer_id'), use: 'natural_key' },
    { ...text('email'), use: 'attribute' },
  ],
  feeds: [{ from: 'stg_customers', map: { customer_id: 'customer_id', email: 'email' } }],
});

/** The shop before anybody kept the history of e-mail addresses: its satellite has the city alone. */
export function firstShop(): Project {
  const shop = shopProject();
  const satellite = shop.objects['sat_customer'];
  if (satellite?.kind !== 'satellite') throw new Error('the shop has no sat_customer');
  const columns = satellite.columns.filter(({ id }) => id === 'city');
  const city: ModelObject = { ...satellite, columns, feeds: satellite.feeds.map((feed) => ({ ...feed, map: { city: 'city' } })) };
  return { ...shop, objects: { ...shop.objects, sat_customer: city, dim_contact: contacts('dim_contact') } };
}

/** The satellite gets the e-mail address, a dimension another name, orders a satellite; the monthly fact goes. */
export function secondShop(): Project {
  const shop = shopProject();
  const { fct_month: gone, ...objects } = shop.objects;
  if (!gone) throw new Error('the shop has no fct_month');
  const amounts: ModelObject = {
    kind: 'satellite',
    id: 'sat_order',
    name: 'sat_order',
    parent: 'hub_order',
    columns: [{ id: 'amount', name: 'amount', type: 'decimal(12,2)' }],
    feeds: [{ from: 'stg_orders', map: { amount: 'amount' } }],
  };
  return { ...shop, objects: { ...objects, dim_contact: contacts('dim_mailbox'), sat_order: amounts } };
}

/** Objects whose tables and views have to stay as they are, rows, keys and all. */
export const STAY: readonly string[] = ['customers', 'orders', 'hub_customer', 'hub_order', 'link_order_customer', 'dim_date', 'dim_customer', 'fct_order'];
/** Models that a tool has to see changed: staging works out the satellites' hash differences. */
export const CHANGE: readonly string[] = ['stg_customers', 'stg_orders', 'sat_customer', 'sat_customer_timeline', 'sat_customer_rejects'];
export const GO: readonly string[] = ['dim_contact', 'dim_contact_rejects', 'fct_month', 'fct_month_rejects'];
export const COME: readonly string[] = ['dim_mailbox', 'dim_mailbox_rejects', 'sat_order', 'sat_order_timeline', 'sat_order_rejects'];

/** The columns by which the satellite's timeline is compared with rows worked out by hand. */
export const TIMELINE_COLUMNS: readonly string[] = ['city', 'email', 'load_date', 'load_end_date', 'is_current'];
const [DAY_1, DAY_2, DAY_3, EVER] = ['2026-01-01 06:00:00', '2026-01-02 06:00:00', '2026-01-03 06:00:00', '9999-12-31 00:00:00'] as const;
/**
 * A satellite only gains rows, so that those of the first two deliveries, stored before there was a column for it, never learn
 * the e-mail address. Bonn came with another address in the second delivery, which is a state of its own now that the address counts.
 */
export const TIMELINE: readonly (readonly (string | null)[])[] = [
  ['Ulm', null, DAY_1, DAY_2, 'false'],
  ['Kiel', null, DAY_2, DAY_3, 'false'],
  ['Ulm', 'a@x', DAY_3, EVER, 'true'],
  ['Bonn', null, DAY_1, DAY_2, 'false'],
  ['Bonn', 'b2@x', DAY_2, EVER, 'true'],
  ['Ły"on, Zürich', 'n@x', DAY_3, EVER, 'true'],
];
