import { EngineError, type CancelSignal, type Engine } from '../../core/engine-port.ts';
import type { ColumnRole, Relation } from '../../core/plan/types.ts';
import { quoteName, quoteText, tableText } from '../names.ts';
import type { RunDelivery } from '../run-types.ts';
import { deliveredColumns, type FileCache } from './file-cache.ts';
import type { Changed } from './load-step.ts';
import { BEGIN, COMMIT, inTransaction } from './transaction.ts';

function technical(relation: Relation, role: ColumnRole): string {
  const column = relation.columns.find((candidate) => candidate.role === role);
  if (!column) throw new EngineError({ message: `${relation.table.name} has no column for its ${role.replace('_', ' ')}.` });
  return quoteName(column.name);
}

/** Puts a delivery's file into its landing table, in the place of what the same delivery brought before. */
export async function land(engine: Engine, files: FileCache, relation: Relation, delivery: RunDelivery, signal: CancelSignal | undefined): Promise<Changed> {
  const file = delivery.files.find((candidate) => candidate.source === relation.id);
  if (!file) return { added: 0, removed: 0 };
  const cached = await files.get(relation, file, signal);
  const [drifted] = cached.profile.drift;
  if (relation.drift === 'fail' && drifted !== undefined)
    throw new EngineError({ message: `${file.name} is not loaded: ${drifted}, and ${relation.table.name} takes no file with other columns than its own.` });
  const table = tableText(relation.table.schema, relation.table.name);
  const [loadDate, source, sequence] = (['load_date', 'record_source', 'sequence'] as const).map((role) => technical(relation, role));
  const own = deliveredColumns(relation).map(({ name }) => quoteName(name));
  const date = `timestamp ${quoteText(delivery.loadDate)}`;
  const everything = relation.load.kind === 'landing' && relation.load.keep === 'last';
  return inTransaction(
    engine,
    async (execute) => {
      await execute(BEGIN);
      const deleted = await execute(`delete from ${table} where ${everything ? 'true' : `${loadDate} = ${date}`}`);
      const inserted = await execute(
        `insert into ${table} (${[...own, loadDate, source, sequence].join(', ')})\nselect ${[...own, date, quoteText(relation.recordSource ?? relation.table.name), 'rowid + 1'].join(', ')}\nfrom ${cached.table}\norder by rowid`,
      );
      await execute(COMMIT);
      return { added: Math.max(0, inserted - deleted), removed: Math.max(0, deleted - inserted) };
    },
    signal,
  );
}
