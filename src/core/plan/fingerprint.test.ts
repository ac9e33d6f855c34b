import { expect, it } from 'vitest';
import { shopProject } from '../../../test/support/shop.ts';
import type { ModelObject, Project } from '../model/types.ts';
import { createCompiler } from './compile.ts';
import { relationFingerprint } from './fingerprint.ts';

function fingerprints(project: Project): ReadonlyMap<string, string> {
  const plan = createCompiler()(project);
  return new Map(plan.relations.map((relation) => [relation.id, relationFingerprint(plan, relation)]));
}

function edited(id: string, change: Partial<ModelObject>): Project {
  const project = shopProject();
  return { ...project, objects: { ...project.objects, [id]: { ...project.objects[id], ...change } as ModelObject } };
}

it('stays when only the words about an object change', () => {
  expect(fingerprints(edited('hub_order', { description: 'Every order ever placed' }))).toEqual(fingerprints(shopProject()));
});

it('changes for a renamed table and for what reads it, and for nothing else', () => {
  const before = fingerprints(shopProject());
  const after = fingerprints(edited('stg_orders', { name: 'staged_orders' }));
  const changed = [...after].filter(([id, text]) => text !== before.get(id)).map(([id]) => id);
  expect(changed).toContain('stg_orders');
  expect(changed).toContain('hub_order');
  expect(changed).not.toContain('src_orders');
  expect(changed).not.toContain('dim_customer');
});
