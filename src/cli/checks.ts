import type { CheckResult, Engine } from '../core/engine-port.ts';
import type { Plan } from '../core/plan/types.ts';
import { breakingRows, runChecks } from '../engine/run-checks.ts';

const ROWS_PRINTED = 3;
const count = (rows: number): string => rows.toLocaleString('en-US');
const cell = (value: string | null): string => (value === null ? 'NULL' : (value.split('\n')[0] ?? ''));

async function sayBroken(engine: Engine, plan: Plan, result: CheckResult, say: (line: string) => void): Promise<void> {
  const table = plan.byId.get(result.relation)?.table;
  const name = table ? `${table.schema}.${table.name}` : result.relation;
  const word = result.severity === 'error' ? 'broken' : 'warning';
  if (result.state === 'failed') {
    say(`failed: ${name}, ${result.id}: ${result.error?.message ?? 'the engine gave no reason'}`);
    return;
  }
  say(`${word}: ${name}, ${result.id}: ${result.title}: ${count(result.rows)} ${result.rows === 1 ? 'row' : 'rows'}`);
  const { columns, rows } = await breakingRows(engine, plan, result.relation, result.id, 0, ROWS_PRINTED);
  for (const row of rows) say(`  ${columns.map((column, index) => `${column.name}=${cell(row[index] ?? null)}`).join(' ')}`);
  if (result.rows > rows.length) say(`  ${count(result.rows - rows.length)} more`);
}

/** Looks at every check of what was built and prints those that do not hold, with their first rows. */
export async function sayChecks(
  engine: Engine,
  plan: Plan,
  built: readonly string[],
  say: (line: string) => void,
): Promise<{ readonly ok: boolean; readonly summary: string }> {
  const results = await runChecks(engine, plan, built);
  for (const result of results) if (result.state !== 'holds') await sayBroken(engine, plan, result, say);
  const bad = results.filter(({ state, severity }) => state === 'failed' || (state === 'broken' && severity === 'error'));
  const warned = results.filter(({ state, severity }) => state === 'broken' && severity === 'warning');
  const holding = results.filter(({ state }) => state === 'holds');
  const words = [`${bad.length} broken`, `${warned.length} ${warned.length === 1 ? 'warning' : 'warnings'}`];
  return { ok: bad.length === 0, summary: `${holding.length} of ${results.length} checks hold, ${words.join(', ')}` };
}
