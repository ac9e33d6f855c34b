import type { GeneratedFile } from '../../core/targets/types.ts';

export type TreeRow =
  | { readonly kind: 'folder'; readonly name: string; readonly files: number }
  | { readonly kind: 'file'; readonly name: string; readonly file: GeneratedFile; readonly nested: boolean };

/** Files as the rows of a tree one folder deep: those at the top first, then each folder with its files. */
export function treeRows(files: readonly GeneratedFile[]): readonly TreeRow[] {
  const folders = new Map<string, GeneratedFile[]>();
  const top: TreeRow[] = [];
  for (const file of files) {
    const slash = file.path.indexOf('/');
    if (slash < 0) {
      top.push({ kind: 'file', name: file.path, file, nested: false });
      continue;
    }
    const folder = file.path.slice(0, slash);
    folders.set(folder, [...(folders.get(folder) ?? []), file]);
  }
  const below = [...folders].flatMap(([folder, inside]): readonly TreeRow[] => [
    { kind: 'folder', name: folder, files: inside.length },
    ...inside.map((file): TreeRow => ({ kind: 'file', name: file.path.slice(folder.length + 1), file, nested: true })),
  ]);
  return [...top, ...below];
}
