import { SEQUENCE, surrogateName, technicalOf } from '../../naming/technical-names.ts';
import type { Column, Dimension } from '../../model/types.ts';
import type { ColumnOrigin, PlanColumn, Relation } from '../../plan/types.ts';
import type { Expr, Query, Select } from '../../sql/ast.ts';
import {
  agg,
  and,
  asc,
  bin,
  BOOLEAN,
  BIGINT,
  bool,
  cast,
  coalesce,
  col,
  cte,
  desc,
  differs,
  eq,
  exists,
  firstOf,
  innerJoin,
  INTEGER,
  isNull,
  keep,
  leftJoin,
  nil,
  notExists,
  notNull,
  num,
  or,
  out,
  over,
  relation,
  select,
  text,
  TIMESTAMP,
  timestampLit,
  union,
  withCtes,
} from '../../sql/build.ts';
import { columnById, planColumn, relationHead, technicalColumn, type PatternContext } from '../context.ts';
import { hashKey, hashType } from '../hash.ts';
import { builtFeed } from '../vault/staged.ts';
import { stored } from '../vault/stored.ts';

/** When an open version ends. */
export const END_OF_TIME = '9999-12-31 00:00:00';
/** Key of the member that stands for "not known", in a dimension with integer keys. */
export const UNKNOWN_KEY = -1;

const CHANGED_AT = 'changed_at';
const IS_NEW = 'is_new';
const BEGINS = 'begins';
const CHANGED_BY = 'changed_by';

export const isHistorised = (dimension: Dimension): boolean => dimension.columns.some((column) => column.use === 'attribute' && column.history === 2);

/**
 * A dimension. The query gives all rows of the natural keys for which something newer was delivered: the stored
 * versions and the new changes together, in order of change time, equal neighbours collapsed. Validity is half-open,
 * [valid_from, valid_to). Type 1 attributes carry the latest value on every version. The load date on a row is that of
 * the last delivery that changed the member; a delivery that changes nothing rewrites nothing. A stored version keeps
 * its integer key. Without type 2 attributes no change time is stored, so the order of the deliveries decides.
 */
export function dimensionRelations(dimension: Dimension, context: PatternContext): readonly Relation[] {
  const relation = dimensionRelation(dimension, context);
  return relation ? [relation] : [];
}

