import type { FactColumn, Id } from '../../model/types.ts';
import type { Expr, Query } from '../../sql/ast.ts';
import { cast, col, cte, out, select } from '../../sql/build.ts';
import { typeOf, type PatternContext } from '../context.ts';
import type { FactParts } from './fact-parts.ts';
import { memberJoin, memberKey } from './fact-roles.ts';

/** Days, months or years from one milestone to the other; NULL while one of them is open. */
function lagOf(column: FactColumn, parts: FactParts, rows: string): Expr {
  const { lag } = column;
  if (!lag) throw new Error(`${column.name} is no lag`);
  const [from = '', to = ''] = [lag.from, lag.to].map((id) => parts.roles.find((role) => role.id === id)?.keys[0]?.staged);
  return cast({ t: 'dateDiff', unit: lag.unit, from: col(from, rows), to: col(to, rows) }, typeOf(column));
}

/** Reports lags whose milestones are no dates of the fact. @returns whether all are well. */
export function lagsHold(parts: FactParts, context: PatternContext): boolean {
  const { fact, roles } = parts;
  const wrong = (id: Id): readonly string[] => {
    const role = roles.find((candidate) => candidate.id === id);
    if (role?.looksUp === 'date') return [];
    return [role ? `${role.foreignKey}, which is no date` : `${id}, which is not among the dimensions of ${fact.name}`];
  };
  const broken = fact.columns.flatMap((column) => {
    const words = column.lag ? [...new Set([column.lag.from, column.lag.to].flatMap(wrong))] : [];
    return words.length > 0 ? [{ column, words }] : [];
  });
  for (const { column, words } of broken)
    context.report({
      code: 'lag-without-milestone',
      severity: 'error',
      message: `${fact.name}.${column.name} is the time between two milestones, and counts from or to ${words.join(' and ')}: choose two date dimensions of the fact, or remove ${column.name}.`,
      at: { object: fact.id, column: column.id },
    });
  return broken.length === 0;
}

/** The rows of a CTE with the keys of the members valid at the event in place of natural keys; `names` are columns of the fact. */
export function resolved(parts: FactParts, rows: string, names: readonly string[], context: PatternContext): Query {
  const roles = parts.periodRole ? [...parts.roles, parts.periodRole] : parts.roles;
  const value = (name: string): Expr => {
    const role = roles.find((candidate) => candidate.foreignKey === name);
    if (role) return memberKey(role, rows);
    if (name === parts.grainKey?.column.name) return parts.grainKey.of(rows);
    const column = parts.fact.columns.find((candidate) => candidate.name === name);
    return column?.lag ? lagOf(column, parts, rows) : col(name, rows);
  };
  return select(
    names.map((name) => out(value(name), name)),
    cte(rows),
    { joins: roles.map((role) => memberJoin(role, roles, rows, parts.eventAt, context)) },
  );
}
