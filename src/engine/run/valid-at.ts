import type { Relation } from '../../core/plan/types.ts';
import type { Validity } from '../../core/plan/validity.ts';
import { quoteName, quoteText, tableText } from '../names.ts';

const MOST_MOMENTS = 400;

const tableOf = ({ table }: Relation): string => tableText(table.schema, table.name);
const spans = (from: string, to: string, at: string): string =>
  `cast(${quoteName(from)} as timestamp) <= ${at} and coalesce(cast(${quoteName(to)} as timestamp) > ${at}, true)`;

/** A query of the rows of a relation that are valid at a time. */
export function validAtSql(relation: Relation, validity: Validity, time: string): string {
  const at = `timestamp ${quoteText(time)}`;
  const table = tableOf(relation);
  const held = validity.kind !== 'moment' && validity.held ? spans(validity.held.from, validity.held.to, at) : undefined;
  switch (validity.kind) {
    case 'range':
      return `select * from ${table} where ${[spans(validity.from, validity.to, at), ...(held === undefined ? [] : [held])].join(' and ')}`;
    case 'latest': {
      const date = quoteName(validity.date);
      const newest = `select * from ${table} where ${date} <= ${at} qualify ${date} = max(${date}) over (partition by ${validity.key.map(quoteName).join(', ')})`;
      return held === undefined ? newest : `select * from (${newest}) as newest where ${held}`;
    }
    case 'moment': {
      const date = quoteName(validity.date);
      return `select * from ${table} where ${date} = (select max(${date}) from ${table} where ${date} <= ${at})`;
    }
  }
}

/** A query of the times at which the valid rows change, rising, in one column; every so many of them where they are too many. */
export function momentsSql(relation: Relation, validity: Validity): string {
  const columns =
    validity.kind === 'moment'
      ? [validity.date]
      : [...(validity.kind === 'range' ? [validity.from, validity.to] : [validity.date]), ...(validity.held ? [validity.held.from, validity.held.to] : [])];
  const all = [...new Set(columns)].map((name) => `select distinct cast(${quoteName(name)} as timestamp) as moment from ${tableOf(relation)}`).join(' union ');
  return `select strftime(moment, '%Y-%m-%dT%H:%M:%S') from (
select moment, row_number() over (order by moment) as place, count(*) over () as places from (${all}) as every_moment
where moment > timestamp '1900-01-01 00:00:00' and moment < timestamp '9999-01-01 00:00:00'
) as placed where (place - 1) % greatest(1, cast(ceil(places / ${MOST_MOMENTS}.0) as bigint)) = 0 or place = places order by moment`;
}
