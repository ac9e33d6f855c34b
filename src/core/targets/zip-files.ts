import { deflateSync, strToU8, Zip, ZipPassThrough } from 'fflate';
import { joined } from '../joined-bytes.ts';
import type { GeneratedFile } from './types.ts';

/** The earliest date a zip can hold, in local time as the format wants it: the same bytes whenever and wherever it is written. */
const WRITTEN = new Date(1980, 0, 1);
const UNIX = 3;
const DEFLATED = 8;

/** A file that is deflated as a whole: many times as fast as a stream of pieces where files are small. */
class ZippedFile extends ZipPassThrough {
  override readonly compression = DEFLATED;
  override readonly mtime = WRITTEN;
  override readonly os = UNIX;
  override readonly attrs: number;

  constructor(path: string) {
    super(path);
    this.attrs = (0o100000 | (path.endsWith('.sh') ? 0o755 : 0o644)) * 0x10000;
  }

  protected override process(bytes: Uint8Array, isLast: boolean): void {
    this.ondata(null, deflateSync(bytes, { level: 6 }), isLast);
  }
}

/**
 * Packs the files below a folder, one at a step, and returns the zip at the last. The same files give the same bytes;
 * scripts may be executed. Throws when packing fails.
 */
export function* packFiles(folder: string, files: readonly GeneratedFile[]): Generator<void, Uint8Array> {
  const parts: Uint8Array[] = [];
  const zip = new Zip((error, part) => {
    if (error) throw error;
    parts.push(part);
  });
  for (const { path, text } of files.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    const file = new ZippedFile(`${folder}/${path}`);
    zip.add(file);
    file.push(strToU8(text), true);
    yield;
  }
  zip.end();
  return joined(parts);
}

/** The files as one zip below a folder; see {@link packFiles}. */
export function zipFiles(folder: string, files: readonly GeneratedFile[]): Uint8Array {
  const packing = packFiles(folder, files);
  for (;;) {
    const { done, value } = packing.next();
    if (done) return value;
  }
}
