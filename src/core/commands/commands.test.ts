import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shopProject } from '../../../test/support/shop.ts';
import { emptyProject } from '../model/empty-project.ts';
import { isFed } from '../model/lookup.ts';
import type { Project } from '../model/types.ts';
import { createCompiler } from '../plan/compile.ts';
import { applyCommand } from './dispatch.ts';
import { NO_HISTORY, record, redo, seal, undo, type History } from './history.ts';
import { COMMANDS } from './registry.ts';
import { CommandError } from './types.ts';

const run = (project: Project, ...steps: readonly (readonly [string, unknown])[]): Project =>
  steps.reduce((current, [type, payload]) => applyCommand(current, type, payload).project, project);
const problems = (project: Project) => createCompiler()(project).diagnostics.map(({ code, at }) => [code, at.object]);
const column = (id: string, type: string) => ({ id, name: id, type });

const twoSources = run(
  emptyProject('New'),
  [
    'object.add',
    {
      object: {
        kind: 'source',
        id: 'customers',
        name: 'customers',
        delivery: 'full',
        key: ['customer_id'],
        columns: [column('customer_id', 'text'), column('city', 'text')],
      },
      diagram: 'main',
      x: 0,
      y: 0,
    },
  ],
  [
    'object.add',
    {
      object: {
        kind: 'source',
        id: 'orders',
        name: 'orders',
        delivery: 'delta',
        key: ['order_id'],
        columns: [column('order_id', 'text'), column('customer_id', 'text'), column('ordered_at', 'timestamp'), column('amount', 'decimal(12,2)')],
      },
    },
  ],
);

