import type { HashRules } from '../../model/types.ts';
import type { PlanColumn } from '../../plan/types.ts';
import type { Expr, Query } from '../../sql/ast.ts';
import { bool, col, cte, eq, nil, notExists, num, out, select, text, timestampLit } from '../../sql/build.ts';
import { notApplicableKey, unknownKey } from './members.ts';
import { BEGINNING } from '../times.ts';

/** A member that stands for no member of the source: its key, and what its texts say. */
interface SpecialMember {
  readonly key: Expr;
  readonly label: string;
  /** Stands in where the label does not fit. */
  readonly mark: string;
}

const unknownMember = (key: PlanColumn, rules: HashRules): SpecialMember => ({ key: unknownKey(key.type, rules), label: '(unknown)', mark: '?' });
const notApplicableMember = (key: PlanColumn, rules: HashRules): SpecialMember => ({
  key: notApplicableKey(key.type, rules),
  label: '(not applicable)',
  mark: '-',
});

function valueOf(column: PlanColumn, member: SpecialMember, rules: HashRules, openEnd: Expr): Expr {
  switch (column.role) {
    case 'surrogate_key':
      return member.key;
    case 'foreign_key':
      return unknownKey(column.type, rules);
    case 'valid_from':
    case 'load_date':
      return timestampLit(BEGINNING);
    case 'valid_to':
      return openEnd;
    case 'is_current':
      return bool(true);
    case 'is_deleted':
    case 'is_inferred':
      return bool(false);
    case 'attribute': {
      if (column.type.kind !== 'text') return nil(column.type);
      return text(column.type.length === undefined || column.type.length >= member.label.length ? member.label : member.mark);
    }
    default:
      return nil(column.type);
  }
}

/** The special members that are not stored yet, one query each: the unknown one and, on demand, the one that does not apply. */
export function specialMembers(
  columns: readonly PlanColumn[],
  notApplicable: boolean,
  rules: HashRules,
  options: { readonly openEnd: Expr; readonly onlyNew: boolean; /** Columns that have no text either. */ readonly blank?: readonly string[] },
): readonly Query[] {
  const key = columns.find((column) => column.role === 'surrogate_key');
  if (!key) throw new Error('a dimension has no surrogate key');
  return [unknownMember(key, rules), ...(notApplicable ? [notApplicableMember(key, rules)] : [])].map((member) =>
    select(
      columns.map((column) => out(options.blank?.includes(column.name) ? nil(column.type) : valueOf(column, member, rules, options.openEnd), column.name)),
      undefined,
      options.onlyNew ? { where: notExists(select([out(num(1), 'found')], cte('stored'), { where: eq(col(key.name, 'stored'), member.key) })) } : {},
    ),
  );
}
