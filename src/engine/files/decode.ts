import { EngineError } from '../../core/engine-port.ts';

export interface Decoded {
  readonly text: string;
  readonly encoding: string;
}

const MARKS: readonly { readonly bytes: readonly number[]; readonly encoding: string }[] = [
  { bytes: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
  { bytes: [0xff, 0xfe], encoding: 'utf-16le' },
  { bytes: [0xfe, 0xff], encoding: 'utf-16be' },
];

function strict(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** UTF-16 without a mark has a zero in every second byte of plain text. */
function unmarkedUtf16(bytes: Uint8Array): string | undefined {
  const sample = bytes.subarray(0, 4096 & ~1);
  const zeros = [0, 0];
  sample.forEach((byte, index) => {
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  });
  const half = sample.length / 2;
  const [even = 0, odd = 0] = zeros;
  if (odd > half * 0.4 && even === 0) return 'utf-16le';
  if (even > half * 0.4 && odd === 0) return 'utf-16be';
  return undefined;
}

function looksBinary(text: string): boolean {
  let controls = 0;
  const length = Math.min(text.length, 8192);
  for (let index = 0; index < length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 0) return true;
    if (code < 32 && code !== 9 && code !== 10 && code !== 13) controls += 1;
  }
  return controls > length * 0.02;
}

/** Text longer than this has no room in a browser's string. */
const LONGEST = 500_000_000;

/** Bytes as text, by their mark, else UTF-8, else windows-1252. */
function decoded(bytes: Uint8Array): Decoded {
  const mark = MARKS.find((candidate) => candidate.bytes.every((byte, index) => bytes[index] === byte));
  const encoding = mark?.encoding ?? unmarkedUtf16(bytes) ?? 'utf-8';
  const read = strict(bytes, encoding);
  return read === undefined ? { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'windows-1252' } : { text: read, encoding };
}

/** A script or another file of text that a person wrote. Throws {@link EngineError} when it is none. */
export function decodeScript(name: string, bytes: Uint8Array): Decoded {
  if (bytes.length > LONGEST)
    throw new EngineError({ message: `${name} is larger than ${LONGEST / 1_000_000} MB: take the part with the definitions out of it.` });
  const read = decoded(bytes);
  if (looksBinary(read.text)) throw new EngineError({ message: `${name} is not a text file.` });
  return read;
}

/** Turns a file's bytes into text, by its mark, else UTF-8, else windows-1252. */
export function decodeText(name: string, bytes: Uint8Array): Decoded {
  if (bytes.length === 0) throw new EngineError({ message: `${name} is empty: choose a file with at least a header line.` });
  if (bytes.length > LONGEST) throw new EngineError({ message: `${name} is larger than ${LONGEST / 1_000_000} MB: split it, or deliver it as Parquet.` });
  const read = decoded(bytes);
  if (looksBinary(read.text)) throw new EngineError({ message: `${name} is not a text file: deliver CSV, JSON or Parquet.` });
  if (read.text.trim() === '') throw new EngineError({ message: `${name} holds only blanks: choose a file with at least a header line.` });
  return read;
}
