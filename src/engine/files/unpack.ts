import { Gunzip } from 'fflate';
import { EngineError } from '../../core/engine-port.ts';

/** What a packed file may unpack to: the engine's memory ends a little above. */
const LIMIT = 1_500_000_000;

/** Unpacks gzip; anything else comes back as it is. */
export function unpacked(name: string, bytes: Uint8Array): { readonly name: string; readonly bytes: Uint8Array } {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return { name, bytes };
  const parts: Uint8Array[] = [];
  let size = 0;
  let ended = false;
  const gunzip = new Gunzip((part, final) => {
    size += part.length;
    if (size > LIMIT) throw new EngineError({ message: `${name} unpacks to more than ${LIMIT / 1_000_000} MB: split it.` });
    parts.push(part);
    ended ||= final;
  });
  try {
    const step = 1 << 20;
    for (let at = 0; at < bytes.length; at += step) gunzip.push(bytes.subarray(at, at + step), at + step >= bytes.length);
  } catch (error) {
    if (error instanceof EngineError) throw error;
    throw new EngineError({ message: `${name} is a damaged gzip file: ${error instanceof Error ? error.message : String(error)}.` });
  }
  if (!ended) throw new EngineError({ message: `${name} is a damaged gzip file: it ends too early.` });
  const all = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return { name: name.replace(/\.gz$/i, ''), bytes: all };
}
