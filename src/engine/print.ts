import { DIALECTS } from '../core/dialects/registry.ts';
import { EngineError } from '../core/engine-port.ts';
import type { Plan } from '../core/plan/types.ts';
import type { Query, TableName } from '../core/sql/ast.ts';
import { printQuery } from '../core/sql/print.ts';

/** A query over a plan's relations as DuckDB's text. @param instead the tables of relations that stand elsewhere. */
export function queryText(query: Query, plan: Plan, instead: ReadonlyMap<string, TableName> = new Map()): string {
  const { text, diagnostics } = printQuery(query, DIALECTS.duckdb, {
    relation: (id) => {
      const name = instead.get(id) ?? plan.byId.get(id)?.table;
      if (name === undefined) throw new Error(`relation ${id} is read but not in the plan`);
      return name;
    },
  });
  const [refused] = diagnostics;
  if (refused) throw new EngineError({ message: refused.message });
  return text;
}
