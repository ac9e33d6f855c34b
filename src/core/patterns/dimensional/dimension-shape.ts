import { surrogateName, technicalOf } from '../../naming/technical-names.ts';
import type { Dimension, DimensionColumn } from '../../model/types.ts';
import type { Expr, OrderItem, Query } from '../../sql/ast.ts';
import { and, asc, col, desc, eq, nil, TIMESTAMP, timestampLit } from '../../sql/build.ts';
import type { PatternContext } from '../context.ts';
import { freeNames } from './free-names.ts';
import { inferencesOf, type Inference } from './inferences.ts';
import { outriggersOf, type OutriggerKey } from './outriggers.ts';
import { BEGINNING, END_OF_TIME } from '../times.ts';

export const isHistorised = (dimension: Dimension): boolean => dimension.columns.some((column) => column.use === 'attribute' && column.history === 2);

const STEP_COLUMNS = [
  'changed_at',
  'row_sequence',
  'feed_number',
  'is_new',
  'is_gone',
  'next_delivery',
  'next_seen',
  'expected_at',
  'gone_until',
  'back_at',
  'begins',
  'touches',
  'next_from',
  'first_load',
  'inferred_at',
  'stored_key',
  'is_changed',
] as const;
type StepColumns = Readonly<Record<(typeof STEP_COLUMNS)[number], string>>;

/** One step of a load. */
export interface Step {
  readonly name: string;
  readonly query: Query;
  readonly comment?: string;
}

/** What the document says of a dimension, worked out once for all steps of its load. */
export interface DimensionShape {
  readonly dimension: Dimension;
  readonly technical: ReturnType<typeof technicalOf>;
  readonly surrogate: string;
  readonly integer: boolean;
  readonly historised: boolean;
  readonly deletes: 'ignore' | 'close' | 'mark';
  /** Only a later change time changes anything. */
  readonly onlyLater: boolean;
  /** Whether a feed says when a change happened, so that changes may come late. */
  readonly dated: boolean;
  /** Where first versions begin; absent when they begin where they are first seen. */
  readonly beginning?: string;
  readonly openEnd: Expr;
  readonly keys: readonly DimensionColumn[];
  readonly attributes: readonly DimensionColumn[];
  /** Names of the natural key, and of key and attributes, as they are in the table and among the staged rows. */
  readonly keyNames: readonly string[];
  readonly names: readonly string[];
  /** Type 3: the attribute, its column with the value before, and two columns that only the steps have. */
  readonly previous: readonly { readonly of: DimensionColumn; readonly name: string; readonly changes: string; readonly before: string }[];
  readonly outriggers: readonly OutriggerKey[];
  /** Facts that make it take natural keys it does not know. */
  readonly inferences: readonly Inference[];
  readonly work: StepColumns;
  /**
   * Whether the rows are worked out of staging alone. Otherwise the stored versions are states like the delivered ones,
   * and hold what a landing that keeps the last delivery has forgotten.
   */
  readonly fromStaging: boolean;
}

const pointInTime = (value: string): string => value.replace('T', ' ');

export function dimensionShape(dimension: Dimension, context: PatternContext): DimensionShape {
  const { project } = context;
  const keys = dimension.columns.filter((column) => column.use === 'natural_key');
  const attributes = dimension.columns.filter((column) => column.use === 'attribute');
  const historised = isHistorised(dimension);
  const technical = technicalOf(dimension, project.settings);
  const names = [...keys, ...attributes].map((column) => column.name);
  const previous = attributes.flatMap((of) => (of.history === 3 ? [{ of, name: of.previous ?? `previous_${of.name}` }] : []));
  const outriggers = outriggersOf(dimension, names, context);
  const inferences = inferencesOf(dimension.id, project);
  const first = historised ? (dimension.first_version ?? 'first_seen') : 'first_seen';
  const beginning = first === 'first_seen' ? undefined : first === 'beginning' ? BEGINNING : pointInTime(first);
  const openEnd = dimension.open_end ?? 'end_of_time';
  const onlyLater = historised && dimension.change_detection === 'changed_at';
  const deletes = dimension.deletes ?? 'ignore';
  const { load_date, valid_from, valid_to, is_current, is_deleted, is_inferred } = technical;
  const taken = [
    ...names,
    ...previous.map(({ name }) => name),
    ...outriggers.flatMap((outrigger) => [outrigger.column.name, ...outrigger.keys.map((key) => key.staged)]),
    load_date,
    valid_from,
    valid_to,
    is_current,
    is_deleted,
    is_inferred,
  ];
  const work = freeNames(STEP_COLUMNS, taken);
  const pairs = freeNames(
    previous.flatMap((_, index) => [`changes_${index + 1}`, `before_${index + 1}`]),
    taken,
  );
  return {
    dimension,
    technical,
    surrogate: surrogateName(dimension, project.settings),
    integer: dimension.surrogate !== 'hash',
    historised,
    deletes,
    onlyLater,
    dated: historised && dimension.feeds.some((feed) => feed.changed_at !== undefined),
    ...(beginning === undefined ? {} : { beginning }),
    openEnd: openEnd === 'null' ? nil(TIMESTAMP) : timestampLit(openEnd === 'end_of_time' ? END_OF_TIME : pointInTime(openEnd)),
    keys,
    attributes,
    keyNames: keys.map((column) => column.name),
    names,
    previous: previous.map((one, index) => ({ ...one, changes: pairs[`changes_${index + 1}`] ?? '', before: pairs[`before_${index + 1}`] ?? '' })),
    outriggers,
    inferences,
    work,
    fromStaging: deletes !== 'ignore' || onlyLater || beginning !== undefined || outriggers.length > 0 || inferences.length > 0,
  };
}

export const sameKey = (shape: DimensionShape, left: string, right: string): Expr =>
  and(...shape.keyNames.map((name) => eq(col(name, left), col(name, right))));

export const byKey = (shape: DimensionShape, table?: string): readonly Expr[] => shape.keyNames.map((name) => col(name, table));

/** Columns that go through the steps beside the natural key: attributes, and the natural keys of outriggers. */
export const carried = (shape: DimensionShape): readonly string[] => [
  ...shape.attributes.map((column) => column.name),
  ...shape.outriggers.flatMap((outrigger) => outrigger.keys.map((key) => key.staged)),
];

/** A deletion comes before a state of the same time: a member may come back when it was found gone. */
export const inOrder = ({ work, deletes }: DimensionShape): readonly OrderItem[] => [
  asc(col(work.changed_at)),
  ...(deletes === 'ignore' ? [] : [desc(col(work.is_gone))]),
];

/** The last state first; deletions, which tell no values, after all states. */
export const latestFirst = ({ work, deletes }: DimensionShape): readonly OrderItem[] => [
  ...(deletes === 'ignore' ? [] : [asc(col(work.is_gone))]),
  desc(col(work.changed_at)),
];
