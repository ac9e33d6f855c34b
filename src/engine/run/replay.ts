import { EngineError, type Engine, type ResultPage } from '../../core/engine-port.ts';
import type { Id } from '../../core/model/types.ts';
import { validityOf, type Validity } from '../../core/plan/validity.ts';
import type { Relation } from '../../core/plan/types.ts';
import { references } from '../../core/sql/walk.ts';
import { quoteName, quoteText, tableText } from '../names.ts';
import { breakingRows, runChecks, type TextOf } from '../run-checks.ts';
import type { ChangedPage, ChangeState, DeliveryChanges, Replay } from '../run-types.ts';
import { orderText } from '../table-page.ts';
import { createAsOf, type AsOf } from './as-of.ts';
import { changesSql } from './changes.ts';
import type { FileCache } from './file-cache.ts';
import { STATE } from './journal.ts';
import type { RunContext } from './rewind.ts';
import { snapshotKey, type RunState } from './state.ts';
import { momentsSql, validAtSql } from './valid-at.ts';

/** What was run last; what is looked back on is what it built. */
export type LastRun = Pick<RunContext, 'plan' | 'deliveries' | 'marks'>;

const MOST_FOLLOWED = 500;
const STATES: readonly ChangeState[] = ['inserted', 'closed', 'changed', 'removed'];
const isChange = (state: string | null | undefined): state is ChangeState => STATES.some((known) => known === state);

/** A page of {@link changesSql} taken apart: the state first, then the row, then the row as it was. */
function takenApart({ columns, rows }: ResultPage, width: number, delivery: Id): ChangedPage {
  return {
    columns: columns.slice(1, width + 1),
    rows: rows.map((row) => row.slice(1, width + 1)),
    changes: rows.map((row) => {
      const state = isChange(row[0]) ? row[0] : 'changed';
      const before = row.slice(width + 1);
      return { state, delivery, ...((state === 'closed' || state === 'changed') && before.some((value) => value !== null) ? { before } : {}) };
    }),
  };
}

/** Looks back on what the runs of one engine left. Waits for runs, and runs wait for it. */
export function createReplay(
  engine: Engine,
  { state, files, last }: { readonly state: RunState; readonly files: FileCache; readonly last: () => LastRun | undefined },
  queue: <T>(work: () => Promise<T>) => Promise<T>,
): Replay {
  const counted = new Map<string, Pick<DeliveryChanges, 'counts' | 'rows'>>();

  interface Looking {
    readonly context: RunContext;
    readonly asOf: AsOf;
    readonly relation: Relation;
  }
  const looking = <T>(id: Id, work: (look: Looking) => Promise<T>): Promise<T> =>
    queue(async () => {
      const run = last();
      const relation = run?.plan.byId.get(id);
      if (!run || !relation) throw new EngineError({ message: 'This object was not part of the last run: run again, then look.' });
      const context: RunContext = { ...run, engine, state, files, signal: undefined };
      return work({ context, relation, asOf: createAsOf(context) });
    });
  const stepOf = ({ deliveries }: RunContext, delivery: Id): number => {
    const step = deliveries.findIndex(({ id }) => id === delivery);
    if (step < 0) throw new EngineError({ message: 'That delivery is not loaded: run to it first.' });
    return step;
  };
  const number = async (sql: string): Promise<number> => Number((await engine.query(sql, { limit: 1 })).rows[0]?.[0] ?? 0);

  async function countsOf({ context, asOf, relation }: Looking, step: number): Promise<Pick<DeliveryChanges, 'counts' | 'rows'>> {
    const key = snapshotKey(relation.id, state.built.get(relation.id)?.fingerprint ?? '', `${context.marks.get(relation.id)?.[step] ?? ''} ${step}`);
    const known = counted.get(key);
    if (known) return known;
    const counts: Record<ChangeState, number> = { inserted: 0, closed: 0, changed: 0, removed: 0 };
    const sql = await changesSql(context, asOf, relation, step);
    if (sql !== undefined)
      for (const [told, rows] of (await engine.query(`select ${STATE}, count(*) from (${sql}) as changes group by 1`)).rows)
        if (isChange(told)) counts[told] = Number(rows);
    const { schema, name } = await asOf.table(relation.id, step);
    const found = { counts, rows: await number(`select count(*) from ${tableText(schema, name)}`) };
    counted.set(key, found);
    return found;
  }

  const validity = (relation: Relation): Validity => {
    const found = validityOf(relation);
    if (!found) throw new EngineError({ message: `The rows of ${relation.table.name} have no time at which they are valid.` });
    return found;
  };
  const textAt =
    ({ asOf }: Looking, step: number): TextOf =>
    (query) =>
      asOf.text(query, [...references(query).relations], step);

  return {
    changes: (id) =>
      looking(id, async (look) => {
        const all: DeliveryChanges[] = [];
        for (const [step, { id: delivery, loadDate }] of look.context.deliveries.entries()) {
          const { counts, rows } = await countsOf(look, step);
          all.push({ delivery, loadDate, counts, rows, left: rows - counts.inserted - counts.closed - counts.changed });
        }
        return all;
      }),
    changed: (id, delivery, states, { offset, limit, order }) =>
      looking(id, async ({ context, asOf, relation }) => {
        const sql = await changesSql(context, asOf, relation, stepOf(context, delivery));
        if (sql === undefined) return { columns: [], rows: [], changes: [] };
        const wanted = `select * from (${sql}) as changes where ${STATE} in (${states.map(quoteText).join(', ')})${orderText(order)} limit ${limit} offset ${offset}`;
        return takenApart(await engine.query(wanted, { limit }), relation.columns.length, delivery);
      }),
    follow: (id, values) =>
      looking(id, async ({ context, asOf, relation }) => {
        const where = Object.entries(values).map(
          ([name, value]) => `cast(${quoteName(name)} as varchar) is not distinct from ${value === null ? 'null' : quoteText(value)}`,
        );
        const pages: ChangedPage[] = [];
        for (const [step, { id: delivery }] of context.deliveries.entries()) {
          const sql = await changesSql(context, asOf, relation, step);
          if (sql === undefined) continue;
          const wanted = `select * from (${sql}) as changes where ${STATE} <> 'touched' and ${where.join(' and ')} limit ${MOST_FOLLOWED}`;
          pages.push(takenApart(await engine.query(wanted, { limit: MOST_FOLLOWED }), relation.columns.length, delivery));
        }
        return { columns: pages[0]?.columns ?? [], rows: pages.flatMap(({ rows }) => rows), changes: pages.flatMap(({ changes }) => changes) };
      }),
    moments: (id) =>
      looking(id, async ({ relation }) => (await engine.query(momentsSql(relation, validity(relation)))).rows.flatMap(([moment]) => moment ?? [])),
    validAt: (id, time, { offset, limit, order }) =>
      looking(id, ({ relation }) =>
        engine.query(`select * from (${validAtSql(relation, validity(relation), time)}) as valid${orderText(order)} limit ${limit} offset ${offset}`, {
          limit,
        }),
      ),
    countAt: (id, time) => looking(id, ({ relation }) => number(`select count(*) from (${validAtSql(relation, validity(relation), time)}) as valid`)),
    checksAt: (id, delivery, signal) =>
      looking(id, (look) =>
        runChecks(engine, look.context.plan, [id], { textOf: textAt(look, stepOf(look.context, delivery)), ...(signal ? { signal } : {}) }),
      ),
    breakingAt: (id, check, delivery, { offset, limit, order }) =>
      looking(id, (look) => breakingRows(engine, look.context.plan, id, check, offset, limit, order, textAt(look, stepOf(look.context, delivery)))),
  };
}
