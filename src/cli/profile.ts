import type { Diagnostic } from '../core/model/diagnostic.ts';
import type { Plan, Relation } from '../core/plan/types.ts';
import type { ColumnProfile, Profile } from '../core/profile/types.ts';
import { openNodeEngine } from '../engine/duckdb-node.ts';
import { tableText } from '../engine/names.ts';
import { profileOf } from '../engine/profile/profile.ts';
import { createRunner } from '../engine/run.ts';
import { deliveriesOf } from './deliveries.ts';
import type { OpenedProject } from './open-project.ts';
import { hasErrors, lines, problemLine, type Outcome } from './problems.ts';
import { count, sayProblem, type Say } from './run.ts';

export interface ProfileCommand {
  /** An object by its name; all when left out. */
  readonly object: string | undefined;
  /** Prints one JSON array and nothing else. */
  readonly json: boolean;
}

const SHOWN = 24;
const nameOf = ({ table }: Relation): string => `${table.schema}.${table.name}`;
const shortened = (value: string): string => {
  const line = value.replaceAll(/\s+/g, ' ');
  return line.length > SHOWN ? `${line.slice(0, SHOWN)}…` : line;
};

function columnLine({ name, type, nulls, distinct, isEstimate, min, max, isKey, patterns }: ColumnProfile, width: number): string {
  const range = min === undefined || max === undefined ? 'no value' : `${shortened(min)} to ${shortened(max)}`;
  const [pattern] = patterns;
  return [
    `  ${name.padEnd(width)}`,
    type.toLowerCase().padEnd(14),
    `${count(nulls)} NULL`.padStart(12),
    `${isEstimate ? '≈' : ''}${count(distinct)} distinct`.padStart(18),
    range,
    ...(pattern ? [`mostly ${shortened(pattern.value)}`] : []),
    ...(isKey ? ['may be a key'] : []),
  ].join('  ');
}

function sayProfile(relation: Relation, { rows, sampled, columns }: Profile, say: Say): void {
  say(`${nameOf(relation)}  ${count(rows)} ${rows === 1 ? 'row' : 'rows'}${sampled === undefined ? '' : `, patterns of ${count(sampled)} sampled rows`}`);
  const width = Math.max(0, ...columns.map(({ name }) => name.length));
  for (const column of columns) say(columnLine(column, width));
}

/** Loads a project's deliveries in memory and prints what the values of its tables are, or those of the object of this name. */
export async function profileProject(
  opened: OpenedProject,
  plan: Plan | undefined,
  diagnostics: readonly Diagnostic[],
  command: ProfileCommand,
  say: Say,
): Promise<Outcome> {
  const { project } = opened;
  const { deliveries, missing } = project ? deliveriesOf(project, opened.data) : { deliveries: [], missing: [] };
  const problems = [...diagnostics, ...missing];
  if (!project || !plan || hasErrors(problems)) return { code: 1, out: lines(...problems.map(problemLine), 'Nothing was profiled.') };
  const own = plan.relations.filter(({ part }) => part === undefined);
  const { object } = command;
  const wanted = object === undefined ? own : own.filter((relation) => relation.table.name === object || project.objects[relation.origin]?.name === object);
  if (object !== undefined && wanted.length === 0) return { code: 2, out: lines(`There is no object ${object}.`) };
  const tell: Say = command.json ? () => undefined : say;
  for (const problem of problems) tell(problemLine(problem));

  const engine = await openNodeEngine();
  try {
    let troubled = false;
    const { outcome } = await createRunner(engine).run(plan, deliveries, {
      onEvent: (event) => {
        if (sayProblem(plan, event, tell)) troubled = true;
      },
    });
    if (outcome !== 'done') return { code: 1, out: lines('The run failed, so nothing was profiled.') };
    const reader = await engine.openReader();
    const found: { readonly table: string; readonly profile: Profile }[] = [];
    for (const relation of wanted) {
      const profile = await profileOf(reader, tableText(relation.table.schema, relation.table.name));
      found.push({ table: nameOf(relation), profile });
      if (!command.json) sayProfile(relation, profile, say);
    }
    await reader.close();
    const out = command.json
      ? JSON.stringify(
          found.map(({ table, profile }) => ({ table, ...profile })),
          undefined,
          2,
        )
      : `${found.length} ${found.length === 1 ? 'table' : 'tables'} profiled`;
    return { code: troubled ? 1 : 0, out: lines(out) };
  } finally {
    await engine.close();
  }
}
