import type { Id, ModelObject } from '../../core/model/types.ts';

interface Use {
  readonly value: string;
  readonly label: string;
  readonly title: string;
  readonly patch: Readonly<Record<string, unknown>>;
}

export interface Uses {
  readonly label: 'History' | 'Use';
  readonly value: string;
  readonly options: readonly Use[];
}

const asUse = (value: string, label: string, title: string, otherwise?: string): Use => ({
  value,
  label,
  title,
  patch: { use: value === otherwise ? null : value },
});

const HUB = [
  asUse('business_key', 'key', 'Hashed: names the thing', 'business_key'),
  asUse('key_part', 'key part', 'Stands beside the hash in the primary key, e.g. a tenant'),
  asUse('carried', 'carried', 'Comes along and is no part of the key'),
];
const DEPENDENT = asUse('dependent_key', 'key', 'Hashed with the keys of the hubs', 'dependent_key');
const LINK = [DEPENDENT, asUse('key_part', 'key part', 'Stands beside the hash in the primary key'), asUse('carried', 'carried', 'Comes along')];
const EVENT_LINK = [...LINK, asUse('payload', 'payload', 'What happened; it never changes'), asUse('applied', 'applied', 'When it happened')];

const PAYLOAD = asUse('payload', 'payload', 'Compared: a difference is a new state', 'payload');
const APPLIED = asUse('applied', 'applied', 'When it was so in the source');
const BESIDE = [asUse('key_part', 'key part', 'Stands beside the hash in the primary key'), asUse('carried', 'carried', 'Comes along and is not compared')];
const SATELLITE = [PAYLOAD, APPLIED, ...BESIDE];
const MULTI_ACTIVE = [PAYLOAD, asUse('multi_active_key', 'row key', 'Tells the rows of one state apart'), APPLIED, ...BESIDE];
const EFFECTIVITY = [asUse('start', 'start', 'When the relationship began'), asUse('end', 'end', 'When it ended'), APPLIED, ...BESIDE];

const history = (value: number | 'passive', label: string, title: string): Use => ({ value: String(value), label, title, patch: { history: value } });
const HISTORY = [
  history(0, 'type 0', 'Keeps the first value'),
  history(1, 'type 1', 'Overwrites the value on every version'),
  history(2, 'type 2', 'Opens a version'),
  history(3, 'type 3', 'Overwrites, and keeps the value before in a column of its own'),
  history('passive', 'passive', 'As it was when the version began; opens none'),
];

const FACT: readonly Use[] = [
  { value: 'measure', label: 'measure', title: 'Is added up', patch: { use: 'measure', additivity: 'additive', aggregation: 'sum' } },
  {
    value: 'degenerate',
    label: 'degenerate',
    title: 'A key without a dimension, e.g. an order number',
    patch: { use: 'degenerate', additivity: null, aggregation: null, unit: null, not_over: null, unit_from: null, lag: null },
  },
];

/** What a column may be to its object, and what it is; a note where it is given; nothing where columns are all alike. */
export function usesOf(object: ModelObject, id: Id): Uses | { readonly note: string } | undefined {
  const chosen = (options: readonly Use[], value: string): Uses => ({ label: 'Use', value, options });
  switch (object.kind) {
    case 'hub':
      return chosen(HUB, object.columns.find((column) => column.id === id)?.use ?? 'business_key');
    case 'link':
      return chosen(object.link_type === 'non_historised' ? EVENT_LINK : LINK, object.columns.find((column) => column.id === id)?.use ?? 'dependent_key');
    case 'satellite': {
      const options = object.satellite_type === 'multi_active' ? MULTI_ACTIVE : object.satellite_type === 'effectivity' ? EFFECTIVITY : SATELLITE;
      return chosen(options, object.columns.find((column) => column.id === id)?.use ?? 'payload');
    }
    case 'reference':
      return { note: object.columns.find((column) => column.id === id)?.use === 'key' ? 'code' : 'meaning' };
    case 'dimension': {
      const column = object.columns.find((candidate) => candidate.id === id);
      if (object.dimension_type === 'junk') return { note: 'flag' };
      return column?.use === 'natural_key' ? { note: 'key' } : { label: 'History', value: String(column?.history ?? 1), options: HISTORY };
    }
    case 'fact':
      return chosen(FACT, object.columns.find((column) => column.id === id)?.use ?? 'measure');
    default:
      return undefined;
  }
}
