import { gunzipSync, unzipSync } from 'fflate';
import { EngineError } from '../../core/engine-port.ts';
import type { ImportFile } from '../../core/import/types.ts';
import { decodeScript } from './decode.ts';

/** Files that may say something of tables; what a tool fetched or made of them stands elsewhere. */
const WANTED = /\.(sql|ddl|hql|psql|tab|vw|dbml|ya?ml|json)$/i;
const NOT_OWN = /(^|[\\/])(\.[^\\/]+|node_modules|dbt_packages|dbt_modules|target[\\/](?:compiled|run)|logs|__MACOSX)([\\/]|$)/;
const MOST_BYTES = 512 * 1024 * 1024;
const MOST_FILES = 20_000;

export const isImportable = (path: string): boolean => WANTED.test(path) && !NOT_OWN.test(path);

export interface ImportFiles {
  readonly files: readonly ImportFile[];
  /** Why some could not be read, in words for the user. */
  readonly refused: readonly string[];
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function fromZip(name: string, bytes: Uint8Array): ImportFiles {
  let [size, count] = [0, 0];
  try {
    const found = unzipSync(bytes, {
      filter: ({ name: path, originalSize }) => {
        if (path.endsWith('/') || !isImportable(path)) return false;
        size += originalSize;
        count += 1;
        if (size > MOST_BYTES || count > MOST_FILES) throw new EngineError({ message: 'it grows beyond 512 MB or 20,000 files' });
        return true;
      },
    });
    const all = Object.entries(found).toSorted(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }));
    const opened = all.map(([path, content]) => unpackImport(path, content));
    return { files: opened.flatMap(({ files }) => files), refused: opened.flatMap(({ refused }) => refused) };
  } catch (error) {
    return { files: [], refused: [`${name} could not be unpacked: ${messageOf(error)}.`] };
  }
}

/** A file to be imported as texts, whatever its encoding; a zip as the files in it that may say something of tables. */
export function unpackImport(name: string, bytes: Uint8Array): ImportFiles {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3) return fromZip(name, bytes);
  try {
    const plain = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
    const { text, encoding } = decodeScript(name, plain);
    return { files: [{ name: name.replace(/\.gz$/i, ''), text, ...(encoding === 'utf-8' ? {} : { encoding }) }], refused: [] };
  } catch (error) {
    return { files: [], refused: [error instanceof EngineError ? error.message : `${name} could not be read: ${messageOf(error)}.`] };
  }
}
