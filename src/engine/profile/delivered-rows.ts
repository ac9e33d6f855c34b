import { EngineError } from '../../core/engine-port.ts';
import type { Relation } from '../../core/plan/types.ts';
import { quoteName, quoteText, tableText } from '../names.ts';

/** The rows of a landing table that came with one delivery, without the columns that say so. @param loadDate the delivery's. */
export function deliveredRows({ table, columns }: Relation, loadDate: string): string {
  const at = columns.find(({ role }) => role === 'load_date');
  if (!at) throw new EngineError({ message: `${table.name} has no column that tells its deliveries apart.` });
  // Named by what is left out: the table may have been built before a column was drawn.
  const technical = columns.filter(({ role }) => role === 'load_date' || role === 'record_source' || role === 'sequence').map(({ name }) => quoteName(name));
  return `(select * exclude (${technical.join(', ')}) from ${tableText(table.schema, table.name)} where ${quoteName(at.name)} = timestamp ${quoteText(loadDate)})`;
}
