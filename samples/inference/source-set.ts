import { csv, padded, type Cell } from '../making.ts';
import { createRandom, type Random } from '../shop/random.ts';

/** Files as somebody would drop them, and what is true of them. */
export interface SourceSet {
  readonly name: string;
  /** File name with its delivery's date → CSV text. */
  readonly files: ReadonlyMap<string, string>;
  readonly truth: Truth;
}

/** What a data engineer who made the rows knows of them. Columns are named `source.column`. */
export interface Truth {
  /** Source → columns of its key. */
  readonly keys: Readonly<Record<string, readonly string[]>>;
  /** `child.column > parent.column`, in alphabetical order. */
  readonly references: readonly string[];
  /** Keys of the same things in two sources: `a.column = b.column`, in alphabetical order. */
  readonly same: readonly string[];
  /** Columns whose text is another type. */
  readonly types: Readonly<Record<string, string>>;
  /** Columns that tell of a person. */
  readonly sensitive: Readonly<Record<string, string>>;
  /** Levels from the widest to the narrowest: `source: a > b`. */
  readonly hierarchies: readonly string[];
  readonly deliveries: Readonly<Record<string, 'full' | 'delta'>>;
  /** Kind and what it is about: `hub customer`, `link order + customer`, `satellite customer @ shop_customers private`. */
  readonly vault: readonly string[];
  /** Kind and what it is about: `dimension customer`, `fact order_line by customer, product, date as ordered`. */
  readonly star: readonly string[];
}

export interface Making {
  readonly random: Random;
  readonly days: readonly string[];
  /** Adds the file of a source that a delivery brings. */
  put(source: string, delivery: number, header: string, rows: readonly (readonly Cell[])[]): void;
}

/** Files of a set of sources, the same for the same seed. */
export function makeFiles(seed: number, days: readonly string[], fill: (making: Making) => void): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  fill({
    random: createRandom(seed),
    days,
    put(source, delivery, header, rows) {
      files.set(`${source}_${days[delivery] ?? ''}.csv`, csv(header, rows));
    },
  });
  return files;
}

/** `2026-01-05` → `05.01.2026`. */
export const germanDay = (day: string): string => day.split('-').toReversed().join('.');
/** Cents → `1.234,50`. */
export const germanMoney = (cents: number): string => {
  const [whole = '', fraction = ''] = (cents / 100).toFixed(2).split('.');
  return `${whole.replaceAll(/\B(?=(\d{3})+$)/g, '.')},${fraction}`;
};

/** A German account number with right check digits. */
export function iban(index: number): string {
  const account = `${padded(10_020_000 + (index % 97), 8)}${padded(index * 7919, 10)}`;
  const rest = [...`${account}131400`].reduce((sum, digit) => (sum * 10 + Number(digit)) % 97, 0);
  return `DE${padded(98 - rest, 2)}${account}`;
}
