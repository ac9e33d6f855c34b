import type { Hierarchy } from '../../model/types.ts';
import { technicalOf } from '../../naming/technical-names.ts';
import type { Check, ForeignKey, PlanColumn, Relation } from '../../plan/types.ts';
import type { Expr, Query } from '../../sql/ast.ts';
import {
  agg,
  and,
  bin,
  BOOLEAN,
  bool,
  col,
  cte,
  eq,
  innerJoin,
  INTEGER,
  isNull,
  keep,
  leftJoin,
  notNull,
  num,
  out,
  relation,
  select,
  union,
  withCtes,
} from '../../sql/build.ts';
import { planColumn, relationHead, technicalColumn, type PatternContext } from '../context.ts';
import { isHistorised } from './dimension-shape.ts';

/** Levels that are followed upwards where the document does not say. */
const DEPTH = 10;

/** What a hierarchy knows of its dimension. */
interface Tree {
  readonly hierarchy: Hierarchy;
  readonly surrogate: PlanColumn;
  /** The natural key column, and the attribute with the parent's. */
  readonly key: PlanColumn;
  readonly parent: string;
  readonly current?: string;
  readonly depth: number;
}

function treeOf(hierarchy: Hierarchy, context: PatternContext): Tree | undefined {
  const { project } = context;
  const problem = (code: string, message: string): undefined => {
    context.report({ code, severity: 'error', message, at: { object: hierarchy.id } });
    return undefined;
  };
  const dimension = project.objects[hierarchy.dimension];
  const table = context.relation(hierarchy.dimension);
  if (dimension?.kind !== 'dimension' || !table)
    return problem('dangling-reference', `${hierarchy.name} has no dimension that can be built: choose the one whose members have parents.`);
  const keys = dimension.columns.filter((column) => column.use === 'natural_key');
  const [key] = keys;
  if (!key || keys.length > 1)
    return problem(
      'hierarchy-needs-one-key',
      `${hierarchy.name} needs one natural key column in ${dimension.name}, since one column names the parent; it has ${keys.length}.`,
    );
  const parent = dimension.columns.find((column) => column.id === hierarchy.parent);
  if (!parent)
    return problem(
      'mapping-to-missing-column',
      `${hierarchy.name} names ${hierarchy.parent} as the parent, which ${dimension.name} does not have: choose its column.`,
    );
  if (parent.type !== key.type)
    return problem('hierarchy-key-type', `${dimension.name}.${parent.name} (${parent.type}) names a parent by ${key.name} (${key.type}): give both one type.`);
  const surrogate = table.columns.find((column) => column.role === 'surrogate_key');
  if (!surrogate) throw new Error(`${dimension.name} has no surrogate key`);
  return {
    hierarchy,
    surrogate,
    key: planColumn(key, 'natural_key'),
    parent: parent.name,
    ...(isHistorised(dimension) ? { current: technicalOf(dimension, project.settings).is_current } : {}),
    depth: hierarchy.depth ?? DEPTH,
  };
}

/**
 * Steps that walk from each member up to its ancestors, one level a step. A member that names itself as its parent, or
 * a parent that is no member, is at the top. A walk ends where it would come back to where it began.
 */
function walkSteps({
  hierarchy,
  surrogate,
  key,
  parent,
  current,
  depth,
}: Tree): readonly { readonly name: string; readonly query: Query; readonly comment?: string }[] {
  const member = (name: string): Expr => col(name, 'member');
  const members = select(
    [
      out(member(key.name), 'member_key'),
      out(member(surrogate.name), 'member_sk'),
      out({ t: 'case', whens: [{ when: bin('<>', member(parent), member(key.name)), then: member(parent) }] }, 'parent_key'),
    ],
    relation(hierarchy.dimension, 'member'),
    { where: and(notNull(member(key.name)), ...(current === undefined ? [] : [member(current)])) },
  );
  const walked = ['descendant_key', 'ancestor_key', 'parent_key', 'depth'];
  const first = select(
    [out(col('member_key'), 'descendant_key'), out(col('member_key'), 'ancestor_key'), out(col('parent_key'), 'parent_key'), out(num(0), 'depth')],
    cte('members'),
  );
  const level = (number: number): Query => {
    const below = `level_${number - 1}`;
    return select(
      [
        out(col('descendant_key', below), 'descendant_key'),
        out(col('member_key', 'members'), 'ancestor_key'),
        out(col('parent_key', 'members'), 'parent_key'),
        out(num(number), 'depth'),
      ],
      cte(below),
      {
        joins: [innerJoin(cte('members'), eq(col('member_key', 'members'), col('parent_key', below)))],
        ...(number > 1 ? { where: bin('<>', col('ancestor_key', below), col('descendant_key', below)) } : {}),
      },
    );
  };
  const levels = Array.from({ length: depth }, (_, index) => index + 1);
  return [
    { name: 'members', comment: 'each member with its parent', query: members },
    { name: 'level_0', comment: 'each member itself, then its ancestors level by level', query: first },
    ...levels.map((number) => ({ name: `level_${number}`, query: level(number) })),
    { name: 'walk', query: union(...[0, ...levels].map((number) => select(keep(walked), cte(`level_${number}`)))) },
  ];
}

