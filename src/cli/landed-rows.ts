import type { Plan } from '../core/plan/types.ts';
import type { LandedRows } from '../core/targets/types.ts';
import { openNodeEngine } from '../engine/duckdb-node.ts';
import { landedCsv } from '../engine/landed-csv.ts';
import { createRunner } from '../engine/run.ts';
import { deliveriesOf } from './deliveries.ts';
import type { OpenedProject } from './open-project.ts';

/** What the landing tables hold once every delivery of a project has come. Throws what keeps one from landing. */
export async function landedRows({ project, data }: OpenedProject, plan: Plan): Promise<LandedRows> {
  const { deliveries, missing } = project ? deliveriesOf(project, data) : { deliveries: [], missing: [] };
  const [lost] = missing;
  if (lost) throw new Error(lost.message);
  const relations = plan.relations.filter(({ load }) => load.kind === 'landing');
  const engine = await openNodeEngine();
  try {
    const failures: string[] = [];
    const landing = { ...plan, relations, byId: new Map(relations.map((relation) => [relation.id, relation])) };
    await createRunner(engine).run(landing, deliveries, { onEvent: (event) => event.kind === 'failed' && failures.push(event.error.message) });
    if (failures.length > 0) throw new Error(failures.join('\n'));
    return await landedCsv(landing, (sql) => engine.exportCsv(sql));
  } finally {
    await engine.close();
  }
}
