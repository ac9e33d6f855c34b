import type { Diagnostic } from '../core/model/diagnostic.ts';
import type { Plan } from '../core/plan/types.ts';
import { openNodeEngine } from '../engine/duckdb-node.ts';
import { differs, reconcile, type Found, type ReconciledDelivery, type ReconcileResult, type Refusal } from '../engine/reconcile.ts';
import { createRunner } from '../engine/run.ts';
import { deliveriesOf } from './deliveries.ts';
import type { OpenedProject } from './open-project.ts';
import { hasErrors, lines, problemLine, type Outcome } from './problems.ts';
import { rowLines } from './row-lines.ts';
import { count, sayProblem, type Say } from './run.ts';

const SHOWN = 10;
const REASONS: Readonly<Record<Refusal, string>> = {
  missing_key: 'refused, a key is missing',
  conflict: 'refused, another row of the same key in this delivery counted',
  kept_first: 'refused, what the hub or link keeps as it came first had changed',
  failed_cast: 'refused, a value does not fit its type',
};

/** Prints a line per source and delivery, and the rows that make a difference. @returns deliveries that differ. */
function sayResult(result: ReconcileResult, nameOf: (id: string) => string, say: Say): number {
  const width = Math.max(0, ...result.sources.map(({ staging }) => nameOf(staging).length));
  const list = (found: Found, what: string): void => {
    if (found.count === 0) return;
    say(`  ${what}: ${count(found.count)} ${found.count === 1 ? 'row' : 'rows'}`);
    for (const line of rowLines(found.rows, found.count)) say(`    ${line}`);
  };
  let wrong = 0;
  const sayDelivery = (label: string, full: boolean, delivery: ReconciledDelivery): void => {
    const verdict = differs(delivery) ? 'differs' : full ? 'equal' : 'contained';
    if (differs(delivery)) wrong += 1;
    say(`${label.padEnd(width)}  ${delivery.loadDate}  ${count(delivery.staged).padStart(9)} rows  ${verdict}`);
    list(delivery.missing, 'missing in the vault');
    list(delivery.extra, 'in the vault, but not delivered');
    list(delivery.gone, 'not delivered any more, which the vault cannot know: add a status tracking satellite');
    for (const { reason, found } of delivery.refused) list(found, REASONS[reason]);
  };
  for (const { staging, full, notHeld, deliveries } of result.sources) {
    for (const delivery of deliveries) sayDelivery(nameOf(staging), full, delivery);
    if (notHeld.length > 0) say(`${nameOf(staging)}: no vault object takes ${notHeld.join(', ')}`);
  }
  for (const id of result.apart) say(`${nameOf(id)}: feeds no hub or link, so there is nothing to compare`);
  return wrong;
}

/** Loads a project's deliveries in memory and compares what was staged with what the raw vault tells of it. */
export async function reconcileProject(opened: OpenedProject, plan: Plan | undefined, diagnostics: readonly Diagnostic[], say: Say): Promise<Outcome> {
  const { project } = opened;
  const { deliveries, missing } = project ? deliveriesOf(project, opened.data) : { deliveries: [], missing: [] };
  const problems = [...diagnostics, ...missing];
  if (!project || !plan || hasErrors(problems)) return { code: 1, out: lines(...problems.map(problemLine), 'Nothing was reconciled.') };
  for (const problem of problems) say(problemLine(problem));
  const engine = await openNodeEngine();
  try {
    let troubled = false;
    const { outcome } = await createRunner(engine).run(plan, deliveries, {
      onEvent: (event) => {
        if (sayProblem(plan, event, say)) troubled = true;
      },
    });
    if (outcome !== 'done') return { code: 1, out: lines('The run failed, so nothing was reconciled.') };
    const result = await reconcile(engine, project, { limit: SHOWN });
    const wrong = sayResult(result, (id) => project.objects[id]?.name ?? id, say);
    const all = result.sources.reduce((sum, source) => sum + source.deliveries.length, 0);
    return { code: wrong > 0 || troubled ? 1 : 0, out: lines(`${all - wrong} of ${all} deliveries are in the vault as they came`) };
  } finally {
    await engine.close();
  }
}
