import type { Folder } from './ports.ts';

type Picker = (options: { readonly mode: 'readwrite' }) => Promise<FileSystemDirectoryHandle>;

async function filesBelow(handle: FileSystemDirectoryHandle, prefix: string, found: string[]): Promise<void> {
  for await (const [name, entry] of handle.entries()) {
    if (name.startsWith('.') || name === 'node_modules') continue;
    if (entry.kind === 'directory') await filesBelow(entry as FileSystemDirectoryHandle, `${prefix}${name}/`, found);
    else found.push(`${prefix}${name}`);
  }
}

async function folderOf(
  root: FileSystemDirectoryHandle,
  path: string,
  create: boolean,
): Promise<{ readonly folder: FileSystemDirectoryHandle; readonly name: string }> {
  const parts = path.split('/');
  const name = parts.pop() ?? '';
  let folder = root;
  for (const part of parts) folder = await folder.getDirectoryHandle(part, { create });
  return { folder, name };
}

export function folderPort(root: FileSystemDirectoryHandle): Folder {
  return {
    name: root.name,
    async list() {
      const found: string[] = [];
      await filesBelow(root, '', found);
      return found;
    },
    async read(path) {
      const { folder, name } = await folderOf(root, path, false);
      return new Uint8Array(await (await (await folder.getFileHandle(name)).getFile()).arrayBuffer());
    },
    async write(path, bytes) {
      const { folder, name } = await folderOf(root, path, true);
      const stream = await (await folder.getFileHandle(name, { create: true })).createWritable();
      await stream.write(bytes as Uint8Array<ArrayBuffer>);
      await stream.close();
    },
    async remove(path) {
      const { folder, name } = await folderOf(root, path, false);
      await folder.removeEntry(name);
    },
  };
}

/** Asks for a folder by the browser's own dialog; absent where the browser has none. */
export function browserFolders(): (() => Promise<Folder | undefined>) | undefined {
  const picker = (window as unknown as { readonly showDirectoryPicker?: Picker }).showDirectoryPicker;
  if (!picker) return undefined;
  return async () => {
    try {
      return folderPort(await picker.call(window, { mode: 'readwrite' }));
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return undefined;
      throw error;
    }
  };
}
