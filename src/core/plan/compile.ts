import type { Diagnostic } from '../model/diagnostic.ts';
import { asBuilt, feedObject, rebuiltFrom } from '../model/lookup.ts';
import { withMeanings } from '../model/meanings.ts';
import type { Id, ModelObject, Project } from '../model/types.ts';
import { inferencesOf } from '../patterns/dimensional/inferences.ts';
import { holdsZeroKey } from '../patterns/vault/zero-keys.ts';
import type { PatternContext } from '../patterns/context.ts';
import { expand, expandRebuilt } from '../patterns/registry.ts';
import { orderObjects, readsOfNode } from './graph.ts';
import { planSettings } from './plan-settings.ts';
import type { Plan, Relation } from './types.ts';

interface Kept {
  /** What the pattern could see: compared by reference. */
  readonly inputs: readonly unknown[];
  /** The object's own first. */
  readonly relations: readonly Relation[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface Compiler {
  /** @param asked what the vault rebuilds (ids of `rebuiltId`) and is wanted though nothing reads it. */
  (project: Project, asked?: readonly Id[]): Plan;
  /** Patterns expanded by the last call; the rest was kept. */
  readonly expanded: () => number;
}

/** Objects that a staging object's hashes depend on: what it feeds, and the hubs these refer to. */
function consumersByStaging(project: Project): ReadonlyMap<Id, readonly ModelObject[]> {
  const consumers = new Map<Id, Set<ModelObject>>();
  const add = (staging: Id, object: ModelObject | undefined): void => {
    if (!object) return;
    const set = consumers.get(staging) ?? new Set();
    consumers.set(staging, set.add(object));
  };
  for (const object of Object.values(project.objects)) {
    if (object.kind !== 'hub' && object.kind !== 'link' && object.kind !== 'satellite') continue;
    for (const { from } of object.feeds) {
      add(from, object);
      const parent = object.kind === 'satellite' ? project.objects[object.parent] : undefined;
      add(from, parent);
      const link = object.kind === 'link' ? object : parent?.kind === 'link' ? parent : undefined;
      for (const reference of link?.hubs ?? []) add(from, project.objects[reference.hub]);
    }
  }
  return new Map([...consumers].map(([staging, set]) => [staging, [...set]]));
}

/**
 * A compiler that remembers: an object is expanded again only when it, what it reads, what a staging object of its
 * feeds, the facts that a dimension infers members from, or the settings changed. Objects are compared by reference, so callers change documents immutably.
 */
export function createCompiler(): Compiler {
  let kept = new Map<Id, Kept>();
  let expanded = 0;

  const compile = (project: Project, asked: readonly Id[] = []): Plan => {
    const { order, cycles } = orderObjects(project, asked);
    const consumers = consumersByStaging(project);
    const next = new Map<Id, Kept>();
    const byId = new Map<Id, Relation>();
    expanded = 0;

    for (const id of order) {
      const rebuilt = rebuiltFrom(id);
      const object = project.objects[rebuilt ?? id];
      if (!object) continue;
      const reads = [...readsOfNode(project, id), ...(rebuilt !== undefined && object.kind === 'staging' ? [object.source] : [])];
      const stagings = feedObject(project, id) ? [id] : reads.filter((read) => feedObject(project, read));
      const inputs: readonly unknown[] = [
        object,
        project.settings,
        ...reads.flatMap((read) => [project.objects[rebuiltFrom(read) ?? read], byId.get(read)]),
        ...stagings.flatMap((staging) => consumers.get(staging) ?? []),
        ...(object.kind === 'hub' ? [holdsZeroKey(object, project)] : []),
        ...(object.kind === 'dimension' ? inferencesOf(id, project).flatMap(({ feed, keys }) => [feed, keys]) : []),
      ];
      const before = kept.get(id);
      let result = before;
      if (!before || before.inputs.length !== inputs.length || before.inputs.some((input, index) => input !== inputs[index])) {
        const diagnostics: Diagnostic[] = [];
        const context: PatternContext = { project, relation: (wanted) => byId.get(wanted), report: (diagnostic) => diagnostics.push(diagnostic) };
        const relations = rebuilt === undefined ? expand(asBuilt(withMeanings(object, project.settings)), context) : expandRebuilt(object, context);
        expanded += 1;
        result = { inputs, relations, diagnostics };
      }
      if (!result) continue;
      next.set(id, result);
      for (const relation of result.relations) byId.set(relation.id, relation);
    }
    kept = next;

    const nameOf = (id: Id): string => project.objects[rebuiltFrom(id) ?? id]?.name ?? id;
    const circular = cycles.map((cycle): Diagnostic => ({
      code: 'cycle',
      severity: 'error',
      at: { object: rebuiltFrom(cycle[0] ?? '') ?? cycle[0] ?? '' },
      message: `These objects read each other in a circle, so none can be built first: ${cycle.map(nameOf).join(' → ')}. Remove one of the connections.`,
    }));
    return {
      relations: [...byId.values()],
      byId,
      diagnostics: [...circular, ...[...next.values()].flatMap((entry) => entry.diagnostics)],
      ...planSettings(project),
      exposures: (project.settings.exposures ?? []).map((exposure) => ({ ...exposure, reads: exposure.reads.filter((id) => byId.has(id)) })),
    };
  };
  return Object.assign(compile, { expanded: () => expanded });
}
