import { feedObject, type FeedObject } from '../../model/lookup.ts';
import type { Id, Staging } from '../../model/types.ts';
import { technicalOf } from '../../naming/technical-names.ts';
import type { Check } from '../../plan/types.ts';
import type { Expr, From, Query, Select } from '../../sql/ast.ts';
import { agg, and, col, eq, exists, isNull, num, or, out, relation, select, text, union } from '../../sql/build.ts';
import { references } from '../../sql/walk.ts';
import type { PatternContext } from '../context.ts';
import { DETAIL, FAILED_CAST, OWN_LOAD_DATE } from '../staging/cast.ts';
import { hashDemands } from '../staging/hash-demand.ts';

/** A full feed, and the columns of it that hold its keys, or hashes of them. */
export interface KeyedFeed {
  readonly feed: FeedObject;
  readonly keys: readonly string[];
}

/** The staging objects whose refused rows a feed lacks: its own, and of a join those of every input that a row needs. */
function stagedBehind(feed: FeedObject, context: PatternContext): readonly Staging[] {
  if (feed.kind === 'staging') return [feed];
  return feed.inputs.flatMap((input, index) => {
    const from = index === 0 || input.join?.kind === 'inner' ? feedObject(context.project, input.from) : undefined;
    return from ? stagedBehind(from, context) : [];
  });
}

/** The columns of a feed that a key is made of. */
const plainColumns = (feed: FeedObject, key: string, { project }: PatternContext): readonly string[] => {
  const nameOf = (id: Id): readonly string[] => feed.columns.filter((column) => column.id === id).map(({ name }) => name);
  const demand = hashDemands(project, feed.id).find(({ name }) => name === key);
  if (demand) return demand.columns.flatMap(nameOf);
  const made = feed.kind === 'staging' ? feed.columns.find(({ name }) => name === key)?.hash : undefined;
  return made ? made.of.flatMap(nameOf) : [key];
};

interface Unread {
  readonly staging: Staging;
  readonly from: From;
  readonly loadDate: string;
  readonly where?: Expr;
}

/** The rows behind a full feed with a text that did not fit, where that may hide a key. */
function unreadBehind({ feed, keys }: KeyedFeed, context: PatternContext): readonly Unread[] {
  const { settings } = context.project;
  return stagedBehind(feed, context).flatMap((staging): Unread[] => {
    const check = context.relation(staging.id)?.checks?.find(({ id }) => id === FAILED_CAST);
    if (!check) return [];
    const view = staging.load_date === undefined ? context.relation(`${staging.id}/rejects`) : undefined;
    const from: From = view ? relation(view.id, 'refused') : { t: 'subquery', as: 'refused', query: check.query };
    const loadDate = staging.load_date === undefined ? technicalOf(staging, settings).load_date : OWN_LOAD_DATE;
    if ((staging.bad_values ?? settings.bad_values) !== 'null') return [{ staging, from, loadDate }];
    // The row stays, so its key is there unless it is what did not fit.
    const parts = [...new Set(keys.flatMap((key) => plainColumns(feed, key, context)))];
    if (parts.length === 0) return [];
    const keyless = select([out(num(1), 'found')], relation(feed.id, 'staged'), {
      where: and(eq(col(technicalOf(feed, settings).load_date, 'staged'), col(loadDate, 'refused')), or(...parts.map((name) => isNull(col(name, 'staged'))))),
    });
    return [{ staging, from, loadDate, where: exists(keyless) }];
  });
}

const filtered = ({ where }: Unread): Pick<Select, 'where'> => (where ? { where } : {});

/**
 * The load dates of deliveries of which rows were refused for a value that did not fit, in one column; nothing where no
 * value can fail. Such a delivery does not tell what is gone: a refused row may have held a key that it seems to lack.
 * Rows that stay without the value count where a part of their key is missing.
 */
export function refusedDeliveries(keyed: KeyedFeed, loadDate: string, context: PatternContext): Query | undefined {
  const parts = unreadBehind(keyed, context).map((unread) =>
    select([out(col(unread.loadDate, 'refused'), loadDate)], unread.from, { distinct: true, ...filtered(unread) }),
  );
  return parts.length === 0 ? undefined : union(...parts);
}

/** Tells of full deliveries that were not taken whole, so that nothing counts as deleted that they lack; none where no value can fail. */
export function refusedDeliveryChecks(feeds: readonly KeyedFeed[], loadDate: string, context: PatternContext): readonly Check[] {
  const parts = feeds.flatMap((keyed) => unreadBehind(keyed, context));
  const told = parts.map((unread) =>
    select(
      [
        out(col(unread.loadDate, 'refused'), loadDate),
        out(text(unread.staging.name), 'refused_by'),
        out(agg('count'), 'refused_rows'),
        out(agg('min', col(DETAIL, 'refused')), 'first_detail'),
      ],
      unread.from,
      { ...filtered(unread), groupBy: [col(unread.loadDate, 'refused')] },
    ),
  );
  if (told.length === 0) return [];
  return [
    {
      id: 'refused_deliveries',
      title: 'every row of a full delivery could be read; where some could not, nothing that is missing counts as deleted',
      severity: 'warning',
      query: union(...told),
    },
  ];
}

/** The relations that a load reads to know which deliveries were refused. */
export const relationsOf = (query: Query | undefined): readonly Id[] => (query ? [...references(query).relations] : []);
