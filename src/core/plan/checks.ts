import type { LogicalType } from '../model/logical-type.ts';
import type { ColumnTest, HashRules, Id } from '../model/types.ts';
import type { Expr, Query } from '../sql/ast.ts';
import { agg, and, asc, bin, col, differs, eq, isNull, keep, notExists, notNull, num, or, out, over, relation as from, select, text } from '../sql/build.ts';
import { references } from '../sql/walk.ts';
import type { Check, ForeignKey, Plan, PlanColumn, Relation } from './types.ts';

/** A check of one relation, with what makes it quick to count. */
export interface RelationCheck extends Check {
  readonly relation: Id;
  /** True for the rows of its relation that break it: several such checks are counted in one pass. */
  readonly breaks?: Expr;
  /** A query of one row and one column, the number of rows that break it, where that is quicker than to list them. */
  readonly count?: Query;
}

const OWN = 'own';
const list = (names: readonly string[]): string => names.join(', ');
const isNumber = ({ kind }: LogicalType): boolean => kind === 'integer' || kind === 'bigint' || kind === 'decimal' || kind === 'float';

/** The rows of a relation for which a condition is true. */
const rowsWhere = (relation: Relation, where: Expr): Query =>
  select(
    keep(
      relation.columns.map(({ name }) => name),
      OWN,
    ),
    from(relation.id, OWN),
    { where },
  );

const rowCheck = (relation: Relation, id: string, title: string, column: string, breaks: Expr): RelationCheck => ({
  id,
  title,
  severity: 'error',
  relation: relation.id,
  columns: [column],
  query: rowsWhere(relation, breaks),
  breaks,
});

/** Rows that share a key with others and, where it identifies them, rows without one. Rows outside `among` do not count. */
function uniqueCheck(relation: Relation, id: string, key: readonly string[], isPrimary: boolean, among?: Expr): RelationCheck {
  const columns = key.map((name) => col(name, OWN));
  const missing = or(...columns.map(isNull));
  const present = and(...columns.map(notNull));
  const where = isPrimary ? among : among ? and(among, present) : present;
  const several = bin('>', over('count', [], columns, []), num(1));
  const grouped = bin('>', agg('count'), num(1));
  const rest = where ? { where } : {};
  return {
    id,
    title: isPrimary ? `${list(key)} is unique and never NULL` : `${list(key)} is unique`,
    severity: 'error',
    relation: relation.id,
    columns: key,
    query: select(
      keep(
        relation.columns.map(({ name }) => name),
        OWN,
      ),
      from(relation.id, OWN),
      { ...rest, qualify: isPrimary ? or(several, missing) : several, orderBy: columns.map((column) => asc(column)) },
    ),
    count: select([out(agg('sum', col('copies')), 'broken')], {
      t: 'subquery',
      as: 'groups',
      query: select([out(agg('count'), 'copies')], from(relation.id, OWN), { ...rest, groupBy: columns, having: isPrimary ? or(grouped, missing) : grouped }),
    }),
  };
}

/** The value a test names, as one of the column's type; nothing when it can be none. */
function valueOf(value: string, type: LogicalType): Expr | undefined {
  if (!isNumber(type)) return text(value);
  return /^-?\d+(?:\.\d+)?$/.test(value.trim()) ? { t: 'lit', value: Number(value), type } : undefined;
}

/** True for values that a test of the document does not accept; NULL is accepted by all but `not_null`. */
function refused(
  { name, type }: PlanColumn,
  test: Exclude<ColumnTest, { readonly test: 'unique' }>,
): { readonly breaks: Expr; readonly title: string } | undefined {
  const value = col(name, OWN);
  switch (test.test) {
    case 'not_null':
      return { breaks: isNull(value), title: `${name} is never NULL` };
    case 'accepted_values': {
      const shown: Expr | undefined = isNumber(type) ? value : type.kind === 'json' ? undefined : { t: 'textOf', expr: value, type };
      if (!shown) return undefined;
      const values = test.values.flatMap((one) => valueOf(one, type) ?? []);
      return {
        breaks: values.length === 0 ? notNull(value) : and(notNull(value), { t: 'in', expr: shown, values, not: true }),
        title: `${name} is ${list(test.values)}`,
      };
    }
    case 'accepted_range': {
      if (!isNumber(type)) return undefined;
      const limits = [...(test.min === undefined ? [] : [bin('<', value, num(test.min))]), ...(test.max === undefined ? [] : [bin('>', value, num(test.max))])];
      const [first] = limits;
      if (!first) return undefined;
      const words = test.min === undefined ? `at most ${test.max}` : test.max === undefined ? `at least ${test.min}` : `from ${test.min} to ${test.max}`;
      return { breaks: or(...limits), title: `${name} is ${words}` };
    }
  }
}

