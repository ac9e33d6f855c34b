import type { CancelSignal, Engine, ResultPage } from '../core/engine-port.ts';
import type { Id, Project } from '../core/model/types.ts';
import type { Plan } from '../core/plan/types.ts';
import { LOADED, reconciliationsOf, VERDICT, type Reconciliation, type Surplus, type Verdict } from '../core/proof/reconcile.ts';
import { rebuiltId } from '../core/model/lookup.ts';
import { columnList } from './run/load-step.ts';
import { quoteName, quoteText, tableText } from './names.ts';
import { queryText } from './print.ts';
import type { WorkStep } from './run-types.ts';

export type Refusal = Exclude<Verdict, 'same' | 'missing'> | 'failed_cast';

/** How many rows there are, and the first of them. */
export interface Found {
  readonly count: number;
  readonly rows: ResultPage;
}

/** One delivery of one source, compared. */
export interface ReconciledDelivery {
  /** As the engine writes it: `2026-01-05 06:00:00`. */
  readonly loadDate: string;
  /** Different rows that were staged. */
  readonly staged: number;
  /** Rows that the vault does not tell as they came. */
  readonly missing: Found;
  /** Rows that the vault tells though they did not come; of full deliveries only. */
  readonly extra: Found;
  /** Rows whose key did not come, which the vault cannot know; of full deliveries only. */
  readonly gone: Found;
  /** Rows that a rule kept out of the vault. */
  readonly refused: readonly { readonly reason: Refusal; readonly found: Found }[];
}

export interface ReconciledSource {
  readonly staging: Id;
  readonly full: boolean;
  readonly notHeld: readonly string[];
  readonly deliveries: readonly ReconciledDelivery[];
}

export interface ReconcileOptions {
  /** Rows shown of each kind at most. */
  readonly limit?: number;
  readonly signal?: CancelSignal;
  readonly onStep?: (step: WorkStep) => void;
}

export interface ReconcileResult {
  readonly sources: readonly ReconciledSource[];
  /** Staging objects that feed nothing in the vault. */
  readonly apart: readonly Id[];
}

const SCHEMA = '_orrery_reconcile';
const REBUILT = { schema: SCHEMA, name: 'rebuilt' };
const JUDGED = tableText(SCHEMA, 'judged');
const SURPLUS = tableText(SCHEMA, 'surplus');
const REFUSALS: readonly Refusal[] = ['missing_key', 'conflict', 'kept_first'];
const NONE: Found = { count: 0, rows: { columns: [], rows: [] } };

/** Whether something was lost or made up. */
export const differs = ({ missing, extra }: ReconciledDelivery): boolean => missing.count > 0 || extra.count > 0;

/**
 * Compares the rows that were staged with those that the raw vault tells of them, as the tables stand in the engine: for
 * each source and delivery, both ways for full deliveries. Reads only; the project must be built as it is drawn.
 */
