import { EngineError } from '../../core/engine-port.ts';
import { DIALECTS } from '../../core/dialects/registry.ts';
import type { Id } from '../../core/model/types.ts';
import type { Relation } from '../../core/plan/types.ts';
import type { Query, TableName } from '../../core/sql/ast.ts';
import { printQuery } from '../../core/sql/print.ts';
import { quoteName, quoteText, tableText } from '../names.ts';
import { sameKey, STATE, type Entry } from './journal.ts';
import { entriesSince, type RunContext } from './rewind.ts';
import { snapshotKey } from './state.ts';

/** Schema of views that show tables as they were after earlier deliveries. */
const AS_OF = '_orrery_as_of';
const MOST_COPIED = 50_000;

export interface AsOf {
  /** A table or view with the rows that a relation had after a step. Rejects with `EngineError` where that is not known. */
  table(id: Id, step: number): Promise<TableName>;
  /** A query of the plan as text, over what the relations it reads were after a step. */
  text(query: Query, reads: readonly Id[], step: number): Promise<string>;
}

let number = 0;

/** Whatever stood in {@link AS_OF} was made of tables that have changed. */
export const forgetViews = async ({ engine, state }: Pick<RunContext, 'engine' | 'state'>): Promise<void> => {
  if (state.views.size === 0) return;
  state.views.clear();
  await engine.execute(`drop schema if exists ${AS_OF} cascade`);
};

/** The rows of a table before some entries: of each key the oldest row that was kept, and all that no entry touched. */
function beforeEntries(relation: Relation, names: string, table: string, entries: readonly Entry[]): string {
  const kept = entries.toReversed().flatMap(({ table: journal }, age) => (journal === undefined ? [] : [`select ${age} as "_orrery_age", * from ${journal}`]));
  if (kept.length === 0) return `select ${names} from ${table}`;
  const key = relation.primaryKey ?? [];
  const oldest = `select * from (${kept.join(' union all by name ')}) qualify row_number() over (partition by ${key.map(quoteName).join(', ')} order by "_orrery_age") = 1`;
  return `with kept as materialized (${oldest})
select ${names} from ${table} as own where not exists (select 1 from kept where ${sameKey(key, 'kept', 'own')})${
    relation.load.kind === 'append'
      ? ''
      : `
union all
select ${names} from kept where ${STATE} <> 'inserted'`
  }`;
}

/** Shows the tables of a run as they were after each of its deliveries, without changing them. */
export function createAsOf(context: RunContext): AsOf {
  const { engine, plan, state, marks, deliveries, files } = context;

  const notKnown = (relation: Relation): EngineError =>
    new EngineError({ message: `What ${relation.table.name} held after that delivery is not kept: run again, then look.` });

  function landed(relation: Relation, names: string, step: number): string {
    const table = tableText(relation.table.schema, relation.table.name);
    const date = quoteName(relation.columns.find(({ role }) => role === 'load_date')?.name ?? '');
    const until = deliveries[step]?.loadDate;
    if (until === undefined) return `select ${names} from ${table}`;
    if (relation.load.kind === 'landing' && relation.load.keep === 'every')
      return `select ${names} from ${table} where ${date} <= timestamp ${quoteText(until)}`;
    const last = deliveries.slice(0, step + 1).findLast((delivery) => delivery.files.some((file) => file.source === relation.id));
    const file = last?.files.find(({ source }) => source === relation.id);
    if (!last || !file) return `select ${names} from ${table} where false`;
    const cached = files.found(relation, file);
    if (!cached) throw notKnown(relation);
    const values = relation.columns.map(({ name, role }) => {
      const value = {
        load_date: `timestamp ${quoteText(last.loadDate)}`,
        record_source: quoteText(relation.recordSource ?? relation.table.name),
        sequence: 'rowid + 1',
      };
      return `${role in value ? value[role as keyof typeof value] : quoteName(name)} as ${quoteName(name)}`;
    });
    return `select ${values.join(', ')} from ${cached.table}`;
  }

  function stored(relation: Relation, names: string, mark: string): string | undefined {
    const table = tableText(relation.table.schema, relation.table.name);
    const built = state.built.get(relation.id);
    if (built?.at === mark) return undefined;
    const snapshot = built && state.snapshots.get(snapshotKey(relation.id, built.fingerprint, mark));
    if (snapshot !== undefined) return `select ${names} from ${snapshot}`;
    const entries = built && entriesSince(state, relation.id, mark);
    if (!entries) throw notKnown(relation);
    if (entries.some(({ found }) => found === 'whole')) return `select ${names} from ${table} where false`;
    if (!entries.some(({ found }) => found === 'dated')) return beforeEntries(relation, names, table, entries);
    const date = quoteName(relation.columns.find(({ role }) => role === 'load_date')?.name ?? '');
    const to = state.entries.get(snapshotKey(relation.id, built.fingerprint, mark));
    return `select ${names} from ${table} where ${date} <= timestamp ${quoteText(to?.loadDate ?? '')}`;
  }

  async function made(relation: Relation, step: number, mark: string): Promise<TableName> {
    const names = relation.columns.map(({ name }) => quoteName(name)).join(', ');
    const { load, query } = relation;
    const isDerived = load.kind === 'view' || load.kind === 'rebuild';
    const sql =
      load.kind === 'landing'
        ? landed(relation, names, step)
        : isDerived && query
          ? await text(query, relation.dependsOn, step)
          : stored(relation, names, mark);
    if (sql === undefined) return relation.table;
    if (state.views.size === 0) await engine.execute(`create schema if not exists ${AS_OF}`);
    number += 1;
    const view = { schema: AS_OF, name: `state_${number}` };
    // What is written whole is asked for by many checks: where it is small it is written once more.
    const isCopied = load.kind === 'rebuild' && (state.built.get(relation.id)?.rows ?? 0) <= MOST_COPIED;
    await engine.execute(
      isCopied
        ? `create table ${tableText(view.schema, view.name)} as select * from (\n${sql}\n) as rows_then(${names})`
        : `create view ${tableText(view.schema, view.name)} (${names}) as\n${sql}`,
    );
    return view;
  }

  async function table(id: Id, step: number): Promise<TableName> {
    const relation = plan.byId.get(id);
    const built = state.built.get(id);
    const mark = marks.get(id)?.[step];
    if (!relation || mark === undefined) throw new EngineError({ message: 'This object was not part of the last run: run again, then look.' });
    if (!built || built.at === undefined) throw new EngineError({ message: `${relation.table.name} is not built to its end: run again, then look.` });
    const key = snapshotKey(id, built.fingerprint, mark);
    const known = state.views.get(key);
    if (known) return known;
    const view = await made(relation, step, mark);
    state.views.set(key, view);
    return view;
  }

  async function text(query: Query, reads: readonly Id[], step: number): Promise<string> {
    const tables = new Map<Id, TableName>();
    for (const read of reads) tables.set(read, await table(read, step));
    const printed = printQuery(query, DIALECTS.duckdb, {
      relation: (id) => {
        const found = tables.get(id);
        if (!found) throw new Error(`a query reads ${id} without saying so`);
        return found;
      },
    });
    const [problem] = printed.diagnostics;
    if (problem) throw new EngineError({ message: problem.message });
    return printed.text;
  }

  return { table, text };
}