/** True for rows that stand for something in the data, not for what is unknown or missing; nothing where all do. */
export function realRows(relation: Relation, rules: HashRules, table?: string): Expr | undefined {
  const key = relation.columns.find(({ role }) => role === 'surrogate_key' || role === 'hash_key');
  if (!key || !relation.primaryKey?.includes(key.name)) return undefined;
  return isNumber(key.type) ? bin('>', col(key.name, table), num(0)) : differs(col(key.name, table), { t: 'zeroHash', rules });
}

function testChecks(relation: Relation, plan: Plan): readonly RelationCheck[] {
  const real = realRows(relation, plan.hash, OWN);
  return relation.columns.flatMap((column) => {
    const seen = new Map<string, number>();
    const enforced = relation.load.kind !== 'view' || column.nullable || column.column === undefined;
    const tests: readonly ColumnTest[] =
      enforced || column.tests.some(({ test }) => test === 'not_null') ? column.tests : [{ test: 'not_null' }, ...column.tests];
    return tests.flatMap((test): readonly RelationCheck[] => {
      const number = (seen.get(test.test) ?? 0) + 1;
      seen.set(test.test, number);
      const id = `${test.test}.${column.name}${number === 1 ? '' : `.${number}`}`;
      const severity = test.severity === 'warn' ? 'warning' : 'error';
      if (test.test === 'unique')
        return relation.primaryKey?.join() === column.name ? [] : [{ ...uniqueCheck(relation, id, [column.name], false, real), severity }];
      const found = refused(column, test);
      return found ? [{ ...rowCheck(relation, id, found.title, column.name, real ? and(real, found.breaks) : found.breaks), severity }] : [];
    });
  });
}

/** Rows that refer to what is not there. NULL refers to nothing, which is for a `not_null` test to say. */
function referenceCheck(relation: Relation, key: ForeignKey, plan: Plan): readonly RelationCheck[] {
  const target = plan.byId.get(key.relation);
  if (!target) return [];
  const same = and(...key.columns.map((name, index) => eq(col(key.references[index] ?? name, 'referred'), col(name, OWN))));
  const lost = notExists(select([out(num(1), 'found')], from(target.id, 'referred'), { where: same }));
  return [
    {
      id: `reference.${key.columns.join('.')}`,
      title: `${list(key.columns)} is found in ${target.table.name}`,
      severity: 'error',
      relation: relation.id,
      columns: key.columns,
      query: rowsWhere(relation, and(...key.columns.map((name) => notNull(col(name, OWN))), lost)),
    },
  ];
}

/**
 * What must hold of a relation once it is loaded: its keys, the tests of its columns, its references, and what its pattern
 * knows besides. A view of rejects has none: what it lists is counted with the object that refused it.
 */
export function checksOf(plan: Plan, relation: Relation): readonly RelationCheck[] {
  if (relation.part === 'rejects') return [];
  const { primaryKey, uniqueKeys, foreignKeys } = relation;
  return [
    ...(primaryKey ? [uniqueCheck(relation, 'key', primaryKey, true)] : []),
    ...uniqueKeys.map((key) => uniqueCheck(relation, `unique.${key.join('.')}`, key, false)),
    ...testChecks(relation, plan),
    ...foreignKeys.flatMap((key) => referenceCheck(relation, key, plan)),
    ...(relation.checks ?? []).map((check) => ({ ...check, relation: relation.id })),
    ...(relation.examples ?? []).map(({ id, name, differences }) => ({
      id: `example.${id}`,
      title: `Example: ${name}`,
      severity: 'error' as const,
      relation: relation.id,
      query: differences,
    })),
  ];
}

/** Ids of the relations whose rows decide whether the checks of one hold, its own among them. */
export const relationsChecked = (plan: Plan, relation: Relation): ReadonlySet<Id> =>
  new Set([relation.id, ...checksOf(plan, relation).flatMap(({ query }) => [...references(query).relations])]);

/** One row with the number of rows that break each check, in their order: one statement, and one pass for all conditions on rows. */
export function countQuery(relation: Relation, checks: readonly RelationCheck[]): Query {
  const name = (index: number): string => `c${index + 1}`;
  const rowChecks = checks.flatMap((check, index) =>
    check.breaks ? [out(agg('count', { t: 'case', whens: [{ when: check.breaks, then: num(1) }] }), name(index))] : [],
  );
  const parts = [
    ...(rowChecks.length > 0 ? [{ query: select(rowChecks, from(relation.id, OWN)), as: 'rows_counted' }] : []),
    ...checks.flatMap((check, index) => {
      if (check.breaks) return [];
      const one: Query = check.count ?? select([out(agg('count'), 'broken')], { t: 'subquery', query: check.query, as: 'breaking' });
      return [{ query: select([out(col('broken'), name(index))], { t: 'subquery', query: one, as: `counted_${index + 1}` }), as: `k${index + 1}` }];
    }),
  ];
  const [first, ...others] = parts.map(({ query, as }) => ({ t: 'subquery', query, as }) as const);
  if (!first) throw new Error(`${relation.id} has no checks to count`);
  return select(keep(checks.map((_, index) => name(index))), first, { joins: others.map((other) => ({ kind: 'cross', from: other }) as const) });
}
