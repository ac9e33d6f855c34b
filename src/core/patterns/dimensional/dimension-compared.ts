import type { Expr, From } from '../../sql/ast.ts';
import {
  agg,
  and,
  bin,
  bool,
  coalesce,
  col,
  cte,
  differs,
  eq,
  innerJoin,
  isNull,
  keep,
  leftJoin,
  nil,
  notExists,
  notNull,
  num,
  or,
  out,
  select,
  union,
} from '../../sql/build.ts';
import { typeOf, type PatternContext } from '../context.ts';
import { byKey, sameKey, type DimensionShape, type Step } from './dimension-shape.ts';
import { outriggerJoin, outriggerValue } from './outriggers.ts';

import { one } from './dimension-ordered.ts';
import { firstFrom } from './dimension-versions.ts';
/** Whether a row of a CTE is a member of the table: a version begins with it, and where deletions end versions it is none. */
function isRow({ work, historised, deletes }: DimensionShape, table: string): Expr {
  const begins = eq(col(work.begins, table), num(1));
  return deletes === 'ignore' || (deletes === 'mark' && historised) ? begins : and(begins, eq(col(work.is_gone, table), num(0)));
}

/** Where members are read from, as `members`, and which rows of it are some. */
const membersFrom = (shape: DimensionShape, infers: boolean): { readonly from: From; readonly where?: Expr } =>
  infers ? { from: cte('members') } : { from: cte('versions', 'members'), where: isRow(shape, 'members') };

/** Versions that are rows, and the natural keys of facts that no delivery knows. */
export function membersStep(shape: DimensionShape): Step {
  const { work, technical, historised, deletes } = shape;
  const names = memberNames(shape);
  const versions = select(keep(names), cte('versions'), { where: isRow(shape, 'versions') });
  const at = col(work.inferred_at, 'inferred');
  const values: Readonly<Record<string, Expr>> = {
    [technical.valid_from]: historised ? firstFrom(shape, at, at) : at,
    [technical.load_date]: at,
    [work.inferred_at]: at,
    [work.first_load]: at,
    [technical.is_inferred]: bool(true),
    [technical.is_deleted]: bool(false),
  };
  const typed = (name: string): Expr => {
    const column = shape.attributes.find((candidate) => candidate.name === name) ?? shape.previous.find((candidate) => candidate.name === name)?.of;
    const hung = shape.outriggers.flatMap((outrigger) => outrigger.keys).find((key) => key.staged === name);
    return nil(column ? typeOf(column) : (hung?.type ?? { kind: 'timestamp' }));
  };
  const known = and(sameKey(shape, 'staged', 'inferred'), ...(deletes === 'ignore' ? [] : [eq(col(work.is_gone, 'staged'), num(0))]));
  return {
    name: 'members',
    comment: 'versions, and natural keys that only facts have brought',
    query: union(
      versions,
      select(
        names.map((name) => out(shape.keyNames.includes(name) ? col(name, 'inferred') : (values[name] ?? typed(name)), name)),
        cte('inferred'),
        { where: notExists(select([out(num(1), 'found')], cte('staged'), { where: known })) },
      ),
    ),
  };
}

/** Columns of the members before their keys are given. */
function memberNames(shape: DimensionShape): readonly string[] {
  const { work, technical, historised, deletes, previous } = shape;
  return [
    ...shape.keyNames,
    ...shape.attributes.map((column) => column.name),
    ...previous.map(({ name }) => name),
    ...shape.outriggers.flatMap((outrigger) => outrigger.keys.map((one) => one.staged)),
    ...(historised ? [technical.valid_from, work.next_from] : []),
    ...(deletes === 'mark' ? [technical.is_deleted] : []),
    work.inferred_at,
    work.first_load,
    technical.is_inferred,
    technical.load_date,
  ];
}

/** A stored key goes to the version that its own version is part of now: a late change may begin it earlier, or end it. */
export function keptKeysStep(shape: DimensionShape, infers: boolean): Step {
  const { technical, surrogate, work } = shape;
  const { from, where } = membersFrom(shape, infers);
  const start = col(technical.valid_from, 'stored');
  const end = col(work.next_from, 'members');
  const inside = and(sameKey(shape, 'stored', 'members'), bin('>=', start, col(technical.valid_from, 'members')), or(isNull(end), bin('<', start, end)));
  return {
    name: 'kept_keys',
    comment: 'a stored key stays with the version that its own is part of',
    query: select([...keep([...shape.keyNames, technical.valid_from], 'members'), out(agg('min', col(surrogate, 'stored')), surrogate)], from, {
      ...(where ? { where } : {}),
      joins: [innerJoin(cte('stored'), inside)],
      groupBy: [...shape.keyNames, technical.valid_from].map((name) => col(name, 'members')),
    }),
  };
}

