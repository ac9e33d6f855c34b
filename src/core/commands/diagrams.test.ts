import { describe, expect, it } from 'vitest';
import { shopProject } from '../../../test/support/shop.ts';
import { emptyProject } from '../model/empty-project.ts';
import type { Project } from '../model/types.ts';
import { createCompiler } from '../plan/compile.ts';
import { applyCommand } from './dispatch.ts';
import { meaningsOf } from './meanings.ts';

const run = (project: Project, ...steps: readonly (readonly [string, unknown])[]): Project =>
  steps.reduce((current, [type, payload]) => applyCommand(current, type, payload).project, project);
const main = (project: Project) => project.diagrams['main'];
const errors = (project: Project) => createCompiler()(project).diagnostics.filter(({ severity }) => severity === 'error');
const ids = (project: Project, from: string, to: string, columns: readonly string[] = []) => meaningsOf(project, from, to, columns).map(({ id }) => id);

describe('areas, notes and what a diagram shows', () => {
  it('moves marks with objects in one step, recolours and removes them', () => {
    const project = run(
      shopProject(),
      ['diagram.place', { diagram: 'main', positions: { hub_order: { x: 0, y: 0 } } }],
      ['diagram.area', { diagram: 'main', area: { id: 'area_1', name: 'Orders', x: -20, y: -20, width: 400, height: 300 } }],
      ['diagram.note', { diagram: 'main', note: { id: 'note_1', text: '# Why', x: 10, y: 200 } }],
      ['diagram.place', { diagram: 'main', positions: { hub_order: { x: 40, y: 40 } }, marks: { area_1: { x: 20, y: 20 }, note_1: { x: 50, y: 240 } } }],
      ['diagram.area', { diagram: 'main', area: { id: 'area_1', name: 'Orders', x: 20, y: 20, width: 400, height: 300, color: 'teal' } }],
    );
    expect(main(project)).toMatchObject({ areas: [{ id: 'area_1', x: 20, color: 'teal' }], notes: [{ id: 'note_1', y: 240 }] });
    const cleared = run(project, ['diagram.removeMarks', { diagram: 'main', ids: ['area_1', 'note_1'] }]);
    expect([main(cleared)?.areas, main(cleared)?.notes]).toEqual([undefined, undefined]);
    expect(() => run(project, ['diagram.area', { diagram: 'main', area: { id: 'a', name: '', x: 0, y: 0, width: 0, height: 9 } }])).toThrow('width');
  });
  it('pins, unfolds and hides, and writes nothing down for what is the rule', () => {
    const placed: readonly [string, unknown] = ['diagram.place', { diagram: 'main', positions: { hub_order: { x: 0, y: 0 } } }];
    const project = run(
      shopProject(),
      placed,
      ['diagram.pin', { diagram: 'main', ids: ['hub_order'], pinned: true }],
      ['diagram.show', { diagram: 'main', hide: ['technical', 'keys'], skeleton: true }],
    );
    expect(main(project)).toMatchObject({ placed: { hub_order: { pinned: true } }, hide: ['keys', 'technical'], skeleton: true });
    const back = run(
      project,
      ['diagram.pin', { diagram: 'main', ids: ['hub_order'], pinned: false }],
      ['diagram.show', { diagram: 'main', hide: [], skeleton: false }],
    );
    expect(main(back)).toEqual(main(run(shopProject(), placed)));
    expect(() => run(project, ['diagram.pin', { diagram: 'main', ids: ['hub_customer'], pinned: true }])).toThrow('hub_customer is not on this diagram');
  });
});

