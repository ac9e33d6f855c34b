import { rebuiltFrom } from '../../model/lookup.ts';
import { SEQUENCE, technicalOf } from '../../naming/technical-names.ts';
import type { Column, DimensionFeed, Id } from '../../model/types.ts';
import type { Expr, Query, Select } from '../../sql/ast.ts';
import { and, cast, col, isNull, not, notNull, num, or, out, relation, select, TIMESTAMP } from '../../sql/build.ts';
import { columnById, type PatternContext } from '../context.ts';
import { goneBy } from '../vault/deliveries.ts';
import { toKnowDeletions } from '../vault/rebuilt.ts';
import { refusedDeliveries } from '../vault/refused-deliveries.ts';
import { builtFeed, deletionColumn } from '../vault/staged.ts';
import { carried, type DimensionShape } from './dimension-shape.ts';

/** One feed of a dimension, ready to be read. */
export interface StagedFeed {
  readonly from: Id;
  /** Place among the feeds, from 1: of two states of one moment, the later feed's counts. */
  readonly number: number;
  /** Each delivery is everything there is, so that what it lacks is gone. */
  readonly isFull: boolean;
  /** The columns that hold the natural key. */
  readonly keys: readonly string[];
  /** The load dates of its deliveries that were not taken whole, so that what they lack is not gone; where deletions count. */
  readonly refused?: Query;
  /** Its load date column. */
  readonly loadDate: string;
  readonly query: Select;
  /** Rows that name no member, which are left out. */
  readonly unnamed: Select;
  /** Natural key, change time and end of each state, where the feed says when states end. */
  readonly ends?: Select;
}

/** Whether the landing tables behind a feed keep every delivery. */
export function keepsHistory(id: Id, context: PatternContext): boolean {
  const object = context.project.objects[id];
  if (object?.kind === 'staging') return keepsHistory(object.source, context);
  if (object?.kind === 'intermediate') return object.inputs.every((input) => keepsHistory(input.from, context));
  return object?.kind !== 'source' || object.landing !== 'replace';
}

function stagedFeed(shape: DimensionShape, feed: DimensionFeed, number: number, context: PatternContext) {
  const { dimension, work, technical } = shape;
  const staging = builtFeed(feed.from, context);
  if (!staging) return undefined;
  const find = (id: Id | undefined, wanted: string): string | undefined => columnById<Column>(staging, id, wanted, dimension.id, context)?.name;
  const loadDate = technicalOf(staging, context.project.settings).load_date;
  const own = [...shape.keys, ...shape.attributes].map((column) => ({ as: column.name, from: find(feed.map[column.id], `${dimension.name}.${column.name}`) }));
  const hung = shape.outriggers.flatMap((outrigger) =>
    outrigger.keys.map((key) => ({
      ...key,
      of: outrigger,
      from: find(feed.outriggers?.[outrigger.id]?.[key.id], `${dimension.name}: ${key.name} of ${outrigger.target.name}`),
    })),
  );
  const changed = feed.changed_at === undefined || !shape.historised ? loadDate : find(feed.changed_at, `The change time of ${dimension.name}`);
  const ends = feed.ends_at === undefined ? undefined : find(feed.ends_at, `The end of validity of ${dimension.name}`);
  if (changed === undefined || [...own, ...hung].some(({ from }) => from === undefined) || (feed.ends_at !== undefined && ends === undefined)) return undefined;

  const deleted = deletionColumn(staging.id, context);
  const gone: Expr = deleted === undefined ? num(0) : { t: 'case', whens: [{ when: col(deleted, 'staged'), then: num(1) }], otherwise: num(0) };
  const keys = own.slice(0, shape.keys.length).map(({ from = '' }) => col(from, 'staged'));
  const changedAt = cast(col(changed, 'staged'), TIMESTAMP);
  const present = shape.deletes === 'ignore' && deleted !== undefined ? [not(col(deleted, 'staged'))] : [];
  // A state without a change time cannot be put in order.
  const dated = changed === loadDate ? [] : [notNull(col(changed, 'staged'))];
  const named = and(...keys.map(notNull), ...dated, ...present);
  const columns: Select['columns'] = [
    ...own.map(({ as, from = '' }) => out(col(from, 'staged'), as)),
    ...hung.map(({ staged: as, from = '', value }) => out(value(col(from, 'staged')), as)),
    out(changedAt, work.changed_at),
    out(col(loadDate, 'staged'), technical.load_date),
    out(col(SEQUENCE, 'staged'), work.row_sequence),
    ...(dimension.feeds.length > 1 ? [out(num(number), work.feed_number)] : []),
    ...(shape.deletes === 'ignore' ? [] : [out(gone, work.is_gone)]),
  ];
  const rows = relation(staging.id, 'staged');
  const isFull = goneBy(staging, context) === 'absence';
  const keyColumns = own.slice(0, shape.keys.length).map(({ from = '' }) => from);
  const refused = isFull && shape.deletes !== 'ignore' ? refusedDeliveries({ feed: staging, keys: keyColumns }, loadDate, context) : undefined;
  const told = [...own.map(({ from = '' }) => from), changed, loadDate, SEQUENCE].filter((name, index, all) => all.indexOf(name) === index);
  return {
    gone: deleted !== undefined,
    feed: {
      from: staging.id,
      number,
      isFull,
      keys: keyColumns,
      ...(refused ? { refused } : {}),
      loadDate,
      query: select(columns, rows, { where: named }),
      unnamed: select(
        told.map((name) => out(col(name, 'staged'), name)),
        rows,
        { where: or(...keys.map(isNull), ...(dated.length > 0 ? [isNull(col(changed, 'staged'))] : [])) },
      ),
      ...(ends === undefined
        ? {}
        : {
            ends: select(
              [
                ...shape.keyNames.map((as, index) => out(keys[index] ?? num(0), as)),
                out(changedAt, work.changed_at),
                out(cast(col(ends, 'staged'), TIMESTAMP), work.gone_until),
              ],
              rows,
              { distinct: true, where: named },
            ),
          }),
    },
  };
}

