import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HistoryCase, VaultCase } from './case-schema.ts';
import { parse } from 'yaml';
import { prepareHistoryCase } from './history-case.ts';
import { OwnCase, prepareOwnCase } from './own-case.ts';
import type { PreparedCase } from './prepared.ts';
import { prepareVaultCase } from './vault-case.ts';

/** What other tools load by and Orrery does not offer: the only reasons to leave a case out. */
export const NOT_OFFERED: Readonly<Record<string, string>> = {
  insert_by_period: 'a load period by period, a materialisation of another tool',
  insert_by_rank: 'a load rank by rank, a materialisation of another tool',
  platform_sql_function: 'an SQL function of one platform',
};

/** A case as found in a folder: ready to be played, left out, or not understood. */
export type FoundCase = { readonly id: string; readonly object: string; readonly file: string } & (
  | { readonly kind: 'ready'; readonly prepared: PreparedCase }
  | { readonly kind: 'skipped'; readonly reason: string }
  | { readonly kind: 'broken'; readonly reason: string }
);

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Makes a case of what a file holds: ready, to be left out, or broken, with the reason. */
export function foundCase(raw: unknown, file: string): FoundCase {
  const head = typeof raw === 'object' && raw !== null ? (raw as Readonly<Record<string, unknown>>) : {};
  const known = { id: textOf(head['id']) || '(no id)', object: textOf(head['object']), file };
  const needs = Array.isArray(head['requires']) ? head['requires'].map(String) : [];
  const missing = needs.find((need) => Object.hasOwn(NOT_OFFERED, need));
  if (missing !== undefined) return { ...known, kind: 'skipped', reason: `${missing}: ${NOT_OFFERED[missing] ?? ''}` };
  const isHistory = typeof head['config'] === 'object' && head['config'] !== null && 'unique_key' in head['config'];
  try {
    const prepared = Array.isArray(head['objects'])
      ? prepareOwnCase(OwnCase.parse(raw))
      : isHistory
        ? prepareHistoryCase(HistoryCase.parse(raw))
        : prepareVaultCase(VaultCase.parse(raw));
    return { ...known, kind: 'ready', prepared };
  } catch (error) {
    return { ...known, kind: 'broken', reason: error instanceof Error ? error.message : String(error) };
  }
}

/** Every case of the JSON and YAML files in a folder; a file without cases, such as a list of hash vectors, has none. */
export function readCases(folder: string): readonly FoundCase[] {
  return readdirSync(folder)
    .filter((name) => /\.(json|ya?ml)$/.test(name))
    .toSorted()
    .flatMap((name) => {
      const text = readFileSync(join(folder, name), 'utf8');
      const content: unknown = name.endsWith('.json') ? JSON.parse(text) : parse(text);
      const list = Array.isArray(content)
        ? (content as readonly unknown[])
        : typeof content === 'object' && content !== null && 'id' in content
          ? [content]
          : [];
      return list.map((raw) => foundCase(raw, name));
    });
}
