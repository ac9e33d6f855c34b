import { Gunzip } from 'fflate';
import { EngineError } from '../../core/engine-port.ts';
import { crc32 } from './crc32.ts';

/** What a packed file may unpack to: the engine's memory ends a little above. */
const LIMIT = 1_500_000_000;

/** The check sum and the length at the end of each member, least byte first. */
const TRAILER = 8;

/** Unpacks gzip, of several members too, and holds each to its check sum; anything else comes back as it is. */
export function unpacked(name: string, bytes: Uint8Array): { readonly name: string; readonly bytes: Uint8Array } {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return { name, bytes };
  const damaged = (why: string): EngineError => new EngineError({ message: `${name} is a damaged gzip file: ${why}. Fetch or pack it again.` });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: Uint8Array[] = [];
  let size = 0;
  let member = { size: 0, sum: 0 };
  const endMember = (end: number): void => {
    const trailer = end - TRAILER;
    const whole = trailer > 0 && view.getUint32(trailer, true) === member.sum && view.getUint32(trailer + 4, true) === member.size % 2 ** 32;
    if (!whole) throw damaged('it ends too early, or its contents do not match its check sum');
    member = { size: 0, sum: 0 };
  };
  const gunzip = new Gunzip((part) => {
    size += part.length;
    if (size > LIMIT) throw new EngineError({ message: `${name} unpacks to more than ${LIMIT / 1_000_000} MB: split it.` });
    parts.push(part);
    member = { size: member.size + part.length, sum: crc32(part, member.sum) };
  });
  gunzip.onmember = endMember;
  try {
    const step = 1 << 20;
    // Never told that it is at its end: it would pass over the members that begin in the last piece.
    for (let at = 0; at < bytes.length; at += step) gunzip.push(bytes.subarray(at, at + step), false);
  } catch (error) {
    throw error instanceof EngineError ? error : damaged(error instanceof Error ? error.message : String(error));
  }
  endMember(bytes.length);
  const all = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return { name: name.replace(/\.gz$/i, ''), bytes: all };
}
