import { surrogateName, technicalOf } from '../../naming/technical-names.ts';
import type { Column, DateDimension, Dimension, Fact, FactDimension, GroupBridge, Id, TimeDimension } from '../../model/types.ts';
import type { LogicalType } from '../../model/logical-type.ts';
import type { Check, PlanColumn, Relation } from '../../plan/types.ts';
import type { Expr, Join, Query } from '../../sql/ast.ts';
import {
  and,
  asc,
  bin,
  cast,
  coalesce,
  col,
  cte,
  DATE,
  eq,
  INTEGER,
  isNull,
  keep,
  leftJoin,
  not,
  notNull,
  num,
  out,
  over,
  relation,
  select,
  timestampLit,
  withCtes,
} from '../../sql/build.ts';
import { technicalColumn, typeOf, type PatternContext } from '../context.ts';
import { DATE_KEY } from './date-dimension.ts';
import { BEGINNING, END_OF_TIME } from '../times.ts';
import { isHistorised } from './dimension-shape.ts';
import { junkValue, notApplicableKey, TIME_KEY, timeNumber, unknownKey } from './members.ts';

/** A natural key column that a role maps. */
export interface RoleKey {
  /** Its id in a feed's mapping. */
  readonly id: Id;
  /** The column it is compared with. */
  readonly name: string;
  /** What its value is called among the staged rows. */
  readonly staged: string;
  readonly type: LogicalType;
  /** The value that is compared, from the feed's column. */
  readonly value: (expr: Expr) => Expr;
}

/** One foreign key of a fact: the part a dimension, or a group of its members, plays. */
export interface Role {
  readonly id: Id;
  readonly looksUp: 'member' | 'version' | 'date' | 'time' | 'junk' | 'group';
  /** The dimension or the group bridge. */
  readonly target: Dimension | DateDimension | TimeDimension | GroupBridge;
  readonly alias: string;
  readonly foreignKey: string;
  readonly surrogate: string;
  readonly column: PlanColumn;
  readonly role?: string;
  readonly keys: readonly RoleKey[];
  /** The key that stands where no member is found, and where no key is given. */
  readonly unknown: Expr;
  readonly whenNull: Expr;
}

const plain = (expr: Expr): Expr => expr;

/** The natural key columns of what is looked up, and how. */
function keysOf(target: Role['target'], surrogate: string): { readonly looksUp: Role['looksUp']; readonly keys: readonly Omit<RoleKey, 'staged'>[] } {
  const columns = (from: readonly Column[]) => from.map((column) => ({ id: column.id, name: column.name, type: typeOf(column), value: plain }));
  switch (target.kind) {
    case 'date_dimension':
      return { looksUp: 'date', keys: [{ id: DATE_KEY, name: DATE_KEY, type: DATE, value: (expr) => cast(expr, DATE) }] };
    case 'time_dimension':
      return { looksUp: 'time', keys: [{ id: TIME_KEY, name: surrogate, type: INTEGER, value: (expr) => timeNumber(expr, target.every) }] };
    case 'group_bridge':
      return { looksUp: 'group', keys: columns(target.columns) };
    case 'dimension': {
      if (target.dimension_type === 'junk')
        return { looksUp: 'junk', keys: columns(target.columns).map((key) => ({ ...key, value: (expr: Expr) => junkValue(expr, key.type) })) };
      const keys = columns(target.columns.filter((column) => column.use === 'natural_key'));
      return { looksUp: isHistorised(target) ? 'version' : 'member', keys };
    }
  }
}

/** What a reference looks its key up in, if that can be built. */
function targetOf(reference: FactDimension, context: PatternContext): { readonly target: Role['target']; readonly table: Relation } | undefined {
  const id = reference.through ?? reference.dimension;
  const target = context.project.objects[id];
  const table = context.relation(id);
  const isWanted =
    reference.through === undefined
      ? target?.kind === 'dimension' || target?.kind === 'date_dimension' || target?.kind === 'time_dimension'
      : target?.kind === 'group_bridge';
  return isWanted && table ? { target: target as Role['target'], table } : undefined;
}

