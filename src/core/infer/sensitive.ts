import { isIban, passesLuhn } from './check-digits.ts';
import type { KnownColumn } from './columns.ts';
import { soundsLikeKey, wordsOf } from './words.ts';

export const SENSITIVE_KINDS = [
  'e-mail',
  'phone',
  'IBAN',
  'card number',
  'national id',
  'IP address',
  'person name',
  'birth date',
  'address',
  'secret',
] as const;
export type SensitiveKind = (typeof SENSITIVE_KINDS)[number];

/** A column that tells of a person, or opens something. */
export interface SensitiveFinding {
  readonly column: KnownColumn;
  readonly kind: SensitiveKind;
  /** What speaks for it. */
  readonly by: 'name' | 'values' | 'name and values';
  /** Sampled values, and those that are written like it. */
  readonly sampled: number;
  readonly matching: number;
}

const VALUES: readonly (readonly [SensitiveKind, (value: string) => boolean])[] = [
  ['e-mail', (value) => /^[^\s@]+@[^\s@]+\.[\p{L}]{2,}$/u.test(value)],
  ['IBAN', isIban],
  ['card number', (value) => /^[3-6][\d -]{11,22}$/.test(value) && passesLuhn(value)],
  ['national id', (value) => /^\d{3}-\d{2}-\d{4}$/.test(value) || /^[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]$/.test(value)],
  [
    'IP address',
    (value) => /^((25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(25[0-5]|2[0-4]\d|1?\d?\d)$/.test(value) || (/^[0-9a-f:]{6,39}$/i.test(value) && value.split(':').length > 3),
  ],
  ['phone', (value) => /^(\+|00)\d[\d ()/.-]{6,18}\d$/.test(value) || /^\(?0\d{1,5}\)?[ /-]\d[\d -]{4,12}$/.test(value)],
];

const NAMES: readonly (readonly [SensitiveKind, RegExp])[] = [
  ['e-mail', /\b(e mail|email|mail address)\b/],
  ['phone', /\b(phone|telephone|mobile|cell|fax|tel|telefon|handy)\b/],
  ['IBAN', /\biban\b|\bbank account\b|\baccount iban\b/],
  ['card number', /\b(card|cc|credit card|pan) (number|no|nr|num)\b|\bpan\b/],
  ['national id', /\b(ssn|social security|national id|passport|tax id|steuer id|nin|nino|personal id|driving licence|driver license)\b/],
  ['IP address', /\bip\b|\bip address\b|\bremote addr\b/],
  ['birth date', /\b(birth|dob|birthday|born|geburtsdatum|geburtstag)\b/],
  [
    'person name',
    /\b(first|last|sur|given|family|middle|full|maiden|contact|customer|person|employee|driver|holder|subscriber|user) ?name\b|\b(surname|forename|vorname|nachname)\b/,
  ],
  ['address', /\b(street|address|addr|house number|strasse)\b/],
  ['secret', /\b(password|passwd|pwd|secret|token|api key|pin)\b/],
];
const PEOPLE = /^(customer|person|employee|contact|subscriber|user|driver|member|patient|student|client|recipient|lead|account|holder)$/;
const MATCHING = 0.8;

/** What of a person a column holds, by its name and by the values sampled of it; nothing for most columns. */
export function sensitiveFinding(column: KnownColumn, entity: readonly string[]): SensitiveFinding | undefined {
  const sample = column.figures?.sample.map((value) => value.trim()).filter((value) => value !== '') ?? [];
  const words = wordsOf(column.column.name).join(' ');
  const named = NAMES.find(([, pattern]) => pattern.test(words))?.[0];
  const isPersonName = /^name$/.test(words) && entity.some((word) => PEOPLE.test(word));
  const byName = named ?? (isPersonName ? 'person name' : undefined);
  const valued = VALUES.map(([kind, test]) => ({ kind, matching: sample.filter((value) => test(value)).length })).find(
    ({ kind, matching }) => sample.length > 0 && matching / sample.length >= (kind === byName ? 0.5 : MATCHING),
  );
  const told = { column, sampled: sample.length };
  // A number that passes Luhn's rule one time in ten is no card because ten of them did.
  if (valued && !(valued.kind === 'card number' && sample.length < 5 && byName === undefined))
    return { ...told, kind: valued.kind, by: byName === valued.kind ? 'name and values' : 'values', matching: valued.matching };
  if (byName === undefined || (soundsLikeKey(column.column.name) && !['IBAN', 'card number', 'national id', 'secret'].includes(byName))) return undefined;
  if (byName === 'birth date' && column.figures && column.type.kind !== 'date' && column.type.kind !== 'timestamp' && column.isAmbiguous !== true)
    return undefined;
  if (['flag', 'measure'].includes(column.nature) && byName !== 'birth date') return undefined;
  // Where values can be told by their form and are not written in it, a name is no evidence.
  const isTold = VALUES.some(([kind]) => kind === byName);
  if (isTold && sample.length >= 5 && byName !== 'phone' && byName !== 'national id') return undefined;
  return { ...told, kind: byName, by: 'name', matching: 0 };
}
