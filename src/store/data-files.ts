import type { DataFile } from './studio-types.ts';
import type { Storage } from './ports.ts';
import { isFull } from './room.ts';

const hex = (bytes: ArrayBuffer): string => Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** SHA-256 of the bytes, as hexadecimal text. */
export async function fingerprintOf(bytes: Uint8Array): Promise<string> {
  return hex(await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>));
}

const keyOf = (fingerprint: string): string => `file/${fingerprint}`;

export interface StoredFile {
  readonly path: string;
  readonly size: number;
  readonly fingerprint: string;
}

/** Keeps the bytes of data files by their fingerprint, so that equal files are kept once. */
export interface DataFiles {
  add(path: string, bytes: Uint8Array): Promise<DataFile>;
  /** A file whose bytes were kept earlier. */
  known(file: StoredFile): DataFile;
  forget(fingerprint: string): Promise<void>;
}

/** @param onFailure told when bytes cannot be stored; they stay in memory until the tab closes. */
export function createDataFiles(storage: Storage, onFailure: (path: string, error: unknown) => Promise<void>): DataFiles {
  const store = async (key: string, bytes: Uint8Array): Promise<void> => {
    try {
      // Browsers refuse a plain value of more than some hundred megabytes; a blob may be as large as the disk allows.
      await storage.set(key, new Blob([bytes as Uint8Array<ArrayBuffer>]));
    } catch (error) {
      if (isFull(error)) throw error;
      // A private window of WebKit takes no blobs, and gives no reason.
      await storage.set(key, bytes);
    }
  };
  const unstored = new Map<string, Uint8Array>();
  const known = ({ path, size, fingerprint }: StoredFile): DataFile => ({
    path,
    size,
    fingerprint,
    async read() {
      const bytes = unstored.get(fingerprint) ?? (await storage.get(keyOf(fingerprint)));
      if (bytes instanceof Blob) return new Uint8Array(await bytes.arrayBuffer());
      if (bytes instanceof Uint8Array) return bytes;
      throw new Error(`${path} is no longer kept by this browser: drop the file again.`);
    },
  });
  return {
    known,
    async add(path, bytes) {
      const fingerprint = await fingerprintOf(bytes);
      try {
        await store(keyOf(fingerprint), bytes);
      } catch (error) {
        unstored.set(fingerprint, bytes);
        await onFailure(path, error);
      }
      return known({ path, size: bytes.length, fingerprint });
    },
    forget: (fingerprint) => storage.remove(keyOf(fingerprint)),
  };
}
