import type { HashRules } from '../model/types.ts';

/** Hexadecimal digits of an algorithm's result; half as many bytes. */
export function hashHexLength(algorithm: HashRules['algorithm']): number {
  return { md5: 32, sha1: 40, sha256: 64 }[algorithm];
}
