import { SEQUENCE, technicalOf } from '../../naming/technical-names.ts';
import type { Satellite } from '../../model/types.ts';
import type { Relation } from '../../plan/types.ts';
import type { Select } from '../../sql/ast.ts';
import { asc, col, cte, firstOf, keep, select, TEXT, text, union, withCtes } from '../../sql/build.ts';
import { technicalColumn, type PatternContext } from '../context.ts';
import { hashType } from '../hash.ts';
import { diffDemand } from '../staging/hash-demand.ts';
import { ghostRow, hasGhost } from './ghost.ts';
import { satelliteHead, satelliteParts } from './satellite-parts.ts';
import { builtFeed, builtFeeds, hashColumn, reportNotFed, type Filled } from './staged.ts';
import { notStored, stored } from './stored.ts';

interface Tracked {
  readonly satellite: Satellite;
  readonly label: string;
}

/** The satellites whose deliveries are recorded; nothing when one is gone or compares nothing, which is reported. */
function trackedSatellites(satellite: Satellite, context: PatternContext): readonly Tracked[] | undefined {
  const found = (satellite.tracks ?? []).map(({ satellite: id, label }): Tracked | undefined => {
    const object = context.project.objects[id];
    if (object?.kind === 'satellite' && ['standard', 'multi_active', 'computed', undefined].includes(object.satellite_type))
      return { satellite: object, label: label ?? object.name };
    const message =
      object?.kind === 'satellite'
        ? `${satellite.name} records what ${object.name} was delivered, which compares no payload: track satellites that do.`
        : `${satellite.name} records the deliveries of ${id}, which is gone or no satellite: choose another.`;
    context.report({ code: 'dangling-reference', severity: 'error', message, at: { object: satellite.id } });
    return undefined;
  });
  return found.every((one) => one !== undefined) ? found : undefined;
}

/**
 * A record tracking satellite: a row for every key and record source that a delivery brought, or, where it tracks
 * satellites (AutomateDV calls it an extended tracking satellite), one for every state of theirs that was delivered,
 * stored there or not. A row is added once, whenever it comes.
 */
export function recordTrackingSatellite(satellite: Satellite, context: PatternContext): readonly Relation[] {
  const { project } = context;
  const tracked = trackedSatellites(satellite, context);
  if (!tracked) return [];
  const { hash_diff: diff, satellite_name: name } = technicalOf(satellite, project.settings);
  const each = tracked.length === 0 ? [undefined] : tracked;
  const parts = each.map((one) =>
    satelliteParts(
      one ? { ...satellite, feeds: satellite.feeds.filter(({ from }) => one.satellite.feeds.some((feed) => feed.from === from)) } : satellite,
      context,
      {
        extra: (feed): readonly Filled[] | undefined => {
          if (!one) return [];
          const source = builtFeed(feed.from, context);
          const same = one.satellite.feeds.filter((candidate) => candidate.from === feed.from);
          const given = same.find(({ parent_key: key }) => key?.join('\n') === feed.parent_key?.join('\n')) ?? same[0];
          if (!source || !given) return undefined;
          const difference = hashColumn(
            source,
            given.hash_diff,
            diffDemand(one.satellite, given.map, project),
            `The hash diff of ${one.satellite.name}`,
            satellite.id,
            context,
          );
          return difference === undefined
            ? undefined
            : [
                { as: diff, from: difference, required: true },
                { as: name, from: text(one.label) },
              ];
        },
      },
    ),
  );
  const [first] = parts;
  if (!first) return [];
  for (const [index, one] of tracked.entries())
    if (parts[index]?.staged.length === 0 && satellite.feeds.length > 0)
      context.report({
        code: 'tracked-not-fed-here',
        severity: 'warning',
        message: `${satellite.name} records nothing of ${one.satellite.name}, which is fed by none of the objects that feed ${satellite.name}: feed it from the same.`,
        at: { object: satellite.id },
      });
  const staged = parts.flatMap((one): readonly Select[] => one?.staged ?? []);
  if (staged.length === 0) return reportNotFed(satellite, 'its key', context);
  const { key, loadDate, recordSource, identity } = first;
  const hash = hashType(project.settings.hash);
  const told = tracked.length === 0 ? [] : [technicalColumn(diff, hash, 'hash_diff'), technicalColumn(name, TEXT, 'attribute')];
  const columns = [technicalColumn(key, hash, 'hash_key'), ...told, ...first.listed, ...first.delivery];
  const primaryKey = [...identity, ...told.map((column) => column.name), loadDate, recordSource];
  const names = columns.map((column) => column.name);
  const added = select(keep(names, 'delivered'), cte('delivered'), { where: notStored(primaryKey, 'delivered') });
  return [
    {
      ...satelliteHead(satellite, context),
      columns,
      query: withCtes(
        [
          stored(primaryKey),
          { name: 'staged', query: union(...staged), comment: tracked.length === 0 ? 'every delivered key' : 'every delivered state' },
          {
            name: 'delivered',
            query: select(keep(names), cte('staged'), {
              qualify: firstOf(
                primaryKey.map((column) => col(column)),
                [asc(col(SEQUENCE))],
              ),
            }),
            comment: 'each once',
          },
        ],
        hasGhost(identity, context) ? union(added, ghostRow(satellite, columns, key, context, [], tracked.length === 0 ? {} : { [name]: text('') })) : added,
      ),
      load: { kind: 'append', rule: 'new_keys', key: primaryKey },
      primaryKey,
      foreignKeys: first.foreignKeys,
      dependsOn: builtFeeds(satellite.feeds, context),
    },
  ];
}
