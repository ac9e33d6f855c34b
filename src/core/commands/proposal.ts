import * as z from 'zod';
import { Id, ModelObject, ProposalRefusal } from '../model/schema.ts';
import type { Project } from '../model/types.ts';
import { command, diagramIn, objectOfKind } from './define.ts';
import { CommandError } from './types.ts';

const SourcePatch = z.object({ id: Id, key: z.array(Id).min(1).optional(), delivery: z.enum(['full', 'delta']).optional() });
const Places = z.record(Id, z.object({ x: z.number(), y: z.number() }));

/** Takes proposed objects into the model, with what their rows told of the sources. An object that is there takes on the new form. */
export const proposalAccept = command(
  'proposal.accept',
  'Accept proposals',
  z.object({ objects: z.array(ModelObject).min(1), sources: z.array(SourcePatch).optional(), diagram: Id.optional(), positions: Places.optional() }),
  (draft, { objects, sources = [], diagram, positions = {} }) => {
    for (const object of objects) {
      const before = draft.objects[object.id];
      if (before && before.kind !== object.kind) throw new CommandError(`There is an object with the id ${object.id} already: ${before.name}.`);
      draft.objects[object.id] = object;
    }
    for (const { id, key, delivery } of sources) {
      const source = objectOfKind(draft, id, 'source');
      if (key) source.key = key;
      if (delivery) source.delivery = delivery;
    }
    if (diagram === undefined) return;
    const { placed } = diagramIn(draft, diagram);
    for (const object of objects) {
      const at = positions[object.id];
      if (at && !placed[object.id]) placed[object.id] = { x: Math.round(at.x), y: Math.round(at.y) };
    }
  },
);

const isSame = (a: { readonly kind: string; readonly key: string }, b: { readonly kind: string; readonly key: string }): boolean =>
  a.kind === b.kind && a.key === b.key;

const refusedIn = (draft: Project): z.infer<typeof ProposalRefusal>[] => draft.proposals?.refused ?? [];

/** Remembers that proposals were refused, so that they are not made again. */
export const proposalRefuse = command('proposal.refuse', 'Refuse proposals', z.object({ refused: z.array(ProposalRefusal).min(1) }), (draft, { refused }) => {
  const known = refusedIn(draft);
  draft.proposals = { ...draft.proposals, refused: [...known, ...refused.filter((one) => !known.some((other) => isSame(one, other)))] };
});

export const proposalBringBack = command(
  'proposal.bring_back',
  'Bring proposals back',
  z.object({ refused: z.array(ProposalRefusal.pick({ kind: true, key: true })).min(1) }),
  (draft, { refused }) => {
    const rest = refusedIn(draft).filter((one) => !refused.some((other) => isSame(one, other)));
    if (rest.length > 0) draft.proposals = { ...draft.proposals, refused: rest };
    else delete draft.proposals;
  },
);
