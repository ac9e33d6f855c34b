import { EngineCancelled, type CancelSignal, type Engine, type ResultPage } from '../core/engine-port.ts';
import type { Id, Project } from '../core/model/types.ts';
import type { Plan } from '../core/plan/types.ts';
import { isProvable, obstacleOf, proofOf, type Proof, type Way } from '../core/proof/prove.ts';
import { inScratch } from '../core/proof/scratch.ts';
import { quoteName, tableText } from './names.ts';
import { queryText } from './print.ts';
import { createRunner } from './run.ts';
import type { RunDelivery, RunEvent, WorkStep } from './run-types.ts';

/** Rows that one way has and the other has not. */
export interface OneSided {
  readonly count: number;
  /** The first of them. */
  readonly rows: ResultPage;
}

export type ProofResult =
  | { readonly object: Id; readonly outcome: 'equal'; readonly rows: number }
  | { readonly object: Id; readonly outcome: 'differs'; readonly rows: number; readonly only: Readonly<Record<Way, OneSided>> }
  /** It could not be tried: `apart` when nothing that feeds it is in the vault. */
  | { readonly object: Id; readonly outcome: 'not_tried'; readonly apart: boolean; readonly reasons: readonly string[] }
  | { readonly object: Id; readonly outcome: 'failed'; readonly reasons: readonly string[] }
  | { readonly object: Id; readonly outcome: 'cancelled' };

export interface ProveOptions {
  /** Mart objects to prove; all of them when absent. */
  readonly objects?: readonly Id[];
  /** Rows shown of each side at most. */
  readonly limit?: number;
  readonly signal?: CancelSignal;
  readonly onResult?: (result: ProofResult) => void;
  /** The total grows where one that differs is tried again. */
  readonly onStep?: (step: WorkStep) => void;
}

const PREFIX = '_orrery_proof_';
const SCHEMA = '_orrery_proof';
const emptied = (plan: Plan): Plan => ({ ...plan, relations: [], byId: new Map() });

const WAYS: readonly Way[] = ['staging', 'vault'];

/**
 * Proves that mart objects have the same rows fed from staging and through the vault: builds both, one after the other,
 * in schemas of their own, delivery by delivery, and compares them both ways. All are built together; one that differs
 * is tried again by itself, since the difference may be that of a dimension it refers to. Nothing of it stays.
 */
export async function prove(engine: Engine, project: Project, deliveries: readonly RunDelivery[], options: ProveOptions = {}): Promise<readonly ProofResult[]> {
  const { limit = 20, signal } = options;
  const scratch = inScratch(project, PREFIX);
  const runner = createRunner(engine);
  const ids =
    options.objects ??
    Object.keys(project.objects)
      .filter((id) => isProvable(project.objects[id]))
      .toSorted();
  const results = new Map<Id, ProofResult>();
  const snapshot = (way: Way, id: Id): string => tableText(SCHEMA, `${way}.${id}`);
  let last: Plan | undefined;
  const at = { done: 0, total: 0 };
  const step = (doing: string): void => options.onStep?.({ ...at, doing });

  /** Builds one way of all objects and keeps their rows; `after`: the steps that follow. @returns failures by relation, those that were skipped too. */
  async function build(proof: Proof, way: Way, after: (steps: number) => number): Promise<ReadonlyMap<Id, string>> {
    const plan = proof.plans[way];
    last = plan;
    const failed = new Map<Id, string>();
    const nameOf = (id: Id): string => plan.byId.get(id)?.table.name ?? id;
    const onEvent = (event: RunEvent): void => {
      if (event.kind === 'started') at.total = at.done + event.total + after(event.total);
      else if (event.kind === 'step') step(`Building ${nameOf(event.relation)} ${way === 'staging' ? 'from staging' : 'through the vault'}`);
      else if (event.kind !== 'rejected') at.done = Math.min(at.done + 1, at.total);
      if (event.kind === 'failed') failed.set(event.relation, `${nameOf(event.relation)}: ${event.error.message}`);
      if (event.kind === 'skipped') failed.set(event.relation, `${nameOf(event.relation)} reads ${nameOf(event.because)}, which failed`);
    };
    const { outcome } = await runner.run(plan, deliveries, { onEvent, ...(signal ? { signal } : {}) });
    if (outcome === 'cancelled') throw new EngineCancelled();
    for (const [id, rows] of proof.rows)
      if (!failed.has(id)) await engine.execute(`create or replace table ${snapshot(way, id)} as\n${queryText(rows[way], plan)}`, signal);
    return failed;
  }

  const countOf = async (sql: string): Promise<number> => Number((await engine.query(`select count(*) from ${sql}`)).rows[0]?.[0] ?? 0);
  const oneSided = async (id: Id, way: Way, other: Way): Promise<OneSided> => {
    const sql = `select * from ${snapshot(way, id)} except all select * from ${snapshot(other, id)}`;
    return { count: await countOf(`(${sql})`), rows: await engine.query(`${sql} order by all limit ${limit}`, { limit }) };
  };

  async function compare(wanted: readonly Id[]): Promise<readonly ProofResult[]> {
    const proof = proofOf(scratch, wanted);
    const failures = {
      // Both ways have about as many steps.
      staging: await build(proof, 'staging', (steps) => steps + wanted.length),
      vault: await build(proof, 'vault', () => wanted.length),
    };
    const compared: ProofResult[] = [];
    for (const id of wanted) {
      step(`Comparing ${scratch.objects[id]?.name ?? id}`);
      at.done = Math.min(at.done + 1, at.total);
      const reasons = WAYS.flatMap((way) => failures[way].get(id) ?? []);
      if (reasons.length > 0) {
        compared.push({ object: id, outcome: 'failed', reasons });
        continue;
      }
      const only = { staging: await oneSided(id, 'staging', 'vault'), vault: await oneSided(id, 'vault', 'staging') };
      const rows = await countOf(snapshot('staging', id));
      compared.push(
        only.staging.count === 0 && only.vault.count === 0 ? { object: id, outcome: 'equal', rows } : { object: id, outcome: 'differs', rows, only },
      );
    }
    return compared;
  }

  const tell = (result: ProofResult): void => {
    results.set(result.object, result);
    options.onResult?.(result);
  };
  try {
    await engine.execute(`create schema if not exists ${quoteName(SCHEMA)}`);
    const obstacles = new Map(ids.map((id) => [id, obstacleOf(scratch, id)]));
    const tried = ids.filter((id) => !obstacles.get(id));
    for (const id of ids) {
      const obstacle = obstacles.get(id);
      if (obstacle) tell({ object: id, outcome: 'not_tried', apart: obstacle.apart, reasons: obstacle.problems.map(({ message }) => message) });
    }
    for (const result of tried.length > 0 ? await compare(tried) : []) {
      if (result.outcome === 'equal' || tried.length === 1) tell(result);
      else for (const alone of await compare([result.object])) tell(alone);
    }
  } catch (error) {
    if (!(error instanceof EngineCancelled)) throw error;
    for (const id of ids) if (!results.has(id)) tell({ object: id, outcome: 'cancelled' });
  } finally {
    if (last) await runner.run(emptied(last), []);
    for (const schema of new Set([SCHEMA, ...Object.values(scratch.settings.schemas)]))
      await engine.execute(`drop schema if exists ${quoteName(schema)} cascade`);
  }
  return ids.flatMap((id) => results.get(id) ?? []);
}