/** The feeds that can be read; what stands in the way of the others is reported. Nothing when the dimension cannot be built. */
export function stagedFeeds(shape: DimensionShape, context: PatternContext): readonly StagedFeed[] | undefined {
  const { dimension } = shape;
  const report = (code: string, severity: 'error' | 'warning', message: string): undefined => {
    context.report({ code, severity, message, at: { object: dimension.id } });
    return undefined;
  };
  const found = dimension.feeds.flatMap((feed, index) => stagedFeed(shape, feed, index + 1, context) ?? []);
  if (found.length === 0)
    return report('not-fed', 'warning', `${dimension.name} is fed by nothing that can be built: connect a staging object and map its columns.`);
  const nameOf = (id: Id): string => builtFeed(id, context)?.name ?? id;
  const silent = shape.deletes === 'ignore' ? undefined : found.find(({ feed, gone }) => !feed.isFull && !gone);
  if (silent) {
    const needed = rebuiltFrom(silent.feed.from) === undefined ? undefined : toKnowDeletions(silent.feed.from, context);
    const [does, from] = [shape.deletes === 'close' ? 'closes' : 'marks', nameOf(silent.feed.from)];
    return report(
      'deletions-not-told',
      'error',
      needed === undefined
        ? `${dimension.name} ${does} deleted members, but ${from} cannot tell which are: it brings changes only. Feed it from full deliveries or a change feed with its operation, or let the dimension ignore deletions.`
        : `${dimension.name} ${does} deleted members, but reads ${from} through the vault, where a key stays that is gone: ${needed}, or let the dimension ignore deletions.`,
    );
  }
  const forgets = shape.fromStaging ? [...found.map(({ feed }) => feed.from), ...shape.inferences.map(({ feed }) => feed.from)] : [];
  const forgotten = forgets.find((id) => !keepsHistory(id, context));
  if (forgotten !== undefined)
    return report(
      'history-needs-every-delivery',
      'error',
      `${dimension.name} works its rows out of all deliveries, but the landing table behind ${nameOf(forgotten)} keeps only the last: let it keep every delivery.`,
    );
  return found.map(({ feed }) => feed);
}

/** Columns of the staged rows. */
export const stagedNames = (shape: DimensionShape, several: boolean): readonly string[] => [
  ...shape.keyNames,
  ...carried(shape),
  shape.work.changed_at,
  shape.technical.load_date,
  shape.work.row_sequence,
  ...(several ? [shape.work.feed_number] : []),
  ...(shape.deletes === 'ignore' ? [] : [shape.work.is_gone]),
];
