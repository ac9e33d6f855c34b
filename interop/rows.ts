import type { Plan, Relation } from '../src/core/plan/types.ts';
import type { LandedRows } from '../src/core/targets/types.ts';
import { openNodeEngine } from '../src/engine/duckdb-node.ts';
import { createRunner } from '../src/engine/run.ts';
import type { RunDelivery } from '../src/engine/run-types.ts';

export type Row = readonly (string | null)[];
const MOST_ROWS = 1_000_000;

export const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;
export const tableOf = ({ table }: Relation): string => `${quote(table.schema)}.${quote(table.name)}`;

/** Every column as text; the engines write booleans differently. */
export const selectText = (relation: Relation, from = tableOf(relation), quoted = quote, text = 'varchar'): string =>
  `select ${relation.columns
    .map(({ name, type }) =>
      type.kind === 'boolean' ? `case when ${quoted(name)} then 'true' when not ${quoted(name)} then 'false' end` : `cast(${quoted(name)} as ${text})`,
    )
    .map((value, index) => `${value} as c${index}`)
    .join(', ')} from ${from}`;

export type Contents = ReadonlyMap<string, readonly Row[]>;

/** What every table holds after each delivery of a run on DuckDB. Throws where the run does not end well. */
export async function rowsOnDuckdb(plan: Plan, deliveries: readonly RunDelivery[], after: readonly number[]): Promise<readonly Contents[]> {
  const engine = await openNodeEngine();
  const runner = createRunner(engine);
  const all: Contents[] = [];
  try {
    for (const count of after) {
      const failures: string[] = [];
      const { outcome } = await runner.run(plan, deliveries.slice(0, count), {
        onEvent: (event) => event.kind === 'failed' && failures.push(`${event.relation}: ${event.error.message}`),
      });
      if (outcome !== 'done') throw new Error(`The run on DuckDB ${outcome}: ${failures.join('; ')}`);
      const contents = new Map<string, readonly Row[]>();
      for (const relation of plan.relations) contents.set(relation.id, (await engine.query(selectText(relation), { limit: MOST_ROWS })).rows);
      all.push(contents);
    }
  } finally {
    await engine.close();
  }
  return all;
}

/** The landed rows of one delivery, by relation. */
export const arrivals = (plan: Plan, landed: Contents, { loadDate }: RunDelivery): Contents =>
  new Map(
    plan.relations
      .filter(({ load }) => load.kind === 'landing')
      .map((relation) => {
        const at = relation.columns.findIndex(({ role }) => role === 'load_date');
        return [relation.id, (landed.get(relation.id) ?? []).filter((row) => row[at] === loadDate.replace('T', ' '))];
      }),
  );

const cell = (value: string | null): string => (value === null ? '' : `"${value.replaceAll('"', '""')}"`);

/** What the landing tables hold, as CSV that goes along with an export. */
export const landedRowsOf = (plan: Plan, contents: Contents): LandedRows =>
  new Map(
    plan.relations
      .filter(({ load }) => load.kind === 'landing')
      .map(({ id, columns }) => [id, `${[columns.map(({ name }) => name), ...(contents.get(id) ?? [])].map((row) => row.map(cell).join(',')).join('\n')}\n`]),
  );