/** Columns of the table beside the surrogate key, in order, with their values among the `members`. */
export function tableValues(shape: DimensionShape, infers: boolean, context: PatternContext): readonly { readonly name: string; readonly value: Expr }[] {
  const { technical, work, historised, deletes } = shape;
  const member = (name: string): { readonly name: string; readonly value: Expr } => ({ name, value: col(name, 'members') });
  const next = col(work.next_from, 'members');
  const previousOf = (name: string) => shape.previous.filter(({ of }) => of.name === name).map((one) => member(one.name));
  return [
    ...shape.keyNames.map(member),
    ...shape.attributes.flatMap((column) => [member(column.name), ...previousOf(column.name)]),
    ...shape.outriggers.map((outrigger) => ({ name: outrigger.column.name, value: outriggerValue(outrigger, context) })),
    ...(historised
      ? [
          member(technical.valid_from),
          { name: technical.valid_to, value: shape.openEnd.t === 'lit' && shape.openEnd.value === null ? next : coalesce(next, shape.openEnd) },
          { name: technical.is_current, value: isNull(next) },
        ]
      : []),
    ...(deletes === 'mark' ? [member(technical.is_deleted)] : []),
    ...(infers ? [member(technical.is_inferred)] : []),
    member(technical.load_date),
  ];
}

/** The members beside what is stored of them. */
export function comparedStep(shape: DimensionShape, infers: boolean, context: PatternContext): Step {
  const { technical, work, historised, surrogate, integer, dated } = shape;
  const values = tableValues(shape, infers, context);
  const same = and(sameKey(shape, 'stored', 'members'), ...(historised ? [eq(col(technical.valid_from, 'stored'), col(technical.valid_from, 'members'))] : []));
  const compared = values.filter(({ name }) => !shape.keyNames.includes(name) && name !== technical.valid_from && name !== technical.is_current);
  const isOther = or(isNull(col(surrogate, 'stored')), ...compared.map(({ name, value }) => differs(value, col(name, 'stored'))));
  const keepsKeys = integer && dated;
  const { from, where } = membersFrom(shape, infers);
  return {
    name: 'compared',
    comment: 'beside what is stored: a member with any difference is written anew',
    query: select(
      [
        ...values.map(({ name, value }) => out(value, name)),
        ...(integer ? [out(col(surrogate, keepsKeys ? 'kept_keys' : 'stored'), work.stored_key)] : []),
        ...(needsKeyFrom(shape, infers) ? [out(keyFrom(shape), work.inferred_at)] : []),
        out({ t: 'window', fn: 'max', args: [one(isOther)], partitionBy: byKey(shape, 'members'), orderBy: [] }, work.is_changed),
      ],
      from,
      {
        ...(where ? { where } : {}),
        joins: [
          leftJoin(cte('stored'), same),
          ...(keepsKeys
            ? [
                leftJoin(
                  cte('kept_keys'),
                  and(sameKey(shape, 'kept_keys', 'members'), eq(col(technical.valid_from, 'kept_keys'), col(technical.valid_from, 'members'))),
                ),
              ]
            : []),
          ...shape.outriggers.map((outrigger) => outriggerJoin(outrigger, 'members', context)),
        ],
      },
    ),
  };
}

/** A hash key is made of the start of its version; that of an inferred member stays when its first delivery dates it earlier. */
export const needsKeyFrom = (shape: DimensionShape, infers: boolean): boolean => infers && !shape.integer && shape.dated;

function keyFrom({ work, technical }: DimensionShape): Expr {
  const [at, next] = [col(work.inferred_at, 'members'), col(work.next_from, 'members')];
  const covers = and(
    notNull(at),
    bin('<', at, col(work.first_load, 'members')),
    bin('<=', col(technical.valid_from, 'members'), at),
    or(isNull(next), bin('<', at, next)),
  );
  return { t: 'case', whens: [{ when: covers, then: at }], otherwise: col(technical.valid_from, 'members') };
}
