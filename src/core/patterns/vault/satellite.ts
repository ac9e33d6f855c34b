import type { Satellite } from '../../model/types.ts';
import type { Relation } from '../../plan/types.ts';
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
import { relationHead, technicalColumn, type PatternContext } from '../context.ts';
import { hashType } from '../hash.ts';
import { ghostRow } from './ghost.ts';
import { withLoadEnd } from './load-end.ts';
import { satelliteParts } from './satellite-parts.ts';
import { builtFeeds, reportNotFed } from './staged.ts';
import { stored } from './stored.ts';

/**
 * A satellite: a row each time the payload of a key changed. Only rows delivered after the latest stored row of
 * their key enter; each is compared with the one before it, the first with the stored one. So values that go
 * A, B, A give three rows, equal neighbours one, and loading twice adds none. Of several rows of one key and load
 * date the last in the file counts, or all do, where the project says so.
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
  const all = project.settings.vault?.same_load_date === 'all';
  const applied = parts.named('applied');
  const names = [key, diff, ...satellite.columns.map((column) => column.name), loadDate, recordSource];
  const by = (table?: string) => identity.map((name) => col(name, table));
  const same = and(...identity.map((name) => eq(col(name, 'latest'), col(name, 'staged'))));
  const hash = hashType(project.settings.hash);
  const binary = { binary: project.settings.hash.storage === 'text' };
  const lastOfDate = firstOf(
    [...by('staged'), col(loadDate, 'staged')],
    [...applied.map((name) => desc(col(name, 'staged'))), desc(col(SEQUENCE, 'staged')), asc(col(diff, 'staged'), binary)],
  );
  const once = firstOf(
    [...by('staged'), col(loadDate, 'staged'), ...applied.map((name) => col(name, 'staged')), col(diff, 'staged')],
    [asc(col(SEQUENCE, 'staged'))],
  );
  const order = [asc(col(loadDate)), ...(all ? [...applied.map((name) => asc(col(name))), asc(col(SEQUENCE)), asc(col(diff), binary)] : [])];
  const columns = [technicalColumn(key, hash, 'hash_key'), technicalColumn(diff, hash, 'hash_diff'), ...parts.listed, ...parts.delivery];
  const changes = select(keep(names), cte('compared'), { where: differs(col(diff), col('previous_diff')) });
  const table: Relation = {
    ...relationHead(satellite, project),
    columns,
    query: withCtes(
      [
        stored([...identity, diff, loadDate]),
        {
          name: 'latest',
          query: select(keep([...identity, diff, loadDate]), cte('stored'), { qualify: firstOf(by(), [desc(col(loadDate))]) }),
          comment: 'the state of each key',
        },
        { name: 'staged', query: union(...parts.staged), comment: 'every delivered state' },
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
      project.settings.vault?.ghost_records === true && identity.length === 1 ? union(changes, ghostRow(satellite, columns, key, context, applied)) : changes,
    ),
    load: { kind: 'append', rule: 'changes', key: identity },
    primaryKey: all ? [...identity, loadDate, diff] : [...identity, loadDate],
    foreignKeys: parts.foreignKeys,
    dependsOn: builtFeeds(satellite.feeds, context),
    lineage: parts.lineage,
  };
  return withLoadEnd(satellite, table, identity, loadDate, context);
}
