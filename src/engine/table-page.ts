import type { Engine, ResultPage } from '../core/engine-port.ts';
import type { TableName } from '../core/sql/ast.ts';
import { quoteName, tableText } from './names.ts';

export interface PageOrder {
  readonly column: string;
  readonly descending?: boolean;
}

/** What puts the rows of a page in order; nothing where no order is asked for. */
export const orderText = (order: PageOrder | undefined): string =>
  order ? ` order by ${quoteName(order.column)}${order.descending === true ? ' desc' : ''} nulls last` : '';

/** How many rows a table or view has. */
export const rowCount = async (engine: Engine, { schema, name }: TableName): Promise<number> =>
  Number((await engine.query(`select count(*) from ${tableText(schema, name)}`)).rows[0]?.[0] ?? 0);

/** One page of a table or view. */
export const pageOf = (engine: Engine, { schema, name }: TableName, offset: number, limit: number, order?: PageOrder): Promise<ResultPage> =>
  engine.query(`select * from ${tableText(schema, name)}${orderText(order)} limit ${limit} offset ${offset}`, { limit });
