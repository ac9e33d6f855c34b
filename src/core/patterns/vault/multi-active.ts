import { SEQUENCE } from '../../naming/technical-names.ts';
import type { Satellite } from '../../model/types.ts';
import type { Relation } from '../../plan/types.ts';
import type { Expr } from '../../sql/ast.ts';
import {
  agg,
  and,
  asc,
  bin,
  col,
  cte,
  desc,
  differs,
  eq,
  firstOf,
  innerJoin,
  isNull,
  keep,
  leftJoin,
  num,
  or,
  out,
  over,
  select,
  union,
  withCtes,
} from '../../sql/build.ts';
import { technicalColumn, type PatternContext } from '../context.ts';
import { hashType } from '../hash.ts';
import { ghostRow, hasGhost, nothings } from './ghost.ts';
import { withLoadEnd } from './load-end.ts';
import { keepsAll, rowKey, settled, stateChecks } from './refused.ts';
import { satelliteHead, satelliteParts } from './satellite-parts.ts';
import { builtFeeds, reportNotFed } from './staged.ts';
import { stored } from './stored.ts';

/**
 * A multi-active satellite: the state of a key is the group of rows delivered for it at one load date. A group that
 * differs from the one before it, in a row or in their number, enters whole; an equal one adds nothing. A key that a
 * delivery lacks keeps its state. Of several rows of one member the last in the file counts, or all do, where the
 * project says so.
 */
export function multiActiveSatellite(satellite: Satellite, context: PatternContext): readonly Relation[] {
  const { project } = context;
  const report = (code: string, message: string): readonly [] => {
    context.report({ code, severity: 'error', message, at: { object: satellite.id } });
    return [];
  };
  if (!satellite.columns.some(({ use }) => use === 'multi_active_key'))
    return report('multi-active-without-key', `${satellite.name} holds several rows of a key at once: mark the column that tells them apart.`);
  const parts = satelliteParts(satellite, context);
  if (!parts) return [];
  if (parts.staged.length === 0) return reportNotFed(satellite, 'its columns', context);
  const { key, diff, loadDate, recordSource, identity } = parts;
  const all = keepsAll(context);
  const active = parts.named('multi_active_key');
  const applied = parts.named('applied');
  const names = [key, diff, ...satellite.columns.map((column) => column.name), loadDate, recordSource];
  const member = [...identity, ...active, diff];
  const dated = [...identity, loadDate];
  const on = (list: readonly string[], table?: string): readonly Expr[] => list.map((name) => col(name, table));
  const same = (list: readonly string[], left: string, right: string): Expr => and(...list.map((name) => eq(col(name, left), col(name, right))));
  const hash = hashType(project.settings.hash);
  const columns = [technicalColumn(key, hash, 'hash_key'), technicalColumn(diff, hash, 'hash_diff'), ...parts.listed, ...parts.delivery];
  const one = all
    ? firstOf(on([...rowKey(parts), diff], 'staged'), [asc(col(SEQUENCE, 'staged'))])
    : firstOf(on(rowKey(parts), 'staged'), settled(parts, context, 'staged'));
  const isKept: Expr = {
    t: 'case',
    whens: [{ when: eq(col('previous_group_number'), bin('-', col('group_number'), num(1))), then: num(1) }],
    otherwise: num(0),
  };
  const changes = select(keep(names, 'newer'), cte('newer'), {
    joins: [innerJoin(cte('compared'), same(dated, 'newer', 'compared'))],
    where: or(
      differs(col('group_size', 'compared'), col('previous_group_size', 'compared')),
      differs(col('group_size', 'compared'), col('kept_rows', 'compared')),
    ),
  });
  const table: Relation = {
    ...satelliteHead(satellite, context),
    columns,
    query: withCtes(
      [
        stored([...member, loadDate]),
        {
          name: 'latest',
          query: select(keep([...member, loadDate]), cte('stored'), { qualify: eq(over('rank', [], on(identity), [desc(col(loadDate))]), num(1)) }),
          comment: 'the group of each key',
        },
        { name: 'reached', query: select(keep(dated), cte('latest'), { distinct: true }), comment: 'when it was delivered' },
        { name: 'staged', query: union(...parts.staged), comment: 'every delivered row' },
        {
          name: 'newer',
          query: select(keep(names, 'staged'), cte('staged'), {
            joins: [leftJoin(cte('reached'), same(identity, 'reached', 'staged'))],
            where: or(isNull(col(key, 'reached')), bin('>', col(loadDate, 'staged'), col(loadDate, 'reached'))),
            qualify: one,
          }),
          comment: 'delivered after the stored group, one row per member and load date',
        },
        {
          name: 'groups',
          query: select([...keep([...member, loadDate]), out(over('dense_rank', [], on(identity), [asc(col(loadDate))]), 'group_number')], {
            t: 'subquery',
            as: 'rows_so_far',
            query: union(select(keep([...member, loadDate]), cte('latest')), select(keep([...member, loadDate]), cte('newer'))),
          }),
          comment: 'the groups of each key in order, the stored one first',
        },
        {
          name: 'members',
          query: select(
            [...keep([...dated, 'group_number']), out(over('lag', [col('group_number')], on(member), [asc(col('group_number'))]), 'previous_group_number')],
            cte('groups'),
          ),
          comment: 'each row with the group that had it before',
        },
        {
          name: 'counted',
          query: select([...keep(dated), out(agg('count'), 'group_size'), out(agg('sum', isKept), 'kept_rows')], cte('members'), { groupBy: on(dated) }),
          comment: 'rows of each group, and those that the group before had too',
        },
        {
          name: 'compared',
          query: select(
            [...keep([...dated, 'group_size', 'kept_rows']), out(over('lag', [col('group_size')], on(identity), [asc(col(loadDate))]), 'previous_group_size')],
            cte('counted'),
          ),
          comment: 'each with the size of the group before',
        },
      ],
      hasGhost(identity, context)
        ? union(changes, ghostRow(satellite, columns, key, context, applied, nothings(parts.listed.filter(({ name }) => active.includes(name)))))
        : changes,
    ),
    load: { kind: 'append', rule: 'changes', key: identity },
    primaryKey: [...rowKey(parts), ...(all ? [diff] : [])],
    foreignKeys: parts.foreignKeys,
    checks: stateChecks(parts, satellite.id, context),
    dependsOn: builtFeeds(satellite.feeds, context),
  };
  return withLoadEnd(satellite, table, { identity, loadDate, together: true }, context);
}
