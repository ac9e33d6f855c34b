import { DIALECTS } from '../dialects/registry.ts';
import type { Platform } from '../model/types.ts';

/** A name that no platform has to quote: tools that write SQL around ours quote by rules of their own. */
export function plainName(name: string, platform: Platform): string {
  const { reserved } = DIALECTS[platform];
  const plain = name
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9_]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .slice(0, 60);
  if (/^[a-z]/.test(plain) && !reserved.has(plain)) return plain;
  return plain === '' ? 'unnamed' : `t_${plain}`;
}

/** The name itself, or with the first number that makes it one of its own. */
export function freeName(wanted: string, taken: { has(name: string): boolean }): string {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? wanted : `${wanted}_${number}`;
    if (!taken.has(name)) return name;
  }
}

/** A file's name of that text, without folders and ending. */
export const fileName = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9_]+/g, '_');

/** A project's name as dbt and SQLMesh take it. */
export function projectName(name: string): string {
  const plain = fileName(name).replaceAll(/^_+|_+$/g, '');
  return /^[a-z]/.test(plain) ? plain : 'warehouse';
}
