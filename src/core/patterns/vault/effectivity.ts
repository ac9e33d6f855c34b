import { SEQUENCE } from '../../naming/technical-names.ts';
import type { FeedObject } from '../../model/lookup.ts';
import type { Link, Satellite } from '../../model/types.ts';
import type { Check, Relation } from '../../plan/types.ts';
import type { Expr } from '../../sql/ast.ts';
import { and, bin, col, keep, relation, select, union, withCtes } from '../../sql/build.ts';
import { technicalColumn, type PatternContext } from '../context.ts';
import { hashType } from '../hash.ts';
import { goneBy } from './deliveries.ts';
import { effectivitySteps, isOpenAt, isRelated, type Effectivity } from './effectivity-steps.ts';
import { ghostRow, hasGhost } from './ghost.ts';
import { keepsMissing, linkEnds, type LinkEnd } from './link.ts';
import { withLoadEnd } from './load-end.ts';
import { refusedDeliveries, refusedDeliveryChecks, relationsOf } from './refused-deliveries.ts';
import { lateCheck, lateKeys } from './refused.ts';
import { hubKeyColumns, satelliteHead, satelliteParts } from './satellite-parts.ts';
import { builtFeed, builtFeeds, reportNotFed, type Filled } from './staged.ts';
import { stored } from './stored.ts';

/** What is wrong with a satellite's document as an effectivity satellite, in words; nothing when it can be built. */
function problemOf(satellite: Satellite, link: Link, ends: readonly LinkEnd[], automatic: boolean): readonly [string, string] | undefined {
  const { name } = satellite;
  const driving = satellite.driving ?? [];
  for (const use of ['start', 'end'] as const) {
    const column = satellite.columns.find((candidate) => candidate.use === use);
    if (!column) return ['effectivity-without-dates', `${name} tells from when to when a relationship held: mark a column as its ${use}.`];
    if (!automatic && satellite.feeds.some((feed) => feed.map[column.id] === undefined))
      return ['unmapped-column', `${name}.${column.name} is told by the source: map it, or let relationships end when their driving key gets another.`];
  }
  if (driving.some((id) => ends.every(({ reference }) => reference.id !== id)))
    return ['dangling-reference', `A driving key of ${name} is none of the hubs of ${link.name}: choose again.`];
  if (driving.length === 0 && (automatic || satellite.missing === 'close'))
    return ['effectivity-without-driving-key', `${name} ends a relationship when its driving key gets another: choose which hub of ${link.name} stays.`];
  if (driving.length === ends.length) return ['effectivity-without-partner', `Every hub of ${link.name} drives ${name}, so nothing can change: leave one out.`];
  return undefined;
}

/** Says what a feed does not tell of driving keys without a partner. @returns the feed whose deliveries lack what is gone. */
function completeFeed(satellite: Satellite, feeds: readonly FeedObject[], context: PatternContext): FeedObject | undefined {
  const warn = (code: string, message: string): void => context.report({ code, severity: 'warning', message, at: { object: satellite.id } });
  for (const feed of feeds) {
    const told = goneBy(feed, context);
    const source = feed.kind === 'staging' ? context.project.objects[feed.source] : undefined;
    if (told === 'nothing')
      warn(
        'deletions-not-told',
        `${feed.name} brings only what changed, so a driving key that is missing there says nothing: ${satellite.name} closes relationships only where the partner comes as NULL.`,
      );
    if (told === 'mark' && feed.kind === 'staging' && feed.deduplicate !== true && source?.kind === 'source' && (source.key ?? []).length > 0)
      warn(
        'events-not-reduced',
        `${satellite.name} takes all events of one load date in ${feed.name} as what holds then: let it keep the last row of each key of ${source.name}.`,
      );
  }
  const complete = feeds.filter((feed) => goneBy(feed, context) === 'absence');
  if (complete.length === 0) return undefined;
  if (feeds.length === 1) return complete[0];
  warn(
    'several-feeds',
    `${satellite.name} has several feeds, none of which can tell what is gone from the others: it closes relationships only where the partner comes as NULL. Make an effectivity satellite for each feed to close what a full delivery lacks.`,
  );
  return undefined;
}

/** The columns of a feed that hold the keys of the hubs that drive. */
function drivingColumns(satellite: Satellite, link: Link, from: FeedObject, drives: readonly boolean[], context: PatternContext): readonly string[] {
  const feed = satellite.feeds.find((candidate) => candidate.from === from.id);
  return feed ? hubKeyColumns(link, feed, from, context).filter((name, index): name is string => name !== undefined && drives[index] === true) : [];
}

/**
 * An effectivity satellite on a link: a row when a relationship begins, ends, or begins again; the latest of each tells
 * whether it holds. With automatic end dating the relationships of a driving key that come at one load date are those
 * that hold from then on, and the others end; else the source says when, and a row is added each time it says otherwise.
 * A driving key without a partner ends its relationships or leaves them, as the satellite says.
 */
