import { dayAfter, padded, pick } from '../making.ts';
import { germanDay, germanMoney, iban, makeFiles, type SourceSet } from './source-set.ts';

const DAYS = ['2026-01-05', '2026-01-12', '2026-01-19'] as const;
const CUSTOMERS = 400;
const PRODUCTS = 90;
const STORES = 40;
const FIRST = ['Ada', 'Bruno', 'Clara', 'David', 'Elise', 'Farid', 'Greta', 'Hugo', 'Ines', 'Jonas', 'Kira'];
const LAST = ['Adler', 'Brandt', 'Conrad', 'Dietz', 'Ebert', 'Fuchs', 'Gross', 'Haas', 'Ihle', 'Jung', 'Kern', 'Lang', 'Marx'];
const PLACES = [
  ['Ulm', 'Baden-Wuerttemberg', 'DE'],
  ['Bonn', 'Nordrhein-Westfalen', 'DE'],
  ['Koeln', 'Nordrhein-Westfalen', 'DE'],
  ['Essen', 'Nordrhein-Westfalen', 'DE'],
  ['Stuttgart', 'Baden-Wuerttemberg', 'DE'],
  ['Graz', 'Steiermark', 'AT'],
  ['Leoben', 'Steiermark', 'AT'],
  ['Wels', 'Oberoesterreich', 'AT'],
  ['Linz', 'Oberoesterreich', 'AT'],
  ['Bern', 'Mittelland', 'CH'],
  ['Thun', 'Mittelland', 'CH'],
  ['Chur', 'Graubuenden', 'CH'],
  ['Davos', 'Graubuenden', 'CH'],
] as const;
const KINDS = [
  ['Pans', 'Kitchen'],
  ['Knives', 'Kitchen'],
  ['Cups', 'Kitchen'],
  ['Seeds', 'Garden'],
  ['Tools', 'Garden'],
  ['Paper', 'Office'],
  ['Pens', 'Office'],
] as const;
const WAREHOUSES = [
  ['N1', 'Kiel'],
  ['S1', 'Ulm'],
  ['W1', 'Bonn'],
  ['E1', 'Graz'],
] as const;

const customerNo = (index: number): string => `C${padded(index * 13 + 1007, 7)}`;
const sku = (index: number): string => padded(index * 37 + 411, 8);

/**
 * A retailer with a shop, a CRM and a warehouse. Traps: the CRM writes the shop's customer number in lower case with blanks
 * under another name; article numbers begin with zeros; prices have commas; the dates on which stores opened can be read
 * both ways; quantities and points lie within the stores' numbers; the CRM's score never repeats, and is no key.
 */
