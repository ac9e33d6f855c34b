import { createCompiler } from '../src/core/plan/compile.ts';
import type { Plan, Relation } from '../src/core/plan/types.ts';
import type { Engine } from '../src/core/engine-port.ts';
import { check, type Difference } from './compare.ts';
import type { PreparedCase, Step, TargetView } from './prepared.ts';
import { targetQuery } from './target-query.ts';
import { createWarehouse, neededFor, type Warehouse } from './warehouse.ts';

export interface Failure {
  /** The step's number in the case, from 1; 0 before the first. */
  readonly step: number;
  readonly message: string;
  readonly difference?: Difference;
}

export interface PlayOptions {
  /** Every load runs twice, and the second must change nothing. */
  readonly twice?: boolean;
  /** Called after each step of the case with the queries of the tables it has. */
  readonly onStep?: (step: number, tables: ReadonlyMap<string, string>) => Promise<void>;
}

type Target = readonly [relation: Relation, view: TargetView];
interface Scene {
  readonly engine: Engine;
  readonly plan: Plan;
  readonly warehouse: Warehouse;
  readonly twice: boolean;
  readonly target: (name: string) => Target | undefined;
}

/** What the compiler reports of the project and should not, or should and does not. */
function refusals(plan: Plan, prepared: PreparedCase): readonly Failure[] {
  const errors = plan.diagnostics.filter(({ severity }) => severity === 'error');
  const wanted = prepared.refused ?? [];
  const unexpected = errors.filter(({ code }) => !wanted.includes(code)).map(({ code, message }) => `${code}: ${message}`);
  const unreported = wanted.filter((code) => errors.every((error) => error.code !== code)).map((code) => `the compiler reports no ${code}`);
  return [...unexpected, ...unreported].map((message) => ({ step: 0, message }));
}

/** Does what a step says. @returns what went otherwise than it should. */
async function perform({ engine, plan, warehouse, twice, target }: Scene, step: Step): Promise<Omit<Failure, 'step'> | undefined> {
  const known = (name: string): Target => {
    const found = target(name);
    if (!found) throw new Error(`${name} is no target of the case, or could not be built`);
    return found;
  };
  switch (step.op) {
    case 'reset':
      for (const name of step.targets) {
        const found = target(name);
        if (found) await warehouse.empty(found[0]);
      }
      return undefined;
    case 'land':
      await warehouse.land(step);
      return undefined;
    case 'seed':
      await warehouse.insert(known(step.target)[0], step.rows);
      return undefined;
    case 'load': {
      const [relation] = known(step.target);
      await warehouse.load(relation);
      return twice && (await warehouse.changesAgain(relation)) ? { message: `loading ${step.target} a second time changed it` } : undefined;
    }
    case 'expect': {
      const [relation, view] = known(step.target);
      const difference = await check(engine, plan, relation, view, step.expectation);
      return difference ? { message: `${step.target} differs`, difference } : undefined;
    }
    case 'other':
      return undefined;
  }
}

/** The queries of a case's targets with all their columns, as the case calls and types them. */
function tableQueries(prepared: PreparedCase, plan: Plan): ReadonlyMap<string, string> {
  return new Map(
    [...prepared.targets].flatMap(([name, view]): (readonly [string, string])[] => {
      const relation = plan.byId.get(view.relation);
      if (!relation) return [];
      const own = relation.columns.map((column) => column.name);
      const columns = [...own.filter((column) => !view.columns.has(column)), ...view.columns.keys()];
      return [[name, `${targetQuery(view, relation, columns).sql} order by all`]];
    }),
  );
}

/**
 * Plays a case on an engine, statement for statement what the DuckDB target prints, and compares after each expectation.
 * Everything a case before left behind is dropped first. A statement that fails ends the case.
 * @returns what differed, in order; nothing when the case passes.
 */
export async function play(engine: Engine, prepared: PreparedCase, program: readonly Step[], options: PlayOptions = {}): Promise<readonly Failure[]> {
  const plan = createCompiler()(prepared.project);
  const refused = refusals(plan, prepared);
  if (refused.length > 0 || (prepared.refused ?? []).length > 0) return refused;
  const target = (name: string): Target | undefined => {
    const view = prepared.targets.get(name);
    const relation = view ? plan.byId.get(view.relation) : undefined;
    return view && relation ? [relation, view] : undefined;
  };
  const scene: Scene = { engine, plan, warehouse: createWarehouse(engine, plan), twice: options.twice === true, target };
  const tables = options.onStep ? tableQueries(prepared, plan) : new Map<string, string>();
  const failures: Failure[] = [];
  let number = 0;
  try {
    await scene.warehouse.build(
      neededFor(
        plan,
        [...prepared.targets.values()].map(({ relation }) => relation),
      ),
    );
    for (const [index, step] of program.entries()) {
      number = step.number;
      const failure = await perform(scene, step);
      if (failure) failures.push({ step: number, ...failure });
      if (options.onStep && program[index + 1]?.number !== number) await options.onStep(number, tables);
    }
  } catch (error) {
    // A load of several statements may have left its transaction open; where it did not, there is none to end.
    await engine.execute('rollback').catch(() => 0);
    failures.push({ step: number, message: error instanceof Error ? error.message : String(error) });
  }
  return failures;
}
