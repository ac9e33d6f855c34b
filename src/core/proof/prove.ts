import type { Diagnostic } from '../model/diagnostic.ts';
import { feedObject, rebuiltFrom } from '../model/lookup.ts';
import type { Dimension, Fact, GroupBridge, Id, ModelObject, Project } from '../model/types.ts';
import { createCompiler } from '../plan/compile.ts';
import { readsOfNode } from '../plan/graph.ts';
import type { Plan, PlanColumn, Relation } from '../plan/types.ts';
import { rebuildPlan } from '../patterns/vault/rebuild-plan.ts';
import type { Join, Query, Select } from '../sql/ast.ts';
import { bin, col, eq, leftJoin, num, out, relation, select } from '../sql/build.ts';

export type MartObject = Dimension | Fact | GroupBridge;
/** The two ways a mart object can be fed. */
export type Way = 'staging' | 'vault';

export const isProvable = (object: ModelObject | undefined): object is MartObject =>
  object?.kind === 'dimension' || object?.kind === 'fact' || object?.kind === 'group_bridge';

/** Mart objects fed both ways: two projects with just what they need, and the rows of each object that must be the same. */
export interface Proof {
  readonly objects: readonly MartObject[];
  readonly projects: Readonly<Record<Way, Project>>;
  readonly plans: Readonly<Record<Way, Plan>>;
  /** Object id → the rows to compare, over the plan of either way; only objects that can be built both ways are here. */
  readonly rows: ReadonlyMap<Id, Readonly<Record<Way, Query>>>;
}

/** Why an object cannot be fed both ways. */
export interface Obstacle {
  /** Nothing that feeds it is in the vault. */
  readonly apart: boolean;
  readonly problems: readonly Diagnostic[];
}

/** Ids of everything that an object reads, however far down, its own included; what the vault rebuilds by its object. */
function closure(project: Project, start: Id): ReadonlySet<Id> {
  const seen = new Set<Id>();
  const visit = (id: Id): void => {
    if (seen.has(id)) return;
    seen.add(id);
    const base = rebuiltFrom(id);
    if (base !== undefined) visit(base);
    for (const read of readsOfNode(project, id)) visit(read);
  };
  visit(start);
  return new Set([...seen].filter((id) => rebuiltFrom(id) === undefined));
}

/** Staging objects that a mart object is fed from, directly or through intermediate objects. */
function stagingOf(project: Project, object: MartObject): readonly Id[] {
  const found = new Set<Id>();
  const visit = (id: Id): void => {
    const feed = feedObject(project, id);
    if (feed?.kind === 'staging') found.add(id);
    else if (feed) for (const input of feed.inputs) visit(input.from);
  };
  for (const feed of object.feeds) visit(feed.from);
  return [...found];
}

const isCounted = (column: PlanColumn): boolean => column.role === 'surrogate_key' && column.type.kind === 'integer';

/** What an integer surrogate key of a dimension stands for: its natural key and, of a version, when it began; of a junk dimension all its flags. */
function standsFor(target: Relation): readonly string[] {
  const natural = target.columns.filter((column) => column.role === 'natural_key' || column.role === 'valid_from').map((column) => column.name);
  return target.columns.some((column) => column.role === 'natural_key')
    ? natural
    : target.columns.filter((column) => column.role === 'attribute').map((column) => column.name);
}

/** All columns of a relation but integer surrogate keys, which depend on the order of loads: in their place what they stand for. */
function comparable(plan: Plan, id: Id): Query | undefined {
  const own = plan.byId.get(id);
  if (!own) return undefined;
  const values: Select['columns'][number][] = [];
  const joins: Join[] = [];
  for (const column of own.columns) {
    const key = own.foreignKeys.find((candidate) => candidate.columns.length === 1 && candidate.columns[0] === column.name && candidate.relation !== id);
    const target = key && plan.byId.get(key.relation);
    const counted = target?.kind === 'dimension' && target.columns.some((one) => isCounted(one) && one.name === key?.references[0]);
    if (isCounted(column)) continue;
    if (!target || !counted) {
      values.push(out(col(column.name, 'own'), column.name));
      continue;
    }
    const alias = `member_${joins.length + 1}`;
    joins.push(leftJoin(relation(target.id, alias), eq(col(key?.references[0] ?? '', alias), col(column.name, 'own'))));
    // Members with fixed keys have no natural key that would tell them apart.
    values.push(out({ t: 'case', whens: [{ when: bin('<', col(column.name, 'own'), num(0)), then: col(column.name, 'own') }] }, column.name));
    for (const name of standsFor(target)) values.push(out(col(name, alias), `${column.name}.${name}`));
  }
  return select(values, relation(id, 'own'), joins.length === 0 ? {} : { joins });
}

/**
 * What proves that mart objects have the same rows whether they are fed from staging or through the vault. Only these
 * objects are switched: what else they refer to stays as it is.
 */
export function proofOf(project: Project, ids: readonly Id[]): Proof {
  const objects = ids.map((id) => project.objects[id]).filter(isProvable);
  const switched = (through: Way): Project => ({
    ...project,
    objects: { ...project.objects, ...Object.fromEntries(objects.map((object): [Id, ModelObject] => [object.id, { ...object, through }])) },
  });
  const whole = { staging: switched('staging'), vault: switched('vault') };
  const needed = new Set(objects.flatMap(({ id }) => [...closure(whole.staging, id), ...closure(whole.vault, id)]));
  const cut = (full: Project): Project => ({ ...full, objects: Object.fromEntries(Object.entries(full.objects).filter(([other]) => needed.has(other))) });
  const projects = { staging: cut(whole.staging), vault: cut(whole.vault) };
  const plans = { staging: createCompiler()(projects.staging), vault: createCompiler()(projects.vault) };
  const rows = new Map(
    objects.flatMap(({ id }): [Id, Record<Way, Query>][] => {
      const [staging, vault] = [comparable(plans.staging, id), comparable(plans.vault, id)];
      return staging && vault ? [[id, { staging, vault }]] : [];
    }),
  );
  return { objects, projects, plans, rows };
}

/** What keeps a mart object from being fed both ways; nothing when it can be. */
export function obstacleOf(project: Project, id: Id): Obstacle | undefined {
  const { objects, plans, rows } = proofOf(project, [id]);
  const [object] = objects;
  if (!object) return { apart: false, problems: [] };
  const apart = stagingOf(project, object).every((staging) => rebuildPlan(staging, project) === undefined);
  const errors = [...plans.staging.diagnostics, ...plans.vault.diagnostics].filter(({ severity }) => severity === 'error');
  const problems = [...new Map(errors.map((problem) => [JSON.stringify(problem), problem])).values()];
  return apart || problems.length > 0 || !rows.has(id) ? { apart, problems } : undefined;
}
