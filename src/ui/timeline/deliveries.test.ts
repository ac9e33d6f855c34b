import { expect, it } from 'vitest';
import type { Delivery } from '../../core/model/types.ts';
import { Delivery as DeliverySchema } from '../../core/model/schema.ts';
import { deliveryAfter, deliveryBefore, inLoadOrder, loadDateOf, loadedIds, nextDelivery } from './deliveries.ts';

const delivery = (id: string, load_date: string): Delivery => ({ id, load_date, files: {} });
const deliveries = [delivery('d2', '2026-01-12T06:00:00'), delivery('d1', '2026-01-05T06:00:00'), delivery('d4', '2026-02-28T23:30:00')];

it('orders by load date and knows what is loaded', () => {
  expect(inLoadOrder(deliveries).map((one) => one.id)).toEqual(['d1', 'd2', 'd4']);
  expect([...loadedIds(deliveries, { upTo: 'd2' })]).toEqual(['d1', 'd2']);
  expect(loadedIds(deliveries, {}).size).toBe(0);
});

it('adds a delivery a day after the last, under a free id', () => {
  const next = nextDelivery({ deliveries }, '2026-03-09T10:00:00Z');
  expect(next).toEqual(delivery('d5', '2026-03-01T23:30:00'));
  expect(nextDelivery({ deliveries: [] }, '2026-03-09T10:00:00Z')).toEqual(delivery('d1', '2026-03-09T06:00:00'));
  expect(DeliverySchema.safeParse(next).success).toBe(true);
});

it('reads the time a field gives', () => {
  expect(loadDateOf('2026-01-05T06:00')).toBe('2026-01-05T06:00:00');
  expect(loadDateOf('2026-01-05T06:00:07')).toBe('2026-01-05T06:00:07');
  expect(loadDateOf('')).toBeUndefined();
  expect(loadDateOf('2026-13-05T06:00')).toBeUndefined();
});

it('steps to the delivery before and after the last one loaded', () => {
  const at = (upTo?: string) => ({ project: { deliveries }, run: upTo === undefined ? {} : { upTo } });
  expect([deliveryBefore(at()), deliveryBefore(at('d1')), deliveryBefore(at('d4'))]).toEqual([undefined, undefined, 'd2']);
  expect([deliveryAfter(at()), deliveryAfter(at('d1')), deliveryAfter(at('d4'))]).toEqual(['d1', 'd2', undefined]);
});
