import type { ModelObject } from '../../core/model/types.ts';

export interface Badge {
  readonly text: string;
  readonly title: string;
}

const HISTORIES: Readonly<Record<number, string>> = {
  0: 'Type 0: keeps the first value',
  1: 'Type 1: overwrites',
  2: 'Type 2: keeps each version',
  3: 'Type 3: keeps the value before',
};

/** What an object is besides its kind, in a few letters. */
export function badgeOf(object: ModelObject): Badge | undefined {
  switch (object.kind) {
    case 'dimension': {
      const types = [...new Set(object.columns.map(({ history }) => history))].filter((type) => typeof type === 'number' && type !== 1).toSorted();
      return types.length === 0 ? undefined : { text: `T${types.join('+')}`, title: types.map((type) => HISTORIES[type ?? 1]).join('; ') };
    }
    case 'staging':
      return object.materialization === 'table' ? { text: 'table', title: 'Built as a table' } : undefined;
    case 'intermediate':
      return { text: object.combine, title: `Combines its inputs by ${object.combine}` };
    case 'reference':
      return object.history === 'full' ? { text: 'history', title: 'Keeps every state' } : undefined;
    case 'fact':
      return object.fact_type === 'periodic_snapshot' ? { text: object.period ?? 'period', title: 'Periodic snapshot' } : undefined;
    default:
      return undefined;
  }
}
