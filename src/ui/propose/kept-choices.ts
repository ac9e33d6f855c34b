import type { Choices } from '../../core/propose/proposal.ts';

/** What was decided of proposals and not accepted yet, by project: it is there again when the view is left and opened again. */
const kept = new Map<string, Choices>();

export const choicesOf = (project: string): Choices => kept.get(project) ?? {};
export const keepChoices = (project: string, choices: Choices): void => void kept.set(project, choices);
