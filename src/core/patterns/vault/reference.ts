import { SEQUENCE, technicalOf } from '../../naming/technical-names.ts';
import type { Id, Reference } from '../../model/types.ts';
import type { Check, PlanColumn, Relation } from '../../plan/types.ts';
import type { Expr, OrderItem, Query, Select } from '../../sql/ast.ts';
import {
  and,
  asc,
  bin,
  call,
  coalesce,
  col,
  cte,
  desc,
  differs,
  eq,
  firstOf,
  isNull,
  keep,
  leftJoin,
  not,
  or,
  out,
  over,
  relation,
  select,
  text,
  union,
  withCtes,
} from '../../sql/build.ts';
import { deliveryColumns, planColumn, relationHead, technicalColumn, type PatternContext } from '../context.ts';
import { diffOrder, hashDiff, hashType } from '../hash.ts';
import { contradictionCheck } from './contradiction.ts';
import { withLoadEnd } from './load-end.ts';
import { missingKeyCheck } from './missing-keys.ts';
import { builtFeed, builtFeeds, mappedColumns, reportNotFed, stagedRows } from './staged.ts';
import { notStored, stored } from './stored.ts';

interface Parts {
  /** Names of the natural key's columns. */
  readonly key: readonly string[];
  /** Key, attributes, load date and record source. */
  readonly columns: readonly PlanColumn[];
  readonly loadDate: string;
  readonly recordSource: string;
  readonly diff: string;
  /** The rows of all feeds that have a key, with `row_sequence`. */
  readonly staged: Query;
}

/** Narrows the rows of a feed: neither a change feed's deletions nor rows with a blank key say anything of a code. */
function narrowed(rows: Select, from: Id, texts: readonly string[], context: PatternContext): Select {
  const mark = context.relation(from)?.columns.find((column) => column.role === 'is_deleted')?.name;
  const conditions = [
    ...(rows.where ? [rows.where] : []),
    ...rows.columns.filter(({ as }) => texts.includes(as)).map(({ expr }) => differs(call('trim', expr), text(''))),
    ...(mark === undefined ? [] : [not(col(mark, 'staged'))]),
  ];
  return conditions.length === 0 ? rows : { ...rows, where: and(...conditions) };
}

const on = (names: readonly string[], table?: string): readonly Expr[] => names.map((name) => col(name, table));
const same = (names: readonly string[], left: string, right: string): Expr => and(...names.map((name) => eq(col(name, left), col(name, right))));

/** The order of the rows of one key: as delivered; equal places in two files are told apart by the rows themselves. */
const inOrder = ({ loadDate, recordSource }: Parts, table?: string): readonly OrderItem[] => [
  asc(col(loadDate, table)),
  asc(col(recordSource, table), { binary: true }),
  asc(col(SEQUENCE, table)),
];

function firstRows(parts: Parts): Query {
  const names = parts.columns.map((column) => column.name);
  return withCtes(
    [stored(parts.key), { name: 'staged', query: parts.staged, comment: 'every delivered row' }],
    select(keep(names, 'staged'), cte('staged'), {
      where: notStored(parts.key, 'staged'),
      qualify: firstOf(on(parts.key, 'staged'), inOrder(parts, 'staged')),
    }),
  );
}

/** The staged rows with the hash of their attributes. */
function hashed(
  { columns, diff, staged }: Parts,
  context: PatternContext,
): readonly { readonly name: string; readonly query: Query; readonly comment: string }[] {
  const rules = context.project.settings.hash;
  const attributes = diffOrder(
    columns.filter(({ role }) => role === 'attribute'),
    rules,
  ).map(({ name, type }) => ({ expr: col(name), type }));
  const names = columns.map((column) => column.name);
  return [
    { name: 'delivered', query: staged, comment: 'every delivered row' },
    {
      name: 'staged',
      query: select([...keep([...names, SEQUENCE]), out(hashDiff(attributes, rules), diff)], cte('delivered')),
      comment: 'with what tells its state',
    },
  ];
}

/** A row each time the attributes of a key changed: the satellite's rule on a natural key. */
function changes(parts: Parts, context: PatternContext): Query {
  const { key, loadDate, diff } = parts;
  const all = context.project.settings.vault?.same_load_date === 'all';
  const binary = { binary: context.project.settings.hash.storage === 'text' };
  const names = [...key, diff, ...parts.columns.map((column) => column.name).filter((name) => !key.includes(name))];
  const kept = all
    ? firstOf(on([...key, loadDate, diff], 'staged'), [asc(col(SEQUENCE, 'staged'))])
    : firstOf(on([...key, loadDate], 'staged'), [desc(col(SEQUENCE, 'staged')), asc(col(diff, 'staged'), binary)]);
  const order = [asc(col(loadDate)), ...(all ? [asc(col(SEQUENCE)), asc(col(diff), binary)] : [])];
  return withCtes(
    [
      stored([...key, diff, loadDate]),
      {
        name: 'latest',
        query: select(keep([...key, diff, loadDate]), cte('stored'), { qualify: firstOf(on(key), [desc(col(loadDate))]) }),
        comment: 'the state of each key',
      },
      ...hashed(parts, context),
      {
        name: 'newer',
        query: select([...keep([...names, SEQUENCE], 'staged'), out(col(diff, 'latest'), 'stored_diff')], cte('staged'), {
          joins: [leftJoin(cte('latest'), same(key, 'latest', 'staged'))],
          where: or(isNull(col(loadDate, 'latest')), bin('>', col(loadDate, 'staged'), col(loadDate, 'latest'))),
          qualify: kept,
        }),
        comment: all ? 'delivered after the stored state' : 'delivered after the stored state, one row per key and load date',
      },
      {
        name: 'compared',
        query: select([...keep(names), out(coalesce(over('lag', [col(diff)], on(key), order), col('stored_diff')), 'previous_diff')], cte('newer')),
        comment: 'each with the state before it',
      },
    ],
    select(keep(names), cte('compared'), { where: differs(col(diff), col('previous_diff')) }),
  );
}

