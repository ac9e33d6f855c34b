import { lineageOf } from '../../core/plan/lineage.ts';
import type { Plan, Relation } from '../../core/plan/types.ts';
import { quoteName, tableText } from '../names.ts';

/** Schema of what deliveries changed, a table per relation and delivery. */
export const JOURNAL = '_orrery_changes';

/** What one delivery did to a table, so that it can be told and taken back. */
export interface Entry {
  /** Mark of the state before; absent where the table was new. */
  readonly before: string | undefined;
  /** Load date of the delivery. */
  readonly loadDate: string;
  /** Rows afterwards. */
  readonly rows: number;
  /**
   * How its rows are found: all of them where the table was empty before (`whole`), none (`nothing`), by their load date
   * (`dated`), or by a table of {@link JOURNAL} that holds keys of new rows and rows as they were before (`kept`).
   */
  readonly found: 'whole' | 'nothing' | 'dated' | 'kept';
  readonly table?: string;
}

/** What a row of a journal says: `touched` changed in nothing but its load date. */
export type Told = 'inserted' | 'closed' | 'changed' | 'removed' | 'touched';

let number = 0;
export const nextJournal = (): string => tableText(JOURNAL, `changes_${(number += 1)}`);

const TECHNICAL = new Set(['load_date', 'record_source', 'sequence']);
const END_OF_TIME = `timestamp '9999-12-31 00:00:00'`;

/** Validity that goes on for ever, however that is written. */
export const openEnd = (column: string): string => `coalesce(cast(${column} as timestamp), ${END_OF_TIME}) >= ${END_OF_TIME}`;

/** True where two rows have the same key; a key that is NULL by mistake counts as one. */
export const sameKey = (key: readonly string[], one: string, other: string): string =>
  key.map((name) => `${one}.${quoteName(name)} is not distinct from ${other}.${quoteName(name)}`).join(' and ');

export const differ = (names: readonly string[], one: string, other: string): string =>
  names.length === 0 ? 'false' : names.map((name) => `${one}.${quoteName(name)} is distinct from ${other}.${quoteName(name)}`).join(' or ');

/** What became of a row that is in both states under the same key and differs. */
export function toldOf({ columns }: Relation, before: string, after: string): string {
  const end = columns.find(({ role }) => role === 'valid_to');
  const compared = columns.filter(({ role }) => !TECHNICAL.has(role)).map(({ name }) => name);
  const ended = end
    ? `when coalesce(${after}.${quoteName(end.name)}, ${END_OF_TIME}) < coalesce(${before}.${quoteName(end.name)}, ${END_OF_TIME}) then 'closed' `
    : '';
  return `case ${ended}when ${differ(compared, before, after)} then 'changed' else 'touched' end`;
}

/** A statement that keeps, in a new table, what differs between the rows `before` and `after` under the same key. */
export function journalSql(relation: Relation, key: readonly string[], into: string, before: string, after: string): string {
  const names = relation.columns.map(({ name }) => name);
  const [first = ''] = key;
  const missing = (side: string): string => `${side}.${MARK} is null`;
  const values = names.map((name) => {
    const column = quoteName(name);
    return key.includes(name) ? `case when ${missing('b')} then a.${column} else b.${column} end as ${column}` : `b.${column} as ${column}`;
  });
  if (first === '') throw new Error(`${relation.id} has no key to tell its rows apart`);
  return `create table ${into} as
select case when ${missing('b')} then 'inserted' when ${missing('a')} then 'removed' else ${toldOf(relation, 'b', 'a')} end as ${STATE}, ${values.join(', ')}
from (select *, 1 as ${MARK} from ${before}) as b
full join (select *, 1 as ${MARK} from ${after}) as a on ${sameKey(key, 'a', 'b')}
where ${missing('a')} or ${missing('b')} or ${differ(names, 'b', 'a')}`;
}

const MARK = '"_orrery_there"';
export const STATE = '"_orrery_state"';

/** Whether a staging object's rows carry the load date of the delivery that brought them, not one of their own. */
function isDelivered(plan: Plan, staging: Relation | undefined): boolean {
  const column = staging?.columns.find(({ role }) => role === 'load_date')?.name;
  if (staging?.kind !== 'staging' || staging.part !== undefined || column === undefined) return false;
  const origins = lineageOf(plan, staging.id).get(column) ?? [];
  return (
    origins.length > 0 &&
    origins.every((origin) => plan.byId.get(origin.relation)?.columns.some(({ name, role }) => name === origin.column && role === 'load_date') === true)
  );
}

/** Tables of the raw vault that only grow, by rows with the load date of their delivery: nothing has to be kept to know what came with which. */
export const isDated = (plan: Plan, relation: Relation): boolean =>
  relation.load.kind === 'append' &&
  relation.layer === 'raw_vault' &&
  relation.columns.some(({ role }) => role === 'load_date') &&
  relation.dependsOn.every((id) => isDelivered(plan, plan.byId.get(id)));