export function retail(): SourceSet {
  const files = makeFiles(1, DAYS, ({ random, put }) => {
    let orders = 0;
    DAYS.forEach((day, delivery) => {
      const known = CUSTOMERS - 60 + 30 * delivery;
      const all = Array.from({ length: known }, (_, index) => index);
      put(
        'shop_customers',
        delivery,
        'customer_no,name,email,birth_date,city,region,country_code,newsletter,points',
        all.map((index) => {
          const [city, region, country] = pick(PLACES, index * 7 + (index % 9 === 0 ? delivery : 0));
          const points = 1 + ((index * 31 + delivery * 17) % STORES);
          return [
            customerNo(index),
            `${pick(FIRST, index)} ${pick(LAST, index * 3 + Math.floor(index / 11))}`,
            `c${index + 1}@example.com`,
            germanDay(dayAfter('1950-03-01', index * 23)),
            city,
            region,
            country,
            index % 3 === 0 ? 'ja' : 'nein',
            points,
          ];
        }),
      );
      put(
        'crm_contacts',
        delivery,
        'client,segment,score,bank_account',
        all
          .filter((index) => index % 2 === 0)
          .map((index) => [
            ` ${customerNo(index).toLowerCase()} `,
            pick(['private', 'business', 'school'], index / 2 + (index % 14 === 0 ? delivery : 0)),
            ((index * 7919 + delivery) / 1_000_003).toFixed(6),
            iban(index),
          ]),
      );
      put(
        'shop_customer_phones',
        delivery,
        'customer_no,phone_type,phone',
        all.flatMap((index) =>
          ['mobile', 'home', 'work']
            .slice(0, 1 + (index % 3))
            .map((type, place) => [customerNo(index), type, `+49 ${170 + place} ${padded(1_000_000 + index * 17, 7)}`]),
        ),
      );
      put(
        'shop_products',
        delivery,
        'sku,title,subcategory,category,list_price',
        Array.from({ length: PRODUCTS }, (_, index) => {
          const [kind, category] = pick(KINDS, index);
          return [sku(index), `${kind} no. ${index + 1} of the house`, kind, category, germanMoney(499 + index * 1337 + (index % 5 === 0 ? delivery * 50 : 0))];
        }),
      );
      put(
        'shop_stores',
        delivery,
        'store_id,store_name,store_city,opened_on',
        Array.from({ length: STORES }, (_, index) => [
          index + 1,
          `Store at the ${pick(['gate', 'river', 'market', 'station'], index)} ${index + 1}`,
          pick(PLACES, index)[0],
          `${padded((index % 12) + 1, 2)}/${padded(((index * 5) % 12) + 1, 2)}/${2001 + (index % 20)}`,
        ]),
      );
      put('shop_countries', delivery, 'country_code,country_name', [
        ['DE', 'Germany'],
        ['AT', 'Austria'],
        ['CH', 'Switzerland'],
        ['FR', 'France'],
      ]);
      const heads: (string | number)[][] = [];
      const lines: (string | number)[][] = [];
      for (let n = 0; n < 400; n += 1) {
        orders += 1;
        const orderNo = `O-${padded(orders * 3, 7)}`;
        const on = dayAfter(day, -1 - random.below(6));
        heads.push([
          orderNo,
          customerNo(random.below(known)),
          1 + random.below(STORES),
          `${on} ${padded(random.below(24), 2)}:${padded(random.below(60), 2)}:00`,
          pick(['web', 'store', 'app'], random.below(3)),
          pick(['card', 'invoice'], random.below(2)),
          random.below(10) === 0 ? 'true' : 'false',
          germanMoney(random.below(4) * 195),
        ]);
        const first = random.below(PRODUCTS);
        const count = 1 + random.below(4);
        for (let line = 1; line <= count; line += 1)
          lines.push([orderNo, line, sku((first + line * 11) % PRODUCTS), 1 + random.below(9), germanMoney(499 + first * 137)]);
      }
      put('shop_orders', delivery, 'order_no,customer_no,store_id,ordered_at,channel,payment,is_gift,freight', heads);
      put('shop_order_lines', delivery, 'order_no,line_no,sku,quantity,unit_price', lines);
      put(
        'wms_stock',
        delivery,
        'article_no,warehouse_code,warehouse_city,counted_on,on_hand',
        Array.from({ length: PRODUCTS }, (_, index) => index).flatMap((index) =>
          WAREHOUSES.map(([code, city]) => [sku(index), code, city, dayAfter(day, -1), random.below(300)]),
        ),
      );
    });
  });
  return {
    name: 'retail',
    files,
    truth: {
      keys: {
        shop_customers: ['customer_no'],
        crm_contacts: ['client'],
        shop_customer_phones: ['customer_no', 'phone_type'],
        shop_products: ['sku'],
        shop_stores: ['store_id'],
        shop_countries: ['country_code'],
        shop_orders: ['order_no'],
        shop_order_lines: ['order_no', 'line_no'],
        wms_stock: ['article_no', 'warehouse_code', 'counted_on'],
      },
      references: [
        'shop_customer_phones.customer_no > shop_customers.customer_no',
        'shop_customers.country_code > shop_countries.country_code',
        'shop_order_lines.order_no > shop_orders.order_no',
        'shop_order_lines.sku > shop_products.sku',
        'shop_orders.customer_no > shop_customers.customer_no',
        'shop_orders.store_id > shop_stores.store_id',
        'wms_stock.article_no > shop_products.sku',
      ],
      same: ['crm_contacts.client = shop_customers.customer_no'],
      types: {
        'shop_customers.birth_date': 'date',
        'shop_customers.newsletter': 'boolean',
        'shop_products.list_price': 'decimal',
        'shop_orders.freight': 'decimal',
        'shop_order_lines.unit_price': 'decimal',
        'shop_stores.opened_on': 'ambiguous',
      },
      sensitive: {
        'shop_customers.name': 'person name',
        'shop_customers.email': 'e-mail',
        'shop_customers.birth_date': 'birth date',
        'crm_contacts.bank_account': 'IBAN',
        'shop_customer_phones.phone': 'phone',
      },
      hierarchies: ['shop_customers: country_code > region > city', 'shop_products: category > subcategory'],
      deliveries: {
        shop_customers: 'full',
        crm_contacts: 'full',
        shop_customer_phones: 'full',
        shop_products: 'full',
        shop_stores: 'full',
        shop_countries: 'full',
        shop_orders: 'delta',
        shop_order_lines: 'delta',
        wms_stock: 'delta',
      },
      vault: [
        'hub customer',
        'hub product',
        'hub store',
        'hub order',
        'hub warehouse',
        'reference country',
        'link order + customer + store',
        'link order + product by line_no',
        'link product + warehouse by counted_on',
        'satellite customer @ shop_customers',
        'satellite customer @ shop_customers often',
        'satellite customer @ shop_customers private',
        'satellite customer @ crm_contacts',
        'satellite customer @ crm_contacts often',
        'satellite customer @ crm_contacts private',
        'satellite multi-active customer @ shop_customer_phones by phone_type',
        'satellite product @ shop_products',
        'satellite store @ shop_stores',
        'satellite order @ shop_orders',
        'satellite order + product by line_no @ shop_order_lines',
        'satellite warehouse @ wms_stock',
        'satellite product + warehouse by counted_on @ wms_stock',
      ],
      star: [
        'join shop_customers + crm_contacts + shop_countries',
        'join shop_order_lines + shop_orders',
        'dimension customer',
        'dimension product',
        'dimension store',
        'dimension warehouse',
        'junk shop_orders: channel, payment, is_gift',
        'date',
        'transaction shop_orders by customer, date as ordered, junk, store',
        'transaction shop_order_lines by customer, date as ordered, junk, product, store',
        'periodic_snapshot wms_stock by date, product, warehouse',
      ],
    },
  };
}
