import type { Plan, Relation } from '../src/core/plan/types.ts';
import type { LandedRows } from '../src/core/targets/types.ts';
import { openNodeEngine } from '../src/engine/duckdb-node.ts';
import { createRunner } from '../src/engine/run.ts';
import type { RunDelivery } from '../src/engine/run-types.ts';

export type Row = readonly (string | null)[];
const MOST_ROWS = 1_000_000;

export const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;
export const tableOf = ({ table }: Relation): string => `${quote(table.schema)}.${quote(table.name)}`;

const HEX_ON_DUCKDB = (name: string): string => `lower(hex(${name}))`;
/** Bytes as text on PostgreSQL. */
export const HEX_ON_POSTGRES = (name: string): string => `encode(${name}, 'hex')`;

/** Every column as text; the engines write booleans and bytes differently. */
export const selectText = (relation: Relation, from = tableOf(relation), quoted = quote, hex = HEX_ON_DUCKDB, text = 'varchar'): string =>
  `select ${relation.columns
    .map(({ name, type }) => {
      const column = quoted(name);
      if (type.kind === 'boolean') return `case when ${column} then 'true' when not ${column} then 'false' end`;
      return type.kind === 'binary' ? hex(column) : `cast(${column} as ${text})`;
    })
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

const sorted = (rows: readonly Row[]): readonly string[] => rows.map((row) => JSON.stringify(row)).toSorted();

/** The first row that is not the same in both, in words; nothing where all are. */
export function firstDifference(ours: readonly Row[], theirs: readonly Row[]): string | undefined {
  const [left, right] = [sorted(ours), sorted(theirs)];
  const at = left.findIndex((row, place) => row !== right[place]);
  if (left.length === right.length && at === -1) return undefined;
  return `${left.length} rows here and ${right.length} there; first difference:\n  ${left[at]}\n  ${right[at === -1 ? left.length : at]}`;
}

/** The rows with one cell of one row changed: what a comparison has to notice. */
export const spoilt = (rows: readonly Row[]): readonly Row[] =>
  rows.map((row, index) => (index === rows.length - 1 ? [...row.slice(0, -1), `${row.at(-1) ?? ''}?`] : row));

/** Tables that hold nothing at the end, by their place in a model, and why that is right. */
const EMPTY: Readonly<Record<string, string>> = {};

/** What the rows at the end do not show: tables without any, and no member with at least three versions where there are versions. */
export function lackingRows(name: string, plan: Plan, contents: Contents): readonly string[] {
  // Which of the views of what is refused have rows depends on what is wrong in the deliveries; the acceptance cases have each.
  const empty = plan.relations.filter((relation) => relation.part !== 'rejects' && (contents.get(relation.id) ?? []).length === 0);
  const unexplained = empty
    .filter(({ id }) => EMPTY[`${name}/${id}`] === undefined)
    .map(({ id }) => `${name}: ${id} is empty at the end, so that nothing is compared`);
  const histories = plan.relations.filter(({ load }) => load.kind === 'replace' && load.rule === 'history');
  const most = histories.map(({ id, columns, load }) => {
    const key = load.kind === 'replace' ? load.key.map((one) => columns.findIndex((column) => column.name === one)) : [];
    const counts = new Map<string, number>();
    for (const row of contents.get(id) ?? []) {
      const of = JSON.stringify(key.map((place) => row[place]));
      counts.set(of, (counts.get(of) ?? 0) + 1);
    }
    return Math.max(0, ...counts.values());
  });
  return [...unexplained, ...(histories.length > 0 && Math.max(...most) < 3 ? [`${name}: no member has three versions`] : [])];
}

const cell = (value: string | null): string => (value === null ? '' : `"${value.replaceAll('"', '""')}"`);

/** What the landing tables hold, as CSV that goes along with an export. */
export const landedRowsOf = (plan: Plan, contents: Contents): LandedRows =>
  new Map(
    plan.relations
      .filter(({ load }) => load.kind === 'landing')
      .map(({ id, columns }) => [id, `${[columns.map(({ name }) => name), ...(contents.get(id) ?? [])].map((row) => row.map(cell).join(',')).join('\n')}\n`]),
  );

/** Whether the rows that landed last tell everything that has landed: a source may keep its last delivery alone. */
export const keepsAll = (plan: Plan): boolean => plan.relations.every(({ load }) => load.kind !== 'landing' || load.keep !== 'last');