/** Members that are their own ancestors, that have more ancestors than are followed, or whose parent is no member. */
function treeChecks(tree: Tree): readonly Check[] {
  const { key, depth, hierarchy, parent } = tree;
  const steps = walkSteps(tree);
  const [members] = steps;
  if (!members) throw new Error('a walk has no members');
  const walk = (name: string): Expr => col(name, 'walk');
  const isBack = eq(walk('ancestor_key'), walk('descendant_key'));
  const found = (condition: Expr): Query =>
    withCtes(
      steps,
      select(
        [out(walk('descendant_key'), key.name), out(walk('ancestor_key'), 'ancestor'), out(walk('parent_key'), parent), out(walk('depth'), 'depth')],
        cte('walk'),
        { where: condition },
      ),
    );
  const deeper = select(
    [out(walk('descendant_key'), key.name), out(walk('ancestor_key'), 'ancestor'), out(walk('parent_key'), parent), out(walk('depth'), 'depth')],
    cte('walk'),
    {
      joins: [innerJoin(cte('members'), eq(col('member_key', 'members'), walk('parent_key')))],
      where: and(eq(walk('depth'), num(depth)), bin('<>', walk('ancestor_key'), walk('descendant_key'))),
    },
  );
  const alone = select([out(col('member_key', 'members'), key.name), out(col('parent_key', 'members'), parent)], cte('members'), {
    joins: [leftJoin(cte('members', 'parents'), eq(col('member_key', 'parents'), col('parent_key', 'members')))],
    where: and(notNull(col('parent_key', 'members')), isNull(col('member_key', 'parents'))),
  });
  return [
    { id: 'cycle', title: 'no member is its own ancestor', severity: 'error', query: found(and(isBack, bin('>', walk('depth'), num(0)))) },
    { id: 'too_deep', title: `no member of ${hierarchy.name} is more than ${depth} levels below the top`, severity: 'error', query: withCtes(steps, deeper) },
    { id: 'parent_missing', title: 'each parent is a member', severity: 'warning', query: withCtes([members], alone) },
  ];
}

/**
 * The closure of a parent-child dimension: each member with itself and all its ancestors, written whole. Of a dimension
 * with versions it holds the current ones; the natural keys beside let facts of older versions find their ancestors. The
 * dimension's special members stand by themselves, so that no fact drops out.
 */
export function hierarchyRelations(hierarchy: Hierarchy, context: PatternContext): readonly Relation[] {
  const tree = treeOf(hierarchy, context);
  if (!tree) return [];
  const { surrogate, key } = tree;
  const as = (role: 'ancestor' | 'descendant', name: string): string => `${role}_${name}`;
  const ends = (['ancestor', 'descendant'] as const).map((role) => ({ role, surrogate: as(role, surrogate.name), key: as(role, key.name) }));
  const columns: readonly PlanColumn[] = [
    ...ends.map((end) => technicalColumn(end.surrogate, surrogate.type, 'foreign_key')),
    ...ends.map((end) => technicalColumn(end.key, key.type, 'attribute', true)),
    technicalColumn('depth', INTEGER, 'attribute'),
    technicalColumn('is_root', BOOLEAN, 'attribute'),
    technicalColumn('is_leaf', BOOLEAN, 'attribute'),
  ];
  const closure = select([...keep(['descendant_key', 'ancestor_key']), out(agg('min', col('depth')), 'depth')], cte('walk'), {
    groupBy: [col('descendant_key'), col('ancestor_key')],
  });
  const parents = select([out(col('parent_key'), 'parent_key')], cte('members'), { distinct: true, where: notNull(col('parent_key')) });
  const paths = select(
    [
      ...ends.map((end) => out(col('member_sk', end.role), end.surrogate)),
      ...ends.map((end) => out(col('member_key', end.role), end.key)),
      out(col('depth', 'closure'), 'depth'),
      out(isNull(col('member_key', 'above')), 'is_root'),
      out(isNull(col('parent_key', 'parents')), 'is_leaf'),
    ],
    cte('closure'),
    {
      joins: [
        ...ends.map((end) => innerJoin(cte('members', end.role), eq(col('member_key', end.role), col(`${end.role}_key`, 'closure')))),
        leftJoin(cte('members', 'above'), eq(col('member_key', 'above'), col('parent_key', 'ancestor'))),
        leftJoin(cte('parents'), eq(col('parent_key', 'parents'), col('descendant_key', 'closure'))),
      ],
    },
  );
  const special = select(
    [
      ...ends.map((end) => out(col(surrogate.name, 'member'), end.surrogate)),
      ...ends.map((end) => out(col(key.name, 'member'), end.key)),
      out(num(0), 'depth'),
      out(bool(true), 'is_root'),
      out(bool(true), 'is_leaf'),
    ],
    relation(hierarchy.dimension, 'member'),
    { where: isNull(col(key.name, 'member')) },
  );
  const foreignKeys: readonly ForeignKey[] = ends.map((end) => ({
    columns: [end.surrogate],
    relation: hierarchy.dimension,
    references: [surrogate.name],
    role: end.role,
  }));
  return [
    {
      ...relationHead(hierarchy, context.project),
      columns,
      query: withCtes(
        [
          ...walkSteps(tree),
          { name: 'closure', comment: 'each ancestor once, at its least distance', query: closure },
          { name: 'parents', comment: 'members that have children', query: parents },
        ],
        union(paths, special),
      ),
      load: { kind: 'rebuild' },
      primaryKey: ends.map((end) => end.surrogate),
      foreignKeys,
      checks: treeChecks(tree),
      dependsOn: [hierarchy.dimension],
      grain: 'one row per member and ancestor',
    },
  ];
}
