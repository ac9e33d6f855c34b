import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createCompiler } from '../../src/core/plan/compile.ts';
import { createStatements, loadStatements, schemaStatements } from '../../src/core/targets/sql/relation-statements.ts';
import { runDuckdb, type Step } from '../support/run-duckdb.ts';
import { caseProject, differenceOf, reasonToSkip, type Row, type VaultCase } from './vault-case.ts';

const folder = new URL('../../../shared/cases/', import.meta.url);
const present = existsSync(folder);
if (!present) process.stderr.write('The third-party acceptance cases are not here: their tests are skipped.\n');

const literal = (value: string | null | undefined): string => (value === null || value === undefined ? 'null' : `'${value.replaceAll("'", "''")}'`);
const quoted = (name: string): string => `"${name}"`;
const step = (sql: string): Step => ({ sql });

/** Statements that play a case, every load twice; the rows asked for come in pairs: ours, then the expected ones. */
function play(one: VaultCase): readonly Step[] {
  const { project, target, names, payload } = caseProject(one);
  const plan = createCompiler()(project);
  const errors = plan.diagnostics.filter(({ severity }) => severity === 'error');
  const relation = plan.byId.get(target);
  if (errors.length > 0 || !relation) throw new Error(`${one.id}: ${errors.map(({ message }) => message).join(' ') || 'no target'}`);
  const { load_date: loadDate, record_source: recordSource } = project.settings.technical;
  const tables = Object.entries(project.settings.schemas).map(([, schema]) => step(`drop schema if exists ${schema} cascade`));
  const types = new Map(Object.values(one.config.column_types).flatMap((columns) => Object.entries(columns)));
  const steps: Step[] = [
    ...tables,
    ...schemaStatements(plan, 'duckdb').statements.map(step),
    ...plan.relations.flatMap((each) => createStatements(plan, each, 'duckdb').statements.map(step)),
  ];
  const loads = [...loadStatements(plan, relation, 'duckdb').statements, ...loadStatements(plan, relation, 'duckdb').statements].map(step);
  const rawTables = new Set(plan.relations.filter(({ kind }) => kind === 'source').map(({ table }) => table.name));
  for (const action of one.steps) {
    if (action.op === 'raw' && rawTables.has(action.table)) {
      const columns = Object.keys(one.config.column_types[action.table] ?? {});
      const cells = (row: Row, index: number): string => `(${[...columns.map((column) => literal(row[column])), String(index + 1)].join(', ')})`;
      steps.push(step(`delete from landing.${quoted(action.table)}`));
      if (action.rows.length > 0)
        steps.push(
          step(
            `insert into landing.${quoted(action.table)} (${[...columns.map(quoted), 'row_sequence'].join(', ')}) values ${action.rows.map(cells).join(', ')}`,
          ),
        );
    } else if (action.op === 'seed_target' && action.rows.length > 0) {
      const cases = [...names.keys()];
      const withDifference = payload.length > 0;
      const columns = [...cases.map((column) => names.get(column) ?? column), ...(withDifference ? ['hash_diff'] : [])];
      const rows = action.rows.map(
        (row) => `(${[...cases.map((column) => literal(row[column])), ...(withDifference ? [literal(differenceOf(row, payload, project))] : [])].join(', ')})`,
      );
      steps.push(step(`insert into raw_vault.${target} (${columns.map(quoted).join(', ')}) values ${rows.join(', ')}`));
    } else if (action.op === 'load') {
      steps.push(...loads);
    } else if (action.op === 'expect') {
      const columns = action.columns.filter((column) => names.has(column));
      const cast = (expression: string, column: string): string => {
        const type = types.get(column) ?? 'VARCHAR';
        return `cast(${expression} as ${type === 'HASH' ? 'VARCHAR' : type === 'TIMESTAMPTZ' ? 'TIMESTAMP' : type})::varchar`;
      };
      steps.push({
        rows: true,
        sql: `select ${columns.map((column) => cast(quoted(names.get(column) ?? column), column)).join(', ')} from raw_vault.${target} order by all`,
      });
      const expected = action.rows.map((row) => `(${columns.map((column) => cast(literal(row[column]), column)).join(', ')})`);
      steps.push({ rows: true, sql: expected.length === 0 ? 'select 1 where false' : `select * from (values ${expected.join(', ')}) order by all` });
    }
  }
  expect(new Set([loadDate, recordSource]).size).toBe(2);
  return steps;
}

/** Cases left out, by reason: what is not offered, named so that it cannot grow unseen. */
const LEFT_OUT: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  hub: {
    'a hash key of several columns': 7,
    'columns that belong to neither key nor payload': 3,
    'insert_by_period: a materialisation of another library': 7,
    'insert_by_rank: a materialisation of another library': 2,
  },
  link: {
    'a hash key of several columns': 3,
    'columns that belong to neither key nor payload': 1,
    'insert_by_period: a materialisation of another library': 3,
    'insert_by_rank: a materialisation of another library': 3,
  },
  sat: {
    'a hash key of several columns': 2,
    'columns that belong to neither key nor payload': 4,
    'ghost records': 6,
    'insert_by_period: a materialisation of another library': 12,
    'insert_by_rank: a materialisation of another library': 10,
  },
};

/** Cases whose rows differ on purpose. */
const DIFFERENT: ReadonlyMap<string, string> = new Map([
  ['SAT-ID-IM-10', 'two states of one key at one load date: both would share the primary key, so the last in the file counts'],
]);

describe.skipIf(!present).each(['hub', 'link', 'sat'])('third-party cases: %s', (kind) => {
  const all = present ? (JSON.parse(readFileSync(new URL(`${kind}.json`, folder), 'utf8')) as VaultCase[]) : [];
  const runnable = all.filter((one) => reasonToSkip(one) === undefined);

  it('leaves out just what is not offered', () => {
    const counts: Record<string, number> = {};
    for (const one of all) {
      const reason = reasonToSkip(one);
      if (reason !== undefined) counts[reason] = (counts[reason] ?? 0) + 1;
    }
    expect(counts).toEqual(LEFT_OUT[kind]);
  });

  it('gives the expected rows though every load runs twice', () => {
    const played = runnable.map(play);
    const results = [...runDuckdb(played.flat())];
    const wrong: string[] = [];
    const different = new Set<string>();
    for (const [index, one] of runnable.entries()) {
      const pairs = (played[index] ?? []).filter((each) => each.rows === true).length / 2;
      for (let pair = 0; pair < pairs; pair += 1) {
        const [ours, expected] = results.splice(0, 2);
        if (JSON.stringify(ours) === JSON.stringify(expected)) continue;
        if (DIFFERENT.has(one.id)) different.add(one.id);
        else wrong.push(`${one.id} ${one.name}\n  ours     ${JSON.stringify(ours)}\n  expected ${JSON.stringify(expected)}`);
      }
    }
    expect(results).toEqual([]);
    expect(wrong).toEqual([]);
    expect([...different]).toEqual([...DIFFERENT.keys()].filter((id) => runnable.some((one) => one.id === id)));
    expect(runnable.length).toBe({ hub: 11, link: 9, sat: 56 }[kind]);
  });
});
