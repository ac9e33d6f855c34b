export type TreeRow =
  | { readonly kind: 'folder'; readonly name: string; readonly files: number; readonly open: boolean }
  | { readonly kind: 'file'; readonly name: string; readonly path: string; readonly nested: boolean };

/** A row's own text among all: a file's path, or a folder's with a slash behind it. */
export const rowKey = (row: TreeRow): string => (row.kind === 'file' ? row.path : `${row.name}/`);

/** Paths of files as the rows of a tree one folder deep: those at the top first, then each folder, with its files unless it is closed. */
export function treeRows(paths: readonly string[], closed: ReadonlySet<string> = new Set()): readonly TreeRow[] {
  const folders = new Map<string, string[]>();
  const top: TreeRow[] = [];
  for (const path of paths) {
    const slash = path.indexOf('/');
    if (slash < 0) {
      top.push({ kind: 'file', name: path, path, nested: false });
      continue;
    }
    const folder = path.slice(0, slash);
    const inside = folders.get(folder);
    if (inside) inside.push(path);
    else folders.set(folder, [path]);
  }
  const below = [...folders].flatMap(([folder, inside]): readonly TreeRow[] => [
    { kind: 'folder', name: folder, files: inside.length, open: !closed.has(folder) },
    ...(closed.has(folder) ? [] : inside.map((path): TreeRow => ({ kind: 'file', name: path.slice(folder.length + 1), path, nested: true }))),
  ]);
  return [...top, ...below];
}
