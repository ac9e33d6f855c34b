import { EngineError, type CancelSignal, type Engine, type Reader, type ResultColumn, type ResultPage } from '../../core/engine-port.ts';
import type { RowShape } from '../../core/rows/row-shape.ts';
import type { TableName } from '../../core/sql/ast.ts';
import { quoteName, quoteText, tableText } from '../names.ts';
import { columnStatistics, type ColumnStatistics } from './column-statistics.ts';
import { orderText, whereText } from './condition.ts';
import { exportedRows, type RowFormat } from './exported-rows.ts';

/** Orders kept, so that going back to one costs nothing. */
const KEPT_ORDERS = 4;
/** Rows of a view that are read from it each time; a deeper look keeps a copy. */
const SHALLOW = 2000;
const COPY = 'temp."__rows"';

/** The rows that were asked for, in their order. */
export interface ShapedRows {
  readonly rows: number;
  readonly columns: readonly ResultColumn[];
  page(offset: number, limit: number, signal?: CancelSignal): Promise<ResultPage>;
}

/** A table or view that is looked at: sorted, filtered, measured and exported in the engine. To be closed. */
export interface TableRows {
  shape(shape: RowShape, signal?: CancelSignal): Promise<ShapedRows>;
  /** Of the rows the filters leave. */
  statistics(column: string, filters: RowShape['filters'], signal?: CancelSignal): Promise<ColumnStatistics>;
  /** All rows of a shape with these columns, in their order. */
  exported(shape: RowShape, columns: readonly string[], format: RowFormat): Promise<Uint8Array>;
  close(): Promise<void>;
}

interface Ordered {
  readonly shaped: ShapedRows;
  readonly table: string;
}

/**
 * Opens a table's rows. A shape is worked out once, as a list of row ids in their order: to keep the rows themselves in
 * another order takes many times as long. Statistics have a connection of their own and keep nobody from scrolling.
 */
export async function openRows(engine: Engine, { schema, name }: TableName): Promise<TableRows> {
  const table = tableText(schema, name);
  const reader = await engine.openReader();
  const isView =
    (await reader.texts(`select view_name from duckdb_views() where schema_name = ${quoteText(schema)} and view_name = ${quoteText(name)}`)).length > 0;
  let aside: Promise<Reader> | undefined;
  const orders = new Map<string, Promise<Ordered>>();
  let made = 0;
  const columns = await reader.describe(`select * from ${table}`);
  const cells = columns.map((column) => `t.${quoteName(column.name)}::varchar`).join(', ');
  const [counted] = await reader.texts(`select count(*)::varchar${isView ? '' : ', max(rowid)::varchar'} from ${table}`);
  const total = Number(counted?.[0] ?? 0);
  /** Without gaps a row's id is its place. */
  const isDense = !isView && Number(counted?.[1] ?? -1) === total - 1;

  let copied: Promise<unknown> | undefined;
  /** What has row ids: the table, or a copy of what the view gives now. */
  const base = async (signal: CancelSignal | undefined): Promise<string> => {
    if (!isView) return table;
    copied ??= reader.execute(`create or replace temp table "__rows" as select * from ${table}`, signal);
    copied.catch(() => {
      copied = undefined;
    });
    await copied;
    return COPY;
  };

  const unshaped: ShapedRows = {
    rows: total,
    columns,
    async page(offset, limit, signal) {
      const shallow = isView && offset + limit <= SHALLOW && copied === undefined;
      const from = shallow ? table : await base(signal);
      const part = isDense || (isView && !shallow) ? `where rowid >= ${offset} and rowid < ${offset + limit}` : `limit ${limit} offset ${offset}`;
      return { columns, rows: await reader.texts(`select ${cells} from (select * from ${from} ${part}) as t`, signal) };
    },
  };

  async function ordered({ filters, sorts }: RowShape, signal: CancelSignal | undefined): Promise<Ordered> {
    const where = whereText(filters, columns);
    const from = await base(signal);
    made += 1;
    const order = quoteName(`__order_${made}`);
    const rows = await reader.execute(`create temp table ${order} as select rowid as r from ${from}${where}${orderText(sorts, columns, 'rowid')}`, signal);
    const page: ShapedRows['page'] = async (offset, limit, until) => ({
      columns,
      rows: await reader.texts(
        `select ${cells} from (select r, rowid as place from temp.${order} where rowid >= ${offset} and rowid < ${offset + limit}) as o join ${from} as t on t.rowid = o.r order by o.place`,
        until,
      ),
    });
    return { shaped: { rows, columns, page }, table: `temp.${order}` };
  }

  return {
    async shape(shape, signal) {
      if (shape.filters.length === 0 && shape.sorts.length === 0) return unshaped;
      const key = JSON.stringify(shape);
      const known = orders.get(key) ?? ordered(shape, signal);
      orders.delete(key);
      orders.set(key, known);
      known.catch(() => {
        if (orders.get(key) === known) orders.delete(key);
      });
      const { shaped } = await known;
      for (const [oldest, dropped] of [...orders].slice(0, -KEPT_ORDERS)) {
        orders.delete(oldest);
        await reader.execute(`drop table if exists ${(await dropped).table}`);
      }
      return shaped;
    },
    async statistics(column, filters, signal) {
      const known = columns.find((each) => each.name === column);
      if (!known) throw new EngineError({ message: `There is no column ${column} any more.` });
      aside ??= engine.openReader();
      return columnStatistics(await aside, `(select ${quoteName(column)} from ${table}${whereText(filters, columns)})`, known, signal);
    },
    exported: ({ filters, sorts }, names, format) => {
      const chosen = columns.filter(({ name: each }) => names.includes(each)).toSorted((a, b) => names.indexOf(a.name) - names.indexOf(b.name));
      const tail = `from ${table}${whereText(filters, columns)}${orderText(sorts, columns, isView || sorts.length === 0 ? undefined : 'rowid')}`;
      return exportedRows(engine, chosen, tail, format);
    },
    async close() {
      await reader.close();
      if (aside) await (await aside).close();
    },
  };
}
