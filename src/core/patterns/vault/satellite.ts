import { hashKeyName, SEQUENCE } from '../../naming/technical-names.ts';
import type { Satellite } from '../../model/types.ts';
import type { ColumnOrigin, Relation } from '../../plan/types.ts';
import {
  and,
  asc,
  bin,
  col,
  coalesce,
  cte,
  desc,
  differs,
  firstOf,
  isNull,
  keep,
  leftJoin,
  eq,
  notNull,
  or,
  out,
  over,
  relation,
  select,
  union,
  withCtes,
} from '../../sql/build.ts';
import { columnById, deliveryColumns, planColumn, relationHead, technicalColumn, type PatternContext } from '../context.ts';
import { hashType } from '../hash.ts';
import { demandName, diffDemand, parentKeyDemand } from '../staging/hash-demand.ts';
import { stored } from './stored.ts';

/**
 * A satellite: a row each time the payload of a key changed. Only rows delivered after the latest stored row of
 * their key enter; each is compared with the one before it, the first with the stored one. So values that go
 * A, B, A give three rows, equal neighbours one, and loading twice adds none. Of several rows of one key and load
 * date the last in the file counts.
 */
export function satelliteRelation(satellite: Satellite, context: PatternContext): Relation | undefined {
  const { project } = context;
  const parent = project.objects[satellite.parent];
  const problem = (code: string, message: string): undefined => {
    context.report({ code, severity: 'error', message, at: { object: satellite.id } });
    return undefined;
  };
  if ((parent?.kind !== 'hub' && parent?.kind !== 'link') || !context.relation(parent.id)) {
    return problem('dangling-reference', `${satellite.name} has no hub or link that can be built: connect one.`);
  }
  if (satellite.columns.length === 0) return problem('satellite-without-payload', `${satellite.name} describes nothing: add a column.`);

  const key = hashKeyName(parent, project.settings);
  const diff = project.settings.technical.hash_diff;
  const delivery = deliveryColumns(project, false).map((column) => column.name);
  const [loadDate = ''] = delivery;
  const payload = satellite.columns.map((column) => column.name);
  const names = [key, diff, ...payload, ...delivery];
  const lineage = new Map<string, ColumnOrigin[]>();

  const parts = satellite.feeds.flatMap((feed) => {
    const staging = project.objects[feed.from];
    if (staging?.kind !== 'staging' || !context.relation(feed.from)) return [];
    const columns = satellite.columns.map((column) => ({
      as: column.name,
      from: columnById(staging, feed.map[column.id], `${satellite.name}.${column.name}`, satellite.id, context)?.name,
    }));
    const keyDemand = parentKeyDemand(satellite, staging.id, project);
    const difference = diffDemand(satellite, feed.map, project);
    if (!keyDemand) {
      problem(
        'parent-not-fed-here',
        `${parent.name} is not fed by ${staging.name}, so ${satellite.name} cannot find its key there: feed ${parent.name} from it too.`,
      );
      return [];
    }
    if (!difference || columns.some(({ from }) => from === undefined)) return [];
    const hash = demandName(project, staging.id, keyDemand);
    const all = [
      { as: key, from: hash },
      { as: diff, from: demandName(project, staging.id, difference) },
      ...columns.map(({ as, from }) => ({ as, from: from ?? '' })),
      ...[...delivery, SEQUENCE].map((name) => ({ as: name, from: name })),
    ];
    for (const { as, from } of all) if (as !== SEQUENCE) lineage.set(as, [...(lineage.get(as) ?? []), { relation: staging.id, column: from }]);
    return [
      select(
        all.map(({ as, from }) => out(col(from, 'staged'), as)),
        relation(staging.id, 'staged'),
        { where: notNull(col(hash, 'staged')) },
      ),
    ];
  });
  if (parts.length === 0) {
    context.report({
      code: 'not-fed',
      severity: 'warning',
      message: `${satellite.name} is fed by nothing that can be built: connect a staging object and map its columns.`,
      at: { object: satellite.id },
    });
    return undefined;
  }

  const order = [asc(col(loadDate))];
  const hash = hashType(project.settings.hash);
  return {
    ...relationHead(satellite, project),
    columns: [
      technicalColumn(key, hash, 'hash_key'),
      technicalColumn(diff, hash, 'hash_diff'),
      ...satellite.columns.map((column) => planColumn(column, 'attribute')),
      ...deliveryColumns(project, false),
    ],
    query: withCtes(
      [
        stored([key, diff, loadDate]),
        {
          name: 'latest',
          query: select(keep([key, diff, loadDate]), cte('stored'), { qualify: firstOf([col(key)], [desc(col(loadDate))]) }),
          comment: 'the state of each key',
        },
        { name: 'staged', query: union(...parts), comment: 'every delivered state' },
        {
          name: 'newer',
          comment: 'delivered after the stored state, one row per key and load date',
          query: select([...keep(names, 'staged'), out(col(diff, 'latest'), 'stored_diff')], cte('staged'), {
            joins: [leftJoin(cte('latest'), eq(col(key, 'latest'), col(key, 'staged')))],
            where: or(isNull(col(key, 'latest')), bin('>', col(loadDate, 'staged'), col(loadDate, 'latest'))),
            qualify: firstOf(
              [col(key, 'staged'), col(loadDate, 'staged')],
              [desc(col(SEQUENCE, 'staged')), asc(col(diff, 'staged'), { binary: project.settings.hash.storage === 'text' })],
            ),
          }),
        },
        {
          name: 'compared',
          comment: 'each with the state before it',
          query: select([...keep(names), out(coalesce(over('lag', [col(diff)], [col(key)], order), col('stored_diff')), 'previous_diff')], cte('newer')),
        },
      ],
      select(keep(names), cte('compared'), { where: and(differs(col(diff), col('previous_diff'))) }),
    ),
    load: { kind: 'append', rule: 'changes', key: [key] },
    primaryKey: [key, loadDate],
    foreignKeys: [{ columns: [key], relation: parent.id, references: [key] }],
    dependsOn: [...new Set(satellite.feeds.map((feed) => feed.from).filter((id) => context.relation(id)))].toSorted(),
    lineage,
  };
}
