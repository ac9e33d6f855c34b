import type { Check, PlanColumn } from '../../plan/types.ts';
import type { Expr, Query } from '../../sql/ast.ts';
import { agg, and, asc, bin, col, cte, differs, isNull, keep, not, notNull, num, or, out, over, relation, select, union, withCtes } from '../../sql/build.ts';
import type { StagedFeed } from './dimension-feeds.ts';
import { byKey, type DimensionShape } from './dimension-shape.ts';

const count = (when: Expr): Expr => agg('sum', { t: 'case', whens: [{ when, then: num(1) }], otherwise: num(0) });

/** One version is current per member; none where deletions close them. */
function oneCurrent(shape: DimensionShape): Check {
  const { technical, dimension, keyNames, deletes } = shape;
  const current = count(col(technical.is_current, 'member'));
  return {
    id: 'one_current',
    title: deletes === 'close' ? 'at most one version per member is current' : 'exactly one version per member is current',
    severity: 'error',
    query: select([...keep(keyNames, 'member'), out(current, 'current_versions')], relation(dimension.id, 'member'), {
      where: and(...byKey(shape, 'member').map(notNull)),
      groupBy: byKey(shape, 'member'),
      having: deletes === 'close' ? bin('>', current, num(1)) : bin('<>', current, num(1)),
    }),
  };
}

/** Each version runs to where the next one begins; a gap is allowed where deletions close versions. */
function validity(shape: DimensionShape): Check {
  const { technical, dimension, keyNames, deletes } = shape;
  const [from, to, next] = [technical.valid_from, technical.valid_to, shape.work.next_from];
  const ordered = select(
    [
      ...keep([...keyNames, from, to, technical.is_current], 'member'),
      out(over('lead', [col(from, 'member')], byKey(shape, 'member'), [asc(col(from, 'member'))]), next),
    ],
    relation(dimension.id, 'member'),
    { where: and(...byKey(shape, 'member').map(notNull)) },
  );
  const meets: Expr = deletes === 'close' ? or(isNull(col(to)), bin('>', col(to), col(next))) : differs(col(to), col(next));
  const wrong = or(and(notNull(col(next)), meets), bin('<=', col(to), col(from)), and(isNull(col(next)), not(col(technical.is_current)), isNull(col(to))));
  return {
    id: 'validity',
    title: deletes === 'close' ? 'versions of a member do not overlap' : 'versions of a member follow one another without gap or overlap',
    severity: 'error',
    query: withCtes([{ name: 'ordered', query: ordered }], select(keep([...keyNames, from, to, next]), cte('ordered'), { where: wrong })),
  };
}

/** Staged rows that name no member, or cannot be put in order, were left out. */
const unnamed = (shape: DimensionShape, feeds: readonly StagedFeed[]): readonly Check[] =>
  feeds.map((feed, index) => ({
    id: feeds.length === 1 ? 'unnamed' : `unnamed_${index + 1}`,
    title: `every row has ${shape.keyNames.join(', ')}${shape.dated ? ' and a change time' : ''}`,
    severity: 'warning',
    query: feed.unnamed,
  }));

/** States of one member whose validity overlaps in the source. */
function overlapsInSource(shape: DimensionShape, feeds: readonly StagedFeed[]): readonly Check[] {
  const { work, keyNames } = shape;
  const parts = feeds.flatMap((feed) => feed.ends ?? []);
  if (parts.length === 0) return [];
  const next = over('lead', [col(work.changed_at)], byKey(shape), [asc(col(work.changed_at)), asc(col(work.gone_until))]);
  const ordered = select([...keep([...keyNames, work.changed_at, work.gone_until]), out(next, work.next_from)], cte('told'));
  return [
    {
      id: 'source_overlap',
      title: 'states of a member do not overlap in the source',
      severity: 'warning',
      query: withCtes(
        [
          { name: 'told', query: union(...parts), comment: 'each state with the end that its source gives it' },
          { name: 'ordered', query: ordered },
        ],
        select(keep([...keyNames, work.changed_at, work.gone_until, work.next_from]), cte('ordered'), {
          where: or(bin('<=', col(work.gone_until), col(work.changed_at)), bin('>', coalesceEnd(col(work.gone_until)), col(work.next_from))),
        }),
      ),
    },
  ];
}

const coalesceEnd = (end: Expr): Expr => ({
  t: 'call',
  fn: 'coalesce',
  args: [end, { t: 'lit', value: '9999-12-31 00:00:00', type: { kind: 'timestamp' } }],
});

/** Each value of a level belongs to one value of the level above, among current versions. */
function levels(shape: DimensionShape, columns: readonly PlanColumn[]): readonly Check[] {
  const { dimension, technical, historised } = shape;
  const named = (dimension.levels ?? []).flatMap((id) => columns.find((column) => column.column === id)?.name ?? []);
  return named.slice(1).map((child, index) => {
    const parent = named[index] ?? '';
    const parents: Expr = { t: 'agg', fn: 'count', arg: col(parent, 'member'), distinct: true };
    const isRow = and(notNull(col(child, 'member')), ...byKey(shape, 'member').map(notNull), ...(historised ? [col(technical.is_current, 'member')] : []));
    const query: Query = select(
      [
        out(col(child, 'member'), child),
        out(parents, 'parents'),
        out(agg('min', col(parent, 'member')), 'first_parent'),
        out(agg('max', col(parent, 'member')), 'last_parent'),
      ],
      relation(dimension.id, 'member'),
      { where: isRow, groupBy: [col(child, 'member')], having: bin('>', parents, num(1)) },
    );
    return { id: `level.${child}`, title: `each ${child} belongs to one ${parent}`, severity: 'error', query };
  });
}

/** What must hold of a dimension beyond its keys. */
export function dimensionChecks(shape: DimensionShape, feeds: readonly StagedFeed[], columns: readonly PlanColumn[]): readonly Check[] {
  const twice = select([...keep(shape.keyNames, 'member'), out(agg('count'), 'rows')], relation(shape.dimension.id, 'member'), {
    where: and(...byKey(shape, 'member').map(notNull)),
    groupBy: byKey(shape, 'member'),
    having: bin('>', agg('count'), num(1)),
  });
  const once: Check = { id: 'natural_key', title: `${shape.keyNames.join(', ')} names one member`, severity: 'error', query: twice };
  return [
    ...(shape.historised ? [oneCurrent(shape), validity(shape)] : [once]),
    ...unnamed(shape, feeds),
    ...overlapsInSource(shape, feeds),
    ...levels(shape, columns),
  ];
}
