import type { LogicalType } from '../../model/logical-type.ts';
import type { Column, GroupBridge, HashRules, Id } from '../../model/types.ts';
import { SEQUENCE, surrogateName, technicalOf } from '../../naming/technical-names.ts';
import type { Check, PlanColumn, Relation } from '../../plan/types.ts';
import type { Expr, Query, Select } from '../../sql/ast.ts';
import {
  agg,
  and,
  bin,
  call,
  cast,
  coalesce,
  col,
  cte,
  desc,
  eq,
  firstOf,
  isNull,
  keep,
  leftJoin,
  nil,
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
import { columnById, planColumn, relationHead, technicalColumn, typeOf, type PatternContext } from '../context.ts';
import { hashKey, hashType } from '../hash.ts';
import { goneBy, REFUSED_DELIVERIES } from '../vault/deliveries.ts';
import { refusedDeliveries, refusedDeliveryChecks, relationsOf } from '../vault/refused-deliveries.ts';
import { builtFeed, deletionColumn, reportNotFed } from '../vault/staged.ts';
import { keepsHistory } from './dimension-feeds.ts';
import { isHistorised, type Step } from './dimension-shape.ts';
import { freeNames } from './free-names.ts';
import { unknownKey } from './members.ts';
import { BEGINNING } from '../times.ts';

const WEIGHT: LogicalType = { kind: 'decimal', precision: 12, scale: 9 };
/** How far a group's weights may be from one: shares are rounded to nine digits. */
const TOLERANCE = '0.000001';

interface MemberKey {
  readonly id: Id;
  readonly name: string;
  readonly column: Column;
}

interface Bridge {
  readonly bridge: GroupBridge;
  readonly members: readonly MemberKey[];
  readonly memberTable: Relation;
  readonly surrogate: PlanColumn;
  readonly validFrom?: string;
  readonly groupKey: string;
  readonly loadDate: string;
  readonly weight: string;
  /** Columns that only the steps have. */
  readonly work: Readonly<Record<'is_weighed' | 'is_gone' | 'feed_number' | 'row_sequence' | 'place', string>>;
  /** Each delivery has whole groups; a change feed or a delta tells of single memberships. */
  readonly whole: boolean;
}

const WEIGHT_NAME = 'weight';

const columnsOf = (names: readonly string[], table: string): readonly Expr[] => names.map((name) => col(name, table));

function bridgeOf(bridge: GroupBridge, context: PatternContext): Bridge | undefined {
  const { project } = context;
  const dimension = project.objects[bridge.dimension];
  const memberTable = context.relation(bridge.dimension);
  const problem = (code: string, message: string): undefined => {
    context.report({ code, severity: 'error', message, at: { object: bridge.id } });
    return undefined;
  };
  const surrogate = memberTable?.columns.find((column) => column.role === 'surrogate_key');
  if (dimension?.kind !== 'dimension' || dimension.dimension_type === 'junk' || !memberTable || !surrogate)
    return problem('dangling-reference', `${bridge.name} has no dimension that can be built: choose the one whose members it groups.`);
  if (bridge.columns.length === 0)
    return problem('bridge-without-group', `${bridge.name} does not say what names a group: add its column, e.g. the account number.`);
  const isWhole = (id: Id): boolean => {
    const feed = builtFeed(id, context);
    return feed !== undefined && goneBy(feed, context) === 'absence';
  };
  const forgotten = bridge.feeds.find((feed) => context.relation(feed.from) && !keepsHistory(feed.from, context) && !isWhole(feed.from));
  if (forgotten)
    return problem(
      'history-needs-every-delivery',
      `${bridge.name} holds the groups that any delivery told of, but the landing table behind ${project.objects[forgotten.from]?.name ?? forgotten.from} keeps only the last changes: let it keep every delivery.`,
    );
  const { load_date } = technicalOf(bridge, project.settings);
  const members = dimension.columns.filter((column) => column.use === 'natural_key').map((column) => ({ id: column.id, name: column.name, column }));
  const groupKey = surrogateName(bridge, project.settings);
  const names = [groupKey, ...bridge.columns.map(({ name }) => name), surrogate.name, ...members.map(({ name }) => name), WEIGHT_NAME, load_date];
  const twice = names.find((name, index) => names.some((other, before) => before < index && other.toLowerCase() === name.toLowerCase()));
  if (twice !== undefined) return problem('duplicate-column', `${bridge.name} would have two columns named ${twice}: rename the one that names a group.`);
  return {
    bridge,
    members,
    memberTable,
    surrogate,
    ...(isHistorised(dimension) ? { validFrom: technicalOf(dimension, project.settings).valid_from } : {}),
    groupKey,
    loadDate: load_date,
    weight: WEIGHT_NAME,
    work: freeNames(['is_weighed', 'is_gone', 'feed_number', 'row_sequence', 'place'], names),
    whole: bridge.feeds.every((feed) => isWhole(feed.from)),
  };
}

/** The rows of one feed: what names the group and the member, the weight, and the delivery; and those that name none. */
function stagedGroups(parts: Bridge, feed: GroupBridge['feeds'][number], number: number, context: PatternContext) {
  const { bridge, members, weight, loadDate, work } = parts;
  const staging = builtFeed(feed.from, context);
  if (!staging) return undefined;
  const find = (id: Id | undefined, wanted: string): string | undefined => columnById<Column>(staging, id, wanted, bridge.id, context)?.name;
  const groups = bridge.columns.map((column) => ({ as: column.name, from: find(feed.map[column.id], `${bridge.name}.${column.name}`) }));
  const named = members.map((key) => ({ as: key.name, from: find(feed.member[key.id], `${bridge.name}: ${key.name} of the member`) }));
  const weighed = feed.weight === undefined ? undefined : find(feed.weight, `The weight of ${bridge.name}`);
  if ([...groups, ...named].some(({ from }) => from === undefined) || (feed.weight !== undefined && weighed === undefined)) return undefined;
  const deleted = deletionColumn(staging.id, context);
  const given = technicalOf(staging, context.project.settings).load_date;
  const keys = [...groups, ...named].map(({ from = '' }) => col(from, 'staged'));
  const columns: Select['columns'] = [
    ...[...groups, ...named].map(({ as, from = '' }) => out(col(from, 'staged'), as)),
    out(weighed === undefined ? nil(WEIGHT) : cast(col(weighed, 'staged'), WEIGHT), weight),
    out(cast(num(weighed === undefined ? 0 : 1), { kind: 'integer' }), work.is_weighed),
    out(deleted === undefined ? num(0) : { t: 'case', whens: [{ when: col(deleted, 'staged'), then: num(1) }], otherwise: num(0) }, work.is_gone),
    out(num(number), work.feed_number),
    out(col(given, 'staged'), loadDate),
    out(col(SEQUENCE, 'staged'), work.row_sequence),
  ];
  const rows = relation(staging.id, 'staged');
  return {
    keyed: { feed: staging, keys: [...groups, ...named].map(({ from = '' }) => from) },
    rows: select(columns, rows, { where: and(...keys.map(notNull)) }),
    unnamed: select(
      [
        ...keys.map((expr, index) => out(expr, [...groups, ...named][index]?.as ?? '')),
        out(col(given, 'staged'), loadDate),
        out(col(SEQUENCE, 'staged'), SEQUENCE),
      ],
      rows,
      { where: or(...keys.map(isNull)) },
    ),
  };
}

/**
 * A bridge between facts and groups of members: one row per group and member, written whole. Full deliveries tell whole
 * groups, so that a group is as the last one that told of it has it; a delta or a change feed tells single memberships. The group's key is the hash of the columns that name it. A member is found by its natural key in
 * its latest version, whenever the group was told: a bridge says who belongs together, the fact when. Members without a
 * weight share evenly. The unknown group holds the unknown member, so that a weighted report loses nothing.
 */
export function groupBridgeRelations(bridge: GroupBridge, context: PatternContext): readonly Relation[] {
  const parts = bridgeOf(bridge, context);
  if (!parts) return [];
  const { settings } = context.project;
  const { members, surrogate, groupKey, loadDate, weight } = parts;
  const feeds = bridge.feeds.flatMap((feed, index) => stagedGroups(parts, feed, index + 1, context) ?? []);
  if (feeds.length === 0) return reportNotFed(bridge, 'what names a group and its members', context);

  // What a delivery lacks is out of its group, unless it may have been in a row that was refused.
  const keyed = parts.whole ? feeds.map((feed) => feed.keyed) : [];
  const told = keyed.flatMap((one) => refusedDeliveries(one, loadDate, context) ?? []);
  const refused = told.length === 0 ? undefined : union(...told);

  const columns: readonly PlanColumn[] = [
    technicalColumn(groupKey, hashType(settings.hash), 'hash_key'),
    ...bridge.columns.map((column) => planColumn(column, 'natural_key', true)),
    technicalColumn(surrogate.name, surrogate.type, 'foreign_key'),
    ...members.map(({ column }) => planColumn({ ...column, tests: [] }, 'attribute', true)),
    technicalColumn(weight, WEIGHT, 'weight'),
    technicalColumn(loadDate, TIMESTAMP, 'load_date'),
  ];
  const unknown = unknownKey(surrogate.type, settings.hash);
  const special = select(
    columns.map((column) => {
      if (column.role === 'hash_key') return out(unknownKey(column.type, settings.hash), column.name);
      if (column.role === 'foreign_key') return out(unknown, column.name);
      if (column.role === 'weight') return out(cast(num(1), WEIGHT), column.name);
      return out(column.role === 'load_date' ? timestampLit(BEGINNING) : nil(column.type), column.name);
    }),
    undefined,
  );
  const names = [...bridge.columns.map(({ name }) => name), ...members.map(({ name }) => name)];
  return [
    {
      ...relationHead(bridge, context.project),
      columns,
      query: withCtes(
        membershipSteps(
          parts,
          feeds.map((feed) => feed.rows),
          refused,
        ),
        union(memberships(parts, settings.hash), special),
      ),
      load: { kind: 'rebuild' },
      uniqueKeys: [names],
      foreignKeys: [{ columns: [surrogate.name], relation: bridge.dimension, references: [surrogate.name] }],
      checks: [
        ...bridgeChecks(
          parts,
          feeds.map((feed) => feed.unnamed),
          unknown,
        ),
        ...refusedDeliveryChecks(keyed, loadDate, context),
      ],
      dependsOn: [...new Set([bridge.dimension, ...bridge.feeds.map((feed) => feed.from), ...relationsOf(refused)])]
        .filter((id) => context.relation(id))
        .toSorted(),
      grain: `one row per ${names.join(' and ')}`,
    },
  ];
}

/** Steps to `told`, the last thing said of each membership, and `members`, the keys of the latest versions. */
function membershipSteps(parts: Bridge, rows: readonly Query[], refused: Query | undefined): readonly Step[] {
  const { bridge, members, surrogate, validFrom, work, weight, loadDate, whole } = parts;
  const groupNames = bridge.columns.map(({ name }) => name);
  const memberNames = members.map(({ name }) => name);
  const told = [...groupNames, ...memberNames, weight, work.is_weighed, work.is_gone, loadDate];
  const from = whole ? 'latest' : 'staged';
  const came = col(loadDate, 'staged');
  const last = (date: Expr): Expr => over('max', [date], columnsOf(groupNames, 'staged'), []);
  const isWhole: Expr = { t: 'case', whens: [{ when: isNull(col(loadDate, REFUSED_DELIVERIES)), then: came }] };
  const isLatest = refused ? bin('>=', came, coalesce(last(isWhole), timestampLit(BEGINNING))) : eq(came, last(came));
  const lastFirst = [loadDate, work.feed_number, work.row_sequence].map((name) => desc(col(name, from)));
  const membership = [...groupNames, ...memberNames].map((name) => col(name, from));
  const by = memberNames.map((name) => col(name, 'member'));
  return [
    { name: 'staged', comment: 'every delivered membership', query: union(...rows) },
    ...(refused ? [{ name: REFUSED_DELIVERIES, comment: 'full deliveries of which staging refused a row', query: refused }] : []),
    ...(whole
      ? [
          {
            name: 'latest',
            comment: refused ? 'groups as the last whole delivery of each has them, and what came since' : 'groups as the last delivery of each has them',
            query: select(keep([...told, work.feed_number, work.row_sequence], 'staged'), cte('staged'), {
              ...(refused ? { joins: [leftJoin(cte(REFUSED_DELIVERIES), eq(col(loadDate, REFUSED_DELIVERIES), came))] } : {}),
              qualify: isLatest,
            }),
          },
        ]
      : []),
    { name: 'told', comment: 'each membership once', query: select(keep(told, from), cte(from), { qualify: firstOf(membership, lastFirst) }) },
    {
      name: 'members',
      comment: 'the latest version of each member',
      query: select(keep([surrogate.name, ...memberNames], 'member'), relation(bridge.dimension, 'member'), {
        where: and(...by.map(notNull)),
        ...(validFrom === undefined ? {} : { qualify: firstOf(by, [desc(col(validFrom, 'member'))]) }),
      }),
    },
  ];
}

/** The rows of the groups: members without a weight share evenly. */
function memberships(parts: Bridge, rules: HashRules): Query {
  const { bridge, members, surrogate, work, weight, loadDate, groupKey } = parts;
  const groupNames = bridge.columns.map(({ name }) => name);
  const memberNames = members.map(({ name }) => name);
  const size: Expr = { t: 'window', fn: 'count', args: [], partitionBy: groupNames.map((name) => col(name, 'told')), orderBy: [] };
  const share: Expr = {
    t: 'case',
    whens: [{ when: eq(col(work.is_weighed, 'told'), num(0)), then: cast(bin('/', cast(num(1), WEIGHT), size), WEIGHT) }],
    otherwise: coalesce(col(weight, 'told'), cast(num(0), WEIGHT)),
  };
  const key = hashKey(
    bridge.columns.map((column) => ({ expr: col(column.name, 'told'), type: typeOf(column) })),
    rules,
  );
  return select(
    [
      out(key, groupKey),
      ...keep(groupNames, 'told'),
      out(coalesce(col(surrogate.name, 'members'), unknownKey(surrogate.type, rules)), surrogate.name),
      ...keep(memberNames, 'told'),
      out(share, weight),
      out(col(loadDate, 'told'), loadDate),
    ],
    cte('told'),
    {
      joins: [leftJoin(cte('members'), and(...memberNames.map((name) => eq(col(name, 'members'), col(name, 'told')))))],
      where: eq(col(work.is_gone, 'told'), num(0)),
    },
  );
}

/** Weights that do not add up, members that are not known, and rows that were left out. */
function bridgeChecks(parts: Bridge, unnamed: readonly Query[], unknown: Expr): readonly Check[] {
  const { bridge, groupKey, weight, surrogate, members } = parts;
  const groups = [groupKey, ...bridge.columns.map((column) => column.name)];
  const sum = coalesce(agg('sum', col(weight, 'member')), num(0));
  const off = call('abs', bin('-', sum, num(1)));
  const tolerance: Expr = { t: 'lit', value: TOLERANCE, type: { kind: 'decimal', precision: 12, scale: 9 } };
  return [
    {
      id: 'weights',
      title: 'the weights of each group add up to 1',
      severity: 'error',
      query: select([...keep(groups, 'member'), out(agg('count'), 'members'), out(sum, 'total_weight')], relation(bridge.id, 'member'), {
        groupBy: groups.map((name) => col(name, 'member')),
        having: bin('>', off, tolerance),
      }),
    },
    {
      id: 'members',
      title: `each member is in ${parts.memberTable.table.name}`,
      severity: 'warning',
      query: select(keep([...groups, ...members.map(({ name }) => name)], 'member'), relation(bridge.id, 'member'), {
        where: and(eq(col(surrogate.name, 'member'), unknown), ...members.map(({ name }) => notNull(col(name, 'member')))),
      }),
    },
    ...unnamed.map((query, index): Check => ({
      id: unnamed.length === 1 ? 'unnamed' : `unnamed_${index + 1}`,
      title: 'every row names a group and a member',
      severity: 'warning',
      query,
    })),
  ];
}
