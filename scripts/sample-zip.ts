import { strToU8, zipSync, type Zippable } from 'fflate';
import { shopSample } from '../samples/shop/model.ts';
import { shopRows } from '../samples/shop/rows.ts';
import { writeProject } from '../src/core/model/write-project.ts';

/** Zip times have no zone and begin in 1980: the same day for every file gives the same bytes everywhere. */
const LONG_AGO = new Date(1980, 0, 1);

/** The sample shop as a project zip with its data files; nothing in it is built beforehand. */
export function sampleZip(): Uint8Array {
  const files: Zippable = {};
  for (const [path, text] of [...writeProject(shopSample()), ...shopRows()]) files[path] = [strToU8(text), { mtime: LONG_AGO }];
  return zipSync(files, { level: 9 });
}
