import { SETTINGS } from '../../src/engine/connection.ts';
import { takeBindings } from '../../src/engine/duckdb-node.ts';

export interface Step {
  readonly sql: string;
  readonly rows?: boolean;
}

/** One for all tests of a process. */
const { bindings } = await takeBindings();

/**
 * Runs statements on the engine the browser ships, in an empty database.
 * @returns the rows of each step that asks for them, as text.
 */
export function runDuckdb(steps: readonly Step[]): readonly (readonly (readonly (string | null)[])[])[] {
  bindings.reset();
  bindings.open({ path: ':memory:' });
  const connection = bindings.connect();
  for (const setting of SETTINGS) connection.query(setting);
  return steps.flatMap(({ sql, rows }) => {
    try {
      const table = connection.query(sql);
      if (!rows) return [];
      return [table.toArray().map((row) => Object.values(row.toJSON() as Record<string, unknown>).map((value) => (value === null ? null : String(value))))];
    } catch (error) {
      throw new Error(`${String(error)}\n${sql}`, { cause: error });
    }
  });
}
