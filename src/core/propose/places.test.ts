import { expect, it } from 'vitest';
import { emptyProject } from '../model/empty-project.ts';
import type { ModelObject, Project } from '../model/types.ts';
import { placesFor } from './places.ts';

const source = (id: string): ModelObject => ({ kind: 'source', id, name: id, delivery: 'full', columns: [] });
const staging = (id: string, from: string): ModelObject => ({ kind: 'staging', id, name: id, source: from, columns: [] });
const placed = (objects: readonly ModelObject[], at: Readonly<Record<string, { readonly x: number; readonly y: number }>>): Project => {
  const empty = emptyProject('Places');
  return {
    ...empty,
    objects: Object.fromEntries(objects.map((object) => [object.id, object])),
    diagrams: { main: { id: 'main', name: 'Main', placed: { ...at } } },
  };
};

it('puts each kind in a column of its own, beside what it reads, and nothing over anything', () => {
  const project = placed([source('a'), source('b')], { a: { x: 0, y: 400 }, b: { x: 0, y: 100 } });
  const places = placesFor(project, project.diagrams['main'], [staging('stg_a', 'a'), staging('stg_b', 'b')]);
  expect(places['stg_b']?.x).toBe(360);
  expect(places['stg_a']?.x).toBe(360);
  expect(places['stg_b']?.y).toBe(100);
  expect((places['stg_a']?.y ?? 0) - (places['stg_b']?.y ?? 0)).toBeGreaterThan(100);
});

it('goes on below where the kind has a column, and leaves alone what is placed', () => {
  const project = placed([source('a'), source('b'), staging('stg_a', 'a')], { a: { x: 0, y: 0 }, stg_a: { x: 700, y: 50 } });
  const places = placesFor(project, project.diagrams['main'], [staging('stg_a', 'a'), staging('stg_b', 'b')]);
  expect(Object.keys(places)).toEqual(['stg_b']);
  expect(places['stg_b']?.x).toBe(700);
  expect(places['stg_b']?.y).toBeGreaterThan(150);
});
