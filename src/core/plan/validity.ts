import type { Plan, Relation } from './types.ts';

/** Columns of a row that say from when to when what it tells holds: it counts only while that is so. */
type Held = NonNullable<Relation['held']>;

/** How a relation's rows tell when they hold. */
export type Validity =
  /** From one column up to the other, which is NULL or far away while the row holds. */
  | { readonly kind: 'range'; readonly from: string; readonly to: string; readonly held?: Held }
  /** The newest rows of each key hold. */
  | { readonly kind: 'latest'; readonly key: readonly string[]; readonly date: string; readonly held?: Held }
  /** Rows of the newest point in time that is not after the one asked for. */
  | { readonly kind: 'moment'; readonly date: string };

/** How a relation can be asked for the rows valid at a time; nothing where its rows have no time. */
export function validityOf(relation: Relation): Validity | undefined {
  const named = (role: string): string | undefined => relation.columns.find((column) => column.role === role)?.name;
  if (relation.part === 'rejects') return undefined;
  const held = relation.held ? { held: relation.held } : {};
  const [to, date] = [named('valid_to'), named('load_date')];
  const from = named('valid_from') ?? date;
  if (to !== undefined && from !== undefined) return { kind: 'range', from, to, ...held };
  const moment = named('period');
  if (relation.kind === 'pit' && moment !== undefined) return { kind: 'moment', date: moment };
  const isState = relation.kind === 'satellite' || (relation.kind === 'reference' && relation.load.kind === 'append' && relation.load.rule === 'changes');
  if (!isState || date === undefined || relation.load.kind !== 'append') return undefined;
  return { kind: 'latest', key: relation.load.key.filter((name) => name !== date), date, ...held };
}

/** Columns that tell the rows of a relation apart; of the view that ends a satellite's states, those of the satellite. */
export function rowKeyOf(plan: Plan, relation: Relation): readonly string[] | undefined {
  return relation.part === 'timeline' ? plan.byId.get(relation.origin)?.primaryKey : relation.primaryKey;
}

/** Columns that stay the same in every version of one thing: what a user follows through the deliveries. */
export function entityKeyOf(plan: Plan, relation: Relation): readonly string[] | undefined {
  const natural = relation.columns.filter(({ role }) => role === 'natural_key').map(({ name }) => name);
  const own = relation.part === 'timeline' ? plan.byId.get(relation.origin) : relation;
  const load = own?.load;
  if (own?.kind === 'fact') return own.primaryKey;
  if (load && (load.kind === 'append' || load.kind === 'replace')) {
    const dates = new Set(own?.columns.filter(({ role }) => role === 'load_date').map(({ name }) => name));
    const key = load.key.filter((name) => !dates.has(name));
    if (key.length > 0) return key;
  }
  return natural.length > 0 ? natural : rowKeyOf(plan, relation);
}
