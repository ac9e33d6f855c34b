import type { IntermediateColumn } from '../../model/types.ts';
import type { Check } from '../../plan/types.ts';
import type { Expr, Query } from '../../sql/ast.ts';
import { and, asc, coalesce, col, cte, eq, firstOf, isNull, keep, leftJoin, notNull, num, or, out, over, select, union } from '../../sql/build.ts';
import { typeOf } from '../context.ts';
import { alive, holdsAt, stateSteps } from '../states.ts';
import { deliveryOf, forgetful, placeOf, reportForgetful, rowsOf, statesOf, type Combined, type Making } from './combine.ts';
import { valueAs, type Input } from './intermediate-inputs.ts';

const PLACE = 'input_number';
const ORDER = 'input_sequence';
const CHANGES = 'changes';

interface Side {
  readonly input: Input;
  readonly filter: Expr | undefined;
  /** The key's columns in this input, in the order of the result's. */
  readonly key: readonly { readonly name: string; readonly value: Expr }[];
}

/** Each attribute from the first input in its precedence that knows it. */
function survivor(column: IntermediateColumn, { object, reader, report }: Making): Expr | undefined {
  const what = `${object.name}.${column.name}`;
  const type = typeOf(column);
  if (column.expression !== undefined) {
    const expr = reader.expression(column.expression, `The expression of ${what}`, column.id);
    return expr && valueAs(expr, type);
  }
  const from = column.from ?? {};
  const order = column.precedence ?? reader.inputs.map(({ id }) => id);
  const ranked = [...order, ...reader.inputs.map(({ id }) => id).filter((id) => !order.includes(id))].filter((id) => from[id] !== undefined);
  if (ranked.length === 0) {
    report('unmapped-column', `${what} comes from no input and has no expression: map it.`, column.id);
    return undefined;
  }
  const found = ranked.map((id) => reader.column(id, from[id] ?? '', what, column.id));
  if (!found.every((one) => one !== undefined)) return undefined;
  const known = found.map(({ input, name }) => valueAs(col(name, input.alias), type, input.typeOf(name)));
  const [only] = known;
  return known.length === 1 ? only : coalesce(...known);
}

function sidesOf(keys: readonly IntermediateColumn[], making: Making): readonly Side[] | undefined {
  const { object, reader, report } = making;
  const sides = reader.inputs.map((input): Side | undefined => {
    const key = keys.map((column) => {
      const id = column.from?.[input.id];
      if (id === undefined) {
        report('merge-key-missing', `${object.name}.${column.name} is the key by which rows are merged: map a column of ${input.alias} to it.`, column.id);
        return undefined;
      }
      const found = reader.column(input.id, id, `${object.name}.${column.name}`, column.id);
      return found && { name: found.name, value: valueAs(col(found.name, input.alias), typeOf(column), input.typeOf(found.name)) };
    });
    const filter =
      input.spec.filter === undefined ? undefined : reader.expression(input.spec.filter, `The filter of ${input.alias} in ${object.name}`, undefined, [input]);
    const source = forgetful(input, making);
    if (source !== undefined) reportForgetful(input, source, making);
    if (source !== undefined || (input.spec.filter !== undefined && !filter) || !key.every((one) => one !== undefined)) return undefined;
    return { input, filter, key };
  });
  return sides.every((side): side is Side => side !== undefined) ? sides : undefined;
}

/** Rows that cannot be merged, since they do not say of what they tell. */
const missingKey = (sides: readonly Side[], keys: readonly IntermediateColumn[], making: Making): Check => ({
  id: 'missing_key',
  title: `every row merged into ${making.object.name} has a key`,
  severity: 'warning',
  query: union(
    ...sides.map(({ input, filter, key }) => {
      const missing = or(...key.map(({ value }) => isNull(value)));
      return select(
        [
          ...key.map(({ value }, index) => out(value, keys[index]?.name ?? '')),
          ...deliveryOf(making, col(input.loadDate, input.alias), col(input.recordSource, input.alias), placeOf(input, making)),
        ],
        rowsOf(input),
        { where: filter ? and(missing, filter) : missing },
      );
    }),
  ),
});

