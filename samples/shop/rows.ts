import { csv, dayAfter, money, padded, pick } from '../making.ts';
import { brings, DAYS } from './model.ts';
import { createRandom } from './random.ts';

const CITIES = ['Ulm', 'Bonn', 'Kiel', 'Lyon', 'Graz', 'Turin', 'Porto', 'Gent', 'Bergen', 'Łódź'];
const COUNTRIES = ['DE', 'DE', 'DE', 'FR', 'AT', 'IT', 'PT', 'BE', 'NO', 'PL'];
const NAMES = ['Ada', 'Bruno', 'Clara', 'David', 'Élise', 'Farid', 'Greta', 'Hugo', 'Ines', 'Jonas'];
const CATEGORIES = ['Kitchen', 'Garden', 'Office', 'Toys', 'Books'];
const WAREHOUSES = [
  ['N1', 'Kiel'],
  ['S1', 'Ulm'],
  ['W1', 'Bonn'],
  ['E1', 'Graz'],
] as const;
const PRODUCTS = 120;
const GONE = 17;

const customerNo = (index: number): string => `C${padded(index + 1, 7)}`;
const productNo = (index: number): string => `P${padded(index + 1, 4)}`;

/** The files of every delivery: path inside the project → CSV text. The same size gives the same bytes. */
export function shopRows(orderLines = 12_000): Map<string, string> {
  const random = createRandom(20_260_105);
  const files = new Map<string, string>();
  const customers = Math.max(200, Math.round(orderLines / 12));
  const ordersEach = Math.ceil(orderLines / (2.5 * DAYS.length));
  const late: { readonly due: number; readonly row: readonly (string | number)[] }[] = [];
  DAYS.forEach((day, delivery) => {
    const put = (source: string, header: string, rows: readonly (readonly (string | number)[])[]): void => {
      if (brings(delivery, source)) files.set(`data/${day}/${source}.csv`, csv(header, rows));
    };
    const described = DAYS.findLastIndex((_, before) => before <= delivery && brings(before, 'shop_customers'));
    const known = Math.floor(customers * (0.8 + 0.05 * described));
    // Every seventh customer moves with the second delivery and is back in the last: A, B, A.
    const away = (index: number): number => (index % 7 === 0 && delivery >= 1 && delivery <= 2 ? 1 : 0);
    put(
      'shop_customers',
      'customer_no,name,email,city,country',
      Array.from({ length: known }, (_, index) => {
        const place = index + away(index);
        return [
          customerNo(index),
          `${pick(NAMES, index)} ${String.fromCharCode(65 + (index % 26))}.`,
          `c${index + 1}${index % 11 === 0 && delivery > 1 ? '.new' : ''}@example.com`,
          pick(CITIES, place),
          pick(COUNTRIES, place),
        ];
      }),
    );
    put(
      'crm_contacts',
      'client,segment,newsletter',
      Array.from({ length: Math.floor(known / 2) }, (_, index) => [
        ` ${customerNo(index * 2).toLowerCase()} `,
        pick(['private', 'business', 'school'], index + away(index)),
        index % 3 === 0 ? 'true' : 'false',
      ]),
    );
    const sold = Array.from({ length: PRODUCTS }, (_, index) => index).filter((index) => delivery < 2 || index !== GONE);
    put(
      'shop_products',
      'product_no,title,category,price',
      sold.map((index) => [
        productNo(index),
        `${pick(CATEGORIES, index)} item, no. ${index + 1}`,
        pick(CATEGORIES, index),
        money(499 + index * 37 + (index % 9 === 0 ? delivery * 50 : 0)),
      ]),
    );
    const orders: (string | number)[][] = [];
    const lines: (readonly (string | number)[])[] = late.filter((one) => one.due === delivery).map((one) => one.row);
    for (let n = 0; n < ordersEach; n += 1) {
      const orderNo = `O${delivery + 1}-${String(n + 1).padStart(7, '0')}`;
      // One order in a hundred is of a customer that the shop describes one delivery later.
      const customer = customerNo(
        n % 100 === 99 ? Math.min(customers - 1, known + random.below(Math.max(1, Math.floor(customers * 0.05)))) : random.below(known),
      );
      const orderedOn = dayAfter(day, -1 - random.below(6));
      const orderedAt = `${orderedOn} ${String(random.below(24)).padStart(2, '0')}:${String(random.below(60)).padStart(2, '0')}:00`;
      orders.push([orderNo, customer, orderedAt, pick(['open', 'paid', 'sent'], n)]);
      const count = 1 + random.below(4);
      for (let line = 1; line <= count; line += 1) {
        const product = pick(sold, random.below(sold.length));
        const shippedOn = dayAfter(orderedOn, 1 + random.below(4));
        const row = [orderNo, line, customer, productNo(product), orderedAt, shippedOn > day ? '' : shippedOn, 1 + random.below(5), money(499 + product * 37)];
        if (line > 1 && n % 50 === 7 && delivery + 2 < DAYS.length) late.push({ due: delivery + 2, row });
        else lines.push(row);
      }
    }
    put('shop_orders', 'order_no,customer_no,ordered_at,status', orders);
    put('shop_order_lines', 'order_no,line_number,customer_no,product_no,ordered_at,shipped_on,quantity,unit_price', lines);
    put(
      'warehouse_stock',
      'product_no,warehouse_code,warehouse_city,counted_on,on_hand',
      sold.flatMap((product) => WAREHOUSES.map(([code, city]) => [productNo(product), code, city, dayAfter(day, -1), random.below(200)])),
    );
  });
  return files;
}
