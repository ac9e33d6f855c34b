import { describe, expect, it } from 'vitest';
import { shopProject } from '../../../test/support/shop.ts';
import type { Project, Satellite } from '../model/types.ts';
import { createCompiler } from './compile.ts';

const with_ = (project: Project, objects: Project['objects']): Project => ({ ...project, objects: { ...project.objects, ...objects } });

describe('compile', () => {
  it('expands again only what an edit touches', () => {
    const compile = createCompiler();
    const project = shopProject();
    compile(project);
    expect(compile.expanded()).toBe(12);
    compile(project);
    expect(compile.expanded()).toBe(0);
    const month = project.objects['fct_month'];
    if (!month) throw new Error('the shop has no fct_month');
    compile(with_(project, { fct_month: { ...month, description: 'Sales by month' } }));
    expect(compile.expanded()).toBe(1);
  });

  it('gives the same plan whatever order the objects are stored in', () => {
    const project = shopProject();
    const reversed = { ...project, objects: Object.fromEntries(Object.entries(project.objects).toReversed()) };
    expect(createCompiler()(reversed).relations.map((relation) => relation.id)).toEqual(createCompiler()(project).relations.map((relation) => relation.id));
  });

  it('reports a circle with its path and still compiles the rest', () => {
    const project = shopProject();
    const satellite = project.objects['sat_customer'] as Satellite;
    const plan = createCompiler()(
      with_(project, {
        sat_a: { ...satellite, id: 'sat_a', name: 'sat_a', parent: 'sat_b' },
        sat_b: { ...satellite, id: 'sat_b', name: 'sat_b', parent: 'sat_a' },
      }),
    );
    expect(plan.diagnostics.map((diagnostic) => diagnostic.message)).toEqual([expect.stringContaining('sat_a → sat_b → sat_a')]);
    expect(plan.byId.has('sat_customer')).toBe(true);
    expect(plan.byId.has('sat_a')).toBe(false);
  });

  it('names the object and what to do when a mapped column is gone', () => {
    const project = shopProject();
    const hub = project.objects['hub_order'];
    if (hub?.kind !== 'hub') throw new Error('the shop has no hub_order');
    const plan = createCompiler()(with_(project, { hub_order: { ...hub, feeds: [{ from: 'stg_orders', map: { order_id: 'gone' } }] } }));
    expect(plan.diagnostics[0]).toMatchObject({
      code: 'mapping-to-missing-column',
      at: { object: 'hub_order' },
      message: expect.stringContaining('choose another'),
    });
    expect(plan.byId.has('hub_customer')).toBe(true);
  });
});
