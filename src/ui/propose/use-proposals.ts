import { useMemo, useState } from 'react';
import type { Evidence } from '../../core/infer/evidence.ts';
import { infer, sourcesOf } from '../../core/infer/infer.ts';
import type { Project } from '../../core/model/types.ts';
import { findingsOf, type Finding } from '../../core/propose/findings.ts';
import { placesFor } from '../../core/propose/places.ts';
import { acceptance, propose, withNeeds } from '../../core/propose/propose.ts';
import type { Choices, Proposal, ProposalKind, ProposedObject, Refused } from '../../core/propose/proposal.ts';
import { useActions, useStudio } from '../use-studio.ts';
import { choicesOf, keepChoices } from './kept-choices.ts';

export interface Proposals {
  readonly proposal: Proposal;
  readonly choices: Choices;
  readonly change: (choices: Choices) => void;
  /** Accepts these and what they cannot be without: one step to undo. */
  readonly accept: (keys: readonly string[]) => void;
  readonly refuse: (refused: readonly ProposedObject[]) => void;
  readonly bringBack: (refused: readonly Refused[]) => void;
  /** What is accepted with it. */
  readonly along: (key: string) => readonly ProposedObject[];
}

/** The proposal of a kind as it stands, and what can be done with it. */
export function useProposals(kind: ProposalKind, evidence: Evidence): Proposals {
  const { dispatch, select } = useActions();
  const project = useStudio((state) => state.project);
  const projectId = useStudio((state) => state.projectId);
  const diagram = useStudio((state) => state.diagram);
  const [held, setHeld] = useState<{ readonly of: string; readonly choices: Choices }>();
  const choices = held?.of === projectId ? held.choices : choicesOf(projectId);
  const proposal = useMemo(() => propose(kind, project, evidence, choices), [kind, project, evidence, choices]);
  return {
    proposal,
    choices,
    change(next) {
      keepChoices(projectId, next);
      setHeld({ of: projectId, choices: next });
    },
    accept(keys) {
      const taken = acceptance(proposal, keys);
      if (taken.objects.length === 0) return;
      const positions = placesFor(project, project.diagrams[diagram], taken.objects);
      // What is made is selected, as everywhere.
      if (dispatch('proposal.accept', { ...taken, diagram, positions })) select(taken.objects.map(({ id }) => id));
    },
    refuse: (refused) => void dispatch('proposal.refuse', { refused: refused.map(({ key, object }) => ({ kind, key, name: object.name })) }),
    bringBack: (refused) => void dispatch('proposal.bring_back', { refused: refused.map(({ key }) => ({ kind, key })) }),
    along: (key) => withNeeds(proposal, [key]).filter((one) => one.key !== key),
  };
}

/** What the rows tell, or names and keys where there are none. */
export const useFindings = (project: Project, evidence: Evidence): readonly Finding[] =>
  useMemo(() => findingsOf(infer(project, evidence)), [project, evidence]);

/** Names the sources and the files that are measured: the same while nothing would be measured otherwise. */
export function useMeasuredOf(): { readonly of: string; readonly bytes: number; readonly sources: number } {
  const project = useStudio((state) => state.project);
  const files = useStudio((state) => state.files);
  const projectId = useStudio((state) => state.projectId);
  return useMemo(() => {
    const sources = sourcesOf(project);
    const paths = project.deliveries.flatMap((delivery) => Object.values(delivery.files));
    const shape = sources.map(({ id, name, columns, delivery }) => [
      id,
      name,
      delivery === 'cdc',
      columns.map((column) => [column.id, column.name, column.type]),
    ]);
    const bytes = paths.reduce((sum, path) => sum + (files.get(path)?.size ?? 0), 0);
    return { of: JSON.stringify([projectId, shape, project.deliveries, paths.map((path) => files.get(path)?.fingerprint)]), bytes, sources: sources.length };
  }, [project, files, projectId]);
}
