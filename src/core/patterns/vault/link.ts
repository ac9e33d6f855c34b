import { hashKeyName } from '../../naming/technical-names.ts';
import type { Link } from '../../model/types.ts';
import type { ColumnOrigin, ForeignKey, Relation } from '../../plan/types.ts';
import { and, asc, col, cte, firstOf, keep, notNull, out, relation, select, union, withCtes } from '../../sql/build.ts';
import { columnById, deliveryColumns, planColumn, relationHead, technicalColumn, type PatternContext } from '../context.ts';
import { hashType } from '../hash.ts';
import { codeOf, demandName, hubKeyDemand, linkKeyDemand } from '../staging/hash-demand.ts';
import { notStored, stored } from './stored.ts';

/**
 * A link: one row per combination of hub keys (and dependent child key), the earliest delivered, never changed.
 * A row in which any hub's key is missing relates nothing and is left out.
 */
export function linkRelation(link: Link, context: PatternContext): Relation | undefined {
  const { project } = context;
  const report = (code: string, message: string): undefined => {
    context.report({ code, severity: 'error', message, at: { object: link.id } });
    return undefined;
  };
  if (link.hubs.length < 2) return report('link-with-few-hubs', `${link.name} joins ${link.hubs.length === 1 ? 'one hub' : 'no hubs'}: connect at least two.`);
  const hubs = link.hubs.flatMap((reference) => {
    const hub = project.objects[reference.hub];
    return hub?.kind === 'hub' && context.relation(hub.id) ? [{ reference, hub, name: hashKeyName(hub, project.settings, reference.role) }] : [];
  });
  if (hubs.length < link.hubs.length) return report('dangling-reference', `${link.name} joins a hub that is gone or cannot be built.`);
  if (new Set(hubs.map(({ name }) => name)).size < hubs.length) {
    return report('link-roles-missing', `${link.name} joins one hub twice: give each reference a role, so that their columns differ.`);
  }

  const key = hashKeyName(link, project.settings);
  const delivery = deliveryColumns(project, false).map((column) => column.name);
  const [loadDate = '', recordSource = ''] = delivery;
  const lineage = new Map<string, ColumnOrigin[]>();
  const trace = (column: string, relationId: string, from: string): void => {
    lineage.set(column, [...(lineage.get(column) ?? []), { relation: relationId, column: from }]);
  };

  const parts = link.feeds.flatMap((feed) => {
    const staging = project.objects[feed.from];
    if (staging?.kind !== 'staging' || !context.relation(feed.from)) return [];
    const own = linkKeyDemand(link, feed, project);
    const keys = hubs.map(({ reference, hub, name }) => ({ name, demand: hubKeyDemand(hub, feed.hubs[reference.id], project, codeOf(hub, staging.id)) }));
    const children = link.columns.map((column) => ({
      column,
      from: columnById(staging, feed.map[column.id], `${link.name}.${column.name}`, link.id, context),
    }));
    if (!own || keys.some(({ demand }) => !demand)) {
      report('unmapped-column', `${link.name} does not know the key of every hub in ${staging.name}: map them.`);
      return [];
    }
    if (children.some(({ from }) => !from)) return [];
    const columns = [
      { as: key, from: demandName(project, staging.id, own) },
      ...keys.flatMap(({ name, demand }) => (demand ? [{ as: name, from: demandName(project, staging.id, demand) }] : [])),
    ];
    const all = [
      ...columns,
      ...children.map(({ column, from }) => ({ as: column.name, from: from?.name ?? '' })),
      ...delivery.map((name) => ({ as: name, from: name })),
    ];
    for (const { as, from } of all) trace(as, staging.id, from);
    return [
      select(
        all.map(({ as, from }) => out(col(from, 'staged'), as)),
        relation(staging.id, 'staged'),
        { where: and(...columns.map(({ from }) => notNull(col(from, 'staged')))) },
      ),
    ];
  });
  if (parts.length === 0) {
    context.report({
      code: 'not-fed',
      severity: 'warning',
      message: `${link.name} is fed by nothing that can be built: connect a staging object and map the keys.`,
      at: { object: link.id },
    });
    return undefined;
  }

  const hash = hashType(project.settings.hash);
  const names = [key, ...hubs.map(({ name }) => name), ...link.columns.map((column) => column.name), ...delivery];
  const foreignKeys: readonly ForeignKey[] = hubs.map(({ reference, hub, name }) => ({
    columns: [name],
    relation: hub.id,
    references: [hashKeyName(hub, project.settings)],
    ...(reference.role === undefined ? {} : { role: reference.role }),
  }));
  return {
    ...relationHead(link, project),
    columns: [
      technicalColumn(key, hash, 'hash_key'),
      ...hubs.map(({ name }) => technicalColumn(name, hash, 'foreign_key')),
      ...link.columns.map((column) => planColumn(column, 'business_key')),
      ...deliveryColumns(project, false),
    ],
    query: withCtes(
      [
        stored([key]),
        { name: 'staged', query: union(...parts), comment: 'every delivered relationship' },
        {
          name: 'earliest',
          query: select(keep(names), cte('staged'), { qualify: firstOf([col(key)], [asc(col(loadDate)), asc(col(recordSource), { binary: true })]) }),
          comment: 'the first row of each',
        },
      ],
      select(keep(names, 'earliest'), cte('earliest'), { where: notStored(key, 'earliest') }),
    ),
    load: { kind: 'append', rule: 'new_keys', key: [key] },
    primaryKey: [key],
    foreignKeys,
    dependsOn: [...new Set(link.feeds.map((feed) => feed.from).filter((id) => context.relation(id)))].toSorted(),
    lineage,
  };
}
