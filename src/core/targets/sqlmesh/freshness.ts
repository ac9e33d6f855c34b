import type { Id } from '../../model/types.ts';
import type { Relation } from '../../plan/types.ts';
import type { From, Query } from '../../sql/ast.ts';
import { agg, bin, cast, col, isNull, num, or, out, relation as from, select, TIMESTAMP } from '../../sql/build.ts';

/** The moment of a run as one row, where a query reads it: `moment`, UTC without zone. */
export const CLOCK = { id: '@clock' as Id, text: '(select @execution_dtntz as moment)' } as const;

type Limit = NonNullable<NonNullable<Relation['freshness']>['warn_after']>;

export interface FreshnessAudit {
  readonly id: string;
  readonly title: string;
  /** A row where the newest row is too old, or there is none. */
  readonly query: Query;
}

function stale(relation: Relation, column: string, { count, period }: Limit): Query {
  const newest: From = {
    t: 'subquery',
    as: 'dated',
    query: select([out(cast(agg('max', col(column, 'own')), TIMESTAMP), 'newest')], from(relation.id, 'own')),
  };
  const earliest = { t: 'dateAdd', unit: period, expr: col('moment', 'clock'), amount: num(-count), type: TIMESTAMP } as const;
  return select([out(col('newest', 'dated'), 'newest'), out(col('moment', 'clock'), 'moment')], newest, {
    joins: [{ kind: 'cross', from: from(CLOCK.id, 'clock') }],
    where: or(isNull(col('newest', 'dated')), bin('<', col('newest', 'dated'), earliest)),
  });
}

/** Whether the newest row of a relation is as new as the document asks for: one audit for the warning, one for the error. */
export function freshnessAudits(relation: Relation): readonly FreshnessAudit[] {
  const { freshness } = relation;
  if (!freshness) return [];
  return (['warn_after', 'error_after'] as const).flatMap((limit) => {
    const age = freshness[limit];
    if (!age) return [];
    const words = `${age.count} ${age.period}${age.count === 1 ? '' : 's'}`;
    return [
      {
        id: `fresh_${limit === 'warn_after' ? 'warning' : 'error'}`,
        title: `The newest ${freshness.column} of ${relation.table.name} is no older than ${words}${limit === 'error_after' ? '; older is an error' : ''}`,
        query: stale(relation, freshness.column, age),
      },
    ];
  });
}
