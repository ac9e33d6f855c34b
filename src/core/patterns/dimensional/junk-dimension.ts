import { surrogateName, technicalOf } from '../../naming/technical-names.ts';
import type { Column, Dimension, Id } from '../../model/types.ts';
import type { PlanColumn, Relation } from '../../plan/types.ts';
import type { Expr, Query } from '../../sql/ast.ts';
import {
  agg,
  and,
  asc,
  bin,
  cast,
  coalesce,
  col,
  cte,
  eq,
  INTEGER,
  keep,
  nil,
  notExists,
  num,
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
import { columnById, planColumn, relationHead, technicalColumn, typeOf, type PatternContext } from '../context.ts';
import { hashDiff, hashType } from '../hash.ts';
import { builtFeed } from '../vault/staged.ts';
import { stored } from '../vault/stored.ts';
import { inferencesOf } from './inferences.ts';
import { junkValue } from './members.ts';
import { specialMembers } from './special-members.ts';
import { BEGINNING } from '../times.ts';

interface JunkFeed {
  readonly from: Id;
  readonly map: Readonly<Record<Id, Id>>;
}

/** Combinations of one feed with the load date of each row. */
function combinations(dimension: Dimension, feed: JunkFeed, context: PatternContext): Query | undefined {
  const staging = builtFeed(feed.from, context);
  if (!staging) return undefined;
  const { settings } = context.project;
  const mapped = dimension.columns.map((column) => ({
    column,
    from: columnById<Column>(staging, feed.map[column.id], `${dimension.name}.${column.name}`, dimension.id, context)?.name,
  }));
  if (mapped.some(({ from }) => from === undefined)) return undefined;
  return select(
    [
      ...mapped.map(({ column, from = '' }) => out(junkValue(col(from, 'staged'), typeOf(column)), column.name)),
      out(col(technicalOf(staging, settings).load_date, 'staged'), technicalOf(dimension, settings).load_date),
    ],
    relation(staging.id, 'staged'),
  );
}

/** Whether two flags are equal, both NULL included. By text where a type has one: some platforms join on plain equations only. */
function sameFlag(column: Column, left: string, right: string): Expr {
  const type = typeOf(column);
  const flag = (table: string): Expr => col(column.name, table);
  if (type.kind === 'text') return eq(flag(left), flag(right));
  if (!BY_TEXT.has(type.kind)) return bin('isNotDistinctFrom', flag(left), flag(right));
  const shown = (table: string): Expr => coalesce({ t: 'textOf', expr: flag(table), type }, text(''));
  return eq(shown(left), shown(right));
}

const BY_TEXT: ReadonlySet<string> = new Set(['boolean', 'integer', 'bigint', 'decimal', 'date', 'timestamp', 'timestamptz', 'uuid']);

/**
 * A junk dimension: one row per combination of flags that occurs, added when it first does and never changed. A text
 * that is not given is '(none)'; flags of other types have no such value and stay NULL. A hash key takes all columns
 * as they are, in their order, so that combinations that differ in case differ in key.
 */
export function junkDimension(dimension: Dimension, context: PatternContext): Relation | undefined {
  const { settings } = context.project;
  const loadDate = technicalOf(dimension, settings).load_date;
  const problem = (code: string, severity: 'error' | 'warning', message: string): undefined => {
    context.report({ code, severity, message, at: { object: dimension.id } });
    return undefined;
  };
  if (dimension.columns.length === 0)
    return problem('dimension-without-key', 'error', `${dimension.name} has no columns: add the flags whose combinations it holds.`);
  const feeds: readonly JunkFeed[] = [
    ...dimension.feeds,
    ...inferencesOf(dimension.id, context.project).map(({ feed, keys }) => ({ from: feed.from, map: keys })),
  ];
  const parts = feeds.flatMap((feed) => combinations(dimension, feed, context) ?? []);
  if (parts.length === 0)
    return problem('not-fed', 'warning', `${dimension.name} is fed by nothing that can be built: connect a staging object and map its columns.`);

  const surrogate = surrogateName(dimension, settings);
  const integer = dimension.surrogate !== 'hash';
  const names = dimension.columns.map((column) => column.name);
  const taken = [surrogate, loadDate].find((name) => names.some((own) => own.toLowerCase() === name.toLowerCase()));
  if (taken !== undefined) return problem('duplicate-column', 'error', `${dimension.name} would have two columns named ${taken}: rename the flag.`);
  const columns: readonly PlanColumn[] = [
    technicalColumn(surrogate, integer ? INTEGER : hashType(settings.hash), 'surrogate_key'),
    ...dimension.columns.map((column) => planColumn(column, 'attribute', true)),
    technicalColumn(loadDate, TIMESTAMP, 'load_date'),
  ];
  const same = and(...dimension.columns.map((column) => sameFlag(column, 'stored', 'combinations')));
  // The special members have texts of their own, and NULL for the rest.
  const isMember = integer ? bin('>', col(surrogate, 'stored'), num(0)) : bin('<>', col(loadDate, 'stored'), timestampLit(BEGINNING));
  const largest: Expr = {
    t: 'scalar',
    query: select([out(coalesce(agg('max', col(surrogate)), num(0)), 'largest')], cte('stored'), { where: bin('>', col(surrogate), num(0)) }),
  };
  const order = dimension.columns.map((column) => asc(col(column.name, 'combinations'), { binary: typeOf(column).kind === 'text' }));
  const exact = { ...settings.hash, trim: false, key_case: 'keep', diff_case: 'keep' } as const;
  const key: Expr = integer
    ? cast(bin('+', largest, over('row_number', [], [], order)), INTEGER)
    : hashDiff(
        dimension.columns.map((column) => ({ expr: col(column.name, 'combinations'), type: typeOf(column) })),
        exact,
      );
  const added = select([out(key, surrogate), ...keep([...names, loadDate], 'combinations')], cte('combinations'), {
    where: notExists(select([out(num(1), 'found')], cte('stored'), { where: and(isMember, same) })),
  });
  const special = specialMembers(columns, dimension.not_applicable === true, settings.hash, { openEnd: nil(TIMESTAMP), onlyNew: true });
  return {
    ...relationHead(dimension, context.project),
    columns,
    query: withCtes(
      [
        stored([surrogate, ...names, loadDate]),
        {
          name: 'combinations',
          comment: 'each combination with the delivery that brought it first',
          query: select(
            [...keep(names, 'delivered'), out(agg('min', col(loadDate, 'delivered')), loadDate)],
            { t: 'subquery', query: union(...parts), as: 'delivered' },
            {
              groupBy: names.map((name) => col(name, 'delivered')),
            },
          ),
        },
      ],
      union(added, ...special),
    ),
    load: { kind: 'append', rule: 'new_keys', key: [surrogate] },
    primaryKey: [surrogate],
    dependsOn: [...new Set(feeds.map(({ from }) => from))].filter((id) => context.relation(id)).toSorted(),
    grain: `one row per combination of ${names.join(', ')}`,
  };
}
