import type { Id } from '../model/types.ts';
import type { KnownTable } from './columns.ts';
import type { DependencyFigures } from './evidence.ts';

const LEAST_VALUES = 3;
/** Rows of one delivery for each value, below which a dependency holds by chance. */
const LEAST_ROWS = 2;
const TRIED = 14;

/** Columns among which dependencies are looked for: repeated often enough to mean something, and no key. */
export function dependencyColumns(table: KnownTable): readonly Id[] {
  const largest = Math.max(0, ...(table.evidence?.deliveries ?? []).map(({ rows }) => rows));
  return table.columns
    .filter(({ nature, figures: { distinct, filled } = { distinct: 0, filled: 0 } }) => {
      return nature !== 'measure' && nature !== 'moment' && nature !== 'opaque' && distinct >= 2 && filled > 0 && distinct * LEAST_ROWS <= largest;
    })
    .toSorted((a, b) => (a.figures?.distinct ?? 0) - (b.figures?.distinct ?? 0))
    .slice(0, TRIED)
    .map(({ column }) => column.id);
}

/** Whether one column decides another in all rows, and not because it has hardly any values. */
export const decides = ({ fromDistinct, toDistinct, holds }: DependencyFigures): boolean =>
  holds === fromDistinct && fromDistinct >= LEAST_VALUES && toDistinct >= 2 && fromDistinct >= toDistinct;

/** Columns from the widest level to the narrowest, each value of which has one of the level above. */
export interface HierarchyFinding {
  readonly levels: readonly Id[];
  /** Different values of each level. */
  readonly distinct: readonly number[];
}

/** Chains of columns that decide each other one way: category ← subcategory. Those that decide each other both ways are one level. */
export function hierarchies(table: KnownTable, without: ReadonlySet<Id>): readonly HierarchyFinding[] {
  const held = (table.evidence?.dependencies ?? []).filter((one) => decides(one) && !without.has(one.from) && !without.has(one.to));
  const has = (from: Id, to: Id): boolean => held.some((one) => one.from === from && one.to === to);
  // Twice as many values at least: else the levels tell hardly more than each other.
  const steps = held.filter(({ from, to, fromDistinct, toDistinct }) => !has(to, from) && fromDistinct >= toDistinct * 2);
  const distinct = new Map(steps.flatMap(({ from, to, fromDistinct, toDistinct }) => [[from, fromDistinct] as const, [to, toDistinct] as const]));
  const chains: Id[][] = [];
  const grow = (chain: readonly Id[]): void => {
    const next = steps.filter(({ to, from }) => to === chain.at(-1) && !chain.includes(from));
    // The nearest level first: one that decides another of them lies below it.
    const nearest = next.filter(({ from }) => !next.some((other) => other.from !== from && steps.some((step) => step.from === from && step.to === other.from)));
    if (nearest.length === 0) chains.push([...chain]);
    for (const { from } of nearest) grow([...chain, from]);
  };
  for (const top of new Set(steps.map(({ to }) => to))) if (!steps.some(({ from }) => from === top)) grow([top]);
  return chains
    .filter((chain) => chain.length > 1)
    .map((levels) => ({ levels, distinct: levels.map((id) => distinct.get(id) ?? 0) }))
    .toSorted((a, b) => b.levels.length - a.levels.length);
}

/** Columns that another column, not the table's key, decides: they describe that one. */
export const describedBy = (table: KnownTable, by: Id): readonly Id[] =>
  (table.evidence?.dependencies ?? []).filter((one) => one.from === by && decides(one)).map(({ to }) => to);