/** Lists the delivered rows that the table does not show at their load date: overruled by another of that date, or late. */
function shownCheck(table: Id, parts: Parts, context: PatternContext): Check {
  const { key, loadDate, diff } = parts;
  const next = over('lead', [col(loadDate, 'state')], on(key, 'state'), [asc(col(loadDate, 'state'))]);
  const during = and(
    same(key, 'shown', 'staged'),
    bin('<=', col(loadDate, 'shown'), col(loadDate, 'staged')),
    or(isNull(col('next_load_date', 'shown')), bin('>', col('next_load_date', 'shown'), col(loadDate, 'staged'))),
  );
  const query = withCtes(
    [
      {
        name: 'shown',
        query: select([...keep([...key, diff, loadDate], 'state'), out(next, 'next_load_date')], relation(table, 'state')),
        comment: 'each state with the load date of the one after it',
      },
      ...hashed(parts, context),
    ],
    select(
      keep(
        parts.columns.map((column) => column.name),
        'staged',
      ),
      cte('staged'),
      {
        joins: [leftJoin(cte('shown'), during), leftJoin(relation(table, 'entered'), same([...key, loadDate, diff], 'entered', 'staged'))],
        where: and(differs(col(diff, 'shown'), col(diff, 'staged')), isNull(col(diff, 'entered'))),
      },
    ),
  );
  return { id: 'not_shown', title: 'every delivered row is shown at its load date', severity: 'warning', query };
}

/**
 * A reference table: code lists under their own keys, without hashes of them. Plain, the first row of a key stays;
 * historised, a row enters each time the attributes of its key changed, by the satellite's rule: only what was delivered
 * after the stored state counts, compared with the state before it.
 */
export function referenceRelations(reference: Reference, context: PatternContext): readonly Relation[] {
  const { project } = context;
  const report = (code: string, message: string): readonly [] => {
    context.report({ code, severity: 'error', message, at: { object: reference.id } });
    return [];
  };
  const historised = reference.history === 'full';
  const listed = reference.columns.map((column) => {
    const isKey = column.use === 'key';
    return planColumn(column, isKey ? 'natural_key' : 'attribute', isKey ? false : undefined);
  });
  const keys = listed.filter(({ role }) => role === 'natural_key');
  const key = keys.map((column) => column.name);
  if (key.length === 0) return report('reference-without-key', `${reference.name} has no key: mark the columns that tell its rows apart.`);
  if (historised && keys.length === listed.length)
    return report('reference-without-attributes', `${reference.name} keeps the history of its attributes but has none: add a column, or keep no history.`);

  const delivery = deliveryColumns(reference, project, false);
  const [loadDate = '', recordSource = ''] = delivery.map((column) => column.name);
  const feeds = reference.feeds.flatMap((feed) => {
    const from = builtFeed(feed.from, context);
    const columns = from ? mappedColumns(reference, reference.columns, feed.map, from, context, ['key']) : undefined;
    return from && columns ? [{ from, filled: columns }] : [];
  });
  if (feeds.length === 0) return reportNotFed(reference, 'its columns', context);

  const texts = keys.filter(({ type }) => type.kind === 'text').map(({ name }) => name);
  const rows = feeds.map(({ from, filled }) => narrowed(stagedRows(reference, from, filled, context, true), from.id, texts, context));
  const { hash_diff: diff } = technicalOf(reference, project.settings);
  const parts: Parts = { key, columns: [...listed, ...delivery], loadDate, recordSource, diff, staged: union(...rows) };
  const missing = missingKeyCheck(reference, feeds, { hashes: [], texts }, context);
  const head = { ...relationHead(reference, project), dependsOn: builtFeeds(reference.feeds, context) };
  const names = parts.columns.map((column) => column.name);
  if (!historised)
    return [
      {
        ...head,
        columns: parts.columns,
        query: firstRows(parts),
        load: { kind: 'append', rule: 'new_keys', key },
        primaryKey: key,
        checks: [
          missing,
          ...contradictionCheck(
            reference.id,
            parts.staged,
            names,
            key,
            listed.filter(({ role }) => role === 'attribute'),
          ),
        ],
      },
    ];
  const all = project.settings.vault?.same_load_date === 'all';
  const attributes = [...listed.filter(({ role }) => role === 'attribute'), ...delivery];
  const table: Relation = {
    ...head,
    columns: [...keys, technicalColumn(diff, hashType(project.settings.hash), 'hash_diff'), ...attributes],
    query: changes(parts, context),
    load: { kind: 'append', rule: 'changes', key },
    primaryKey: [...key, loadDate, ...(all ? [diff] : [])],
    checks: [missing, shownCheck(reference.id, parts, context)],
  };
  return withLoadEnd(reference, table, { identity: key, loadDate }, context);
}
