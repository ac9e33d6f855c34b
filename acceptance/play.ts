import { createCompiler } from '../src/core/plan/compile.ts';
import type { Plan, Relation } from '../src/core/plan/types.ts';
import type { Engine } from '../src/core/engine-port.ts';
import { createStatements, loadStatements, schemaStatements } from '../src/core/targets/sql/relation-statements.ts';
import { check, type Difference } from './compare.ts';
import { literal, quoted } from './names.ts';
import { tableOf, targetQuery } from './target-query.ts';
import type { PreparedCase, Step, TargetView } from './prepared.ts';

export interface Failure {
  /** The step's number in the case, from 1; 0 before the first. */
  readonly step: number;
  readonly message: string;
  readonly difference?: Difference;
}

export interface PlayOptions {
  /** Every load runs twice, and the second must change nothing. */
  readonly twice?: boolean;
  /** Called after each step of the case with the tables it has. */
  readonly onStep?: (step: number, tables: ReadonlyMap<string, string>) => Promise<void>;
}

const ENOUGH = 1_000_000;
/** Relations that have to be there for the targets, each after what it reads. */
function neededFor(plan: Plan, prepared: PreparedCase): readonly Relation[] {
  const wanted = new Set<string>();
  const want = (id: string): void => {
    const relation = plan.byId.get(id);
    if (!relation || wanted.has(id)) return;
    wanted.add(id);
    for (const read of relation.dependsOn) want(read);
  };
  for (const { relation } of prepared.targets.values()) want(relation);
  return plan.relations.filter(({ id }) => wanted.has(id));
}

/** What is loaded before a target since no case names it: tables that staging and as-of dates stand in. */
function supportOf(plan: Plan, relation: Relation): readonly Relation[] {
  const found = new Set<string>();
  const visit = (id: string): void => {
    const read = plan.byId.get(id);
    if (!read || found.has(id)) return;
    found.add(id);
    for (const next of read.dependsOn) visit(next);
  };
  for (const read of relation.dependsOn) visit(read);
  const kinds = new Set(['staging', 'intermediate', 'as_of']);
  return plan.relations.filter(({ id, kind }) => found.has(id) && kinds.has(kind));
}

function landStatements(relation: Relation, step: Extract<Step, { op: 'land' }>, before: number): readonly string[] {
  const [loadDate = '', source = '', sequence = ''] = (['load_date', 'record_source', 'sequence'] as const).map(
    (role) => relation.columns.find((column) => column.role === role)?.name,
  );
  const table = tableOf(relation);
  const last = relation.load.kind === 'landing' && relation.load.keep === 'last';
  const deletion = `delete from ${table}${last ? '' : ` where ${quoted(loadDate)} = timestamp ${literal(step.loadDate)}`}`;
  const own = step.columns.filter((column) => relation.columns.some(({ name }) => name.toLowerCase() === column.toLowerCase()));
  const rows = step.rows.map(
    (row, index) =>
      `(${[...own.map((column) => literal(row[column])), `timestamp ${literal(step.loadDate)}`, literal(relation.recordSource ?? relation.table.name), String(before + index + 1)].join(', ')})`,
  );
  const insertion = `insert into ${table} (${[...own, loadDate, source, sequence].map(quoted).join(', ')}) values\n${rows.join(',\n')}`;
  return [...(step.beside === true ? [] : [deletion]), ...(rows.length === 0 ? [] : [insertion])];
}

/**
 * Plays a case on an engine, statement for statement what the DuckDB target prints, and compares after each expectation.
 * Everything a case before left behind is dropped first. @returns what differed, in order; nothing when the case passes.
 */
