import { impactOf, type ColumnImpact, type Impact, type RelationImpact } from '../core/plan/impact.ts';
import type { Compiled } from './open-compiled.ts';
import { hasErrors, lines, problemLine, type Outcome } from './problems.ts';

export interface DiffCommand {
  readonly json: boolean;
  /** Whether to end with 1 where anything differs. */
  readonly check: boolean;
}

function columnText({ change, name, to }: ColumnImpact): string {
  switch (change) {
    case 'added':
      return `+${name}`;
    case 'removed':
      return `-${name}`;
    case 'renamed':
      return `${name} is called ${to}`;
    case 'retyped':
      return `${name} is ${to}`;
  }
}

const SIGNS: Readonly<Record<RelationImpact['change'], string>> = { added: '+', removed: '-', renamed: '~', columns: '~', query: '~' };

function relationText({ change, table, to, columns }: RelationImpact): string {
  const parts = [...(change === 'renamed' ? [`is called ${to}`] : []), ...(change === 'query' ? ['is filled otherwise'] : []), ...columns.map(columnText)];
  return `${SIGNS[change]} ${table}${parts.length === 0 ? '' : `: ${parts.join(', ')}`}`;
}

const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

function summary({ relations, problems }: Impact): string {
  if (relations.length === 0 && problems.length === 0) return 'Nothing of the warehouse differs.';
  const count = (...changes: readonly RelationImpact['change'][]): number => relations.filter(({ change }) => changes.includes(change)).length;
  return `${plural(count('added'), 'table or view is', 'tables and views are')} new, ${count('renamed', 'columns', 'query')} changed, ${count('removed')} gone; ${plural(problems.length, 'problem is', 'problems are')} new`;
}

/**
 * What it does to the warehouse to go from one state of a project to another: tables and views, their columns, what fills
 * them, and problems that were not there before. Objects are the same by their ids, whatever they are called.
 */
export function diffProjects(before: Compiled, after: Compiled, { json, check }: DiffCommand): Outcome {
  const [old, next] = [before.plan, after.plan];
  if (!old || !next) {
    const broken = old ? after : before;
    return {
      code: 1,
      out: lines(...broken.diagnostics.map(problemLine), `${old ? 'The second' : 'The first'} project could not be read, so nothing was compared.`),
    };
  }
  const impact = impactOf({ plan: old, diagnostics: before.diagnostics }, { plan: next, diagnostics: after.diagnostics });
  const differs = impact.relations.length > 0 || impact.problems.length > 0;
  const code = hasErrors(impact.problems) || (check && differs) ? 1 : 0;
  if (json) return { code, out: `${JSON.stringify(impact, undefined, 1)}\n` };
  return { code, out: lines(...impact.relations.map(relationText), ...impact.problems.map((problem) => `new: ${problemLine(problem)}`), summary(impact)) };
}
