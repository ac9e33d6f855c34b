import type { Engine, EngineConnection, ResultPage } from '../../core/engine-port.ts';
import { quoteName, tableText } from '../names.ts';
import { pageOf, type PageOrder } from '../table-page.ts';
import { RESULTS } from './bench-types.ts';

export interface SortedPages {
  page(table: string, page: { readonly offset: number; readonly limit: number; readonly order?: PageOrder }): Promise<ResultPage>;
  /** Gives the memory of a result's order back. */
  forget(table: string): Promise<void>;
  clear(): Promise<void>;
}

interface Sorting {
  readonly order: string;
  readonly ready: Promise<string>;
}

const orderText = ({ column, descending = false }: PageOrder): string => `${quoteName(column)}${descending ? ' desc' : ''} nulls last`;

/**
 * Pages of results in any order. The rows are sorted once per order, by their numbers alone: a page deep inside then
 * costs what the first one does. One order per result is kept.
 */
export function createSortedPages(engine: Engine, connection: EngineConnection): SortedPages {
  const sortings = new Map<string, Sorting>();

  async function forget(table: string): Promise<void> {
    const before = sortings.get(table);
    sortings.delete(table);
    const name = await before?.ready.catch(() => undefined);
    if (name !== undefined) await connection.run(`drop table if exists ${tableText(RESULTS, name)}`);
  }

  let made = 0;
  async function sort(table: string, order: string): Promise<string> {
    await forget(table);
    made += 1;
    const name = `${table}_order_${made}`;
    await connection.run(`create table ${tableText(RESULTS, name)} as select rowid as row from ${tableText(RESULTS, table)} order by ${order}, rowid`);
    return name;
  }

  return {
    async page(table, { offset, limit, order }) {
      if (!order) return pageOf(engine, { schema: RESULTS, name: table }, offset, limit);
      const wanted = orderText(order);
      let sorting = sortings.get(table);
      if (sorting?.order !== wanted) {
        sorting = { order: wanted, ready: sort(table, wanted) };
        sortings.set(table, sorting);
      }
      const name = await sorting.ready;
      return engine.query(
        `select kept.* from ${tableText(RESULTS, table)} as kept join (select row, rowid as place from ${tableText(RESULTS, name)} where rowid >= ${offset} and rowid < ${offset + limit}) as sorted on kept.rowid = sorted.row order by sorted.place`,
        { limit },
      );
    },
    forget,
    async clear() {
      for (const table of sortings.keys()) await forget(table);
    },
  };
}
