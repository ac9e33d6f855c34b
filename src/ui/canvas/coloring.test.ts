import { describe, expect, it } from 'vitest';
import { shopProject } from '../../../test/support/shop.ts';
import type { Project } from '../../core/model/types.ts';
import { KIND_COLORS, SAFE_COLORS, SYSTEM_COLORS } from '../kinds/kind-colors.ts';
import { diagramBoxes } from './box.ts';
import { coloringOf, createColoring } from './coloring.ts';
import { diagramEdges } from './edges.ts';
import { legendOf } from './legend-of.ts';
import { systemsOf } from './systems.ts';

/** The shop, with its sources from the systems that are named. */
function shopFrom(systems: Readonly<Record<string, string | undefined>>): Project {
  const project = shopProject();
  const objects = Object.fromEntries(
    Object.entries(project.objects).map(([id, object]) => {
      if (object.kind !== 'source') return [id, object];
      const { system: _, ...source } = object;
      const system = systems[id];
      return [id, system === undefined ? source : { ...source, system }];
    }),
  );
  return { ...project, objects };
}
const both = { customers: 'crm', orders: 'shop' };
const of = (project: Project, id: string) => {
  const object = project.objects[id];
  if (!object) throw new Error(`there is no ${id}`);
  return object;
};

describe('systems', () => {
  it('follow the rows, not what they refer to', () => {
    const found = systemsOf(shopFrom(both));
    const names = (id: string): readonly string[] => [...(found.get(id) ?? [])].toSorted();
    expect(names('stg_orders')).toEqual(['shop']);
    expect(names('dim_customer')).toEqual(['crm']);
    expect(names('hub_customer')).toEqual(['crm', 'shop']);
    expect(names('fct_order')).toEqual(['shop']);
    expect([...(systemsOf(shopFrom({})).get('stg_orders') ?? [])]).toEqual(['']);
  });

  it('end where a model feeds itself', () => {
    const project = shopFrom(both);
    const staged = of(project, 'stg_orders');
    const looped = { ...project, objects: { ...project.objects, stg_orders: { ...staged, source: 'stg_orders' } as typeof staged } };
    expect(systemsOf(looped).get('fct_order')).toEqual(new Set());
  });
});

describe('colours', () => {
  const project = shopFrom(both);

  it('tell the kind, and mean nothing else then', () => {
    expect(coloringOf('classic', 'light', project).of(of(project, 'hub_order'))).toBe(KIND_COLORS.light.hub);
    expect(coloringOf('safe', 'dark', project).of(of(project, 'hub_order'))).toBe(SAFE_COLORS.dark.hub);
    expect(coloringOf('safe', 'dark', project)).toBe(coloringOf('safe', 'dark', shopFrom({})));
  });

  it('tell the system that rows come from', () => {
    const { of: colorOf, meaning } = coloringOf('systems', 'light', project);
    const told = (id: string) => [colorOf(of(project, id)), meaning?.(of(project, id)).text];
    const { systems, several, none } = SYSTEM_COLORS.light;
    expect(told('customers')).toEqual([systems[0], 'crm']);
    expect(told('fct_order')).toEqual([systems[1], 'shop']);
    expect(told('hub_customer')).toEqual([several, 'Several systems']);
    const unnamed = shopFrom({});
    expect(coloringOf('systems', 'light', unnamed).of(of(unnamed, 'orders'))).toBe(none);
    expect(coloringOf('systems', 'light', unnamed).meaning?.(of(unnamed, 'orders')).text).toBe('No system named');
  });

  it('are one object while every object keeps its own', () => {
    const keep = createColoring();
    const first = keep('systems', 'light', project);
    expect(keep('systems', 'light', { ...project, name: 'Renamed' })).toBe(first);
    expect(keep('systems', 'dark', project)).not.toBe(first);
    expect(keep('systems', 'light', shopFrom({ ...both, orders: 'web' }))).not.toBe(first);
  });

  it('are in the legend with what they mean, of what is on the diagram', () => {
    const placed = { customers: { x: 0, y: 0 }, hub_customer: { x: 400, y: 0 } };
    const boxes = diagramBoxes(project, { id: 'main', name: 'Main', placed });
    const legend = (colors: 'classic' | 'systems') => legendOf([...boxes.values()], diagramEdges(project, boxes.keys()), coloringOf(colors, 'light', project));
    expect(legend('classic').colors).toEqual([]);
    expect(legend('classic').marks.map(({ label, color }) => [label, color])).toEqual([
      ['Source', KIND_COLORS.light.source],
      ['Hub', KIND_COLORS.light.hub],
    ]);
    expect(legend('systems').colors.map(({ text }) => text)).toEqual(['crm', 'Several systems']);
    expect(legend('systems').marks.map(({ color }) => color)).toEqual([undefined, undefined]);
  });
});
