import { SEQUENCE, surrogateName, technicalOf } from '../../naming/technical-names.ts';
import type { Column, Dimension, DateDimension, Fact, FactFeed } from '../../model/types.ts';
import type { ColumnOrigin, ForeignKey, PlanColumn, Relation } from '../../plan/types.ts';
import type { Expr, Join, Query, Select } from '../../sql/ast.ts';
import {
  agg,
  and,
  asc,
  bin,
  cast,
  coalesce,
  col,
  cte,
  DATE,
  desc,
  eq,
  exists,
  firstOf,
  INTEGER,
  isNull,
  keep,
  leftJoin,
  notExists,
  notNull,
  num,
  or,
  out,
  over,
  relation,
  select,
  TIMESTAMP,
  timestampLit,
  union,
  withCtes,
} from '../../sql/build.ts';
import { columnById, deliveryColumns, planColumn, relationHead, technicalColumn, type PatternContext } from '../context.ts';
import { hashType } from '../hash.ts';
import { builtFeed } from '../vault/staged.ts';
import { stored } from '../vault/stored.ts';
import { DATE_KEY } from './date-dimension.ts';
import { isHistorised } from './dimension-shape.ts';
import { unknownKey } from './members.ts';

const EVENT_AT = 'event_at';
const PERIOD = 'period_start';

interface Role {
  readonly id: string;
  readonly dimension: Dimension | DateDimension;
  readonly alias: string;
  readonly foreignKey: string;
  readonly surrogate: string;
  readonly column: PlanColumn;
  readonly role?: string;
  /** Natural key column id and name, and the name its value has among the staged rows. */
  readonly keys: readonly { readonly id: string; readonly name: string; readonly staged: string }[];
}

function rolesOf(fact: Fact, context: PatternContext): readonly Role[] | undefined {
  const { project } = context;
  const roles = fact.dimensions.flatMap((reference, index): Role[] => {
    const dimension = project.objects[reference.dimension];
    if ((dimension?.kind !== 'dimension' && dimension?.kind !== 'date_dimension') || !context.relation(dimension.id)) {
      context.report({
        code: 'dangling-reference',
        severity: 'error',
        message: `${fact.name} refers to a dimension that is gone or cannot be built.`,
        at: { object: fact.id },
      });
      return [];
    }
    const foreignKey = surrogateName(dimension, project.settings, reference.role);
    const keyColumns =
      dimension.kind === 'date_dimension' ? [{ id: DATE_KEY, name: DATE_KEY }] : dimension.columns.filter((column) => column.use === 'natural_key');
    const hashed = dimension.kind === 'dimension' && dimension.surrogate === 'hash';
    return [
      {
        id: reference.id,
        dimension,
        alias: `d${index + 1}`,
        foreignKey,
        surrogate: surrogateName(dimension, project.settings),
        column: technicalColumn(foreignKey, hashed ? hashType(project.settings.hash) : INTEGER, 'foreign_key'),
        keys: keyColumns.map((column, place) => ({ id: column.id, name: column.name, staged: `d${index + 1}_key${place + 1}` })),
        ...(reference.role === undefined ? {} : { role: reference.role }),
      },
    ];
  });
  if (roles.length < fact.dimensions.length) return undefined;
  const names = new Set(roles.map((role) => role.foreignKey));
  if (names.size < roles.length) {
    context.report({
      code: 'fact-roles-missing',
      severity: 'error',
      message: `${fact.name} refers to one dimension twice under one name: give each reference a role.`,
      at: { object: fact.id },
    });
    return undefined;
  }
  return roles;
}

