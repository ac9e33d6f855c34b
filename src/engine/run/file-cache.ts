import type { CancelSignal, Engine, FileProfile } from '../../core/engine-port.ts';
import type { Relation } from '../../core/plan/types.ts';
import { tableText } from '../names.ts';
import type { DeliveredFile, RunDelivery } from '../run-types.ts';
import { FILES } from './state.ts';

export interface CachedFile {
  readonly table: string;
  readonly profile: FileProfile;
}

/** Columns that come in a file, without those a delivery adds. */
export const deliveredColumns = (relation: Relation) => relation.columns.filter(({ role }) => role === 'attribute' || role === 'natural_key');

// Counted over all runners, since they may share an engine.
let number = 0;

/** Each delivered file once, read for the columns of its source, in tables of its own. */
export function createFileCache(engine: Engine) {
  const files = new Map<string, CachedFile>();
  const keyOf = (relation: Relation, file: DeliveredFile): string =>
    JSON.stringify([deliveredColumns(relation).map(({ name, type }) => [name, type]), file.name.replace(/^.*\//, ''), file.fingerprint]);
  return {
    found: (relation: Relation, file: DeliveredFile): CachedFile | undefined => files.get(keyOf(relation, file)),
    async get(relation: Relation, file: DeliveredFile, signal: CancelSignal | undefined): Promise<CachedFile> {
      const key = keyOf(relation, file);
      const found = files.get(key);
      if (found) return found;
      number += 1;
      const table = `file_${number}`;
      const columns = deliveredColumns(relation).map(({ name, type }) => ({ name, type }));
      const profile = await engine.loadFile({ name: file.name, content: await file.read() }, { schema: FILES, table, columns }, signal);
      const cached = { table: tableText(FILES, table), profile };
      files.set(key, cached);
      return cached;
    },
    /** Drops the files that no delivery names any more. */
    async keepOnly(landing: ReadonlyMap<string, Relation>, deliveries: readonly RunDelivery[]): Promise<void> {
      const wanted = new Set(
        deliveries.flatMap((delivery) =>
          delivery.files.flatMap((file) => {
            const relation = landing.get(file.source);
            return relation ? [keyOf(relation, file)] : [];
          }),
        ),
      );
      for (const [key, { table }] of files) {
        if (wanted.has(key)) continue;
        await engine.execute(`drop table if exists ${table}`);
        files.delete(key);
      }
    },
  };
}

export type FileCache = ReturnType<typeof createFileCache>;
