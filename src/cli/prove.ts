import type { Diagnostic } from '../core/model/diagnostic.ts';
import { isProvable } from '../core/proof/prove.ts';
import { openNodeEngine } from '../engine/duckdb-node.ts';
import { prove, type OneSided, type ProofResult } from '../engine/prove.ts';
import { deliveriesOf } from './deliveries.ts';
import type { OpenedProject } from './open-project.ts';
import { hasErrors, lines, problemLine, type Outcome } from './problems.ts';
import { rowLines } from './row-lines.ts';
import { count, type Say } from './run.ts';

const SHOWN = 10;

/** Proves a project's mart objects, or the one of this name, and prints a line for each. */
export async function proveProject(opened: OpenedProject, diagnostics: readonly Diagnostic[], name: string | undefined, say: Say): Promise<Outcome> {
  const { project } = opened;
  const { deliveries, missing } = project ? deliveriesOf(project, opened.data) : { deliveries: [], missing: [] };
  const problems = [...diagnostics, ...missing];
  if (!project || hasErrors(problems)) return { code: 1, out: lines(...problems.map(problemLine), 'Nothing was proven.') };
  for (const problem of problems) say(problemLine(problem));
  const marts = Object.values(project.objects).filter(isProvable);
  const wanted = name === undefined ? marts : marts.filter((object) => object.name === name || object.id === name);
  if (name !== undefined && wanted.length === 0) return { code: 2, out: lines(`There is no dimension, fact or group bridge ${name}.`) };

  const width = Math.max(0, ...wanted.map((object) => object.name.length));
  const sayRows = (only: OneSided, where: string): void => {
    if (only.count === 0) return;
    say(`  only ${where}: ${count(only.count)} ${only.count === 1 ? 'row' : 'rows'}`);
    for (const line of rowLines(only.rows, only.count)) say(`    ${line}`);
  };
  let [proven, troubled] = [0, false];
  const onResult = (result: ProofResult): void => {
    const object = project.objects[result.object];
    const label = (object?.name ?? result.object).padEnd(width);
    switch (result.outcome) {
      case 'equal':
        proven += 1;
        return say(`${label}  equal  ${count(result.rows)} rows`);
      case 'differs':
        troubled = true;
        say(`${label}  differs`);
        sayRows(result.only.staging, 'from staging');
        return sayRows(result.only.vault, 'through the vault');
      case 'not_tried':
        // What the vault knows nothing of cannot be fed through it, and does not ask to be.
        if (!result.apart || name !== undefined || (isProvable(object) && object.through === 'vault')) troubled = true;
        say(`${label}  not proven${result.apart ? ': nothing that feeds it is in the vault' : ''}`);
        return result.reasons.forEach((reason) => say(`  ${reason}`));
      case 'failed':
        troubled = true;
        say(`${label}  failed`);
        return result.reasons.forEach((reason) => say(`  ${reason}`));
      case 'cancelled':
        troubled = true;
        return say(`${label}  cancelled`);
    }
  };
  const engine = await openNodeEngine();
  try {
    await prove(engine, project, deliveries, { objects: wanted.map((object) => object.id), limit: SHOWN, onResult });
  } finally {
    await engine.close();
  }
  return { code: troubled ? 1 : 0, out: lines(`${proven} of ${wanted.length} mart objects have the same rows from staging and through the vault`) };
}
