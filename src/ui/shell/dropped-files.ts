import type { IncomingFile } from '../../store/studio-types.ts';

const MOST = 10_000;

async function filesBelow(entry: FileSystemEntry, found: IncomingFile[]): Promise<void> {
  if (found.length >= MOST) return;
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => {
      (entry as FileSystemFileEntry).file(resolve, reject);
    });
    found.push({ name: entry.fullPath.replace(/^\//, ''), size: file.size, arrayBuffer: () => file.arrayBuffer() });
    return;
  }
  if (/^(\.|node_modules$)/.test(entry.name)) return;
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    // A folder is told a hundred entries at a time.
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject);
    });
    if (some.length === 0) return;
    for (const each of some) await filesBelow(each, found);
  }
}

/** The files that were dropped, and those of dropped folders under their paths; hidden folders are left alone. */
export async function droppedFiles(transfer: DataTransfer): Promise<readonly IncomingFile[]> {
  // What was dropped is gone after the first wait: ask for all of it at once.
  const plain = [...transfer.files];
  const entries = [...transfer.items].flatMap((item) => (item.kind === 'file' ? (item.webkitGetAsEntry() ?? []) : []));
  if (!entries.some((entry) => entry.isDirectory)) return plain;
  const found: IncomingFile[] = [];
  for (const entry of entries) await filesBelow(entry, found);
  return found;
}
