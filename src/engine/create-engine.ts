import { EngineError, type Engine } from '../core/engine-port.ts';
import type { Connection } from './connection.ts';
import { loadCsv } from './files/csv.ts';
import { quoteText } from './names.ts';
import { asText, rowsOf } from './result-page.ts';

const DEFAULT_LIMIT = 1000;
const withoutEnd = (sql: string): string => sql.trim().replace(/;\s*$/, '');

/** The engine port over one connection. */
export function createEngine(connection: Connection): Engine {
  return {
    version: connection.version,
    async execute(sql, signal) {
      const result = await connection.run(sql, signal);
      const changed = result.numCols === 1 && result.schema.fields[0]?.name === 'Count' ? Number(result.getChildAt(0)?.get(0) ?? 0) : 0;
      return Number.isFinite(changed) ? changed : 0;
    },
    async query(sql, { limit = DEFAULT_LIMIT, signal } = {}) {
      const text = withoutEnd(sql);
      const described = rowsOf(await connection.run(`describe ${text}`, signal));
      const columns = described.map(([name, type]) => ({ name: name ?? '', type: type ?? '' }));
      return { columns, rows: rowsOf(await connection.run(asText(text, columns.length, limit), signal)) };
    },
    async loadFile(file, into) {
      const bytes = file.content instanceof Uint8Array ? file.content : new Uint8Array(await file.content.arrayBuffer());
      return loadCsv(connection, file.name, bytes, into, into.columns);
    },
    async exportCsv(sql) {
      const file = '__orrery_export.csv';
      try {
        await connection.run(`copy (\n${withoutEnd(sql)}\n) to ${quoteText(file)} (format csv, header true, delimiter ',', nullstr '')`);
        return await connection.takeFile(file);
      } finally {
        await connection.dropFile(file);
      }
    },
    exportParquet: () => Promise.reject(new EngineError({ message: 'Parquet cannot be written here: export CSV.' })),
    close: () => connection.close(),
  };
}
