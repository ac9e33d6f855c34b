import { EngineCancelled, EngineError, type CancelSignal, type CheckResult, type Engine, type ResultPage } from '../core/engine-port.ts';
import { DIALECTS } from '../core/dialects/registry.ts';
import type { Id } from '../core/model/types.ts';
import { checksOf, countQuery, type RelationCheck } from '../core/plan/checks.ts';
import type { Plan, Relation } from '../core/plan/types.ts';
import type { Query } from '../core/sql/ast.ts';
import { printQuery } from '../core/sql/print.ts';
import { orderText, type PageOrder } from './table-page.ts';

export interface CheckOptions {
  readonly signal?: CancelSignal;
  /** Told once per relation that has checks. */
  readonly onResults?: (relation: Id, results: readonly CheckResult[]) => void;
  /** How a check's query reads what it is about; the tables as they are when absent. */
  readonly textOf?: TextOf;
}

/** A query of the plan as text. */
export type TextOf = (query: Query) => Promise<string>;

function sqlOf(plan: Plan, query: Query): string {
  const { text, diagnostics } = printQuery(query, DIALECTS.duckdb, {
    relation: (id) => {
      const found = plan.byId.get(id);
      if (!found) throw new Error(`a check reads ${id}, which is not in the plan`);
      return found.table;
    },
  });
  const [problem] = diagnostics;
  if (problem) throw new EngineError({ message: problem.message });
  return text;
}

async function counted(
  engine: Engine,
  plan: Plan,
  relation: Relation,
  checks: readonly RelationCheck[],
  { signal, textOf = async (query) => sqlOf(plan, query) }: CheckOptions,
): Promise<readonly CheckResult[]> {
  const { rows } = await engine.query(await textOf(countQuery(relation, checks)), { limit: 1, ...(signal ? { signal } : {}) });
  return checks.map(({ id, title, severity, columns }, index) => {
    const broken = Number(rows[0]?.[index] ?? 0);
    return { relation: relation.id, id, title, severity, ...(columns ? { columns } : {}), state: broken > 0 ? 'broken' : 'holds', rows: broken };
  });
}

/** The checks of one relation, in one statement; when that fails, one by one, so that each tells what became of it. */
async function checked(
  engine: Engine,
  plan: Plan,
  relation: Relation,
  checks: readonly RelationCheck[],
  options: CheckOptions,
): Promise<readonly CheckResult[]> {
  try {
    return await counted(engine, plan, relation, checks, options);
  } catch (error) {
    if (error instanceof EngineCancelled || !(error instanceof EngineError)) throw error;
    const [only] = checks;
    if (checks.length > 1 || !only) {
      const results: CheckResult[] = [];
      for (const check of checks) results.push(...(await checked(engine, plan, relation, [check], options)));
      return results;
    }
    const { id, title, severity, columns } = only;
    return [{ relation: relation.id, id, title, severity, ...(columns ? { columns } : {}), state: 'failed', rows: 0, error: error.detail }];
  }
}

/**
 * Looks at what must hold of relations that are loaded, and counts the rows that break it. Rejects with `EngineCancelled`
 * once the signal fires; results told before stay true.
 */
export async function runChecks(engine: Engine, plan: Plan, relations: readonly Id[], options: CheckOptions = {}): Promise<readonly CheckResult[]> {
  const all: CheckResult[] = [];
  for (const id of relations) {
    const relation = plan.byId.get(id);
    const checks = relation ? checksOf(plan, relation) : [];
    if (!relation || checks.length === 0) continue;
    const results = await checked(engine, plan, relation, checks, options);
    all.push(...results);
    options.onResults?.(id, results);
  }
  return all;
}

/** One page of the rows that break a check. Rejects with `EngineError`, also when the check is no more. */
export async function breakingRows(
  engine: Engine,
  plan: Plan,
  relation: Id,
  check: string,
  offset: number,
  limit: number,
  order?: PageOrder,
  textOf: TextOf = async (query) => sqlOf(plan, query),
): Promise<ResultPage> {
  const found = plan.byId.get(relation);
  const wanted = found && checksOf(plan, found).find(({ id }) => id === check);
  if (!wanted) throw new EngineError({ message: 'This check is no more: the model has changed since it was looked at.' });
  return engine.query(`select * from (\n${await textOf(wanted.query)}\n) as breaking${orderText(order)} limit ${limit} offset ${offset}`, { limit });
}
