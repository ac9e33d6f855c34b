import type { Id, ModelObject } from '../../core/model/types.ts';

export interface KeyToggle {
  readonly on: boolean;
  readonly type: string;
  readonly payload: unknown;
}

const toggled = (key: readonly Id[], column: Id): readonly Id[] => (key.includes(column) ? key.filter((id) => id !== column) : [...key, column]);

/** Whether a column is of the key, and the command that changes it: a source's key, a natural key, a fact's grain, a code. */
export function keyToggle(object: ModelObject, column: Id): KeyToggle | undefined {
  switch (object.kind) {
    case 'source': {
      const key = toggled(object.key ?? [], column);
      return { on: object.key?.includes(column) ?? false, type: 'object.update', payload: { id: object.id, patch: { key: key.length > 0 ? key : null } } };
    }
    case 'fact':
      return {
        on: object.grain.columns.includes(column),
        type: 'object.update',
        payload: { id: object.id, patch: { grain: { ...object.grain, columns: toggled(object.grain.columns, column) } } },
      };
    case 'dimension': {
      const on = object.columns.some((candidate) => candidate.id === column && candidate.use === 'natural_key');
      return { on, type: 'column.update', payload: { object: object.id, column, patch: on ? { use: 'attribute' } : { use: 'natural_key', history: null } } };
    }
    case 'reference': {
      const on = object.columns.some((candidate) => candidate.id === column && candidate.use === 'key');
      return { on, type: 'column.update', payload: { object: object.id, column, patch: { use: on ? 'attribute' : 'key' } } };
    }
    default:
      return undefined;
  }
}