export function effectivitySatellite(satellite: Satellite, context: PatternContext): readonly Relation[] {
  const { project } = context;
  const report = (code: string, message: string): readonly [] => {
    context.report({ code, severity: 'error', message, at: { object: satellite.id } });
    return [];
  };
  const link = project.objects[satellite.parent];
  if (link?.kind !== 'link') return report('parent-not-a-link', `${satellite.name} tells when relationships held: connect it to a link.`);
  const ends = linkEnds(link, context);
  if (!ends || !context.relation(link.id)) return report('dangling-reference', `${satellite.name} has no link that can be built: connect one.`);
  const automatic = satellite.end_dating !== 'delivered';
  const problem = problemOf(satellite, link, ends, automatic);
  if (problem) return report(...problem);
  const closesMissing = satellite.missing === 'close';
  const zero: Expr = { t: 'zeroHash', rules: project.settings.hash };
  const drives = ({ reference }: LinkEnd): boolean => (satellite.driving ?? []).includes(reference.id);

  const parts = satelliteParts(satellite, context, {
    keepKeyless: true,
    deleted: closesMissing ? 'told' : 'left_out',
    optional: automatic ? ['start', 'end', 'applied'] : ['applied'],
    extra: (feed, from) => {
      const columns = hubKeyColumns(link, feed, from, context);
      const filled = ends.flatMap((end, index): Filled[] => {
        const column = columns[index];
        if (column === undefined) return [];
        return [{ as: end.name, from: column, isKey: true, ...(keepsMissing(end.reference, context) ? { otherwise: zero } : { required: drives(end) }) }];
      });
      if (filled.length === ends.length) return filled;
      report('unmapped-column', `${satellite.name} does not know the key of every hub of ${link.name} in ${from.name}: feed ${link.name} from it.`);
      return undefined;
    },
  });
  if (!parts) return [];
  if (parts.staged.length === 0) return reportNotFed(satellite, 'its columns', context);
  const { key, loadDate, recordSource, identity } = parts;
  const hash = hashType(project.settings.hash);
  const columns = [
    technicalColumn(key, hash, 'hash_key'),
    ...ends.map(({ name }) => technicalColumn(name, hash, 'foreign_key')),
    ...parts.listed,
    ...parts.delivery,
  ];
  const [start, end, applied] = (['start', 'end', 'applied'] as const).map((use) => parts.named(use).map(parts.column)[0]);
  if (!start || !end) throw new Error(`${satellite.name} has no dates`);
  const feeds = builtFeeds(satellite.feeds, context);
  const complete = closesMissing
    ? completeFeed(
        satellite,
        feeds.flatMap((id) => builtFeed(id, context) ?? []),
        context,
      )
    : undefined;
  const driving = ends.filter(drives).map(({ name }) => name);
  const keyed = complete && { feed: complete, keys: drivingColumns(satellite, link, complete, ends.map(drives), context) };
  const refused = keyed && refusedDeliveries(keyed, loadDate, context);
  const what: Effectivity = {
    names: columns.map((column) => column.name),
    identity,
    driving: driving.length > 0 ? driving : [key],
    related: [key, ...ends.map(({ name }) => name)],
    start,
    end,
    ...(applied ? { applied } : {}),
    loadDate,
    recordSource,
    automatic,
    closesMissing,
    ...(complete ? { complete } : {}),
    ...(refused ? { refused } : {}),
  };
  const { steps, rows } = effectivitySteps(what, project);
  const dated = [start, end, ...(applied ? [applied] : [])].map((column) => column.name);
  const table: Relation = {
    ...satelliteHead(satellite, context),
    columns,
    query: withCtes(
      [stored(what.names), { name: 'staged', query: union(...parts.staged), comment: 'every delivered relationship' }, ...steps],
      hasGhost(identity, context) ? union(...rows, ghostRow(satellite, columns, key, context, dated)) : union(...rows),
    ),
    load: { kind: 'append', rule: 'changes', key: identity },
    primaryKey: [...identity, loadDate],
    held: { from: start.name, to: end.name },
    foreignKeys: parts.foreignKeys,
    checks: [lateCheck(late(what, parts, satellite.id)), validity(what, satellite.id), ...(keyed ? refusedDeliveryChecks([keyed], loadDate, context) : [])],
    dependsOn: [...new Set([...feeds, ...relationsOf(refused)])].toSorted(),
  };
  return withLoadEnd(satellite, table, { identity, loadDate }, context);
}

/** Open relationships that came and that the satellite says did not hold then. */
function late(what: Effectivity, parts: Parameters<typeof lateKeys>[0], satellite: string): ReturnType<typeof lateKeys> {
  const staged = select(
    keep([...what.names, SEQUENCE], 'staged'),
    { t: 'subquery', as: 'staged', query: union(...parts.staged) },
    {
      where: and(isRelated(what), isOpenAt(col(what.end.name, 'staged'))),
    },
  );
  return lateKeys(parts, satellite, staged, what.names, isOpenAt(col(what.end.name, 'shown')));
}

const validity = ({ names, start, end }: Effectivity, satellite: string): Check => ({
  id: 'validity',
  title: `${end.name} is not before ${start.name}`,
  severity: 'error',
  query: select(keep(names, 'held'), relation(satellite, 'held'), { where: bin('<', col(end.name, 'held'), col(start.name, 'held')) }),
});