describe('drawing from nothing', () => {
  it('makes a vault that compiles from two sources', () => {
    const project = run(
      twoSources,
      ['object.create', { kind: 'staging', from: 'customers', diagram: 'main', x: 320, y: 0 }],
      ['object.create', { kind: 'staging', from: 'orders' }],
      ['object.create', { kind: 'hub', from: 'stg_customers' }],
      ['object.create', { kind: 'hub', from: 'stg_orders' }],
      ['connect', { from: 'stg_orders', to: 'hub_customers' }],
      ['object.create', { kind: 'link', from: 'stg_orders' }],
      ['object.create', { kind: 'satellite', from: 'hub_customers' }],
      ['object.create', { kind: 'satellite', from: 'stg_orders' }],
      ['object.create', { kind: 'satellite', from: 'link_orders' }],
    );
    expect(problems(project)).toEqual([]);
    expect(project.diagrams.main?.placed.stg_customers).toEqual({ x: 320, y: 0 });
    expect(project.objects.link_orders).toMatchObject({ hubs: [{ hub: 'hub_customers' }, { hub: 'hub_orders' }], feeds: [{ from: 'stg_orders' }] });
    expect(project.objects.sat_customers).toMatchObject({ parent: 'hub_customers', columns: [{ id: 'city' }] });
    expect(project.objects.sat_orders).toMatchObject({ parent: 'hub_orders', columns: [{ id: 'ordered_at' }, { id: 'amount' }] });
    expect(createCompiler()(project).relations.filter(({ part }) => part !== 'rejects')).toHaveLength(13);
  });

  it('makes a star that compiles, with the dimensions whose keys the fact carries', () => {
    const project = run(
      twoSources,
      ['object.create', { kind: 'staging', from: 'customers' }],
      ['object.create', { kind: 'staging', from: 'orders' }],
      ['object.create', { kind: 'date_dimension' }],
      ['object.create', { kind: 'dimension', from: 'stg_customers' }],
      ['object.create', { kind: 'fact', from: 'stg_orders' }],
    );
    expect(problems(project)).toEqual([]);
    expect(project.objects.fct_orders).toMatchObject({
      grain: { columns: ['order_id'] },
      dimensions: [{ dimension: 'dim_date', role: 'ordered' }, { dimension: 'dim_customers' }],
      columns: [
        { id: 'order_id', use: 'degenerate' },
        { id: 'amount', use: 'measure' },
      ],
      feeds: [{ event_at: 'ordered_at' }],
    });
  });

  it('connects empty objects drawn from the palette, in either direction', () => {
    const project = run(
      twoSources,
      ['object.create', { kind: 'staging', name: 's1' }],
      ['connect', { from: 'customers', to: 's1' }],
      ['object.create', { kind: 'staging', from: 'orders' }],
      ['object.create', { kind: 'hub', name: 'hub_customer' }],
      ['connect', { from: 'hub_customer', to: 's1' }],
      ['connect', { from: 'stg_orders', to: 'hub_customer' }],
      ['object.create', { kind: 'hub', name: 'hub_order' }],
      ['connect', { from: 'orders', to: 'hub_order' }],
      ['object.create', { kind: 'link', name: 'link_order_customer' }],
      ['connect', { from: 'hub_order', to: 'link_order_customer' }],
      ['connect', { from: 'hub_customer', to: 'link_order_customer' }],
      ['object.create', { kind: 'satellite', name: 'sat_customer' }],
      ['connect', { from: 'hub_customer', to: 'sat_customer' }],
      ['object.create', { kind: 'dimension', name: 'dim_customer' }],
      ['connect', { from: 's1', to: 'dim_customer' }],
      ['object.create', { kind: 'date_dimension' }],
      ['object.create', { kind: 'fact', name: 'fct_order' }],
      ['connect', { from: 'stg_orders', to: 'fct_order' }],
    );
    expect(problems(project)).toEqual([]);
    expect(() => run(project, ['connect', { from: 'dim_customer', to: 'hub_order' }])).toThrow(
      'A dimension does not connect to a hub; it connects to: fact, hierarchy, group bridge.',
    );
    expect(() => run(project, ['connect', { from: 's1', to: 'hub_customer' }])).toThrow('feeds hub_customer already');
  });

  it('feeds a hub with two keys of one object, and a satellite once for each', () => {
    const orders = {
      ...twoSources,
      objects: {
        orders: {
          kind: 'source' as const,
          id: 'orders',
          name: 'orders',
          delivery: 'full' as const,
          columns: ['order_id', 'payer', 'receiver', 'city'].map((id) => ({ id, name: id, type: 'text' })),
          key: ['order_id'],
        },
      },
    };
    const twice = run(
      orders,
      ['object.create', { kind: 'staging', from: 'orders' }],
      ['object.create', { kind: 'hub', name: 'hub_customer' }],
      ['column.add', { object: 'hub_customer', column: { id: 'customer', name: 'customer' } }],
      ['connect', { from: 'stg_orders', to: 'hub_customer', column: 'payer' }],
      ['object.create', { kind: 'satellite', name: 'sat_customer' }],
      ['connect', { from: 'hub_customer', to: 'sat_customer' }],
    );
    const feeds = (project: Project, id: string) => {
      const object = project.objects[id];
      return object && isFed(object) ? object.feeds : undefined;
    };
    const again = ['connect', { from: 'stg_orders', to: 'sat_customer' }] as const;
    const fedOnce = feeds(twice, 'sat_customer')?.length === 0 ? run(twice, again) : twice;
    expect(feeds(fedOnce, 'sat_customer')).toMatchObject([{ from: 'stg_orders' }]);
    expect(() => run(fedOnce, again)).toThrow('feeds sat_customer already, for each key that hub_customer takes from it');
    expect(() => run(fedOnce, ['connect', { from: 'stg_orders', to: 'hub_customer', column: 'payer' }])).toThrow('feeds hub_customer already');

    const both = run(fedOnce, ['connect', { from: 'stg_orders', to: 'hub_customer', column: 'receiver' }], again);
    expect(feeds(both, 'hub_customer')).toEqual([
      { from: 'stg_orders', map: { customer: 'payer' } },
      { from: 'stg_orders', map: { customer: 'receiver' } },
    ]);
    expect(feeds(both, 'sat_customer')?.[1]).toMatchObject({ from: 'stg_orders', parent_key: ['receiver'] });
    expect(() => run(both, ['feed.add', { object: 'sat_customer', feed: { from: 'stg_orders' } }])).toThrow('for each key');
    expect(feeds(run(both, ['feed.add', { object: 'hub_customer', feed: { from: 'stg_orders' } }]), 'hub_customer')?.[2]).toEqual({
      from: 'stg_orders',
      map: {},
    });
    const dimension = run(both, ['object.create', { kind: 'dimension', name: 'dim_order', from: 'stg_orders' }]);
    expect(() => run(dimension, ['feed.add', { object: 'dim_order', feed: { from: 'stg_orders' } }])).toThrow('only a hub, a link or a satellite');
  });

  it('takes a dragged column over', () => {
    const project = run(
      twoSources,
      ['object.create', { kind: 'staging', from: 'customers' }],
      ['object.create', { kind: 'dimension', name: 'dim' }],
      ['connect', { from: 'stg_customers', to: 'dim', column: 'customer_id' }],
      ['connect', { from: 'stg_customers', to: 'dim', column: 'city' }],
    );
    expect(project.objects.dim).toMatchObject({
      columns: [
        { id: 'customer_id', use: 'natural_key' },
        { id: 'city', use: 'attribute' },
      ],
      feeds: [{ map: { customer_id: 'customer_id', city: 'city' } }],
    });
    expect(problems(project)).toEqual([]);
  });
});

