import type { Satellite } from '../../model/types.ts';
import type { Relation } from '../../plan/types.ts';
import type { Query } from '../../sql/ast.ts';
import {
  and,
  asc,
  bin,
  col,
  coalesce,
  cte,
  desc,
  differs,
  eq,
  firstOf,
  isNull,
  keep,
  leftJoin,
  or,
  out,
  over,
  select,
  union,
  withCtes,
} from '../../sql/build.ts';
import { SEQUENCE } from '../../naming/technical-names.ts';
import { technicalColumn, type PatternContext } from '../context.ts';
import { hashType } from '../hash.ts';
import { ghostRow, hasGhost } from './ghost.ts';
import { withLoadEnd } from './load-end.ts';
import { keepsAll, settled, stateChecks } from './refused.ts';
import { satelliteHead, satelliteParts, type SatelliteParts } from './satellite-parts.ts';
import { builtFeeds, reportNotFed } from './staged.ts';
import { stored } from './stored.ts';

/**
 * A satellite: a row each time the payload of a key changed. Only rows delivered after the latest stored row of
 * their key enter; each is compared with the one before it, the first with the stored one. So values that go
 * A, B, A give three rows, equal neighbours one, and loading twice adds none. Of several rows of one key and load
 * date the last in the file counts, or all do, where the project says so.
 *
 * States are compared by their hash, that is, by the canonical text of their payload: a column may change its type
 * without opening a version as long as its text stays, e.g. from integer to bigint, to more digits before the point, or
 * from text to the date it spells. A change of scale, or from date to timestamp, changes the text of every value, and
 * with it every state once.
 *
 * A computed satellite holds what business rules made of the vault or of staging. It is loaded like any other, so that
 * what a rule said stays on record when the rule changes; loading it anew from nothing tells the whole history by the new rule.
 */
export function standardSatellite(satellite: Satellite, context: PatternContext): readonly Relation[] {
  const { project } = context;
  if (!satellite.columns.some(({ use }) => use === undefined || use === 'payload')) {
    context.report({
      code: 'satellite-without-payload',
      severity: 'error',
      message: `${satellite.name} describes nothing: add a column.`,
      at: { object: satellite.id },
    });
    return [];
  }
  const parts = satelliteParts(satellite, context);
  if (!parts) return [];
  if (parts.staged.length === 0) return reportNotFed(satellite, 'its columns', context);
  const { key, diff, loadDate, recordSource, identity } = parts;
  const all = keepsAll(context);
  const applied = parts.named('applied');
  const names = [key, diff, ...satellite.columns.map((column) => column.name), loadDate, recordSource];
  const by = (table?: string) => identity.map((name) => col(name, table));
  const same = and(...identity.map((name) => eq(col(name, 'latest'), col(name, 'staged'))));
  const hash = hashType(project.settings.hash);
  const binary = { binary: project.settings.hash.storage === 'text' };
  const lastOfDate = firstOf([...by('staged'), col(loadDate, 'staged')], settled(parts, context, 'staged'));
  const once = firstOf(
    [...by('staged'), col(loadDate, 'staged'), ...applied.map((name) => col(name, 'staged')), col(diff, 'staged')],
    [desc(col(SEQUENCE, 'staged'))],
  );
  const order = [asc(col(loadDate)), ...(all ? [...applied.map((name) => asc(col(name))), asc(col(SEQUENCE)), asc(col(diff), binary)] : [])];
  const known = [...identity, diff, ...(all ? applied : []), loadDate];
  const staged = { name: 'staged', query: union(...parts.staged), comment: 'every delivered state' };
  const latest = { name: 'latest', query: latestState(parts, context), comment: 'the state of each key' };
  const columns = [technicalColumn(key, hash, 'hash_key'), technicalColumn(diff, hash, 'hash_diff'), ...parts.listed, ...parts.delivery];
  const changes = select(keep(names), cte('compared'), { where: differs(col(diff), col('previous_diff')) });
  const table: Relation = {
    ...satelliteHead(satellite, context),
    columns,
    query: withCtes(
      [
        stored(known),
        ...(all ? [staged, latest] : [latest, staged]),
        {
          name: 'newer',
          comment: all ? 'delivered after the stored state' : 'delivered after the stored state, one row per key and load date',
          query: select([...keep(names, 'staged'), ...(all ? keep([SEQUENCE], 'staged') : []), out(col(diff, 'latest'), 'stored_diff')], cte('staged'), {
            joins: [leftJoin(cte('latest'), same)],
            where: or(isNull(col(key, 'latest')), bin('>', col(loadDate, 'staged'), col(loadDate, 'latest'))),
            qualify: all ? once : lastOfDate,
          }),
        },
        {
          name: 'compared',
          comment: 'each with the state before it',
          query: select([...keep(names), out(coalesce(over('lag', [col(diff)], by(), order), col('stored_diff')), 'previous_diff')], cte('newer')),
        },
      ],
      hasGhost(identity, context) ? union(changes, ghostRow(satellite, columns, key, context, applied)) : changes,
    ),
    load: { kind: 'append', rule: 'changes', key: identity },
    primaryKey: all ? [...identity, loadDate, diff] : [...identity, loadDate],
    foreignKeys: parts.foreignKeys,
    checks: stateChecks(parts, satellite.id, context),
    dependsOn: builtFeeds(satellite.feeds, context),
  };
  const within = all ? [...applied.map((name) => asc(col(name))), asc(col(diff), binary)] : [];
  return withLoadEnd(satellite, table, { identity, loadDate, within }, context);
}

/**
 * The latest stored state of each key. Where several share its load date, staging tells which of them stood last in its
 * file, as long as it keeps the delivery; then the hash decides.
 */
function latestState(parts: SatelliteParts, context: PatternContext): Query {
  const { identity, diff, loadDate } = parts;
  const names = [...identity, diff, loadDate];
  const by = (table?: string) => identity.map((name) => col(name, table));
  if (!keepsAll(context)) return select(keep(names), cte('stored'), { qualify: firstOf(by(), [desc(col(loadDate))]) });
  const binary = { binary: context.project.settings.hash.storage === 'text' };
  return select(keep(names, 'stored'), cte('stored'), {
    joins: [leftJoin(cte('staged'), and(...names.map((name) => eq(col(name, 'staged'), col(name, 'stored')))))],
    qualify: firstOf(by('stored'), [
      desc(col(loadDate, 'stored')),
      ...parts.named('applied').map((name) => desc(col(name, 'stored'))),
      desc(col(SEQUENCE, 'staged')),
      { ...asc(col(diff, 'stored'), binary), descending: true },
    ]),
  });
}
