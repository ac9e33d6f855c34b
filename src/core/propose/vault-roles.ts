import type { Inference } from '../infer/infer.ts';
import { soundsLikePlace } from '../infer/words.ts';
import type { Id } from '../model/types.ts';
import type { Choices, Variant, VaultRole } from './proposal.ts';
import type { Entity, Reference, Shape } from './shape.ts';

const LABELS: Readonly<Record<VaultRole, string>> = {
  hub: 'Hub',
  reference: 'Reference table',
  link: 'Link',
  multi_active: 'Multi-active satellite',
  non_historised: 'Non-historised link',
  none: 'Leave out',
};

/** Code lists are short, have short keys of one length, and hardly tell more than a name. */
function isCodeList({ table, references, delivery }: Shape, { column }: Entity): boolean {
  const key = table.byId.get(column);
  const { shortest = 0, longest = 99 } = key?.figures ?? {};
  if (key?.type.kind !== 'text') return false;
  const isShort = key.figures ? longest <= 3 && shortest === longest : /^(country|currency|language|unit|status|state|type)/i.test(key.column.name);
  return isShort && table.columns.length <= 3 && references.length === 0 && delivery === 'full' && table.rows <= 2000;
}

const EVENT_WORDS = /^(event|scan|log|click|visit|view|reading|measurement|movement|transaction|entry|posting|session|message|ping|hit)$/;

/** Rows that something wrote down once, under a number that nobody else knows. */
function isPlainEvent({ table, key, references, isReferred, delivery, words }: Shape): boolean {
  const named = references.filter(({ missing }) => missing === 0);
  const number = table.byId.get(key.columns[0] ?? '');
  const isTechnical = number?.nature === 'whole' || number?.type.kind === 'uuid' || words.some((word) => EVENT_WORDS.test(word));
  const isNew = table.evidence ? delivery === 'delta' && (table.evidence.changes?.kept ?? 0) === 0 : table.source.delivery !== 'full';
  return isTechnical && isNew && !isReferred && named.length >= 2 && table.columns.some(({ nature }) => nature === 'moment');
}

/** Parts of the key that name entities, and those that only tell rows apart. */
export const keyParts = ({ key, references }: Shape): { readonly naming: readonly Reference[]; readonly rest: readonly Id[] } => ({
  naming: references.filter(({ column }) => key.columns.includes(column)),
  rest: key.columns.filter((column) => references.every((reference) => reference.column !== column)),
});

/** What the vault takes the rows of a table for. */
export function vaultRole(shape: Shape, choices: Choices): { readonly role: VaultRole; readonly why: string; readonly score: number } {
  const { table, own, references, key } = shape;
  const chosen = choices.vault?.[table.source.id];
  const proposed = ((): { readonly role: VaultRole; readonly why: string; readonly score: number } => {
    if (own) {
      if (isCodeList(shape, own))
        return {
          role: 'reference',
          why: `A list of ${table.evidence ? `${key.figures?.distinct ?? 0} ` : ''}short codes that hardly changes needs no hub.`,
          score: 0.7,
        };
      if (isPlainEvent(shape))
        return {
          role: 'non_historised',
          why: 'Each row tells once of something that happened, under a technical number: no later delivery has it again, and nothing refers to it.',
          score: 0.7,
        };
      return { role: 'hub', why: '', score: key.score };
    }
    const { naming, rest } = keyParts(shape);
    const others = references.filter(({ column }) => !key.columns.includes(column));
    if (naming.length === 1 && others.length === 0 && rest.length > 0 && !rest.every((id) => soundsLikePlace(table.byId.get(id)?.column.name ?? '')))
      return { role: 'multi_active', why: '', score: 0.7 };
    if (naming.length + others.filter(({ missing }) => missing === 0).length >= 2) return { role: 'link', why: '', score: 0.75 };
    if (naming.length === 1) return { role: 'multi_active', why: '', score: 0.55 };
    return { role: 'none', why: '', score: 0 };
  })();
  const isOffered = optionsOf(shape).some(({ value }) => value === chosen);
  return chosen !== undefined && isOffered
    ? { role: chosen as VaultRole, why: chosen === proposed.role ? proposed.why : 'Chosen by you.', score: 1 }
    : proposed;
}

function optionsOf(shape: Shape): Variant['options'] {
  const named = shape.references.filter(({ missing }) => missing === 0);
  const roles: readonly VaultRole[] = shape.own
    ? ['hub', 'reference', ...(named.length >= 2 ? (['non_historised'] as const) : []), 'none']
    : [...(named.length >= 2 ? (['link'] as const) : []), ...(keyParts(shape).naming.length >= 1 ? (['multi_active'] as const) : []), 'none'];
  return roles.map((value) => ({ value, label: LABELS[value] }));
}

export const vaultVariant = (shape: Shape, role: VaultRole): Variant => ({
  source: shape.table.source.id,
  of: 'vault',
  value: role,
  options: optionsOf(shape),
});

/** The key of a table and what else may be it, to be chosen from. */
export const keyChoice = (inference: Inference, { table, key }: Shape) => ({
  source: table.source.id,
  columns: key.columns,
  others: (inference.keys.get(table.source.id) ?? [])
    .filter(({ columns }) => columns.join() !== key.columns.join())
    .slice(0, 6)
    .map(({ columns }) => columns),
});
