import type { CancelSignal, Engine } from '../../core/engine-port.ts';
import { knownTables } from '../../core/infer/columns.ts';
import type { Evidence, TableEvidence } from '../../core/infer/evidence.ts';
import { bestKey, keyFindings } from '../../core/infer/keys.ts';
import { keyPlaces, meeting, setTrials } from '../../core/infer/trials.ts';
import { entitiesOf } from '../../core/infer/words.ts';
import type { Source } from '../../core/model/types.ts';
import type { RunDelivery, WorkStep } from '../run-types.ts';
import { changeFigures } from './change-figures.ts';
import { columnFigures, EXACT_ROWS, SAMPLE_ROWS } from './column-figures.ts';
import { dependencyFigures } from './dependency-figures.ts';
import { keyFigures } from './key-figures.ts';
import { overlapFigures, setOverlapFigures } from './overlap-figures.ts';
import { loadRows, SCHEMA, type RowsOfSource } from './tables.ts';

export interface MeasureOptions {
  readonly signal?: CancelSignal | undefined;
  readonly onStep?: ((step: WorkStep) => void) | undefined;
  /** For tests: another limit than the usual one. */
  readonly exactRows?: number | undefined;
}

export interface MeasuredSources {
  readonly evidence: Evidence;
  /** Files that could not be read, in words. */
  readonly unread: readonly string[];
}

const STEPS_EACH = 3;

/**
 * Measures what the deliveries brought of each source: columns, keys, dependencies and changes, and which values one
 * source's columns have of another's keys. The rows go into tables of their own, which are dropped again. Rejects with
 * `EngineCancelled` once the signal fires.
 */
export async function measureSources(
  engine: Engine,
  sources: readonly Source[],
  deliveries: readonly RunDelivery[],
  { signal, onStep, exactRows = EXACT_ROWS }: MeasureOptions = {},
): Promise<MeasuredSources> {
  const total = sources.length * STEPS_EACH + 1;
  let done = 0;
  const step = (doing: string): void => {
    onStep?.({ done, total, doing });
    done += 1;
  };
  const unread: string[] = [];
  const reader = await engine.openReader();
  try {
    await reader.execute(`drop schema if exists ${SCHEMA} cascade`);
    await reader.execute(`create schema ${SCHEMA}`);
    const rows: RowsOfSource[] = [];
    for (const [place, source] of sources.entries()) {
      step(`Reading ${source.name}`);
      const loaded = await loadRows(engine, reader, source, place, deliveries, (message) => unread.push(message), signal);
      if (loaded) rows.push(loaded);
    }
    const entities = entitiesOf(sources);
    const found: TableEvidence[] = [];
    for (const one of rows) {
      const { source } = one;
      const entity = entities.get(source.id) ?? [];
      step(`Columns of ${source.name}`);
      const base: TableEvidence = {
        source: source.id,
        rows: one.rows,
        deliveries: one.deliveries,
        ...(one.rows > exactRows ? { sampled: Math.min(one.rows, SAMPLE_ROWS) } : {}),
        columns: await columnFigures(reader, one, exactRows, signal),
        keys: [],
        dependencies: [],
      };
      const known = (table: TableEvidence) => knownTables([source], { tables: [table], overlaps: [], setOverlaps: [] })[0];
      const table = known(base);
      if (!table) continue;
      step(`Keys of ${source.name}`);
      const keyed = { ...base, keys: await keyFigures(reader, one, table, entity, signal), dependencies: await dependencyFigures(reader, one, table, signal) };
      const again = known(keyed);
      const key = again ? bestKey(keyFindings(again, entity)) : undefined;
      const changes = key ? await changeFigures(reader, one, key.columns, signal) : undefined;
      found.push({ ...keyed, ...(changes ? { changes } : {}) });
    }
    step('Values that sources share');
    const tables = knownTables(sources, { tables: found, overlaps: [], setOverlaps: [] });
    const keyOf = (table: (typeof tables)[number]) => bestKey(keyFindings(table, entities.get(table.source.id) ?? []))?.columns;
    const keys = keyPlaces(tables, keyOf);
    const { overlaps, every } = await overlapFigures(reader, rows, tables, meeting(tables), keys, signal);
    const setOverlaps = await setOverlapFigures(reader, rows, setTrials(tables, keyOf), signal);
    onStep?.({ done: total, total, doing: 'Done' });
    return { evidence: { tables: found, overlaps, setOverlaps, ...(every > 1 ? { overlapsOfEvery: every } : {}) }, unread };
  } finally {
    await reader.execute(`drop schema if exists ${SCHEMA} cascade`);
    await reader.close();
  }
}
