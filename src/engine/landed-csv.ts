import type { Plan } from '../core/plan/types.ts';
import type { LandedRows } from '../core/targets/types.ts';
import { quoteName, tableText } from './names.ts';

/** The landing tables of a plan as CSV, in the order in which their rows came. */
export async function landedCsv(plan: Plan, exportCsv: (sql: string) => Promise<Uint8Array>): Promise<LandedRows> {
  const rows = new Map<string, string>();
  for (const { id, table, columns, load } of plan.relations) {
    if (load.kind !== 'landing') continue;
    const order = columns.filter(({ role }) => role === 'load_date' || role === 'sequence').map(({ name }) => quoteName(name));
    const sorted = order.length === 0 ? '' : ` order by ${order.join(', ')}`;
    rows.set(id, new TextDecoder().decode(await exportCsv(`select * from ${tableText(table.schema, table.name)}${sorted}`)));
  }
  return rows;
}
