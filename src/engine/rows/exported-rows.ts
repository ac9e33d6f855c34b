import type { Engine, ResultColumn } from '../../core/engine-port.ts';
import { joined } from '../../core/joined-bytes.ts';
import { quoteName } from '../names.ts';
import { jsonLine } from './json-line.ts';

export type RowFormat = 'csv' | 'parquet' | 'json' | 'ndjson';

const OPEN = '[\n';
const CLOSE = '\n]\n';

/** Rows as a file. @param tail `from …` and what follows it. */
export async function exportedRows(engine: Engine, columns: readonly ResultColumn[], tail: string, format: RowFormat): Promise<Uint8Array> {
  const list = columns.map(({ name }) => quoteName(name)).join(', ');
  switch (format) {
    case 'csv':
      return engine.exportCsv(`select ${list} ${tail}`);
    case 'parquet':
      return engine.exportParquet(`select ${list} ${tail}`);
    case 'ndjson':
      return engine.exportText(`select ${jsonLine(columns)} || chr(10) ${tail}`);
    case 'json': {
      // Every row begins with what stands between it and the one before; the first has too much of it.
      const lines = (await engine.exportText(`select ',' || chr(10) || ${jsonLine(columns)} ${tail}`)).subarray(2);
      const ends = new TextEncoder();
      return joined([ends.encode(OPEN), lines, ends.encode(CLOSE)]);
    }
  }
}
