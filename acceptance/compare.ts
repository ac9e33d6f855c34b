import type { Engine } from '../src/core/engine-port.ts';
import type { Relation } from '../src/core/plan/types.ts';
import { literal, quoted } from './names.ts';
import { tableOf, targetQuery } from './target-query.ts';
import type { Expectation, TargetView } from './prepared.ts';

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

async function checkRows(
  engine: Engine,
  relation: Relation,
  view: TargetView,
  expected: Extract<Expectation, { kind: 'rows' }>,
): Promise<Difference | undefined> {
  const { sql, types } = targetQuery(view, relation, expected.columns);
  const cells = (row: (typeof expected.rows)[number]): string =>
    expected.columns.map((column, index) => `cast(${literal(row[column])} as ${types[index] ?? 'varchar'})`).join(', ');
  const wanted = expected.rows.map((row) => `select 'expected', ${cells(row)}`);
  const { rows } = await engine.query([`select 'actual' as side, * from (${sql})`, ...wanted].join('\nunion all '), { limit: ENOUGH });
  const side = (name: string): readonly Line[] => rows.filter(([first]) => first === name).map((row) => row.slice(1));
  return differenceOf(expected.columns, side('actual'), side('expected'));
}

/** Compares a target with what is expected of it, as multisets after casting. @returns nothing when they agree. */
export async function check(engine: Engine, relation: Relation, view: TargetView, expected: Expectation): Promise<Difference | undefined> {
  if (expected.kind === 'rows') return checkRows(engine, relation, view, expected);
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
