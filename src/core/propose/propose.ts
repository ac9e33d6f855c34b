import type { Evidence } from '../infer/evidence.ts';
import type { Id, ModelObject, Project } from '../model/types.ts';
import type { Choices, Proposal, ProposalKind, ProposedObject, SourcePatch } from './proposal.ts';
import { proposeStar } from './star.ts';
import { proposeVault } from './vault.ts';

/** Proposes a vault or a star over the sources of a project: what it has already is built upon, what was refused stays out. */
export function propose(kind: ProposalKind, project: Project, evidence: Evidence, choices: Choices = {}): Proposal {
  const refused = project.proposals?.refused ?? [];
  return kind === 'vault' ? proposeVault(project, evidence, choices, refused) : proposeStar(project, evidence, choices, refused);
}

/** The objects with these keys and all that they cannot be without, in their order. */
export function withNeeds({ objects }: Proposal, keys: readonly string[]): readonly ProposedObject[] {
  const byKey = new Map(objects.map((one) => [one.key, one]));
  const wanted = new Set<string>();
  const want = (key: string): void => {
    if (wanted.has(key)) return;
    wanted.add(key);
    for (const need of byKey.get(key)?.needs ?? []) want(need);
  };
  for (const key of keys) want(key);
  return objects.filter(({ key }) => wanted.has(key));
}

/** What the command `proposal.accept` takes to accept these objects, and all that they cannot be without. */
export function acceptance(
  proposal: Proposal,
  keys: readonly string[],
): { readonly objects: readonly ModelObject[]; readonly sources: readonly SourcePatch[] } {
  const objects = withNeeds(proposal, keys).map(({ object }) => object);
  const staged = new Set<Id>(objects.flatMap((object) => (object.kind === 'staging' ? [object.source] : [])));
  return { objects, sources: proposal.sources.filter(({ id }) => staged.has(id)) };
}
