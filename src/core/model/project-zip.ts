import { strFromU8, strToU8, Unzip, UnzipInflate, zipSync, type Zippable } from 'fflate';
import type { Diagnostic } from './diagnostic.ts';

/** The earliest date a zip can hold: the same bytes whenever it is written. */
const WRITTEN = new Date(1980, 0, 1);
const MOST_ENTRIES = 10_000;
const MOST_BYTES = 1024 * 1024 * 1024;
const MOST_TEXT = 16 * 1024 * 1024;
const SLICE = 65_536;

export interface ProjectArchive {
  /** YAML files by path. */
  readonly texts: ReadonlyMap<string, string>;
  /** All other files by path. */
  readonly data: ReadonlyMap<string, Uint8Array>;
}

/** A project as one zip. The same files give the same bytes. */
export function zipProject({ texts, data }: ProjectArchive): Uint8Array {
  const files = [...[...texts].map(([path, text]) => [path, strToU8(text)] as const), ...data].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const entries: Zippable = Object.fromEntries(files.map(([path, bytes]) => [path, [bytes, { mtime: WRITTEN, level: 6, os: 3, attrs: 0o100644 * 0x10000 }]]));
  return zipSync(entries);
}

/** Why a path has no place in a project; `undefined` when it has. */
function refusal(path: string): string | undefined {
  if (path.startsWith('/') || /^[a-z]:/i.test(path) || path.includes('\\')) return 'is not a path inside the project';
  if (path.split('/').some((part) => part === '..' || part === '.' || part === '')) return 'leads out of the project';
  return /[\0-\x1f]/.test(path) ? 'has control characters in its name' : undefined;
}

interface Entry {
  readonly path: string;
  readonly parts: Uint8Array[];
  size: number;
  done: boolean;
}

function joined({ parts, size }: Entry): Uint8Array {
  const all = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** A folder that was zipped whole holds everything one level down. */
function commonFolder(paths: readonly string[]): string {
  if (paths.includes('orrery.yaml')) return '';
  const [first = ''] = paths;
  const folder = first.slice(0, first.indexOf('/') + 1);
  return folder !== '' && paths.includes(`${folder}orrery.yaml`) && paths.every((path) => path.startsWith(folder)) ? folder : '';
}

/**
 * Opens a zip that anyone may have made. It is refused whole, with the reason, when it is damaged or encrypted, when a
 * path leads out of it, when two names differ by case only, or when it would grow beyond 1 GiB or 10,000 files; sizes are
 * counted while it is unpacked, whatever the zip says of itself.
 */
export function unzipProject(bytes: Uint8Array): ProjectArchive & { readonly diagnostics: readonly Diagnostic[] } {
  const entries: Entry[] = [];
  const seen = new Set<string>();
  let total = 0;
  let problem: string | undefined;
  const stop = (message: string): void => {
    problem ??= message;
  };

  const unzip = new Unzip((file) => {
    if (problem !== undefined || file.name.endsWith('/')) return;
    const reason = refusal(file.name);
    if (reason !== undefined) return stop(`${JSON.stringify(file.name)} ${reason}`);
    if (seen.has(file.name.toLowerCase())) return stop(`${file.name} is in it twice`);
    if (entries.length >= MOST_ENTRIES) return stop(`it holds more than ${MOST_ENTRIES.toLocaleString('en')} files`);
    seen.add(file.name.toLowerCase());
    const entry: Entry = { path: file.name, parts: [], size: 0, done: false };
    entries.push(entry);
    file.ondata = (error, part, final) => {
      if (error) return stop(`${file.name} is damaged or encrypted`);
      entry.size += part.length;
      total += part.length;
      if (total > MOST_BYTES) return stop('unpacked it is larger than 1 GiB');
      if (/\.ya?ml$/.test(file.name) && entry.size > MOST_TEXT) return stop(`${file.name} is larger than 16 MiB, which no project file is`);
      entry.parts.push(part);
      entry.done = final;
      return undefined;
    };
    return file.start();
  });
  unzip.register(UnzipInflate);
  // Never told that it is at its end: a file that was cut off would throw then, and is found out below.
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  for (let at = 0; isZip && at < bytes.length && problem === undefined; at += SLICE) unzip.push(bytes.subarray(at, at + SLICE));
  if (!isZip || entries.length === 0) stop('it is no zip, or an empty one');
  const broken = entries.find((entry) => !entry.done);
  if (broken) stop(`${broken.path} is cut off`);
  if (problem !== undefined) {
    return {
      texts: new Map(),
      data: new Map(),
      diagnostics: [{ code: 'bad-zip', severity: 'error', at: {}, message: `The zip was not opened: ${problem}. Nothing was changed.` }],
    };
  }
  const folder = commonFolder(entries.map(({ path }) => path));
  const texts = new Map<string, string>();
  const data = new Map<string, Uint8Array>();
  for (const entry of entries) {
    const path = entry.path.slice(folder.length);
    if (/\.ya?ml$/.test(path)) texts.set(path, strFromU8(joined(entry)));
    else data.set(path, joined(entry));
  }
  return { texts, data, diagnostics: [] };
}
