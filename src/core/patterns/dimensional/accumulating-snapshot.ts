import type { Fact } from '../../model/types.ts';
import type { LogicalType } from '../../model/logical-type.ts';
import type { Relation } from '../../plan/types.ts';
import type { Expr } from '../../sql/ast.ts';
import {
  agg,
  and,
  bin,
  col,
  cte,
  eq,
  exists,
  isNull,
  keep,
  leftJoin,
  notNull,
  num,
  or,
  out,
  over,
  select,
  TEXT,
  TIMESTAMP,
  withCtes,
} from '../../sql/build.ts';
import { typeOf, type PatternContext } from '../context.ts';
import { stored } from '../vault/stored.ts';
import { backwardsCheck, earlyCheck, unidentifiedCheck } from './fact-checks.ts';
import { lagsHold, resolved } from './fact-lookup.ts';
import { factColumns, factParts, identified, whereAll } from './fact-parts.ts';
import { fanOutChecks, memberCtes } from './fact-roles.ts';
import { theOne } from './the-one.ts';

/** Columns whose values are taken from one row together: one column, or the parts of a natural key. */
interface Together {
  readonly columns: readonly { readonly name: string; readonly type: LogicalType }[];
  /** Name of the place, from the last delivered row on, where it is known. */
  readonly place: string;
}

/**
 * An accumulating snapshot: one row per instance of a process, with a date for each milestone. An instance for which
 * something newer was delivered is worked out anew from all its rows: each column has the last value delivered for it, so
 * that a row that lacks a milestone, or a feed that does not bring it, does not take it back. A milestone that is not
 * reached points at the unknown member, and a lag that counts from or to it is NULL.
 */
export function accumulatingSnapshot(fact: Fact, context: PatternContext): Relation | undefined {
  const problem = (code: string, message: string): undefined => {
    context.report({ code, severity: 'error', message, at: { object: fact.id } });
    return undefined;
  };
  const parts = factParts(fact, context);
  if (!parts || !lagsHold(parts, context)) return undefined;
  if (parts.grainKey)
    return problem(
      'accumulating-grain',
      `A row of ${fact.name} is one instance of a process: choose the degenerate columns that name it as the grain, no dimension.`,
    );
  if (parts.forgetful)
    return problem(
      'snapshot-needs-history',
      `${fact.name} is worked out anew from all deliveries, but ${parts.forgetful.name} keeps only the last: let it keep every delivery.`,
    );
  const { loadDate, recordSource, identity, eventAt, free } = parts;
  const recency = free('recency');
  const together: readonly Together[] = [
    ...parts.given.filter((column) => !identity.includes(column.name)).map((column) => ({ columns: [{ name: column.name, type: typeOf(column) }] })),
    ...parts.roles.map((role) => ({ columns: role.keys.map((key) => ({ name: key.staged, type: key.type })) })),
    { columns: [{ name: eventAt, type: TIMESTAMP }] },
  ].map((one, index) => ({ ...one, place: free(`place_${index + 1}`) }));
  const moved = together.flatMap((one) => one.columns.map((column) => column.name));
  const columns = factColumns(parts, parts.delivery);
  const names = columns.map((column) => column.name);
  const sameStored = and(...identity.map((name) => eq(col(name, 'stored'), col(name, 'staged'))));
  const sameChanged = and(...identity.map((name) => eq(col(name, 'changed'), col(name, 'staged'))));
  const known = (one: Together): Expr => ({ t: 'case', whens: [{ when: and(...one.columns.map(({ name }) => notNull(col(name)))), then: col(recency) }] });
  const byInstance = identity.map((name) => col(name));
  const staged = { name: 'staged', query: parts.staged, comment: 'every delivered row' };
  const merge = (touched: boolean) => [
    {
      name: 'ranked',
      comment: touched ? 'all rows of these instances, the last delivered first' : 'all rows of each instance, the last delivered first',
      query: select(
        [
          ...keep([...identity, ...moved, loadDate, recordSource], 'staged'),
          out(
            over(
              'row_number',
              [],
              identity.map((name) => col(name, 'staged')),
              parts.order('last', 'staged'),
            ),
            recency,
          ),
        ],
        cte('staged'),
        whereAll(touched ? [exists(select([out(num(1), 'found')], cte('changed'), { where: sameChanged }))] : identified(parts, 'staged')),
      ),
    },
    {
      name: 'placed',
      comment: 'where the last known value of each column stands',
      query: select(
        [
          ...keep([...identity, ...moved, loadDate, recordSource, recency]),
          ...together.map((one) => out(over('min', [known(one)], byInstance, []), one.place)),
        ],
        cte('ranked'),
      ),
    },
    {
      name: 'merged',
      comment: 'the last known values',
      query: select(
        [
          ...keep(identity),
          ...together.flatMap((one) => one.columns.map(({ name, type }) => out(theOne(eq(col(recency), col(one.place)), col(name), type), name))),
          out(agg('max', col(loadDate)), loadDate),
          out(theOne(eq(col(recency), num(1)), col(recordSource), TEXT), recordSource),
        ],
        cte('placed'),
        { groupBy: byInstance },
      ),
    },
  ];
  return {
    ...parts.common,
    columns,
    query: withCtes(
      [
        stored([...identity, loadDate]),
        staged,
        {
          name: 'changed',
          comment: 'instances with newer rows',
          query: select(keep(identity, 'staged'), cte('staged'), {
            distinct: true,
            joins: [leftJoin(cte('stored'), sameStored)],
            ...whereAll([...identified(parts, 'staged'), or(isNull(col(loadDate, 'stored')), bin('>', col(loadDate, 'staged'), col(loadDate, 'stored')))]),
          }),
        },
        ...merge(true),
        ...memberCtes(parts.roles, context),
      ],
      resolved(parts, 'merged', names, context),
    ),
    load: { kind: 'replace', rule: 'key', key: identity },
    primaryKey: identity,
    checks: [
      ...unidentifiedCheck(parts, [staged], parts.required),
      ...backwardsCheck(parts),
      ...earlyCheck(parts, [staged, ...merge(false)], 'merged'),
      ...fanOutChecks(parts.roles, context),
    ],
  };
}
