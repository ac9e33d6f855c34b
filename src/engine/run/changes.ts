import type { Id } from '../../core/model/types.ts';
import { rowKeyOf, validityOf } from '../../core/plan/validity.ts';
import type { Relation } from '../../core/plan/types.ts';
import { quoteName, quoteText, tableText } from '../names.ts';
import type { AsOf } from './as-of.ts';
import { isActive } from './history.ts';
import { differ, openEnd, sameKey, STATE, toldOf } from './journal.ts';
import type { RunContext } from './rewind.ts';
import { snapshotKey } from './state.ts';

/** Columns of {@link changesSql} that hold a row as it was before, in the order of the relation's. */
export const beforeName = (index: number): string => `_orrery_before_${index}`;

interface Sides {
  /** Columns of the row as it is, then as it was. */
  readonly after: (from: string) => string;
  readonly before: (from: string) => string;
  readonly none: string;
}

function sidesOf({ columns }: Relation): Sides {
  const as = (index: number): string => quoteName(beforeName(index));
  return {
    after: (from) => columns.map(({ name }) => `${from}.${quoteName(name)}`).join(', '),
    before: (from) => columns.map(({ name }, index) => `${from}.${quoteName(name)} as ${as(index)}`).join(', '),
    none: columns.map((_, index) => `null as ${as(index)}`).join(', '),
  };
}

const tableAt = async (asOf: AsOf, id: Id, step: number): Promise<string> => {
  const { schema, name } = await asOf.table(id, step);
  return tableText(schema, name);
};

/** Two states of a relation side by side. Without a key, rows are told apart by all they hold. */
async function compared(context: RunContext, asOf: AsOf, relation: Relation, step: number): Promise<string> {
  const { after, before, none } = sidesOf(relation);
  const now = await tableAt(asOf, relation.id, step);
  if (step === 0) return `select 'inserted' as ${STATE}, ${after('a')}, ${none} from ${now} as a`;
  const then = await tableAt(asOf, relation.id, step - 1);
  const names = relation.columns.map(({ name }) => name);
  const key = rowKeyOf(context.plan, relation) ?? [];
  if (key.length === 0) {
    const list = names.map(quoteName).join(', ');
    const only = (state: string, one: string, other: string): string =>
      `select '${state}' as ${STATE}, ${after('a')}, ${none} from (select ${list} from ${one} except all select ${list} from ${other}) as a`;
    return `${only('inserted', now, then)} union all ${only('removed', then, now)}`;
  }
  const there = (side: string): string => `${side}."_orrery_there"`;
  const either = relation.columns.map(
    ({ name }) => `case when ${there('a')} is null then b.${quoteName(name)} else a.${quoteName(name)} end as ${quoteName(name)}`,
  );
  const state = `case when ${there('b')} is null then 'inserted' when ${there('a')} is null then 'removed' else ${toldOf(relation, 'b', 'a')} end`;
  return `select ${state} as ${STATE}, ${either.join(', ')}, ${before('b')}
from (select *, 1 as "_orrery_there" from ${now}) as a full join (select *, 1 as "_orrery_there" from ${then}) as b on ${sameKey(key, 'a', 'b')}
where ${there('a')} is null or ${there('b')} is null or ${differ(names, 'b', 'a')}`;
}

/** New rows of a table that only grows, and the states they end: those that were the newest of their key until then. */
async function grown(asOf: AsOf, relation: Relation, step: number, added: string): Promise<string> {
  const { after, before, none } = sidesOf(relation);
  const validity = validityOf(relation);
  if (step === 0 || validity?.kind !== 'latest') return `select 'inserted' as ${STATE}, ${after('a')}, ${none} from (${added}) as a`;
  const then = await tableAt(asOf, relation.id, step - 1);
  const { key, date, held } = validity;
  const newest = `select * from ${then} qualify ${quoteName(date)} = max(${quoteName(date)}) over (partition by ${key.map(quoteName).join(', ')})`;
  const list = key.map(quoteName).join(', ');
  if (held) {
    const wasOpen = `exists (select 1 from (${newest}) as b where ${sameKey(key, 'b', 'a')} and ${openEnd(`b.${quoteName(held.to)}`)})`;
    return `select case when not ${openEnd(`a.${quoteName(held.to)}`)} and ${wasOpen} then 'closed' else 'inserted' end as ${STATE}, ${after('a')}, ${none} from (${added}) as a`;
  }
  return `select 'inserted' as ${STATE}, ${after('a')}, ${none} from (${added}) as a
union all
select 'closed' as ${STATE}, ${after('b')}, ${before('b')} from (${newest}) as b where exists (select 1 from (select distinct ${list} from (${added})) as a where ${sameKey(key, 'a', 'b')})`;
}

/** What a journal kept of a delivery, beside the rows as they were after it. */
function journalled(relation: Relation, now: string, journal: string): string {
  const { after, before, none } = sidesOf(relation);
  const same = sameKey(relation.primaryKey ?? [], 'b', 'a');
  const inserted = `select 'inserted' as ${STATE}, ${after('a')}, ${none} from ${now} as a where exists (select 1 from ${journal} as b where b.${STATE} = 'inserted' and ${same})`;
  if (relation.load.kind === 'append') return inserted;
  return `${inserted}
union all
select b.${STATE}, ${after('a')}, ${before('b')} from ${now} as a join ${journal} as b on ${same} where b.${STATE} in ('closed', 'changed', 'touched')
union all
select b.${STATE}, ${after('b')}, ${before('b')} from ${journal} as b where b.${STATE} = 'removed'`;
}

/**
 * A query of the rows that one delivery changed in a relation: what became of each, the row as it is after the delivery
 * (as it was, where it is gone), and as it was before. Rows of which only the load date changed are `touched`.
 * @returns nothing where the delivery brought the relation nothing.
 */
export async function changesSql(context: RunContext, asOf: AsOf, relation: Relation, step: number): Promise<string | undefined> {
  const { state, marks, deliveries } = context;
  const own = marks.get(relation.id) ?? [];
  if (!isActive(own, step)) return undefined;
  const built = state.built.get(relation.id);
  const entry = built && state.entries.get(snapshotKey(relation.id, built.fingerprint, own[step] ?? ''));
  const now = await tableAt(asOf, relation.id, step);
  const date = relation.columns.find(({ role }) => role === 'load_date')?.name;
  const since = (): string =>
    `select * from ${now}${step === 0 || date === undefined ? '' : ` where ${quoteName(date)} > timestamp ${quoteText(deliveries[step - 1]?.loadDate ?? '')}`}`;
  switch (entry?.found) {
    case 'nothing':
      return undefined;
    case 'whole':
      return grown(asOf, relation, 0, `select * from ${now}`);
    case 'dated':
      return grown(asOf, relation, step, since());
    case 'kept': {
      const journal = entry.table ?? '';
      if (relation.load.kind !== 'append') return journalled(relation, now, journal);
      const added = `select * from ${now} as a where exists (select 1 from ${journal} as b where ${sameKey(relation.primaryKey ?? [], 'b', 'a')})`;
      return grown(asOf, relation, step, added);
    }
    default:
      return compared(context, asOf, relation, step);
  }
}