/** The staged rows of one feed: degenerate keys and measures, natural keys per dimension role, event time, delivery. */
function stagedPart(fact: Fact, feed: FactFeed, roles: readonly Role[], lineage: Map<string, ColumnOrigin[]>, context: PatternContext): Query | undefined {
  const { project } = context;
  const staging = builtFeed(feed.from, context);
  if (!staging) return undefined;
  const find = (id: string | undefined, wanted: string): string | undefined => columnById<Column>(staging, id, wanted, fact.id, context)?.name;
  const trace = (as: string, from: string): void => void lineage.set(as, [...(lineage.get(as) ?? []), { relation: staging.id, column: from }]);
  const columns: Select['columns'][number][] = [];
  let complete = true;
  for (const column of fact.columns) {
    const from = find(feed.map[column.id], `${fact.name}.${column.name}`);
    if (from === undefined) complete = false;
    else {
      trace(column.name, from);
      columns.push(out(col(from, 'staged'), column.name));
    }
  }
  for (const role of roles) {
    for (const key of role.keys) {
      const from = find(
        feed.dimensions[role.id]?.[key.id],
        `${fact.name}: ${key.name} of ${role.dimension.name}${role.role === undefined ? '' : ` as ${role.role}`}`,
      );
      if (from === undefined) complete = false;
      else {
        trace(role.foreignKey, from);
        columns.push(out(role.dimension.kind === 'date_dimension' ? cast(col(from, 'staged'), DATE) : col(from, 'staged'), key.staged));
      }
    }
  }
  const given = deliveryColumns(staging, project, true).map((column) => column.name);
  const event = feed.event_at === undefined ? (given[0] ?? '') : find(feed.event_at, `The event time of ${fact.name}`);
  if (event === undefined || !complete) return undefined;
  return select(
    [
      ...columns,
      out(cast(col(event, 'staged'), TIMESTAMP), EVENT_AT),
      ...deliveryColumns(fact, project, true).map((column, index) => out(col(given[index] ?? column.name, 'staged'), column.name)),
    ],
    relation(staging.id, 'staged'),
  );
}

/** A dimension's members as a fact looks them up: the first version of a type 2 member reaches back to the beginning. */
function memberCte(role: Role, context: PatternContext): { readonly name: string; readonly query: Query } | undefined {
  if (role.dimension.kind !== 'dimension' || !isHistorised(role.dimension)) return undefined;
  const { valid_from, valid_to } = technicalOf(role.dimension, context.project.settings);
  const keys = role.keys.map((key) => key.name);
  const first = eq(
    over(
      'row_number',
      [],
      keys.map((name) => col(name, 'member')),
      [asc(col(valid_from, 'member'))],
    ),
    num(1),
  );
  const from: Expr = { t: 'case', whens: [{ when: first, then: timestampLit('1900-01-01 00:00:00') }], otherwise: col(valid_from, 'member') };
  return {
    name: `${role.alias}_members`,
    query: select(
      [...keep([role.surrogate, ...keys], 'member'), out(from, valid_from), out(col(valid_to, 'member'), valid_to)],
      relation(role.dimension.id, 'member'),
    ),
  };
}

function memberJoin(role: Role, rows: string, context: PatternContext): Join {
  const { valid_from, valid_to } = technicalOf(role.dimension, context.project.settings);
  const same = role.keys.map((key) => eq(col(key.name, role.alias), col(key.staged, rows)));
  if (!memberCte(role, context)) return leftJoin(relation(role.dimension.id, role.alias), and(...same));
  const valid = [bin('<=', col(valid_from, role.alias), col(EVENT_AT, rows)), bin('<', col(EVENT_AT, rows), col(valid_to, role.alias))];
  return leftJoin(cte(`${role.alias}_members`, role.alias), and(...same, ...valid));
}

const memberKey = (role: Role, context: PatternContext): Expr =>
  coalesce(col(role.surrogate, role.alias), unknownKey(role.column.type, context.project.settings.hash));

/**
 * A fact. Transaction: one row per grain, the first delivered kept, or the last where corrections replace.
 * Periodic snapshot: the periods that something newer was delivered for are worked out anew from all staged rows.
 * A dimension key is never NULL: who is not found is the unknown member. Rows without a value for a degenerate column
 * of the grain, or for the time of the event in a snapshot, are left out.
 */
export function factRelations(fact: Fact, context: PatternContext): readonly Relation[] {
  const relation = factRelation(fact, context);
  return relation ? [relation] : [];
}