export async function play(engine: Engine, prepared: PreparedCase, program: readonly Step[], options: PlayOptions = {}): Promise<readonly Failure[]> {
  const plan = createCompiler()(prepared.project);
  const errors = plan.diagnostics.filter(({ severity }) => severity === 'error');
  const refused = prepared.refused ?? [];
  if (errors.some(({ code }) => !refused.includes(code))) return errors.map(({ code, message }) => ({ step: 0, message: `${code}: ${message}` }));
  const unreported = refused.filter((code) => errors.every((error) => error.code !== code));
  if (unreported.length > 0) return unreported.map((code) => ({ step: 0, message: `the compiler reports no ${code}` }));
  if (refused.length > 0) return [];
  const failures: Failure[] = [];
  const needed = neededFor(plan, prepared);
  const run = async (statements: readonly string[]): Promise<number> => {
    let changed = 0;
    for (const statement of statements) changed += await engine.execute(statement);
    return changed;
  };
  const created = (relation: Relation): readonly string[] => createStatements(plan, relation, 'duckdb').statements;
  const relationOf = (target: string): readonly [Relation, TargetView] => {
    const view = prepared.targets.get(target);
    const relation = view ? plan.byId.get(view.relation) : undefined;
    if (!view || !relation) throw new Error(`${target} is no target of the case, or could not be built`);
    return [relation, view];
  };
  const rowsIn = async (relation: Relation): Promise<readonly string[]> => {
    const { rows } = await engine.query(`select * from ${tableOf(relation)}`, { limit: ENOUGH });
    return rows.map((row) => JSON.stringify(row)).toSorted();
  };
  const load = async (relation: Relation): Promise<number> => {
    for (const support of supportOf(plan, relation)) await run(loadStatements(plan, support, 'duckdb').statements);
    return run(loadStatements(plan, relation, 'duckdb').statements);
  };
  /** Whether a second load changes rows; a load that only adds tells by itself. */
  const changesAgain = async (relation: Relation): Promise<boolean> => {
    if (relation.load.kind === 'append') return (await load(relation)) > 0;
    const before = await rowsIn(relation);
    await load(relation);
    return JSON.stringify(before) !== JSON.stringify(await rowsIn(relation));
  };
  const sequences = new Map<string, number>();

  const perform = async (step: Step): Promise<void> => {
    switch (step.op) {
      case 'reset':
        for (const target of step.targets) {
          const view = prepared.targets.get(target);
          const relation = view ? plan.byId.get(view.relation) : undefined;
          if (!relation || relation.load.kind === 'view') continue;
          await run([`drop table if exists ${tableOf(relation)}`, ...created(relation)]);
        }
        return;
      case 'land': {
        const relation = plan.byId.get(step.source);
        if (!relation) return;
        const before = step.beside === true ? (sequences.get(step.source) ?? 0) : 0;
        sequences.set(step.source, before + step.rows.length);
        await run(landStatements(relation, step, before));
        return;
      }
      case 'seed': {
        const [relation] = relationOf(step.target);
        if (step.rows.length === 0) return;
        const columns = [...new Set(step.rows.flatMap((row) => Object.keys(row)))];
        const rows = step.rows.map((row) => `(${columns.map((column) => literal(row[column])).join(', ')})`);
        await run([`insert into ${tableOf(relation)} (${columns.map(quoted).join(', ')}) values\n${rows.join(',\n')}`]);
        return;
      }
      case 'load': {
        const [relation] = relationOf(step.target);
        await load(relation);
        if (options.twice === true && (await changesAgain(relation)))
          failures.push({ step: step.number, message: `loading ${step.target} a second time changed it` });
        return;
      }
      case 'expect': {
        const [relation, view] = relationOf(step.target);
        const difference = await check(engine, plan, relation, view, step.expectation);
        if (difference) failures.push({ step: step.number, message: `${step.target} differs`, difference });
        return;
      }
      case 'other':
        return;
    }
  };

  const tables = new Map(
    [...prepared.targets].flatMap(([name, view]): (readonly [string, string])[] => {
      const relation = plan.byId.get(view.relation);
      if (!relation) return [];
      const known = relation.columns.map((column) => column.name);
      const columns = [...known.filter((name) => !view.columns.has(name)), ...view.columns.keys()];
      return [[name, targetQuery(view, relation, columns).sql]];
    }),
  );
  await run(Object.values(plan.schemas).map((schema) => `drop schema if exists ${quoted(schema)} cascade`));
  await run(schemaStatements(plan, 'duckdb').statements);
  for (const relation of needed) await run(created(relation));
  for (const [index, step] of program.entries()) {
    try {
      await perform(step);
    } catch (error) {
      return [...failures, { step: step.number, message: error instanceof Error ? error.message : String(error) }];
    }
    if (options.onStep && program[index + 1]?.number !== step.number) await options.onStep(step.number, tables);
  }
  return failures;
}
