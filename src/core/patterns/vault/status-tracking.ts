import { SEQUENCE, technicalOf } from '../../naming/technical-names.ts';
import type { Satellite } from '../../model/types.ts';
import type { Relation } from '../../plan/types.ts';
import type { Expr, Query } from '../../sql/ast.ts';
import {
  and,
  asc,
  bin,
  coalesce,
  col,
  cte,
  desc,
  differs,
  eq,
  firstOf,
  innerJoin,
  isNull,
  keep,
  leftJoin,
  num,
  notNull,
  or,
  out,
  over,
  select,
  TEXT,
  text,
  timestampLit,
  union,
  withCtes,
} from '../../sql/build.ts';
import { technicalColumn, type PatternContext } from '../context.ts';
import { hashType } from '../hash.ts';
import { deliverySteps, goneBy, NEXT_DELIVERY } from './deliveries.ts';
import { ghostRow, hasGhost } from './ghost.ts';
import { END_OF_TIME } from '../times.ts';
import { withLoadEnd } from './load-end.ts';
import { refusedDeliveries, refusedDeliveryChecks, relationsOf } from './refused-deliveries.ts';
import { lateCheck, lateKeys } from './refused.ts';
import { satelliteHead, satelliteParts, type SatelliteParts } from './satellite-parts.ts';
import { builtFeed, builtFeeds, DELETED, reportNotFed } from './staged.ts';
import { APPEARED, GONE } from './status.ts';
import { stored } from './stored.ts';

const STORED = 'is_stored';
const TOLD = 'told_status';
type Steps = readonly { readonly name: string; readonly query: Query; readonly comment?: string }[];

/**
 * A status tracking satellite: a row each time a key appears, is gone, or is back. Of a full delivery, a key is gone that
 * it lacks; of a change feed, one whose last event of a load date is a deletion. Deliveries of changes alone cannot tell,
 * and of several feeds none can tell for the others, so both are refused.
 */
export function statusTrackingSatellite(satellite: Satellite, context: PatternContext): readonly Relation[] {
  const { project } = context;
  const report = (code: string, message: string): readonly [] => {
    context.report({ code, severity: 'error', message, at: { object: satellite.id } });
    return [];
  };
  const feeds = builtFeeds(satellite.feeds, context);
  const feed = feeds[0] === undefined ? undefined : builtFeed(feeds[0], context);
  if (!feed) return reportNotFed(satellite, 'its key', context);
  if (satellite.feeds.length > 1)
    return report(
      'several-feeds',
      `${satellite.name} follows the keys of one feed, but has ${satellite.feeds.length}: make a status tracking satellite for each.`,
    );
  const told = goneBy(feed, context);
  if (told === 'nothing')
    return report(
      'deletions-not-told',
      `${feed.name} brings what changed and no mark of a deletion, so a key that is missing there may still exist: track the status from full deliveries, or name the operation column of a change feed.`,
    );
  const parts = satelliteParts(satellite, context, { deleted: told === 'mark' ? 'told' : 'left_out' });
  if (!parts) return [];
  if (parts.staged.length === 0) return reportNotFed(satellite, 'its key', context);
  const { key, loadDate, identity } = parts;
  const { status } = technicalOf(satellite, project.settings);
  const columns = [
    technicalColumn(key, hashType(project.settings.hash), 'hash_key'),
    ...parts.listed,
    technicalColumn(status, TEXT, 'status'),
    ...parts.delivery,
  ];
  const keyed = { feed, keys: [parts.stagedKeys.get(feed.id) ?? ''] };
  const refused = told === 'absence' ? refusedDeliveries(keyed, loadDate, context) : undefined;
  const { steps, rows } = told === 'absence' ? byAbsence(parts, status, deliverySteps(feed, loadDate, project, refused)) : byMark(parts, status);
  const ghost = ghostRow(satellite, columns, key, context, [], { [status]: text(GONE) });
  const table: Relation = {
    ...satelliteHead(satellite, context),
    columns,
    query: withCtes(
      [
        stored([...identity, ...extraNames(parts), status, loadDate, parts.recordSource]),
        {
          name: 'latest',
          query: select(keep([...identity, ...extraNames(parts), status, loadDate, parts.recordSource]), cte('stored'), {
            qualify: firstOf(on(identity), [desc(col(loadDate))]),
          }),
          comment: 'the status of each key',
        },
        { name: 'staged', query: union(...parts.staged), comment: told === 'mark' ? 'every event' : 'every delivered key' },
        { name: 'newer', query: newer(parts, told === 'mark'), comment: 'delivered after the stored status, one row per key and load date' },
        ...steps,
      ],
      hasGhost(identity, context) ? union(...rows, ghost) : union(...rows),
    ),
    load: { kind: 'append', rule: 'changes', key: identity },
    primaryKey: [...identity, loadDate],
    foreignKeys: parts.foreignKeys,
    checks: [
      lateCheck(lateStatus(parts, satellite.id, status, told === 'mark')),
      ...(told === 'absence' ? refusedDeliveryChecks([keyed], loadDate, context) : []),
    ],
    dependsOn: [...new Set([...feeds, ...relationsOf(refused)])].toSorted(),
  };
  return withLoadEnd(satellite, table, { identity, loadDate }, context);
}