export async function reconcile(engine: Engine, project: Project, { limit = 20, signal, onStep }: ReconcileOptions = {}): Promise<ReconcileResult> {
  const { plan, reconciliations, apart } = reconciliationsOf(project);
  const told = signal ? { signal } : {};
  const make = (name: string, sql: string): Promise<number> => engine.execute(`create or replace table ${name} as\n${sql}`, signal);
  const numbers = async (sql: string): Promise<ReadonlyMap<string, number>> =>
    new Map((await engine.query(sql, { limit: 100_000, ...told })).rows.map((row) => [JSON.stringify(row.slice(0, -1)), Number(row.at(-1))]));

  async function one(reconciliation: Reconciliation, index: number): Promise<ReconciledSource> {
    const { staging } = reconciliation;
    const step = (half: 0 | 1, doing: string): void => onStep?.({ done: index * 2 + half, total: reconciliations.length * 2, doing });
    step(0, `Rebuilding ${staging.name} from the vault`);
    const rebuilt = plan.byId.get(rebuiltId(staging.id));
    if (!rebuilt?.query) throw new Error(`nothing rebuilds ${staging.name}`);
    await make(tableText(SCHEMA, REBUILT.name), queryText(rebuilt.query, plan));
    step(1, `Comparing the deliveries of ${staging.name}`);
    const instead = new Map([[rebuilt.id, REBUILT]]);
    await make(JUDGED, queryText(reconciliation.judged, plan, instead));
    if (reconciliation.surplus) await make(SURPLUS, queryText(reconciliation.surplus, plan, instead));
    const counted = (table: string): string => `select ${LOADED}, ${VERDICT}, count(*) from ${table} group by all order by all`;
    const judged = await numbers(counted(JUDGED));
    const surplus = reconciliation.surplus ? await numbers(counted(SURPLUS)) : new Map<string, number>();
    const list = reconciliation.columns.map(quoteName).join(', ');
    const found = async (counts: ReadonlyMap<string, number>, table: string, loadDate: string, verdict: Verdict | Surplus): Promise<Found> => {
      const count = counts.get(JSON.stringify([loadDate, verdict])) ?? 0;
      if (count === 0) return NONE;
      const sql = `select ${list} from ${table} where ${LOADED} = timestamp ${quoteText(loadDate)} and ${VERDICT} = ${quoteText(verdict)} order by all limit ${limit}`;
      return { count, rows: await engine.query(sql, { limit, ...told }) };
    };
    const rejected = await rejects(plan, staging.id);
    const dates = [...new Set([...judged.keys(), ...rejected.keys()].map((key) => String((JSON.parse(key) as unknown[])[0])))].toSorted();
    const deliveries: ReconciledDelivery[] = [];
    for (const loadDate of dates) {
      const refused: { reason: Refusal; found: Found }[] = [];
      for (const reason of REFUSALS) {
        const rows = await found(judged, JUDGED, loadDate, reason as Verdict);
        if (rows.count > 0) refused.push({ reason, found: rows });
      }
      const cast = rejected.get(JSON.stringify([loadDate]));
      if (cast) refused.push({ reason: 'failed_cast', found: cast });
      deliveries.push({
        loadDate,
        staged: [...judged].reduce((sum, [key, count]) => (key.startsWith(JSON.stringify([loadDate]).slice(0, -1)) ? sum + count : sum), 0),
        missing: await found(judged, JUDGED, loadDate, 'missing'),
        extra: await found(surplus, SURPLUS, loadDate, 'extra'),
        gone: await found(surplus, SURPLUS, loadDate, 'gone'),
        refused,
      });
    }
    return { staging: staging.id, full: reconciliation.full, notHeld: reconciliation.notHeld, deliveries };
  }

  /** Rows that staging itself refused, by load date. */
  async function rejects(of: Plan, staging: Id): Promise<ReadonlyMap<string, Found>> {
    const relation = of.relations.find((candidate) => candidate.origin === staging && candidate.part === 'rejects');
    const loadDate = relation?.columns.find((column) => column.role === 'load_date')?.name;
    const result = new Map<string, Found>();
    if (!relation || loadDate === undefined) return result;
    const table = tableText(relation.table.schema, relation.table.name);
    for (const [key, count] of await numbers(`select ${quoteName(loadDate)}, count(*) from ${table} group by all order by all`)) {
      const [date] = JSON.parse(key) as readonly (string | null)[];
      const rows = await engine.query(
        `select ${columnList(relation)} from ${table} where ${quoteName(loadDate)} = timestamp ${quoteText(date ?? '')} order by all limit ${limit}`,
        { limit, ...told },
      );
      result.set(key, { count, rows });
    }
    return result;
  }

  const sources: ReconciledSource[] = [];
  try {
    await engine.execute(`create schema if not exists ${quoteName(SCHEMA)}`);
    for (const [index, reconciliation] of reconciliations.entries()) sources.push(await one(reconciliation, index));
  } finally {
    await engine.execute(`drop schema if exists ${quoteName(SCHEMA)} cascade`);
  }
  return { sources, apart: apart.map(({ id }) => id) };
}
