import type { LogicalType } from '../../model/logical-type.ts';
import type { IntermediateColumn } from '../../model/types.ts';
import type { Expr, Query } from '../../sql/ast.ts';
import { asc, bool, col, cte, keep, nil, notNull, num, out, over, select, union } from '../../sql/build.ts';
import { mapColumns } from '../../sql/map-columns.ts';
import { typeOf } from '../context.ts';
import { deliveryOf, isCounted, placeOf, rowsOf, type Combined, type Making } from './combine.ts';
import { valueAs, type Input } from './intermediate-inputs.ts';

const PLACE = 'input_number';
const ORDER = 'input_sequence';

/** A column's value in the rows of each input, by input id: NULL where it is not mapped; in an expression, columns of other inputs are NULL. */
function valuesByInput(column: IntermediateColumn, { object, reader, report }: Making): ReadonlyMap<string, Expr> | undefined {
  const type = typeOf(column);
  // Of what is counted only whether it is there matters: the inputs may have it in different types.
  const asValue = (value: Expr, given?: LogicalType): Expr =>
    isCounted(column) ? { t: 'case', whens: [{ when: notNull(value), then: num(1) }] } : valueAs(value, type, given);
  const what = `${object.name}.${column.name}`;
  if (column.expression !== undefined) {
    const expr = reader.expression(column.expression, `The expression of ${what}`, column.id);
    if (!expr) return undefined;
    const inRowsOf = (input: Input): Expr =>
      mapColumns(expr, (read) => {
        const other = reader.inputs.find(({ alias }) => alias === read.table);
        return other && other !== input ? nil(other.typeOf(read.name)) : read;
      });
    return new Map(reader.inputs.map((input) => [input.id, asValue(inRowsOf(input))]));
  }
  const from = Object.entries(column.from ?? {});
  if (from.length === 0 && column.aggregate !== 'count') {
    report('unmapped-column', `${what} comes from no input and has no expression: map it.`, column.id);
    return undefined;
  }
  const found = from.map(([input, id]) => reader.column(input, id, what, column.id));
  if (found.some((one) => !one)) return undefined;
  return new Map(
    reader.inputs.map((input) => {
      const own = found.find((one) => one?.input === input);
      return [input.id, own ? asValue(col(own.name, input.alias), input.typeOf(own.name)) : nil(type)];
    }),
  );
}

/** The rows of all inputs. Of rows that came at once those of an earlier input stand first. */
export function unionInputs(columns: readonly IntermediateColumn[], making: Making): Combined | undefined {
  const { object, reader, names } = making;
  const values = columns.map((column) => ({ column, byInput: valuesByInput(column, making) }));
  const told = reader.inputs.some((input) => input.deleted !== undefined);
  const parts = reader.inputs.map((input, index): Query | undefined => {
    const filter =
      input.spec.filter === undefined ? undefined : reader.expression(input.spec.filter, `The filter of ${input.alias} in ${object.name}`, undefined, [input]);
    if (input.spec.filter !== undefined && !filter) return undefined;
    const place = placeOf(input, making);
    return select(
      [
        ...values.flatMap(({ column, byInput }) => {
          const value = byInput?.get(input.id);
          return value ? [out(value, column.name)] : [];
        }),
        ...deliveryOf(making, col(input.loadDate, input.alias), col(input.recordSource, input.alias), place).filter(({ as }) => as !== names.sequence),
        ...(told ? [out(input.deleted === undefined ? bool(false) : col(input.deleted, input.alias), names.deleted)] : []),
        out(num(index + 1), PLACE),
        out(place, ORDER),
      ],
      rowsOf(input),
      filter ? { where: filter } : {},
    );
  });
  if (values.some(({ byInput }) => !byInput) || !parts.every((part): part is Query => part !== undefined)) return undefined;
  const listed = columns.filter((column) => column.from !== undefined || column.expression !== undefined).map((column) => column.name);
  const sequence = over('row_number', [], [col(names.loadDate)], [asc(col(PLACE)), asc(col(ORDER))]);
  return {
    steps: [{ name: 'all_rows', query: union(...parts), comment: 'the rows of every input' }],
    rows: select(
      [...keep([...listed, names.loadDate, names.recordSource]), out(sequence, names.sequence), ...(told ? keep([names.deleted]) : [])],
      cte('all_rows'),
    ),
    deleted: told,
  };
}
