import { layoutModel } from '../src/ui/canvas/auto-place.ts';
import { emptyProject } from '../src/core/model/empty-project.ts';
import type { ModelObject, Project } from '../src/core/model/types.ts';

const columns = (of: string) =>
  Array.from({ length: 10 }, (_, index) => ({
    id: `c${index}`,
    name: index === 0 ? `${of}_id` : `attribute_${index}`,
    type: index % 3 === 0 ? 'bigint' : 'text',
  }));

/** A made-up warehouse of `count` objects with ten columns each, in groups of a source, its staging, hub, satellite, dimension and fact. */
export function modelOfSize(count: number): Project {
  const objects: Record<string, ModelObject> = {};
  for (let index = 0; index < count; index += 1) {
    const group = Math.floor(index / 6);
    const name = `customer_orders_${group}`;
    const feeds = [{ from: `stg${group}`, map: Object.fromEntries(columns(name).map(({ id }) => [id, id])) }];
    const key = [{ from: `stg${group}`, map: { c0: 'c0' } }];
    const made: ModelObject[] = [
      { kind: 'source', id: `src${group}`, name, columns: columns(name), key: ['c0'], delivery: 'full' },
      {
        kind: 'staging',
        id: `stg${group}`,
        name: `stg_${name}`,
        source: `src${group}`,
        columns: columns(name).map((column) => ({ ...column, from: column.id })),
      },
      { kind: 'hub', id: `hub${group}`, name: `hub_${name}`, columns: columns(name).slice(0, 1), feeds: key },
      { kind: 'satellite', id: `sat${group}`, name: `sat_${name}`, parent: `hub${group}`, columns: columns(name), feeds },
      {
        kind: 'dimension',
        id: `dim${group}`,
        name: `dim_${name}`,
        columns: columns(name).map((column, at) => ({
          ...column,
          use: at === 0 ? ('natural_key' as const) : ('attribute' as const),
          ...(at === 2 ? { history: 2 as const } : {}),
        })),
        feeds,
      },
      {
        kind: 'fact',
        id: `fct${group}`,
        name: `fct_${name}`,
        fact_type: 'transaction',
        grain: { sentence: 'One row per order', columns: ['c0'] },
        dimensions: [{ id: 'd0', dimension: `dim${group}`, role: 'ordering' }],
        columns: columns(name).map((column, at) => ({
          ...column,
          type: 'bigint',
          use: at === 0 ? ('degenerate' as const) : ('measure' as const),
          ...(at > 0 ? { additivity: 'additive' as const } : {}),
        })),
        feeds: feeds.map((feed) => ({ ...feed, dimensions: { d0: { c0: 'c0' } } })),
      },
    ];
    const object = made[index % 6];
    if (object) objects[object.id] = object;
  }
  const project: Project = { ...emptyProject('benchmark'), objects };
  const main = { id: 'main', name: 'Main', placed: {} };
  return { ...project, diagrams: { main: { ...main, placed: layoutModel(project, main, Object.keys(objects)) } } };
}