/** The foreign keys of a fact; nothing, with the reason reported, when one cannot be made. */
export function rolesOf(fact: Fact, context: PatternContext): readonly Role[] | undefined {
  const { settings } = context.project;
  const problem = (code: string, message: string): undefined => {
    context.report({ code, severity: 'error', message, at: { object: fact.id } });
    return undefined;
  };
  const roles = fact.dimensions.flatMap((reference, index): readonly Role[] => {
    const found = targetOf(reference, context);
    if (!found) {
      const what = reference.through === undefined ? 'a dimension' : 'a group bridge';
      problem('dangling-reference', `${fact.name} refers to ${what} that is gone or cannot be built.`);
      return [];
    }
    const { target, table } = found;
    const key = table.columns.find((column) => column.role === 'surrogate_key') ?? table.columns.find((column) => column.role === 'hash_key');
    if (!key) throw new Error(`${target.name} has no key that a fact could carry`);
    const prefix = reference.role === undefined ? '' : `${reference.role}_`;
    const foreignKey = target.kind === 'group_bridge' ? `${prefix}${key.name}` : surrogateName(target, settings, reference.role);
    const applies = reference.when_null !== 'not_applicable';
    if (!applies && !('not_applicable' in target && target.not_applicable === true)) {
      problem(
        'no-member-for-not-applicable',
        `${fact.name} wants ${foreignKey} to be "not applicable" where it is NULL, but ${target.name} has no such member: turn it on there, or let NULL mean unknown.`,
      );
      return [];
    }
    const { looksUp, keys } = keysOf(target, key.name);
    const unknown = unknownKey(key.type, settings.hash);
    return [
      {
        id: reference.id,
        looksUp,
        target,
        alias: `d${index + 1}`,
        foreignKey,
        surrogate: key.name,
        column: technicalColumn(foreignKey, key.type, 'foreign_key'),
        keys: keys.map((one, place) => ({ ...one, staged: `d${index + 1}_key${place + 1}` })),
        unknown,
        whenNull: applies ? unknown : notApplicableKey(key.type, settings.hash),
        ...(reference.role === undefined ? {} : { role: reference.role }),
      },
    ];
  });
  if (roles.length < fact.dimensions.length) return undefined;
  if (new Set(roles.map((role) => role.foreignKey.toLowerCase())).size < roles.length)
    return problem('fact-roles-missing', `${fact.name} refers to one dimension twice under one name: give each reference a role.`);
  return roles;
}

interface Cte {
  readonly name: string;
  readonly query: Query;
  readonly comment: string;
}

const lookUpName = (role: Role, roles: readonly Role[]): string => `${roles.find((other) => other.target.id === role.target.id)?.alias ?? role.alias}_members`;

/** A dimension's versions as a fact looks them up: the first one reaches back to the beginning. */
function versions(role: Role, context: PatternContext): Query {
  const { valid_from, valid_to, is_current } = technicalOf(role.target, context.project.settings);
  const keys = role.keys.map((key) => key.name);
  const by = keys.map((name) => col(name, 'member'));
  const first = eq(over('row_number', [], by, [asc(col(valid_from, 'member'))]), num(1));
  const from: Expr = { t: 'case', whens: [{ when: first, then: timestampLit(BEGINNING) }], otherwise: col(valid_from, 'member') };
  // An open version is valid whatever its dimension writes as its end.
  const endsOtherwise = role.target.kind === 'dimension' && (role.target.open_end ?? 'end_of_time') !== 'end_of_time';
  const to: Expr = endsOtherwise
    ? { t: 'case', whens: [{ when: col(is_current, 'member'), then: timestampLit(END_OF_TIME) }], otherwise: col(valid_to, 'member') }
    : col(valid_to, 'member');
  return select([...keep([role.surrogate, ...keys], 'member'), out(from, valid_from), out(to, valid_to)], relation(role.target.id, 'member'));
}