describe('changing and deleting', () => {
  it('takes references to a deleted object away and brings all back on undo', () => {
    const before = { ...shopProject(), deliveries: [{ id: 'd1', load_date: '2026-01-01T06:00:00', files: { customers: 'data/c.csv' } }] };
    const applied = applyCommand(before, 'object.remove', { ids: ['hub_customer', 'dim_customer', 'customers'] });
    expect(applied.project.objects.link_order_customer).toMatchObject({ hubs: [{ hub: 'hub_order' }], feeds: [{ hubs: { order: { order_id: 'order_id' } } }] });
    expect(applied.project.objects.fct_month).toMatchObject({ dimensions: [{ id: 'month' }], grain: { columns: [] } });
    expect(applied.project.deliveries[0]?.files).toEqual({});
    const history = record(NO_HISTORY, applied);
    expect(undo(applied.project, history)?.project).toEqual(before);
  });

  it.each([
    ['an unknown command', 'object.explode', {}, 'There is no command object.explode.'],
    ['a payload that does not fit', 'object.rename', { id: 'orders' }, 'Rename: name:'],
    ['an object that is gone', 'object.rename', { id: 'nothing', name: 'x' }, 'There is no object nothing'],
    ['a type nobody knows', 'column.update', { object: 'orders', column: 'amount', patch: { type: 'money' } }, 'not a type Orrery knows'],
    ['columns of a date dimension', 'column.add', { object: 'dim_date', column: { name: 'x' } }, 'makes its columns itself'],
    ['the last diagram', 'diagram.remove', { id: 'main' }, 'The last diagram cannot be removed'],
  ])('refuses %s and changes nothing', (_, type, payload, message) => {
    const project = shopProject();
    const copy = structuredClone(project);
    expect(() => applyCommand(project, type, payload)).toThrow(CommandError);
    expect(() => applyCommand(project, type, payload)).toThrow(message);
    expect(project).toEqual(copy);
  });

  it('keeps hostile names as data', () => {
    const names = ['__proto__', '<img onerror=alert(1)>', 'a"b;--', 'constructor', '名前'];
    const project = names.reduce(
      (current, name) =>
        run(
          current,
          ['object.create', { kind: 'hub', name }],
          ['column.add', { object: Object.keys(current.objects).length === 0 ? 'proto' : 'proto', column: { name } }],
        ),
      emptyProject('x'),
    );
    expect(Object.values(project.objects).map(({ name }) => name)).toEqual(names);
    expect((project.objects.proto as { columns: { name: string }[] }).columns.map(({ name }) => name)).toEqual(names);
  });

  it('leaves the document alone when nothing changes', () => {
    const project = shopProject();
    const applied = applyCommand(project, 'object.rename', { id: 'orders', name: 'orders' });
    expect(applied.project).toBe(project);
    expect(record(NO_HISTORY, applied)).toBe(NO_HISTORY);
  });
});