function dimensionRelation(dimension: Dimension, context: PatternContext): Relation | undefined {
  const { project } = context;
  const { hash } = project.settings;
  const technical = technicalOf(dimension, project.settings);
  const keys = dimension.columns.filter((column) => column.use === 'natural_key');
  const attributes = dimension.columns.filter((column) => column.use === 'attribute');
  if (keys.length === 0) {
    context.report({
      code: 'dimension-without-key',
      severity: 'error',
      message: `${dimension.name} has no natural key: mark the column that names a member.`,
      at: { object: dimension.id },
    });
    return undefined;
  }
  const surrogate = surrogateName(dimension, project.settings);
  const historised = isHistorised(dimension);
  const integer = dimension.surrogate !== 'hash';
  const loadDate = technical.load_date;
  const keyNames = keys.map((column) => column.name);
  const names = [...keyNames, ...attributes.map((column) => column.name)];
  const lineage = new Map<string, ColumnOrigin[]>();

  const parts = dimension.feeds.flatMap((feed) => {
    const staging = builtFeed(feed.from, context);
    if (!staging) return [];
    const given = technicalOf(staging, project.settings).load_date;
    const mapped = dimension.columns.map((column) => ({
      as: column.name,
      from: columnById<Column>(staging, feed.map[column.id], `${dimension.name}.${column.name}`, dimension.id, context)?.name,
    }));
    const change =
      feed.changed_at === undefined || !historised
        ? given
        : columnById<Column>(staging, feed.changed_at, `The change time of ${dimension.name}`, dimension.id, context)?.name;
    if (change === undefined || mapped.some(({ from }) => from === undefined)) return [];
    const byName = new Map(mapped.map(({ as, from }) => [as, from ?? '']));
    for (const [as, from] of byName) lineage.set(as, [...(lineage.get(as) ?? []), { relation: staging.id, column: from }]);
    const columns: Select['columns'] = [
      ...names.map((name) => out(col(byName.get(name) ?? '', 'staged'), name)),
      out(cast(col(change, 'staged'), TIMESTAMP), CHANGED_AT),
      out(col(given, 'staged'), loadDate),
      ...keep([SEQUENCE], 'staged'),
    ];
    return [select(columns, relation(staging.id, 'staged'), { where: and(...keyNames.map((name) => notNull(col(byName.get(name) ?? '', 'staged')))) })];
  });
  if (parts.length === 0) {
    context.report({
      code: 'not-fed',
      severity: 'warning',
      message: `${dimension.name} is fed by nothing that can be built: connect a staging object and map its columns.`,
      at: { object: dimension.id },
    });
    return undefined;
  }

  const sameKey = (left: string, right: string): Expr => and(...keyNames.map((name) => eq(col(name, left), col(name, right))));
  const byKey = keyNames.map((name) => col(name));
  const newestFirst = [desc(col(CHANGED_AT)), desc(col(IS_NEW)), desc(col(SEQUENCE))];
  const storedNames = [surrogate, ...names, ...(historised ? [technical.valid_from] : []), loadDate];
  const key: PlanColumn = technicalColumn(surrogate, integer ? INTEGER : hashType(hash), 'surrogate_key');
  const validity: readonly PlanColumn[] = historised
    ? [
        technicalColumn(technical.valid_from, TIMESTAMP, 'valid_from'),
        technicalColumn(technical.valid_to, TIMESTAMP, 'valid_to'),
        technicalColumn(technical.is_current, BOOLEAN, 'is_current'),
      ]
    : [];
  const columns: readonly PlanColumn[] = [
    key,
    ...keys.map((column) => planColumn(column, 'natural_key', true)),
    ...attributes.map((column) => planColumn(column, 'attribute', true)),
    ...validity,
    technicalColumn(loadDate, TIMESTAMP, 'load_date'),
  ];

  const ctes: { name: string; query: Query; comment?: string }[] = [
    stored(storedNames),
    {
      name: 'applied',
      comment: 'the last delivery that changed each key',
      query: select([...keep(keyNames), out(agg('max', col(loadDate)), 'applied_at')], cte('stored'), { where: and(...byKey.map(notNull)), groupBy: byKey }),
    },
    { name: 'staged', comment: 'every delivered state', query: union(...parts) },
    {
      name: 'newer',
      comment: 'delivered since, one state per key and change time',
      query: select([...keep([...names, CHANGED_AT, loadDate, SEQUENCE], 'staged')], cte('staged'), {
        joins: [leftJoin(cte('applied'), sameKey('applied', 'staged'))],
        where: or(isNull(col('applied_at', 'applied')), bin('>', col(loadDate, 'staged'), col('applied_at', 'applied'))),
        qualify: firstOf(
          [...keyNames.map((name) => col(name, 'staged')), col(CHANGED_AT, 'staged')],
          [desc(col(loadDate, 'staged')), desc(col(SEQUENCE, 'staged'))],
        ),
      }),
    },
    {
      name: 'states',
      comment: 'stored and new states of these keys',
      query: union(
        select(
          [
            ...keep(names, 'stored'),
            out(col(historised ? technical.valid_from : loadDate, 'stored'), CHANGED_AT),
            out(col(loadDate, 'stored'), loadDate),
            out(cast(num(0), BIGINT), SEQUENCE),
            out(num(0), IS_NEW),
          ],
          cte('stored'),
          {
            where: exists(select([out(num(1), 'found')], cte('newer'), { where: sameKey('newer', 'stored') })),
          },
        ),
        select([...keep([...names, CHANGED_AT, loadDate, SEQUENCE]), out(num(1), IS_NEW)], cte('newer')),
      ),
    },
  ];

  const latestOf = (name: string): Expr => ({ t: 'window', fn: 'first_value', args: [col(name)], partitionBy: byKey, orderBy: newestFirst, frame: 'all' });
  const inOrder = [asc(col(CHANGED_AT)), asc(col(IS_NEW)), asc(col(SEQUENCE))];
  const differsFromBefore = (columns: typeof attributes): Expr =>
    or(
      eq(over('row_number', [], byKey, inOrder), num(1)),
      ...columns.map((column) => differs(col(column.name), over('lag', [col(column.name)], byKey, inOrder))),
    );
  const changedBy = out({ t: 'case', whens: [{ when: differsFromBefore(attributes), then: col(loadDate) }] }, CHANGED_BY);
  const lastChange = out({ t: 'window', fn: 'max', args: [col(CHANGED_BY)], partitionBy: byKey, orderBy: [] }, loadDate);
  if (historised) {
    const values = attributes.map((column) => out(column.history === 2 ? col(column.name) : latestOf(column.name), column.name));
    const begins = out(
      { t: 'case', whens: [{ when: differsFromBefore(attributes.filter((column) => column.history === 2)), then: num(1) }], otherwise: num(0) },
      BEGINS,
    );
    ctes.push(
      {
        name: 'ordered',
        comment: 'a version begins where a type 2 attribute differs from before; type 1 attributes take their latest value',
        query: select([...keep(keyNames), ...values, ...keep([CHANGED_AT]), begins, changedBy], cte('states')),
      },
      { name: 'changes', query: select([...keep([...names, CHANGED_AT, BEGINS]), lastChange], cte('ordered')) },
      {
        name: 'versions',
        query: select(
          [
            ...keep([...names, loadDate]),
            out(col(CHANGED_AT), technical.valid_from),
            out(over('lead', [col(CHANGED_AT)], byKey, [asc(col(CHANGED_AT))]), 'next_from'),
          ],
          cte('changes'),
          { where: eq(col(BEGINS), num(1)) },
        ),
      },
    );
  } else {
    ctes.push(
      {
        name: 'ordered',
        comment: 'each with the delivery that changed it',
        query: select([...keep([...names, CHANGED_AT, IS_NEW, SEQUENCE]), changedBy], cte('states')),
      },
      {
        name: 'versions',
        comment: 'the latest state of each key',
        query: select([...keep(names), lastChange], cte('ordered'), { qualify: firstOf(byKey, newestFirst) }),
      },
    );
  }

  const version = (name: string): Expr => col(name, 'versions');
  const same = historised
    ? and(sameKey('stored', 'versions'), eq(col(technical.valid_from, 'stored'), version(technical.valid_from)))
    : sameKey('stored', 'versions');
  ctes.push({
    name: 'changed',
    comment: 'keys with a version that is not stored just so',
    query: select(keep(keyNames, 'versions'), cte('versions'), {
      distinct: true,
      joins: [leftJoin(cte('stored'), same)],
      where: or(isNull(col(surrogate, 'stored')), ...attributes.map((column) => differs(version(column.name), col(column.name, 'stored')))),
    }),
  });
  const isNew: Expr = { t: 'case', whens: [{ when: isNull(col(surrogate, 'stored')), then: num(1) }], otherwise: num(0) };
  const largest: Expr = {
    t: 'scalar',
    query: select([out(coalesce(agg('max', col(surrogate)), num(0)), 'largest')], cte('stored'), { where: bin('>', col(surrogate), num(0)) }),
  };
  const keyOrder = [
    ...keys.map((column) => asc(version(column.name), { binary: column.type.startsWith('text') })),
    ...(historised ? [asc(version(technical.valid_from))] : []),
  ];
  const inputs = [
    ...keys.map((column) => ({ expr: version(column.name), type: planColumn(column, 'natural_key').type })),
    ...(historised ? [{ expr: version(technical.valid_from), type: TIMESTAMP }] : []),
  ];
  const surrogateValue: Expr = integer
    ? cast(coalesce(col(surrogate, 'stored'), bin('+', largest, over('row_number', [], [isNew], keyOrder))), INTEGER)
    : hashKey(inputs, hash);

  const members = select(
    [
      out(surrogateValue, surrogate),
      ...names.map((name) => out(version(name), name)),
      ...(historised
        ? [
            out(version(technical.valid_from), technical.valid_from),
            out(coalesce(version('next_from'), timestampLit(END_OF_TIME)), technical.valid_to),
            out(isNull(version('next_from')), technical.is_current),
          ]
        : []),
      out(version(loadDate), loadDate),
    ],
    cte('versions'),
    { joins: [innerJoin(cte('changed'), sameKey('changed', 'versions')), ...(integer ? [leftJoin(cte('stored'), same)] : [])] },
  );
  const unknownKey: Expr = integer ? num(UNKNOWN_KEY) : { t: 'zeroHash', rules: hash };
  const unknown = select(
    columns.map((column) => {
      if (column.role === 'surrogate_key') return out(unknownKey, column.name);
      if (column.role === 'valid_from' || column.role === 'load_date') return out(timestampLit('1900-01-01 00:00:00'), column.name);
      if (column.role === 'valid_to') return out(timestampLit(END_OF_TIME), column.name);
      if (column.role === 'is_current') return out(bool(true), column.name);
      return out(column.role === 'attribute' && column.type.kind === 'text' ? text('(unknown)') : nil(column.type), column.name);
    }),
    undefined,
    { where: notExists(select([out(num(1), 'found')], cte('stored'), { where: eq(col(surrogate, 'stored'), unknownKey) })) },
  );

  return {
    ...relationHead(dimension, project),
    columns,
    query: withCtes(ctes, union(members, unknown)),
    load: { kind: 'replace', rule: historised ? 'history' : 'current', key: keyNames },
    primaryKey: [surrogate],
    dependsOn: [...new Set(dimension.feeds.map((feed) => feed.from).filter((id) => context.relation(id)))].toSorted(),
    lineage,
    grain: historised ? `one row per ${keyNames.join(', ')} and version` : `one row per ${keyNames.join(', ')}`,
  };
}
