import type { Fact } from '../../model/types.ts';
import type { Relation } from '../../plan/types.ts';
import { and, bin, col, cte, eq, firstOf, keep, notExists, num, out, select, withCtes } from '../../sql/build.ts';
import type { PatternContext } from '../context.ts';
import { stored } from '../vault/stored.ts';
import { earlyCheck, keptFirstCheck, totalsCheck, unidentifiedCheck } from './fact-checks.ts';
import { lagsHold, resolved } from './fact-lookup.ts';
import { factColumns, factParts, identified, whereAll } from './fact-parts.ts';
import { fanOutChecks, memberCtes } from './fact-roles.ts';

/**
 * A transaction fact, or one without measures: events, or what was possible. One row per grain, the first delivered kept,
 * or the last where corrections replace. A dimension key is never NULL: who is not found is the unknown member, and a row
 * keeps the key it got. Rows without a value for a degenerate column of the grain are left out.
 */
export function transactionFact(fact: Fact, context: PatternContext): Relation | undefined {
  const parts = factParts(fact, context);
  if (!parts || !lagsHold(parts, context)) return undefined;
  const { loadDate, recordSource, identity, eventAt } = parts;
  const replaces = fact.corrections === 'replace';
  const own = parts.given.map((column) => column.name);
  const columns = factColumns(parts, parts.delivery);
  const names = columns.map((column) => column.name);
  const same = and(...identity.map((name) => eq(col(name, 'stored'), col(name, 'resolved'))));
  const known = replaces ? and(same, bin('>=', col(loadDate, 'stored'), col(loadDate, 'resolved'))) : same;
  const staged = { name: 'staged', query: parts.staged, comment: 'every delivered row' };
  const chosen = {
    name: 'chosen',
    comment: replaces ? 'the last row of each grain' : 'the first row of each grain',
    query: select(keep([...own, ...parts.keys, eventAt, loadDate, recordSource]), cte('staged'), {
      qualify: firstOf(
        parts.grain.map((name) => col(name)),
        parts.order(replaces ? 'last' : 'first'),
      ),
      ...whereAll(identified(parts)),
    }),
  };
  return {
    ...parts.common,
    columns,
    query: withCtes(
      [
        stored([...identity, ...(replaces ? [loadDate] : [])]),
        staged,
        chosen,
        ...memberCtes(parts.roles, context),
        { name: 'resolved', comment: 'natural keys become the keys of the members valid at the event', query: resolved(parts, 'chosen', names, context) },
      ],
      select(keep(names, 'resolved'), cte('resolved'), { where: notExists(select([out(num(1), 'found')], cte('stored'), { where: known })) }),
    ),
    load: replaces ? { kind: 'replace', rule: 'key', key: identity } : { kind: 'append', rule: 'new_keys', key: identity },
    primaryKey: identity,
    checks: [
      ...totalsCheck(parts, [staged, chosen], 'chosen'),
      ...unidentifiedCheck(parts, [staged], parts.required),
      ...(replaces ? [] : keptFirstCheck(parts, [staged])),
      ...earlyCheck(parts, [staged, chosen], 'chosen'),
      ...fanOutChecks(parts.roles, context),
    ],
  };
}