describe('history', () => {
  it('merges a gesture into one step until it is sealed', () => {
    let project = shopProject();
    let history: History = NO_HISTORY;
    const move = (x: number) => {
      const applied = applyCommand(project, 'diagram.place', { diagram: 'main', positions: { orders: { x, y: 0 } } });
      project = applied.project;
      history = record(history, { ...applied, group: 'drag' });
    };
    move(1);
    move(2);
    move(3);
    expect(history.past).toHaveLength(1);
    history = seal(history);
    move(4);
    expect(history.past).toHaveLength(2);
    const back = undo(project, history);
    expect(back?.project.diagrams.main?.placed.orders).toEqual({ x: 3, y: 0 });
    expect(undo(back?.project ?? project, back?.history ?? history)?.project.diagrams.main?.placed).toEqual({});
  });

  const id = fc.constantFrom(...Object.keys(shopProject().objects));
  const name = fc.constantFrom('x', '__proto__', 'a"b', 'hub_x');
  const step = fc.oneof(
    fc
      .record({
        kind: fc.constantFrom('source', 'staging', 'hub', 'link', 'satellite', 'dimension', 'date_dimension', 'fact'),
        from: fc.option(id, { nil: undefined }),
        diagram: fc.constant('main'),
      })
      .map((payload) => ['object.create', payload] as const),
    fc.record({ ids: fc.array(id, { minLength: 1, maxLength: 2 }) }).map((payload) => ['object.remove', payload] as const),
    fc.record({ from: id, to: id }).map((payload) => ['connect', payload] as const),
    fc.record({ id, name }).map((payload) => ['object.rename', payload] as const),
    fc.record({ object: id, column: fc.record({ name }) }).map((payload) => ['column.add', payload] as const),
    fc.record({ object: id, columns: fc.constantFrom(['customer_id'], ['amount'], ['city', 'email']) }).map((payload) => ['column.remove', payload] as const),
    fc.record({ ids: fc.array(id, { minLength: 1, maxLength: 2 }), diagram: fc.constant('main') }).map((payload) => ['object.duplicate', payload] as const),
  );

  it('undoes and redoes any sequence of commands exactly, through its stored form', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const start = shopProject();
        const states: Project[] = [start];
        let history: History = NO_HISTORY;
        for (const [type, payload] of steps) {
          const before = states.at(-1) ?? start;
          try {
            const applied = applyCommand(before, type, payload);
            if (applied.project === before) continue;
            history = record(history, { label: applied.label, patches: applied.patches, inverse: applied.inverse });
            states.push(applied.project);
          } catch (error) {
            if (!(error instanceof CommandError)) throw error;
          }
        }
        history = structuredClone(history);
        let project = states.at(-1) ?? start;
        for (const expected of states.slice(0, -1).toReversed()) {
          const back = undo(project, history);
          if (!back) throw new Error('nothing to undo');
          ({ project, history } = back);
          expect(project).toEqual(expected);
        }
        for (const expected of states.slice(1)) {
          const forth = redo(project, history);
          if (!forth) throw new Error('nothing to redo');
          ({ project, history } = forth);
          expect(project).toEqual(expected);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('knows every command by its own type', () => {
    expect([...COMMANDS].every(([type, command]) => command.type === type && command.label.length > 0)).toBe(true);
    expect(COMMANDS.size).toBe(43);
  });
});
