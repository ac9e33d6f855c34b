import { EngineError } from '../../core/engine-port.ts';
import type { Relation } from '../../core/plan/types.ts';
import { quoteName, quoteText, tableText } from '../names.ts';

/** The rows of a landing table that came with one delivery, without the columns that say so. @param loadDate the delivery's. */
export function deliveredRows({ table, columns }: Relation, loadDate: string): string {
  const at = columns.find(({ role }) => role === 'load_date');
  if (!at) throw new EngineError({ message: `${table.name} has no column that tells its deliveries apart.` });
  const technical = new Set(['load_date', 'record_source', 'sequence']);
  const own = columns.filter(({ role }) => !technical.has(role)).map(({ name }) => quoteName(name));
  return `(select ${own.length === 0 ? '*' : own.join(', ')} from ${tableText(table.schema, table.name)} where ${quoteName(at.name)} = timestamp ${quoteText(loadDate)})`;
}
