import { DIALECTS } from '../../dialects/registry.ts';
import { freeName } from '../plain-name.ts';

/** Words that MetricFlow keeps for itself, and those that some platform would want in quotes: it writes names as they are. */
const OF_TIME = ['nanosecond', 'microsecond', 'millisecond', 'second', 'minute', 'hour', 'day', 'week', 'month', 'quarter', 'year', 'metric_time'] as const;
const KEPT: ReadonlySet<string> = new Set([...OF_TIME, ...Object.values(DIALECTS).flatMap(({ reserved }) => [...reserved])]);

/**
 * A name as MetricFlow takes it, the same on every platform: small letters and digits, at least two, no two `_` in a row.
 * @param ending follows where the name alone is kept or taken.
 */
export function semanticName(name: string, ending: string, taken: (name: string) => boolean): string {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^[_0-9]+|_+$/g, '')
    .slice(0, 60);
  const wanted = plain === '' ? 'unnamed' : plain;
  const isFree = (one: string): boolean => one.length > 1 && !KEPT.has(one) && !taken(one);
  return isFree(wanted) ? wanted : freeName(`${wanted}_${ending}`, { has: (one) => !isFree(one) });
}

/** What a key column names: `customer_sk` the customer, `ship_date_sk` the ship date. */
export const entityName = (column: string): string => column.replace(/(?<=.)_(?:sk|key|id|hk)$/i, '');

/** `fct_order_line` is about an order line. */
export const subject = (table: string): string => table.replace(/^(?:fct|fact|dim|bridge)_(?=.)/i, '');

/** `net_amount` as a heading. */
export const heading = (name: string): string => {
  const words = name.replaceAll('_', ' ').trim();
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
};