describe('what joining two objects means', () => {
  it('offers a key, a satellite and the whole for columns on a hub', () => {
    const project = run(shopProject(), ['object.create', { kind: 'hub', name: 'hub_line' }]);
    expect(ids(project, 'stg_orders', 'hub_line', ['order_id', 'customer_id'])).toEqual(['key', 'satellite', 'connect']);
    const keyed = run(project, ['relate', { from: 'stg_orders', to: 'hub_line', columns: ['order_id', 'customer_id'], meaning: 'key' }]);
    expect(keyed.objects['hub_line']).toMatchObject({
      columns: [{ id: 'order_id' }, { id: 'customer_id' }],
      feeds: [{ from: 'stg_orders', map: { order_id: 'order_id', customer_id: 'customer_id' } }],
    });
    expect(errors(keyed)).toEqual([]);
  });
  it('makes a satellite of the columns that were dropped on a hub, placed where it was asked for', () => {
    const project = run(shopProject(), [
      'relate',
      { from: 'stg_orders', to: 'hub_order', columns: ['amount'], meaning: 'satellite', diagram: 'main', x: 5, y: 6 },
    ]);
    expect(project.objects['sat_order']).toMatchObject({
      parent: 'hub_order',
      columns: [{ id: 'amount' }],
      feeds: [{ from: 'stg_orders', map: { amount: 'amount' } }],
    });
    expect(main(project)?.placed['sat_order']).toEqual({ x: 5, y: 6 });
    expect(errors(project)).toEqual([]);
  });
  it('makes a link of two hubs, a same-as link of one, and a second role of a dimension', () => {
    const project = run(
      shopProject(),
      ['relate', { from: 'hub_order', to: 'hub_customer', meaning: 'link' }],
      ['relate', { from: 'hub_customer', to: 'hub_customer', meaning: 'same_as' }],
    );
    const links = Object.values(project.objects).filter((object) => object.kind === 'link');
    expect(links.map(({ hubs, link_type }) => [hubs.map(({ hub }) => hub).join(' '), link_type])).toEqual([
      ['hub_order hub_customer', undefined],
      ['hub_order hub_customer', undefined],
      ['hub_customer hub_customer', 'same_as'],
    ]);
    expect(meaningsOf(project, 'dim_customer', 'fct_order').map(({ label }) => label)).toEqual(['Foreign key of fct_order to dim_customer, in another role']);
  });
  it('gives a fact the date of a column, a measure or a degenerate key', () => {
    const fact = run(shopProject(), ['relate', { from: 'stg_orders', to: 'fct_order', columns: ['tax'], meaning: 'measure' }]).objects['fct_order'];
    expect(fact?.kind === 'fact' && fact.columns.find(({ id }) => id === 'tax')).toMatchObject({ use: 'measure', additivity: 'additive' });
    expect(ids(shopProject(), 'stg_orders', 'fct_order', ['shipped_on'])).toEqual(['moment dim_date', 'measure', 'degenerate']);
    const dated = run(shopProject(), ['relate', { from: 'stg_orders', to: 'fct_order', columns: ['ordered_at'], meaning: 'moment dim_date' }]).objects[
      'fct_order'
    ];
    expect(dated?.kind === 'fact' && dated.dimensions.length).toBe(4);
    const degenerate = run(shopProject(), ['relate', { from: 'stg_orders', to: 'fct_order', columns: ['customer_id'], meaning: 'degenerate' }]).objects[
      'fct_order'
    ];
    expect(degenerate?.kind === 'fact' && degenerate.columns.at(-1)).toMatchObject({ id: 'customer_id', use: 'degenerate' });
  });
  it('takes a key of a source away', () => {
    const other = { kind: 'source' as const, id: 'b', name: 'b', delivery: 'full' as const, columns: [{ id: 'id', name: 'id', type: 'bigint' }] };
    const one = { ...other, id: 'a', name: 'a', foreign_keys: [{ columns: ['id'], source: 'b' }] };
    const project = run({ ...emptyProject('two'), objects: { a: one, b: other } }, ['disconnect', { object: 'a', relation: 'key.0' }]);
    expect(project.objects['a']).toMatchObject({ foreign_keys: [] });
  });
  it('refuses what means nothing', () => {
    expect(ids(shopProject(), 'fct_order', 'hub_order')).toEqual([]);
    expect(() => run(shopProject(), ['relate', { from: 'fct_order', to: 'hub_order', meaning: 'link' }])).toThrow('mean nothing to each other');
  });
});

describe('taking a relation away', () => {
  it('takes a dimension, a hub or a feed out with what belonged to it', () => {
    const project = run(
      shopProject(),
      ['disconnect', { object: 'fct_month', relation: 'dimension.customer' }],
      ['disconnect', { object: 'link_order_customer', relation: 'hub.customer' }],
      ['disconnect', { object: 'hub_customer', relation: 'feed.0' }],
    );
    expect(project.objects['fct_month']).toMatchObject({
      grain: { columns: [] },
      dimensions: [{ id: 'month' }],
      feeds: [{ dimensions: { month: { date: 'ordered_at' } } }],
    });
    expect(JSON.stringify(project.objects['fct_month'])).not.toContain('dim_customer');
    expect(project.objects['link_order_customer']).toMatchObject({ hubs: [{ id: 'order' }], feeds: [{ hubs: { order: { order_id: 'order_id' } } }] });
    expect(project.objects['hub_customer']).toMatchObject({ feeds: [{ from: 'stg_orders' }] });
  });
  it('refuses what an object cannot be without, and what is gone already', () => {
    expect(() => run(shopProject(), ['disconnect', { object: 'sat_customer', relation: 'parent' }])).toThrow('cannot be without this');
    expect(() => run(shopProject(), ['disconnect', { object: 'fct_month', relation: 'dimension.gone' }])).toThrow('gone already');
  });
});

describe('pasting objects of another project', () => {
  const { hub_customer: hub, sat_customer: satellite } = shopProject().objects;
  it('brings them in under their own ids and places them', () => {
    const project = run(emptyProject('Other'), ['object.paste', { objects: [hub, satellite], diagram: 'main', positions: { hub_customer: { x: 1, y: 2 } } }]);
    expect(project.objects['sat_customer']).toEqual(satellite);
    expect(main(project)?.placed['hub_customer']).toEqual({ x: 1, y: 2 });
  });
  it('takes what is the same for the same, and gives what differs another id that the rest refers to', () => {
    const mine = run(emptyProject('Other'), ['object.add', { object: { kind: 'hub', id: 'hub_customer', name: 'hub_customer', columns: [], feeds: [] } }]);
    const project = run(mine, ['object.paste', { objects: [hub, satellite] }]);
    expect(project.objects['hub_customer_2']).toMatchObject({ name: 'hub_customer_2', columns: [{ id: 'customer_id' }] });
    expect(project.objects['sat_customer']).toMatchObject({ parent: 'hub_customer_2' });
    expect(run(project, ['object.paste', { objects: [satellite && { ...satellite, parent: 'hub_customer_2' }] }])).toBe(project);
  });
});
