import type { ModelObject, Project } from '../../src/core/model/types.ts';
import { projectOf, sourceOf, type Delivered } from './warehouse.ts';

type Change = Readonly<Record<string, unknown>>;

export const ALWAYS = '9999-12-31 00:00:00';
export const day = (number: number): string => `2026-01-${String(number).padStart(2, '0')} 06:00:00`;
export const rowsAt = (number: number, source: string, ...rows: readonly string[]): Delivered => ({ at: day(number), rows: { [source]: rows } });
export const attribute = (id: string, history: unknown, type = 'text'): { readonly id: string; readonly [key: string]: unknown } => ({
  id,
  name: id,
  type,
  use: 'attribute',
  history,
});

/** `dim_member`, fed by `stg_members`: natural key `id` and some attributes, mapped from columns of the same ids. */
export function dimensionOf(columns: readonly { readonly id: string; readonly [key: string]: unknown }[], change: Change = {}, feed: Change = {}): ModelObject {
  const all = [{ id: 'id', name: 'id', type: 'text', use: 'natural_key' }, ...columns];
  return {
    kind: 'dimension',
    id: 'dim_member',
    name: 'dim_member',
    columns: all,
    feeds: [{ from: 'stg_members', map: Object.fromEntries(all.map(({ id }) => [id, id])), ...feed }],
    ...change,
  } as unknown as ModelObject;
}

/** The source `members` with `id` and other columns, its staging, the dimension and what else there is. */
export const memberProject = (
  types: Readonly<Record<string, string>>,
  dimension: ModelObject,
  source: Change = {},
  more: readonly ModelObject[] = [],
): Project => projectOf([...sourceOf('members', { id: 'text', ...types }, source), dimension, ...more]);
