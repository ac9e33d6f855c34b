import type { Id, Project } from '../model/types.ts';

/** An id made of a name: lower-case letters, digits and underscores; `object` when nothing of the name is left. */
export function slug(name: string): Id {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .slice(0, 150);
  return plain === '' ? 'object' : plain;
}

/** `wish`, or `wish_2`, `wish_3`, … until it is not taken. */
export function free(wish: string, taken: (candidate: string) => boolean): string {
  if (!taken(wish)) return wish;
  let number = 2;
  while (taken(`${wish}_${number}`)) number += 1;
  return `${wish}_${number}`;
}

export const freeObjectId = (project: Project, name: string): Id => free(slug(name), (id) => Object.hasOwn(project.objects, id));

export function freeObjectName(project: Project, wish: string): string {
  const taken = new Set(Object.values(project.objects).map((object) => object.name.toLowerCase()));
  return free(wish, (name) => taken.has(name.toLowerCase()));
}

export function freeColumnId(columns: readonly { readonly id: Id }[], name: string): Id {
  const taken = new Set(columns.map((column) => column.id));
  return free(slug(name), (id) => taken.has(id));
}
