import type { GeneratedFile } from '../../core/targets/types.ts';

export type TreeRow =
  | { readonly kind: 'folder'; readonly name: string; readonly files: number; readonly open: boolean }
  | { readonly kind: 'file'; readonly name: string; readonly file: GeneratedFile; readonly nested: boolean };

/** A row's own text among all: a file's path, or a folder's with a slash behind it. */
export const rowKey = (row: TreeRow): string => (row.kind === 'file' ? row.file.path : `${row.name}/`);

/** Files as the rows of a tree one folder deep: those at the top first, then each folder, with its files unless it is closed. */
export function treeRows(files: readonly GeneratedFile[], closed: ReadonlySet<string> = new Set()): readonly TreeRow[] {
  const folders = new Map<string, GeneratedFile[]>();
  const top: TreeRow[] = [];
  for (const file of files) {
    const slash = file.path.indexOf('/');
    if (slash < 0) {
      top.push({ kind: 'file', name: file.path, file, nested: false });
      continue;
    }
    const folder = file.path.slice(0, slash);
    const inside = folders.get(folder);
    if (inside) inside.push(file);
    else folders.set(folder, [file]);
  }
  const below = [...folders].flatMap(([folder, inside]): readonly TreeRow[] => [
    { kind: 'folder', name: folder, files: inside.length, open: !closed.has(folder) },
    ...(closed.has(folder) ? [] : inside.map((file): TreeRow => ({ kind: 'file', name: file.path.slice(folder.length + 1), file, nested: true }))),
  ]);
  return [...top, ...below];
}
