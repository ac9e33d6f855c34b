import { hashKeyName, SEQUENCE } from '../../naming/technical-names.ts';
import type { Hub } from '../../model/types.ts';
import type { Relation } from '../../plan/types.ts';
import type { Expr } from '../../sql/ast.ts';
import { and, asc, col, cte, firstOf, keep, select, union, withCtes } from '../../sql/build.ts';
import { deliveryColumns, planColumn, relationHead, technicalColumn, type PatternContext } from '../context.ts';
import { hashType } from '../hash.ts';
import { businessKey } from '../../model/key-columns.ts';
import { hubKeyDemand } from '../staging/hash-demand.ts';
import { ghostRow } from './ghost.ts';
import { hashesNothing, isPresent, missingKeyCheck } from './missing-keys.ts';
import { builtFeed, builtFeeds, hashColumn, mappedColumns, reportNotFed, stagedRows, type Filled } from './staged.ts';
import { notStored, stored } from './stored.ts';
import { holdsZeroKey } from './zero-keys.ts';

/**
 * A hub: one row per business key, the earliest delivered, never changed. Rows without a key are left out, or stand under
 * the zero key where the project keeps relationships without a key.
 * Rule of the literature: insert the earliest row per key over all feeds, anti-joined with what is stored.
 */
export function hubRelations(hub: Hub, context: PatternContext): readonly Relation[] {
  const { project } = context;
  const key = hashKeyName(hub, project.settings);
  const delivery = deliveryColumns(hub, project, false);
  const [loadDate = '', recordSource = ''] = delivery.map((column) => column.name);

  if (businessKey(hub).length === 0) {
    context.report({ code: 'hub-without-key', severity: 'error', message: `${hub.name} has no business key: add a column.`, at: { object: hub.id } });
    return [];
  }
  const feeds = hub.feeds.flatMap((feed) => {
    const from = builtFeed(feed.from, context);
    if (!from) return [];
    const columns = mappedColumns(hub, hub.columns, feed.map, from, context);
    const hash = hashColumn(from, feed.hash_key, hubKeyDemand(hub, feed.map, project, feed.collision_code), `The hash of ${hub.name}`, hub.id, context);
    if (!columns || hash === undefined) return [];
    const filled: readonly Filled[] = [{ as: key, from: hash, required: true }, ...columns];
    return [{ from, filled, rows: stagedRows(hub, from, filled, context, true) }];
  });
  if (feeds.length === 0) return reportNotFed(hub, 'its key', context);

  const keyParts = hub.columns.filter(({ use }) => use === 'key_part').map((column) => column.name);
  const primaryKey = [key, ...keyParts];
  const names = [key, ...hub.columns.map((column) => column.name), loadDate, recordSource];
  const columns = [
    technicalColumn(key, hashType(project.settings.hash), 'hash_key'),
    ...hub.columns.map((column) => planColumn(column, column.use === 'carried' ? 'attribute' : 'business_key', column.use === 'carried' ? true : undefined)),
    ...delivery,
  ];
  const withZero = holdsZeroKey(hub, project);
  // Equal keys may be written differently: the file's order, then the writing decides, so that every engine keeps the same.
  const written = columns.filter((column) => column.role === 'business_key' && !keyParts.includes(column.name));
  const staged = (name: string): Expr => col(name, 'staged');
  const earliest = firstOf(primaryKey.map(staged), [
    asc(staged(loadDate)),
    asc(staged(recordSource), { binary: true }),
    asc(staged(SEQUENCE)),
    ...written.map(({ name, type }) => asc(staged(name), { binary: type.kind === 'text' })),
  ]);
  const isNew = notStored(primaryKey, 'staged');
  // What is stored is left out first: of a long history only new keys have to be put in order.
  const added = select(keep(names, 'staged'), cte('staged'), {
    where: withZero || hashesNothing(context) ? and(isPresent(staged(key), context), isNew) : isNew,
    qualify: earliest,
  });
  return [
    {
      ...relationHead(hub, project),
      columns: withZero ? columns.map((column) => (column.role === 'business_key' ? { ...column, nullable: true } : column)) : columns,
      query: withCtes(
        [stored(primaryKey), { name: 'staged', query: union(...feeds.map(({ rows }) => rows)), comment: 'every delivered key' }],
        withZero ? union(added, ghostRow(hub, columns, key, context)) : added,
      ),
      load: { kind: 'append', rule: 'new_keys', key: primaryKey },
      primaryKey,
      checks: withZero ? [] : [missingKeyCheck(hub, feeds, { hashes: [key] }, context)],
      dependsOn: builtFeeds(hub.feeds, context),
    },
  ];
}
