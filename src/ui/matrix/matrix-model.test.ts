import { expect, it } from 'vitest';
import { shopSample } from '../../../samples/shop/model.ts';
import { applyCommand } from '../../core/commands/dispatch.ts';
import { emptyProject } from '../../core/model/empty-project.ts';
import { busMatrix } from './matrix-model.ts';

it('shows which fact has which dimension, in which roles, shared ones first', () => {
  const matrix = busMatrix(shopSample());
  expect(matrix.facts.map(({ id }) => id)).toEqual(['fct_order_line', 'fct_stock']);
  expect(matrix.dimensions.map(({ id }) => [id, matrix.uses.get(id)])).toEqual([
    ['dim_date', 2],
    ['dim_product', 2],
    ['dim_customer', 1],
    ['dim_warehouse', 1],
  ]);
  expect(matrix.cell('fct_order_line', 'dim_date').map(({ role }) => role)).toEqual(['order', 'ship']);
  expect(matrix.cell('fct_stock', 'dim_customer')).toEqual([]);
});

it('follows what is connected and taken out', () => {
  const connected = applyCommand(shopSample(), 'connect', { from: 'dim_customer', to: 'fct_stock' }).project;
  const references = busMatrix(connected).cell('fct_stock', 'dim_customer');
  expect(references).toHaveLength(1);
  const fact = connected.objects['fct_stock'];
  const left = fact?.kind === 'fact' ? fact.dimensions.filter((reference) => reference !== references[0]) : [];
  const without = applyCommand(connected, 'fact.dimensions', { object: 'fct_stock', dimensions: left }).project;
  expect(busMatrix(without).cell('fct_stock', 'dim_customer')).toEqual([]);
});

it('is empty in an empty project', () => {
  const matrix = busMatrix(emptyProject('New'));
  expect([matrix.facts, matrix.dimensions]).toEqual([[], []]);
});
