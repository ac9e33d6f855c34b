import type { Diagnostic } from '../../core/model/diagnostic.ts';
import type { Platform } from '../../core/model/types.ts';
import type { Plan, Relation } from '../../core/plan/types.ts';
import { createStatements, loadStatements } from '../../core/targets/sql/relation-statements.ts';

export interface RelationSql {
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
}

const joined = (statements: readonly string[]): string => statements.map((statement) => `${statement};\n`).join('\n');

/** What creates a relation and what loads it, as one text to read. */
export function relationSql(plan: Plan, relation: Relation, platform: Platform): RelationSql {
  const [create, load] = [createStatements(plan, relation, platform), loadStatements(plan, relation, platform)];
  const { kind } = relation.load;
  const loading =
    load.statements.length > 0
      ? joined(load.statements)
      : kind === 'view'
        ? '-- A view: nothing to load.\n'
        : '-- Rows arrive from outside, delivery by delivery.\n';
  return { text: `-- Create\n\n${joined(create.statements)}\n-- Load\n\n${loading}`, diagnostics: [...create.diagnostics, ...load.diagnostics] };
}
