// How long a model takes to compile, whole and after one edit.
import { createCompiler } from '../src/core/plan/compile.ts';
import { createLinter } from '../src/core/rules/linter.ts';
import { sql } from '../src/core/targets/sql/sql.ts';
import { exportPackage } from '../src/core/targets/export-package.ts';
import { TARGETS } from '../src/core/targets/registry.ts';
import { ddl } from '../src/core/targets/ddl/ddl.ts';
import type { Project } from '../src/core/model/types.ts';
import { PLAN_BUDGETS, PLAN_SIZES } from './budgets.ts';
import { PLATFORMS } from '../src/core/model/schema.ts';
import { mixedModel } from './mixed-model.ts';
import { modelOfSize } from './model-of-size.ts';

const EDITS = 21;
const median = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
function timed<T>(work: () => T): { readonly made: T; readonly ms: number } {
  const begun = performance.now();
  return { made: work(), ms: performance.now() - begun };
}

/** Another description of one column in the middle of the model, as a keystroke would make it. */
function edited(project: Project, count: number): Project {
  const id = `stg${Math.floor(count / 12)}`;
  const object = project.objects[id];
  if (object?.kind !== 'staging') throw new Error(`${id} is not staging`);
  const columns = object.columns.map((column, index) => (index === 3 ? { ...column, description: `${column.description ?? ''}x` } : column));
  return { ...project, objects: { ...project.objects, [id]: { ...object, columns } } };
}

const rows = PLAN_SIZES.map((count) => {
  let project = modelOfSize(count);
  createCompiler()(project);
  const compile = createCompiler();
  const lint = createLinter();
  const whole = timed(() => compile(project));
  const judged = timed(() => lint(project, whole.made));
  const [problem] = whole.made.diagnostics;
  if (problem) throw new Error(`${count} objects: ${problem.message}`);
  const edits = Array.from({ length: EDITS }, () => {
    project = edited(project, count);
    return timed(() => lint(project, compile(project))).ms;
  });
  const again = timed(() => compile(project)).ms;
  const emit = timed(() => [ddl, sql].map((target) => target.emit(whole.made, 'snowflake').files.length));
  const over = [whole.ms > PLAN_BUDGETS.whole && 'whole', median(edits) > PLAN_BUDGETS.edit && 'edit', emit.ms > PLAN_BUDGETS.emit && 'emit']
    .filter(Boolean)
    .join(' ');
  return {
    objects: count,
    relations: whole.made.relations.length,
    'whole ms': Math.round(whole.ms),
    'rules ms': Math.round(judged.ms),
    'edit ms': Number(median(edits).toFixed(1)),
    'unchanged ms': Number(again.toFixed(2)),
    'DDL and loads ms': Math.round(emit.ms),
    over,
  };
});
console.table(rows);

// Mixed kinds, compiled and printed for all six platforms: everything an export could want, from nothing.
const MIXED = 1000;
const model = mixedModel(MIXED);
const used = process.cpuUsage();
const plan = timed(() => createCompiler()(model));
const printed = PLATFORMS.map((platform) => ({ platform, ...timed(() => [ddl, sql].map((target) => target.emit(plan.made, platform))) }));
const { user, system } = process.cpuUsage(used);
const problems = [...plan.made.diagnostics, ...printed.flatMap(({ made }) => made.flatMap(({ diagnostics }) => diagnostics))];
if (problems.length > 0) throw new Error(`${problems.length} problems, the first: ${problems[0]?.message}`);
const everything = timed(() => exportPackage(plan.made, { platform: 'snowflake', targets: TARGETS.map(({ id }) => id) }));
const total = printed.reduce((sum, { ms }) => sum + ms, plan.ms);
console.table([
  { step: `compile ${MIXED} objects to ${plan.made.relations.length} relations`, ms: Math.round(plan.ms), budget: '' },
  ...printed.map(({ platform, ms }) => ({ step: `DDL and loads for ${platform}`, ms: Math.round(ms), budget: '' })),
  { step: 'altogether', ms: Math.round(total), budget: PLAN_BUDGETS.mixed },
  { step: 'altogether, processor time', ms: Math.round((user + system) / 1000), budget: '' },
  { step: 'every export for snowflake', ms: Math.round(everything.ms), budget: PLAN_BUDGETS.everything },
]);
if (total > PLAN_BUDGETS.mixed || everything.ms > PLAN_BUDGETS.everything) process.exitCode = 1;
if (rows.some(({ over }) => over !== '')) process.exitCode = 1;