const on = (list: readonly string[], table?: string): readonly Expr[] => list.map((name) => col(name, table));
/** Columns that come along. */
const extraNames = (parts: SatelliteParts): readonly string[] => parts.listed.map((column) => column.name).filter((name) => !parts.identity.includes(name));
const markedStatus: Expr = { t: 'case', whens: [{ when: col(DELETED, 'staged'), then: text(GONE) }], otherwise: text(APPEARED) };

function newer(parts: SatelliteParts, marked: boolean): Query {
  const { key, loadDate, recordSource, identity } = parts;
  return select(
    [...keep([...identity, ...extraNames(parts)], 'staged'), out(marked ? markedStatus : text(APPEARED), TOLD), ...keep([loadDate, recordSource], 'staged')],
    cte('staged'),
    {
      joins: [leftJoin(cte('latest'), and(...identity.map((name) => eq(col(name, 'latest'), col(name, 'staged')))))],
      where: or(isNull(col(key, 'latest')), bin('>', col(loadDate, 'staged'), col(loadDate, 'latest'))),
      qualify: firstOf(on([...identity, loadDate], 'staged'), [desc(col(SEQUENCE, 'staged')), asc(col(recordSource, 'staged'), { binary: true })]),
    },
  );
}

/** Newer rows after the stored one of their key. */
function statesStep(parts: SatelliteParts, status: string): Steps[number] {
  const names = [...parts.identity, ...extraNames(parts)];
  const delivery = [parts.loadDate, parts.recordSource];
  return {
    name: 'states',
    query: union(
      select([...keep(names), out(col(status), status), ...keep(delivery), out(num(1), STORED)], cte('latest')),
      select([...keep(names), out(col(TOLD), status), ...keep(delivery), out(num(0), STORED)], cte('newer')),
    ),
    comment: 'what is known of each key, the stored status first',
  };
}

/** The last event of a load date decides; before the first appearance of a key there is nothing to be gone. */
function byMark(parts: SatelliteParts, status: string): { readonly steps: Steps; readonly rows: readonly Query[] } {
  const { identity, loadDate, recordSource } = parts;
  const names = [...identity, ...extraNames(parts), status, loadDate, recordSource];
  const before = over('lag', [col(status)], on(identity), [asc(col(loadDate))]);
  return {
    steps: [
      statesStep(parts, status),
      {
        name: 'compared',
        query: select([...keep(names), ...keep([STORED]), out(coalesce(before, text(GONE)), 'previous_status')], cte('states')),
        comment: 'each with the one before it',
      },
    ],
    rows: [select(keep(names), cte('compared'), { where: and(eq(col(STORED), num(0)), differs(col(status), col('previous_status'))) })],
  };
}

/** A key is there until the first delivery that lacks it. */
function byAbsence(parts: SatelliteParts, status: string, deliveries: Steps): { readonly steps: Steps; readonly rows: readonly Query[] } {
  const { identity, loadDate, recordSource } = parts;
  const carried = [...identity, ...extraNames(parts)];
  const order = [asc(col(loadDate, 'states'))];
  const there: Expr = {
    t: 'case',
    whens: [{ when: eq(col(status, 'states'), text(APPEARED)), then: coalesce(col(NEXT_DELIVERY, 'deliveries_ahead'), timestampLit(END_OF_TIME)) }],
  };
  return {
    steps: [
      ...deliveries,
      statesStep(parts, status),
      {
        name: 'followed',
        query: select(
          [
            ...keep([...carried, status, loadDate, recordSource, STORED], 'states'),
            ...keep([NEXT_DELIVERY], 'deliveries_ahead'),
            out(over('lag', [there], on(identity, 'states'), order), 'there_until'),
            out(over('lead', [col(loadDate, 'states')], on(identity, 'states'), order), 'next_seen'),
          ],
          cte('states'),
          { joins: [innerJoin(cte('deliveries_ahead'), eq(col(loadDate, 'deliveries_ahead'), col(loadDate, 'states')))] },
        ),
        comment: 'each with the delivery after it, and with when its key was there before and after',
      },
    ],
    rows: [
      select([...keep(carried), out(text(APPEARED), status), ...keep([loadDate, recordSource])], cte('followed'), {
        where: and(eq(col(STORED), num(0)), or(isNull(col('there_until')), bin('<', col('there_until'), col(loadDate)))),
      }),
      select([...keep(carried), out(text(GONE), status), out(col(NEXT_DELIVERY), loadDate), ...keep([recordSource])], cte('followed'), {
        where: and(eq(col(status), text(APPEARED)), notNull(col(NEXT_DELIVERY)), or(isNull(col('next_seen')), bin('<', col(NEXT_DELIVERY), col('next_seen')))),
      }),
    ],
  };
}

/** Staged keys of which the satellite says otherwise at their load date. */
function lateStatus(parts: SatelliteParts, satellite: string, status: string, marked: boolean): Query {
  const { identity, loadDate, recordSource } = parts;
  const said = marked ? markedStatus : text(APPEARED);
  const staged = select(
    [...keep([...identity, ...extraNames(parts), loadDate, recordSource, SEQUENCE], 'staged'), out(said, status)],
    { t: 'subquery', as: 'staged', query: union(...parts.staged) },
    {
      qualify: firstOf(on([...identity, loadDate], 'staged'), [desc(col(SEQUENCE, 'staged')), asc(col(recordSource, 'staged'), { binary: true })]),
    },
  );
  return lateKeys(
    parts,
    satellite,
    staged,
    [...identity, ...extraNames(parts), status, loadDate, recordSource],
    eq(col(status, 'staged'), col(status, 'shown')),
  );
}