function factRelation(fact: Fact, context: PatternContext): Relation | undefined {
  const { project } = context;
  const problem = (code: string, message: string): undefined => {
    context.report({ code, severity: 'error', message, at: { object: fact.id } });
    return undefined;
  };
  const roles = rolesOf(fact, context);
  if (!roles) return undefined;
  const lineage = new Map<string, ColumnOrigin[]>();
  const parts = fact.feeds.flatMap((feed) => stagedPart(fact, feed, roles, lineage, context) ?? []);
  if (parts.length === 0) {
    context.report({
      code: 'not-fed',
      severity: 'warning',
      message: `${fact.name} is fed by nothing that can be built: connect a staging object and map its columns.`,
      at: { object: fact.id },
    });
    return undefined;
  }
  const [loadDate = '', recordSource = ''] = deliveryColumns(fact, project, false).map((column) => column.name);
  const grain = fact.grain.columns.flatMap((id) => {
    const column = fact.columns.find((candidate) => candidate.id === id);
    const role = roles.find((candidate) => candidate.id === id);
    return column ? [{ name: column.name, staged: [column.name] }] : role ? [{ name: role.foreignKey, staged: role.keys.map((key) => key.staged) }] : [];
  });
  if (grain.length === 0 || grain.length < fact.grain.columns.length)
    return problem('fact-without-grain', `${fact.name} does not say what one row is: choose the columns or dimensions that make it unique.`);

  const foreignKeys: readonly ForeignKey[] = roles.map((role) => ({
    columns: [role.foreignKey],
    relation: role.dimension.id,
    references: [role.surrogate],
    ...(role.role === undefined ? {} : { role: role.role }),
  }));
  const memberCtes = roles.flatMap((role) => memberCte(role, context) ?? []);
  const dependsOn = [...new Set([...fact.feeds.map((feed) => feed.from), ...roles.map((role) => role.dimension.id)])]
    .filter((id) => context.relation(id))
    .toSorted();
  const common = {
    ...relationHead(fact, project),
    foreignKeys,
    dependsOn,
    lineage,
    ...(fact.grain.sentence === undefined ? {} : { grain: fact.grain.sentence }),
  };
  const staged = { name: 'staged', query: union(...parts), comment: 'every delivered row' };
  const own = fact.columns.map((column) => column.name);
  const grainStaged = grain.flatMap((part) => part.staged);
  const keyColumns = roles.map((role) => role.column);

  if (fact.fact_type === 'periodic_snapshot') {
    const period = fact.period;
    if (!period) return problem('snapshot-without-period', `${fact.name} does not say how long a period is: choose day, week, month, quarter or year.`);
    for (const feed of fact.feeds) {
      const staging = project.objects[feed.from];
      const source = staging?.kind === 'staging' ? project.objects[staging.source] : undefined;
      if (source?.kind === 'source' && source.landing === 'replace')
        return problem(
          'snapshot-needs-history',
          `${fact.name} works periods out anew from all deliveries, but ${source.name} keeps only the last: let it keep every delivery.`,
        );
    }
    const ordered = {
      partitionBy: [...grainStaged.map((name) => col(name)), col(PERIOD)],
      orderBy: [desc(col(EVENT_AT)), desc(col(loadDate)), desc(col(SEQUENCE))],
    };
    const groups = [
      ...new Set([
        ...fact.columns.filter((column) => column.use === 'degenerate').map((column) => column.name),
        ...roles.flatMap((role) => role.keys.map((key) => key.staged)),
      ]),
    ];
    const measures = fact.columns
      .filter((column) => column.use === 'measure')
      .map((column) => {
        const value: Expr =
          column.aggregation === 'last' ? { t: 'case', whens: [{ when: eq(col('recency'), num(1)), then: col(column.name) }] } : col(column.name);
        const fn = column.aggregation === 'last' ? 'max' : (column.aggregation ?? 'sum');
        return out(cast(agg(fn, value), planColumn(column, 'measure').type), column.name);
      });
    const outNames = [PERIOD, ...roles.map((role) => role.foreignKey), ...own, loadDate];
    return {
      ...common,
      columns: [
        technicalColumn(PERIOD, DATE, 'period'),
        ...keyColumns,
        ...fact.columns.map((column) => planColumn(column, column.use)),
        technicalColumn(loadDate, TIMESTAMP, 'load_date'),
      ],
      query: withCtes(
        [
          stored([PERIOD, loadDate]),
          { name: 'applied', comment: 'the last delivery applied', query: select([out(agg('max', col(loadDate)), 'applied_at')], cte('stored')) },
          staged,
          {
            name: 'dated',
            query: select(
              [
                ...keep([...own, ...roles.flatMap((role) => role.keys.map((key) => key.staged)), EVENT_AT, loadDate, SEQUENCE], 'staged'),
                out({ t: 'dateTrunc', unit: period, expr: cast(col(EVENT_AT, 'staged'), DATE), type: DATE }, PERIOD),
              ],
              cte('staged'),
              { where: notNull(col(EVENT_AT, 'staged')) },
            ),
          },
          {
            name: 'touched',
            comment: 'periods with newer rows',
            query: select([out(col(PERIOD, 'dated'), PERIOD)], cte('dated'), {
              distinct: true,
              joins: [{ kind: 'cross', from: cte('applied') }],
              where: or(isNull(col('applied_at', 'applied')), bin('>', col(loadDate, 'dated'), col('applied_at', 'applied'))),
            }),
          },
          {
            name: 'ranked',
            query: select(
              [
                ...keep([PERIOD, ...groups, ...own.filter((name) => !groups.includes(name)), EVENT_AT, loadDate]),
                out(over('row_number', [], ordered.partitionBy, ordered.orderBy), 'recency'),
              ],
              cte('dated'),
              { where: exists(select([out(num(1), 'found')], cte('touched'), { where: eq(col(PERIOD, 'touched'), col(PERIOD, 'dated')) })) },
            ),
          },
          {
            name: 'summed',
            query: select(
              [...keep([PERIOD, ...groups]), ...measures, out(agg('max', col(EVENT_AT)), EVENT_AT), out(agg('max', col(loadDate)), loadDate)],
              cte('ranked'),
              { groupBy: [PERIOD, ...groups].map((name) => col(name)) },
            ),
          },
          ...memberCtes,
        ],
        select(
          outNames.map((name) => {
            const role = roles.find((candidate) => candidate.foreignKey === name);
            return out(role ? memberKey(role, context) : col(name, 'summed'), name);
          }),
          cte('summed'),
          { joins: roles.map((role) => memberJoin(role, 'summed', context)) },
        ),
      ),
      load: { kind: 'replace', rule: 'period', key: [PERIOD] },
      primaryKey: [PERIOD, ...grain.map((part) => part.name)],
    };
  }

  const replaces = fact.corrections === 'replace';
  const order = replaces ? [desc(col(loadDate)), desc(col(SEQUENCE))] : [asc(col(loadDate)), asc(col(SEQUENCE))];
  const outNames = [...roles.map((role) => role.foreignKey), ...own, loadDate, recordSource];
  // A row that does not say which one it is could be loaded again and again; dimension keys are never NULL.
  const degenerate = grain.filter((part) => own.includes(part.name)).map((part) => notNull(col(part.name)));
  const identified = degenerate.length > 0 ? and(...degenerate) : undefined;
  const grainNames = grain.map((part) => part.name);
  const sameGrain = and(...grainNames.map((name) => eq(col(name, 'stored'), col(name, 'resolved'))));
  const known = replaces ? and(sameGrain, bin('>=', col(loadDate, 'stored'), col(loadDate, 'resolved'))) : sameGrain;
  return {
    ...common,
    columns: [...keyColumns, ...fact.columns.map((column) => planColumn(column, column.use)), ...deliveryColumns(fact, project, false)],
    query: withCtes(
      [
        stored([...grainNames, loadDate]),
        staged,
        {
          name: 'chosen',
          comment: replaces ? 'the last row of each grain' : 'the first row of each grain',
          query: select(keep([...own, ...roles.flatMap((role) => role.keys.map((key) => key.staged)), EVENT_AT, loadDate, recordSource]), cte('staged'), {
            qualify: firstOf(
              grainStaged.map((name) => col(name)),
              order,
            ),
            ...(identified ? { where: identified } : {}),
          }),
        },
        ...memberCtes,
        {
          name: 'resolved',
          comment: 'natural keys become the keys of the members valid at the event',
          query: select(
            outNames.map((name) => {
              const role = roles.find((candidate) => candidate.foreignKey === name);
              return out(role ? memberKey(role, context) : col(name, 'chosen'), name);
            }),
            cte('chosen'),
            { joins: roles.map((role) => memberJoin(role, 'chosen', context)) },
          ),
        },
      ],
      select(keep(outNames, 'resolved'), cte('resolved'), { where: notExists(select([out(num(1), 'found')], cte('stored'), { where: known })) }),
    ),
    load: replaces ? { kind: 'replace', rule: 'key', key: grainNames } : { kind: 'append', rule: 'new_keys', key: grainNames },
    primaryKey: grainNames,
  };
}
