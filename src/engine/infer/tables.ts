import { EngineError, type CancelSignal, type Engine, type Reader } from '../../core/engine-port.ts';
import { parseLogicalType } from '../../core/model/logical-type.ts';
import type { Id, Source } from '../../core/model/types.ts';
import { quoteName } from '../names.ts';
import type { RunDelivery } from '../run-types.ts';

export const SCHEMA = '_orrery_infer';

/** A source's delivered rows in a table of their own: columns `c0`, `c1`, … in the source's order, and `d`, the delivery's place from 0. */
export interface RowsOfSource {
  readonly source: Source;
  readonly table: string;
  readonly deliveries: readonly { readonly delivery: Id; readonly rows: number }[];
  readonly rows: number;
}

/**
 * Loads what the deliveries brought of a source; nothing where none brought rows. A file that cannot be read is told and left
 * out. Statements go through a connection of its own: a run may have a transaction open on the engine's.
 */
export async function loadRows(
  engine: Engine,
  reader: Reader,
  source: Source,
  place: number,
  deliveries: readonly RunDelivery[],
  onUnread: (message: string) => void,
  signal: CancelSignal | undefined,
): Promise<RowsOfSource | undefined> {
  const table = `${SCHEMA}.s${place}`;
  const columns = source.columns.map(({ name, type }) => ({ name, type: parseLogicalType(type) ?? ({ kind: 'text' } as const) }));
  if (columns.length === 0) return undefined;
  const list = columns.map(({ name }, index) => `${quoteName(name)} as c${index}`).join(', ');
  const loaded: { delivery: Id; rows: number }[] = [];
  for (const delivery of deliveries) {
    const file = delivery.files.find((one) => one.source === source.id);
    if (!file) continue;
    try {
      await engine.loadFile({ name: file.name, content: await file.read() }, { schema: SCHEMA, table: 'file', columns }, signal);
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      onUnread(error.detail.message);
      continue;
    }
    const select = `select ${list}, ${loaded.length} as d from ${SCHEMA}.file order by rowid`;
    await reader.execute(loaded.length === 0 ? `create or replace table ${table} as ${select}` : `insert into ${table} ${select}`, signal);
    const [counted] = await reader.texts(`select count(*)::varchar from ${SCHEMA}.file`, signal);
    loaded.push({ delivery: delivery.id, rows: Number(counted?.[0] ?? 0) });
    await reader.execute(`drop table ${SCHEMA}.file`);
  }
  const rows = loaded.reduce((sum, one) => sum + one.rows, 0);
  return rows === 0 ? undefined : { source, table, deliveries: loaded, rows };
}
