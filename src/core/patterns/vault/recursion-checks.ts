import type { Id, Project } from '../../model/types.ts';
import type { Check } from '../../plan/types.ts';
import type { Expr, Query, Select } from '../../sql/ast.ts';
import { and, col, cte, differs, eq, exists, innerJoin, keep, num, or, out, relation, select, union, withCtes } from '../../sql/build.ts';

interface Recursion {
  readonly link: Id;
  /** Names of all columns of the link. */
  readonly names: readonly string[];
  /** Names of its two keys of one hub. */
  readonly ends: readonly [string, string];
  readonly project: Project;
}

type Step = Extract<Query, { readonly t: 'with' }>['ctes'][number];

/** Doublings of the walk: 2^4 steps. */
const DOUBLINGS = 4;

const steps = (name: string, from: Select['from'], rest: Partial<Select>, left: Expr, right: Expr, comment: string): Step => ({
  name,
  comment,
  query: select([out(left, 'node'), out(right, 'reached')], from, { distinct: true, ...rest }),
});

/** Relationships of one key with another; the zero key is nobody, and who refers to itself goes nowhere. */
function related({ link, ends: [first, second], project }: Recursion): Step {
  const zero: Expr = { t: 'zeroHash', rules: project.settings.hash };
  const [from, to] = [col(first, 'link'), col(second, 'link')];
  const where = and(differs(from, to), differs(from, zero), differs(to, zero));
  return steps('reach_1', relation(link, 'link'), { where }, from, to, 'one step');
}

/** What each key reaches in up to 2^n steps: what it reached before, and what is reached from there. */
function doubled(n: number): Step {
  const [before, name] = [`reach_${2 ** (n - 1)}`, `reach_${2 ** n}`];
  const further: Query = select([out(col('node', 'near'), 'node'), out(col('reached', 'far'), 'reached')], cte(before, 'near'), {
    joins: [innerJoin(cte(before, 'far'), eq(col('reached', 'near'), col('node', 'far')))],
  });
  return steps(
    name,
    { t: 'subquery', as: 'walked', query: union(select(keep(['node', 'reached'], before), cte(before)), further) },
    {},
    col('node', 'walked'),
    col('reached', 'walked'),
    `up to ${2 ** n} steps`,
  );
}

/**
 * Lists the relationships that lie on a circle of up to 17 steps: from the second key the first can be reached again.
 * @param self whether a key that refers to itself counts.
 */
export function cycleCheck(recursion: Recursion, self: boolean): Check {
  const { link, names, ends } = recursion;
  const [first, second] = ends;
  const zero: Expr = { t: 'zeroHash', rules: recursion.project.settings.hash };
  const back = exists(
    select([out(num(1), 'found')], cte(`reach_${2 ** DOUBLINGS}`, 'walk'), {
      where: and(eq(col('node', 'walk'), col(second, 'link')), eq(col('reached', 'walk'), col(first, 'link'))),
    }),
  );
  const onItself = and(eq(col(first, 'link'), col(second, 'link')), differs(col(first, 'link'), zero));
  const walk = Array.from({ length: DOUBLINGS }, (_, index) => doubled(index + 1));
  const query = withCtes([related(recursion), ...walk], select(keep(names, 'link'), relation(link, 'link'), { where: self ? or(back, onItself) : back }));
  return { id: 'cycle', title: `no circle of up to ${2 ** DOUBLINGS + 1} steps from ${first} to ${second}`, severity: 'warning', query };
}

/** Lists the relationships whose second key is the first of another: who is somebody else's duplicate is nobody's master. */
export function chainCheck(recursion: Recursion): Check {
  const { link, names, ends } = recursion;
  const [first, second] = ends;
  const next = exists(
    select([out(num(1), 'found')], cte('reach_1', 'next'), {
      where: eq(col('node', 'next'), col(second, 'link')),
    }),
  );
  const query = withCtes(
    [related(recursion)],
    select(keep(names, 'link'), relation(link, 'link'), { where: and(differs(col(first, 'link'), col(second, 'link')), next) }),
  );
  return { id: 'chain', title: `no key is both ${first} and ${second}`, severity: 'warning', query };
}
