import { hashKeyName } from '../../naming/technical-names.ts';
import type { Hub } from '../../model/types.ts';
import type { ColumnOrigin, Relation } from '../../plan/types.ts';
import { asc, col, cte, firstOf, keep, notNull, out, relation, select, union, withCtes } from '../../sql/build.ts';
import { columnById, deliveryColumns, planColumn, relationHead, technicalColumn, type PatternContext } from '../context.ts';
import { hashType } from '../hash.ts';
import { demandName, hubKeyDemand } from '../staging/hash-demand.ts';
import { notStored, stored } from './stored.ts';

/**
 * A hub: one row per business key, the earliest delivered, never changed. Rows without a key are left out.
 * Rule of the literature: insert the earliest row per key over all feeds, anti-joined with what is stored.
 */
export function hubRelation(hub: Hub, context: PatternContext): Relation | undefined {
  const { project } = context;
  const key = hashKeyName(hub, project.settings);
  const delivery = deliveryColumns(project, false).map((column) => column.name);
  const [loadDate = '', recordSource = ''] = delivery;
  const lineage = new Map<string, ColumnOrigin[]>();
  const trace = (column: string, relationId: string, from: string): void => {
    lineage.set(column, [...(lineage.get(column) ?? []), { relation: relationId, column: from }]);
  };

  if (hub.columns.length === 0) {
    context.report({ code: 'hub-without-key', severity: 'error', message: `${hub.name} has no business key: add a column.`, at: { object: hub.id } });
    return undefined;
  }
  const parts = hub.feeds.flatMap((feed) => {
    const staging = project.objects[feed.from];
    const staged = context.relation(feed.from);
    if (staging?.kind !== 'staging' || !staged) return [];
    const from = hub.columns.map((column) => columnById(staging, feed.map[column.id], `${hub.name}.${column.name}`, hub.id, context));
    const demand = hubKeyDemand(hub, feed.map, project, feed.collision_code);
    if (!demand || from.some((column) => !column)) return [];
    const hash = demandName(project, staging.id, demand);
    trace(key, staging.id, hash);
    for (const name of delivery) trace(name, staging.id, name);
    const keys = hub.columns.map((column, index) => {
      const name = from[index]?.name ?? '';
      trace(column.name, staging.id, name);
      return out(col(name, 'staged'), column.name);
    });
    return [
      select([out(col(hash, 'staged'), key), ...keys, ...keep(delivery, 'staged')], relation(staging.id, 'staged'), { where: notNull(col(hash, 'staged')) }),
    ];
  });
  if (parts.length === 0) {
    context.report({
      code: 'not-fed',
      severity: 'warning',
      message: `${hub.name} is fed by nothing that can be built: connect a staging object and map its key.`,
      at: { object: hub.id },
    });
    return undefined;
  }

  const names = [key, ...hub.columns.map((column) => column.name), ...delivery];
  const earliest = firstOf([col(key)], [asc(col(loadDate)), asc(col(recordSource), { binary: true })]);
  return {
    ...relationHead(hub, project),
    columns: [
      technicalColumn(key, hashType(project.settings.hash), 'hash_key'),
      ...hub.columns.map((column) => planColumn(column, 'business_key')),
      ...deliveryColumns(project, false),
    ],
    query: withCtes(
      [
        stored([key]),
        { name: 'staged', query: union(...parts), comment: 'every delivered key' },
        { name: 'earliest', query: select(keep(names), cte('staged'), { qualify: earliest }), comment: 'the first row of each key' },
      ],
      select(keep(names, 'earliest'), cte('earliest'), { where: notStored(key, 'earliest') }),
    ),
    load: { kind: 'append', rule: 'new_keys', key: [key] },
    primaryKey: [key],
    dependsOn: [...new Set(hub.feeds.map((feed) => feed.from).filter((id) => context.relation(id)))].toSorted(),
    lineage,
  };
}