function lookUp(role: Role, context: PatternContext): Omit<Cte, 'name'> | undefined {
  const names = [role.surrogate, ...role.keys.map((key) => key.name)];
  switch (role.looksUp) {
    case 'version':
      return { query: versions(role, context), comment: `${role.target.name}, each first version from the beginning of time` };
    case 'junk': {
      const special = [role.unknown, notApplicableKey(role.column.type, context.project.settings.hash)];
      const where = not({ t: 'in', expr: col(role.surrogate, 'member'), values: special });
      return { query: select(keep(names, 'member'), relation(role.target.id, 'member'), { where }), comment: `combinations of ${role.target.name}` };
    }
    case 'group':
      return { query: select(keep(names, 'member'), relation(role.target.id, 'member'), { distinct: true }), comment: `groups of ${role.target.name}` };
    default:
      return undefined;
  }
}

/** What must be worked out of the dimensions before keys can be looked up in them, once per dimension. */
export function memberCtes(roles: readonly Role[], context: PatternContext): readonly Cte[] {
  return roles.flatMap((role, index) => {
    if (roles.findIndex((other) => other.target.id === role.target.id) < index) return [];
    const found = lookUp(role, context);
    return found ? [{ name: lookUpName(role, roles), ...found }] : [];
  });
}

/** Joins the member that a row's natural key names, the version valid at its event where there are versions. */
export function memberJoin(role: Role, roles: readonly Role[], rows: string, eventAt: string, context: PatternContext): Join {
  const same = role.keys.map((key) => {
    const exact = role.looksUp === 'junk' && key.type.kind !== 'text';
    return bin(exact ? 'isNotDistinctFrom' : '=', col(key.name, role.alias), col(key.staged, rows));
  });
  const from = lookUp(role, context) ? cte(lookUpName(role, roles), role.alias) : relation(role.target.id, role.alias);
  if (role.looksUp !== 'version') return leftJoin(from, and(...same));
  const { valid_from, valid_to } = technicalOf(role.target, context.project.settings);
  const valid = [bin('<=', col(valid_from, role.alias), col(eventAt, rows)), bin('<', col(eventAt, rows), col(valid_to, role.alias))];
  return leftJoin(from, and(...same, ...valid));
}

/** The foreign key of a row: never NULL. */
export function memberKey(role: Role, rows: string): Expr {
  const found = coalesce(col(role.surrogate, role.alias), role.unknown);
  if (role.whenNull === role.unknown) return found;
  const none = and(...role.keys.map((key) => isNull(col(key.staged, rows))));
  return { t: 'case', whens: [{ when: none, then: role.whenNull }], otherwise: found };
}

/** What would give a row of the fact twice: natural keys that name two members, or two versions, at one time. */
export function fanOutChecks(roles: readonly Role[], context: PatternContext): readonly Check[] {
  return roles.flatMap((role, index): readonly Check[] => {
    if (role.looksUp === 'date' || role.looksUp === 'time' || roles.findIndex((other) => other.target.id === role.target.id) < index) return [];
    const names = role.keys.map((key) => key.name);
    const by = names.map((name) => col(name, 'member'));
    const known = and(...(role.looksUp === 'junk' ? [notNull(col(role.surrogate, 'member'))] : by.map(notNull)));
    const members: Expr = { t: 'agg', fn: 'count', arg: col(role.surrogate, 'member'), distinct: true };
    const twice = select([...keep(names, 'member'), out(members, 'members')], relation(role.target.id, 'member'), {
      where: known,
      groupBy: by,
      having: bin('>', members, num(1)),
    });
    const head = { id: `fan_out.${role.target.name}`, severity: 'error' as const };
    const title = `${names.join(', ')} ${names.length === 1 ? 'names' : 'name'} one ${role.looksUp === 'group' ? 'group' : 'member'} of ${role.target.name}`;
    if (role.looksUp !== 'version') return [{ ...head, title, query: twice }];
    const { valid_from, valid_to } = technicalOf(role.target, context.project.settings);
    const before = over('lag', [coalesce(col(valid_to, 'member'), timestampLit(END_OF_TIME))], by, [asc(col(valid_from, 'member'))]);
    const versionsOf = select([...keep([...names, valid_from], 'member'), out(before, 'previous_to')], relation(role.target.id, 'member'), { where: known });
    const overlapping = select(keep([...names, valid_from, 'previous_to']), cte('ordered'), { where: bin('>', col('previous_to'), col(valid_from)) });
    return [{ ...head, title: `${title} at a time`, query: withCtes([{ name: 'ordered', query: versionsOf }], overlapping) }];
  });
}
