import { surrogateName, technicalOf } from '../../naming/technical-names.ts';
import type { DateDimension, Dimension, Id, TimeDimension } from '../../model/types.ts';
import type { ForeignKey, PlanColumn } from '../../plan/types.ts';
import type { Expr, Join } from '../../sql/ast.ts';
import { and, cast, coalesce, col, DATE, desc, eq, firstOf, keep, leftJoin, notNull, relation, select } from '../../sql/build.ts';
import type { LogicalType } from '../../model/logical-type.ts';
import { technicalColumn, typeOf, type PatternContext } from '../context.ts';
import { DATE_KEY } from './date-dimension.ts';
import { freeName } from './free-names.ts';
import { TIME_KEY, timeNumber, unknownKey } from './members.ts';

/** A dimension that a dimension refers to. */
export interface OutriggerKey {
  readonly id: Id;
  readonly target: Dimension | DateDimension | TimeDimension;
  readonly alias: string;
  /** The foreign key in the dimension. */
  readonly column: PlanColumn;
  readonly foreignKey: ForeignKey;
  readonly surrogate: string;
  /** Natural key columns: id in a feed's mapping, name in the outrigger, name among the staged rows, and the value that is compared. */
  readonly keys: readonly {
    readonly id: Id;
    readonly name: string;
    readonly staged: string;
    readonly type: LogicalType;
    readonly value: (expr: Expr) => Expr;
  }[];
}

const plain = (expr: Expr): Expr => expr;

function keysOf(target: OutriggerKey['target'], surrogate: string): readonly Omit<OutriggerKey['keys'][number], 'staged'>[] {
  switch (target.kind) {
    case 'date_dimension':
      return [{ id: DATE_KEY, name: DATE_KEY, type: DATE, value: (expr) => cast(expr, DATE) }];
    case 'time_dimension':
      return [{ id: TIME_KEY, name: surrogate, type: { kind: 'integer' }, value: (expr) => timeNumber(expr, target.every) }];
    case 'dimension':
      return target.columns
        .filter((column) => column.use === 'natural_key')
        .map((column) => ({ id: column.id, name: column.name, type: typeOf(column), value: plain }));
  }
}

/**
 * The outriggers of a dimension that can be built; what cannot is reported.
 * @param taken names of the dimension's own columns.
 */
export function outriggersOf(dimension: Dimension, taken: readonly string[], context: PatternContext): readonly OutriggerKey[] {
  const { project } = context;
  return (dimension.outriggers ?? []).flatMap((outrigger, index): readonly OutriggerKey[] => {
    const target = project.objects[outrigger.dimension];
    const table = context.relation(outrigger.dimension);
    const isDimension = target?.kind === 'dimension' || target?.kind === 'date_dimension' || target?.kind === 'time_dimension';
    const key = table?.columns.find((column) => column.role === 'surrogate_key');
    if (!isDimension || !key || (target.kind === 'dimension' && target.dimension_type === 'junk')) {
      context.report({
        code: 'dangling-reference',
        severity: 'error',
        message: `${dimension.name} refers to a dimension that is gone, cannot be built, or has no natural key: choose another.`,
        at: { object: dimension.id },
      });
      return [];
    }
    const alias = `o${index + 1}`;
    const name = surrogateName(target, project.settings, outrigger.role);
    return [
      {
        id: outrigger.id,
        target,
        alias,
        column: technicalColumn(name, key.type, 'foreign_key'),
        foreignKey: {
          columns: [name],
          relation: target.id,
          references: [key.name],
          ...(outrigger.role === undefined ? {} : { role: outrigger.role }),
        },
        surrogate: key.name,
        keys: keysOf(target, key.name).map((one, place) => ({ ...one, staged: freeName(`${alias}_key${place + 1}`, taken) })),
      },
    ];
  });
}

/** Joins the latest version of the member that a row's natural key names. */
export function outriggerJoin(outrigger: OutriggerKey, rows: string, context: PatternContext): Join {
  const same = and(...outrigger.keys.map((key) => eq(col(key.name, outrigger.alias), col(key.staged, rows))));
  const { target } = outrigger;
  const versioned = target.kind === 'dimension' && target.columns.some((column) => column.use === 'attribute' && column.history === 2);
  if (!versioned) return leftJoin(relation(target.id, outrigger.alias), same);
  const { valid_from } = technicalOf(target, context.project.settings);
  const names = outrigger.keys.map((key) => key.name);
  const by = names.map((name) => col(name, 'member'));
  const latest = select(keep([outrigger.surrogate, ...names], 'member'), relation(target.id, 'member'), {
    where: and(...by.map(notNull)),
    qualify: firstOf(by, [desc(col(valid_from, 'member'))]),
  });
  return leftJoin({ t: 'subquery', query: latest, as: outrigger.alias }, same);
}

/** The foreign key of a row: never NULL. */
export const outriggerValue = (outrigger: OutriggerKey, context: PatternContext): Expr =>
  coalesce(col(outrigger.surrogate, outrigger.alias), unknownKey(outrigger.column.type, context.project.settings.hash));
