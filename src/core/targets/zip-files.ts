import { strToU8, zipSync, type Zippable } from 'fflate';
import type { GeneratedFile } from './types.ts';

/** The earliest date a zip can hold, in local time as the format wants it: the same bytes whenever and wherever it is written. */
const WRITTEN = new Date(1980, 0, 1);
const UNIX = 3;

/** The files as one zip below a folder. The same files give the same bytes; scripts may be executed. */
export function zipFiles(folder: string, files: readonly GeneratedFile[]): Uint8Array {
  const inOrder = files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const entries: Zippable = Object.fromEntries(
    inOrder.map(({ path, text }) => {
      const mode = path.endsWith('.sh') ? 0o755 : 0o644;
      return [`${folder}/${path}`, [strToU8(text), { mtime: WRITTEN, os: UNIX, attrs: (0o100000 | mode) * 0x10000, level: 6 }]];
    }),
  );
  return zipSync(entries);
}