/**
 * Survivorship: one row per key and load date at which any input delivered something for the key, with each attribute as
 * the first input in its precedence knew it then. What is deleted in an input is not known there any more.
 */
export function mergeInputs(columns: readonly IntermediateColumn[], making: Making): Combined | undefined {
  const { object, report, names } = making;
  const keys = columns.filter((column) => column.group === true);
  const aggregated = columns.find((column) => column.aggregate !== undefined);
  if (keys.length === 0) report('merge-without-key', `${object.name} merges rows by no key: mark the columns that name what is merged.`);
  if (aggregated)
    report(
      'aggregate-in-merge',
      `${object.name} merges one row per key, so ${aggregated.name} has nothing to add up: aggregate in an intermediate object of its own.`,
      aggregated.id,
    );
  if (keys.length === 0 || aggregated) return undefined;
  const sides = sidesOf(keys, making);
  const values = columns.filter((column) => column.group !== true).map((column) => ({ column, expr: survivor(column, making) }));
  if (!sides || !values.every((value): value is typeof value & { expr: Expr } => value.expr !== undefined)) return undefined;

  const keyNames = keys.map((column) => column.name);
  const told = sides.some(({ input }) => input.deleted !== undefined);
  const parts = sides.map(({ input, filter, key }, index): Query => {
    const known = and(...key.map(({ value }) => notNull(value)));
    const delivery = deliveryOf(making, col(input.loadDate, input.alias), col(input.recordSource, input.alias), placeOf(input, making));
    return select(
      [
        ...key.map(({ value }, place) => out(value, keyNames[place] ?? '')),
        ...delivery.filter(({ as }) => as !== names.sequence),
        out(num(index + 1), PLACE),
        ...delivery.filter(({ as }) => as === names.sequence).map(({ expr }) => out(expr, ORDER)),
      ],
      rowsOf(input),
      { where: filter ? and(known, filter) : known },
    );
  });
  const order = [asc(col(PLACE)), asc(col(ORDER))];
  const joins = sides.map(({ input, filter, key }) =>
    leftJoin(
      cte(`${input.alias}_states`, input.alias),
      and(
        ...key.map(({ value }, index) => eq(value, col(keyNames[index] ?? '', CHANGES))),
        holdsAt(input.alias, col(names.loadDate, CHANGES)),
        ...(input.deleted === undefined ? [] : [alive(input.deleted, input.alias)]),
        ...(filter ? [filter] : []),
      ),
    ),
  );
  const gone = and(...sides.map(({ input, key }) => isNull(col(key[0]?.name ?? '', input.alias))));
  return {
    steps: [
      ...sides.flatMap(({ input, key }) => {
        const by = key.map(({ name }) => name);
        return stateSteps({ ...statesOf(input, by, making), key: by });
      }),
      { name: 'delivered', query: union(...parts), comment: 'what came for which key, and when' },
      {
        name: CHANGES,
        query: select(
          [...keep([...keyNames, names.loadDate, names.recordSource]), out(over('row_number', [], [col(names.loadDate)], order), names.sequence)],
          cte('delivered'),
          {
            qualify: firstOf(
              [...keyNames, names.loadDate].map((name) => col(name)),
              order,
            ),
          },
        ),
        comment: 'a row per key and load date',
      },
    ],
    rows: select(
      [
        ...columns.map((column) => out(values.find((value) => value.column === column)?.expr ?? col(column.name, CHANGES), column.name)),
        ...keep([names.loadDate, names.recordSource, names.sequence], CHANGES),
        ...(told ? [out(gone, names.deleted)] : []),
      ],
      cte(CHANGES),
      { joins },
    ),
    deleted: told,
    checks: [missingKey(sides, keys, making)],
  };
}
