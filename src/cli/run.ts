import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine } from '../core/engine-port.ts';
import type { Diagnostic } from '../core/model/diagnostic.ts';
import type { Plan, Relation } from '../core/plan/types.ts';
import { openNodeEngine } from '../engine/duckdb-node.ts';
import { tableText } from '../engine/names.ts';
import { createRunner } from '../engine/run.ts';
import { rowCount } from '../engine/table-page.ts';
import type { RunEvent } from '../engine/run-types.ts';
import { sayChecks } from './checks.ts';
import { deliveriesOf } from './deliveries.ts';
import type { OpenedProject } from './open-project.ts';
import { hasErrors, lines, problemLine, type Outcome } from './problems.ts';

export interface RunCommand {
  readonly out?: string;
  readonly format: 'csv' | 'parquet';
  /** Loads the last delivery once more, which must change nothing. */
  readonly twice: boolean;
  /** Looks at what must hold of every table afterwards. */
  readonly check: boolean;
}

export type Say = (line: string) => void;
const REJECTS_PRINTED = 10;

export const count = (rows: number): string => rows.toLocaleString('en-US');
const nameOf = ({ table }: Relation): string => `${table.schema}.${table.name}`;

/** Prints what went wrong at a step. @returns whether it did. */
export function sayProblem(plan: Plan, event: RunEvent, say: Say): boolean {
  const name = (id: string): string => {
    const relation = plan.byId.get(id);
    return relation ? nameOf(relation) : id;
  };
  if (event.kind === 'failed') {
    say(`failed: ${name(event.relation)}${event.delivery === undefined ? '' : `, delivery ${event.delivery}`}: ${event.error.message}`);
    const { statement, position } = event.error;
    if (statement !== undefined && position !== undefined) say(`  at: ${statement.slice(position, position + 100).split('\n')[0]}`);
    return true;
  }
  if (event.kind === 'skipped') {
    say(`skipped: ${name(event.relation)}, since it reads ${name(event.because)}`);
    return true;
  }
  if (event.kind !== 'rejected') return false;
  for (const note of event.notes.slice(1)) say(`note: ${event.file}: ${note}`);
  for (const { line, column, reason, text } of event.rejects.slice(0, REJECTS_PRINTED))
    say(`left out: ${event.file}, line ${line}${column === undefined ? '' : `, ${column}`}: ${reason}: ${text.split('\n')[0]}`);
  if (event.rejects.length > REJECTS_PRINTED) say(`left out: ${event.file}: ${count(event.rejects.length - REJECTS_PRINTED)} lines more`);
  return event.rejects.length > 0;
}

/** A file name for a table: only characters that every file system takes, and never the same twice. */
function fileNames(plan: Plan, format: string): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  return new Map(
    plan.relations.map((relation) => {
      const stem = nameOf(relation)
        .replaceAll(/[^\p{L}\p{N}_.-]/gu, '_')
        .replace(/^\.+/, '_');
      let name = stem;
      for (let number = 2; taken.has(name.toLowerCase()); number += 1) name = `${stem}_${number}`;
      taken.add(name.toLowerCase());
      return [relation.id, `${name}.${format}`];
    }),
  );
}

async function writeTables(engine: Engine, plan: Plan, out: string, format: RunCommand['format']): Promise<number> {
  mkdirSync(out, { recursive: true });
  for (const [id, name] of fileNames(plan, format)) {
    const relation = plan.byId.get(id);
    if (!relation) continue;
    const sql = `select * from ${tableText(relation.table.schema, relation.table.name)} order by all`;
    writeFileSync(join(out, name), await (format === 'csv' ? engine.exportCsv(sql) : engine.exportParquet(sql)));
  }
  return plan.relations.length;
}

/** Loads a project's deliveries in order, builds every object and prints a line for each; nothing is kept but what `out` asks for. */
export async function run(opened: OpenedProject, plan: Plan | undefined, diagnostics: readonly Diagnostic[], command: RunCommand, say: Say): Promise<Outcome> {
  const { deliveries, missing } = opened.project ? deliveriesOf(opened.project, opened.data) : { deliveries: [], missing: [] };
  const problems = [...diagnostics, ...missing];
  if (!plan || hasErrors(problems)) return { code: 1, out: lines(...problems.map(problemLine), 'Nothing was run.') };
  for (const problem of problems) say(problemLine(problem));

  const engine = await openNodeEngine();
  try {
    const runner = createRunner(engine);
    const totals = new Map<string, { rows: number | undefined; added: number; removed: number; seconds: number }>();
    let troubled = false;
    const outcome = await runner.run(plan, deliveries, {
      onEvent: (event) => {
        if (sayProblem(plan, event, say)) troubled = true;
        if (event.kind !== 'done') return;
        const before = totals.get(event.relation) ?? { rows: undefined, added: 0, removed: 0, seconds: 0 };
        totals.set(event.relation, {
          rows: event.rows ?? before.rows,
          added: before.added + event.added,
          removed: before.removed + event.removed,
          seconds: before.seconds + event.seconds,
        });
      },
    });
    const width = Math.max(0, ...plan.relations.map((relation) => nameOf(relation).length));
    for (const relation of plan.relations) {
      const total = totals.get(relation.id);
      if (!total) continue;
      // What a view computes may fail where the run never asked for it.
      const rows = total.rows ?? (await rowCount(engine, relation.table).catch(() => undefined));
      say(
        `${nameOf(relation).padEnd(width)}  ${(rows === undefined ? 'unreadable' : count(rows)).padStart(11)} rows  ${`+${count(total.added)}`.padStart(12)}  ${`-${count(total.removed)}`.padStart(10)}  ${total.seconds.toFixed(2).padStart(7)} s`,
      );
    }
    const summary = [
      `${totals.size} of ${plan.relations.length} tables and views built from ${deliveries.length} ${deliveries.length === 1 ? 'delivery' : 'deliveries'} in ${outcome.seconds.toFixed(2)} s`,
    ];

    const last = deliveries.at(-1);
    if (command.twice && last && outcome.outcome === 'done') {
      let changes = 0;
      const again = await runner.runAgain(plan, last, {
        onEvent: (event) => {
          if (event.kind === 'failed') sayProblem(plan, event, say);
          if (event.kind !== 'done' || (event.added === 0 && event.removed === 0)) return;
          changes += 1;
          say(`changed by loading ${last.id} twice: ${nameOf(plan.byId.get(event.relation) as Relation)} +${count(event.added)} -${count(event.removed)}`);
        },
      });
      if (changes > 0 || again.outcome !== 'done') troubled = true;
      else summary.push(`${last.id} loaded again: no row added, none removed`);
    }
    if (command.check) {
      const { ok, summary: checked } = await sayChecks(engine, plan, [...totals.keys()], say);
      if (!ok) troubled = true;
      summary.push(checked);
    }
    if (command.out !== undefined && outcome.outcome === 'done')
      summary.push(
        `${await writeTables(engine, plan, command.out, command.format)} ${command.format === 'csv' ? 'CSV' : 'Parquet'} files written to ${command.out}`,
      );
    return { code: troubled || outcome.outcome !== 'done' ? 1 : 0, out: lines(...summary) };
  } finally {
    await engine.close();
  }
}
