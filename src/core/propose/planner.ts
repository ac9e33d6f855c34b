import { free, freeColumnId, slug } from '../commands/free-name.ts';
import type { Inference } from '../infer/infer.ts';
import { KINDS } from '../model/kinds.ts';
import type { Id, ModelObject, ObjectKind, Project } from '../model/types.ts';
import { standardised } from '../naming/standard.ts';
import { freeOfTechnical } from './free-of-technical.ts';
import { confidenceOf, type Choices, type ProposalKind, type ProposedObject, type Refused } from './proposal.ts';
import type { Shapes } from './shape.ts';

/** What is added to a proposal, before names and confidence are settled. */
export interface Draft {
  readonly key: string;
  readonly score: number;
  readonly reasons: readonly string[];
  readonly missing?: readonly string[];
  readonly needs: readonly string[];
  readonly updates?: boolean;
  readonly variant?: ProposedObject['variant'];
  readonly keyOf?: ProposedObject['keyOf'];
}

/** A proposal in the making. */
export interface Planner {
  readonly project: Project;
  readonly inference: Inference;
  readonly shapes: Shapes;
  readonly choices: Choices;
  /** Whether this was refused; then it is kept among what was refused, and what needs it does without. */
  isRefused(key: string, name: string): boolean;
  /** A name by the project's standard, and an id, that nothing else has. The same again for the same key. */
  head(key: string, kind: ObjectKind, words: readonly string[]): { readonly id: Id; readonly name: string };
  /** @returns the object as it is proposed: none of its columns has the name of one that its load adds. */
  add<O extends ModelObject>(object: O, draft: Draft): O;
  note(text: string): void;
  readonly objects: () => readonly ProposedObject[];
  readonly refused: () => readonly Refused[];
  readonly notes: () => readonly string[];
  /** Key of the proposed object with this id; nothing for one that the model has. */
  keyOf(id: Id): string | undefined;
}

export function createPlanner(
  project: Project,
  inference: Inference,
  shapes: Shapes,
  choices: Choices,
  kind: ProposalKind,
  before: ReadonlySet<string>,
): Planner {
  const objects: ProposedObject[] = [];
  const byId = new Map<Id, ProposedObject>();
  const refused = new Map<string, Refused>();
  const notes: string[] = [];
  const heads = new Map<string, { readonly id: Id; readonly name: string }>();
  const names = new Set(Object.values(project.objects).map(({ name }) => name.toLowerCase()));
  const ids = new Set(Object.keys(project.objects));
  return {
    project,
    inference,
    shapes,
    choices,
    isRefused(key, name) {
      if (!before.has(key)) return false;
      refused.set(key, { kind, key, name });
      return true;
    },
    head(key, objectKind, words) {
      const known = heads.get(key);
      if (known) return known;
      const { prefixes, naming = {} } = project.settings;
      const standard = `${prefixes[objectKind] ?? KINDS[objectKind].prefix}${standardised(words.join('_'), naming)}`;
      const name = free(standard, (wish) => names.has(wish.toLowerCase()));
      const id = free(slug(name), (wish) => ids.has(wish));
      names.add(name.toLowerCase());
      ids.add(id);
      const head = { id, name: choices.names?.[key]?.trim() || name };
      heads.set(key, head);
      return head;
    },
    add(object, { score, missing = [], updates = false, ...draft }) {
      const named = updates ? object : freeOfTechnical(object, project, (id) => byId.get(id)?.object ?? project.objects[id]);
      const one: ProposedObject = { ...draft, object: named, missing, updates, confidence: confidenceOf(score) };
      objects.push(one);
      byId.set(named.id, one);
      return named;
    },
    note: (text) => void notes.push(text),
    objects: () => objects,
    refused: () => [...refused.values()],
    notes: () => notes,
    keyOf: (id) => byId.get(id)?.key,
  };
}

/** Keys of those of some objects that are proposed too, not there yet. */
export const needsOf = (planner: Planner, ids: readonly (Id | undefined)[]): readonly string[] => [
  ...new Set(ids.flatMap((id) => (id === undefined ? [] : (planner.keyOf(id) ?? [])))),
];

/** Columns under ids and names that no other of them has. */
export function distinctColumns<C extends { readonly id: Id; readonly name: string }>(columns: readonly C[]): readonly C[] {
  const names = new Set<string>();
  const kept: C[] = [];
  for (const column of columns) {
    const name = free(column.name, (wish) => names.has(wish.toLowerCase()));
    names.add(name.toLowerCase());
    kept.push({ ...column, name, id: kept.some(({ id }) => id === column.id) ? freeColumnId(kept, column.id) : column.id });
  }
  return kept;
}
