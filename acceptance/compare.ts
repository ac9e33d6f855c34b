import type { Engine } from '../src/core/engine-port.ts';
import { DIALECTS } from '../src/core/dialects/registry.ts';
import type { Plan, Relation } from '../src/core/plan/types.ts';
import { printQuery } from '../src/core/sql/print.ts';
import { literal, quoted } from './names.ts';
import { tableOf, targetQuery, type TargetQuery } from './target-query.ts';
import type { Expectation, TargetView } from './prepared.ts';

type Listed = Extract<Expectation, { kind: 'rows' | 'check' }>;
type Line = readonly (string | null)[];

/** How rows differ from what was expected, as text. */
export interface Difference {
  readonly columns: readonly string[];
  /** Expected and not there. */
  readonly missing: readonly Line[];
  /** There and not expected. */
  readonly extra: readonly Line[];
}

const ENOUGH = 1_000_000;

/** What one multiset has more of than another. */
function surplus(of: readonly Line[], over: readonly Line[]): readonly Line[] {
  const counts = new Map<string, number>();
  for (const line of over) counts.set(JSON.stringify(line), (counts.get(JSON.stringify(line)) ?? 0) + 1);
  return of.filter((line) => {
    const key = JSON.stringify(line);
    const left = counts.get(key) ?? 0;
    counts.set(key, left - 1);
    return left <= 0;
  });
}

function differenceOf(columns: readonly string[], actual: readonly Line[], expected: readonly Line[]): Difference | undefined {
  const [missing, extra] = [surplus(expected, actual), surplus(actual, expected)];
  return missing.length + extra.length === 0 ? undefined : { columns, missing, extra };
}

/** The query of the rows that break a check, its columns as text. */
function checkQuery(plan: Plan, relation: Relation, { check: id, columns }: Extract<Expectation, { kind: 'check' }>): TargetQuery {
  const found = relation.checks?.find((candidate) => candidate.id === id);
  if (!found) throw new Error(`${relation.id} has no check ${id}, but ${(relation.checks ?? []).map((known) => known.id).join(', ') || 'none'}`);
  const names = {
    relation: (read: string) => {
      const known = plan.byId.get(read);
      if (!known) throw new Error(`the check ${id} reads ${read}, which is not in the plan`);
      return known.table;
    },
    self: relation.table,
  };
  const { text } = printQuery(found.query, DIALECTS.duckdb, names);
  return { sql: `select ${columns.map((column) => `cast(${quoted(column)} as varchar)`).join(', ')} from (${text})`, types: columns.map(() => 'varchar') };
}

function rowsQuery(plan: Plan, relation: Relation, view: TargetView, expected: Listed): TargetQuery {
  if (expected.kind === 'check') return checkQuery(plan, relation, expected);
  const where = [view.where, expected.where].filter((condition) => condition !== undefined).map((condition) => `(${condition})`);
  return targetQuery({ ...view, ...(where.length === 0 ? {} : { where: where.join(' and ') }) }, relation, expected.columns);
}

async function checkRows(engine: Engine, plan: Plan, relation: Relation, view: TargetView, expected: Listed): Promise<Difference | undefined> {
  const { sql, types } = rowsQuery(plan, relation, view, expected);
  const cells = (row: (typeof expected.rows)[number]): string =>
    expected.columns.map((column, index) => `cast(${literal(row[column])} as ${types[index] ?? 'varchar'})`).join(', ');
  const wanted = expected.rows.map((row) => `select 'expected', ${cells(row)}`);
  const { rows } = await engine.query([`select 'actual' as side, * from (${sql})`, ...wanted].join('\nunion all '), { limit: ENOUGH });
  const side = (name: string): readonly Line[] => rows.filter(([first]) => first === name).map((row) => row.slice(1));
  return differenceOf(expected.columns, side('actual'), side('expected'));
}

/** Compares a target with what is expected of it, as multisets after casting. @returns nothing when they agree. */
export async function check(engine: Engine, plan: Plan, relation: Relation, view: TargetView, expected: Expectation): Promise<Difference | undefined> {
  if (expected.kind === 'rows' || expected.kind === 'check') return checkRows(engine, plan, relation, view, expected);
  const where = view.where === undefined ? `(${expected.where})` : `(${expected.where}) and ${view.where}`;
  const ask = async (sql: string): Promise<readonly Line[]> => (await engine.query(sql, { limit: ENOUGH })).rows;
  if (expected.kind === 'count')
    return differenceOf([`rows where ${expected.where}`], await ask(`select count(*) from ${tableOf(relation)} where ${where}`), [[String(expected.count)]]);
  if (expected.kind === 'distinct') {
    const columns = expected.columns.map(quoted).join(', ');
    return differenceOf(expected.columns, await ask(`select ${columns} from ${tableOf(relation)} where ${where} group by ${columns} having count(*) > 1`), []);
  }
  const members = await ask(`select cast(${quoted(expected.column)} as varchar) from ${tableOf(relation)} where ${where}`);
  return differenceOf(
    [`${expected.column} where ${expected.where}`],
    members,
    expected.members.map((member) => [member === null ? null : String(member)]),
  );
}
