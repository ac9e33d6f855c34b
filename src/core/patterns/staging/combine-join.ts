import type { Check } from '../../plan/types.ts';
import type { Expr, Join, Query, Select } from '../../sql/ast.ts';
import { agg, and, bin, col, cte, eq, innerJoin, keep, out, select, withCtes } from '../../sql/build.ts';
import { alive, holdsAt, stateSteps, type Step } from '../states.ts';
import { deliveryOf, forgetful, placeOf, reportForgetful, rowsOf, statesOf, type Combined, type Making, type Value } from './combine.ts';
import type { Input } from './intermediate-inputs.ts';

/** The rows of the first input that come out more often than they came in. */
function fanOut(first: Input, where: Expr | undefined, steps: readonly Step[], joins: readonly Join[], making: Making): Check {
  const identity = [first.loadDate, first.recordSource, ...(first.sequence === undefined ? (first.relation.primaryKey ?? []) : [first.sequence])];
  const names = [...new Set(identity)];
  const counted = (as: string, rest: Partial<Select>): Query =>
    select([...keep(names, first.alias), out(agg('count'), as)], rowsOf(first), {
      ...(where ? { where } : {}),
      ...rest,
      groupBy: names.map((name) => col(name, first.alias)),
    });
  return {
    id: 'fan_out',
    title: `each row of ${first.object.name} occurs once in ${making.object.name}`,
    severity: 'error',
    query: withCtes(
      [
        ...steps,
        { name: 'came_in', query: counted('rows_in', {}), comment: `rows of ${first.object.name}` },
        { name: 'came_out', query: counted('rows_out', { joins }), comment: 'the same rows, joined' },
      ],
      select([...keep(names, 'came_out'), ...keep(['rows_in'], 'came_in'), ...keep(['rows_out'], 'came_out')], cte('came_out'), {
        joins: [innerJoin(cte('came_in'), and(...names.map((name) => eq(col(name, 'came_in'), col(name, 'came_out')))))],
        where: bin('>', col('rows_out', 'came_out'), col('rows_in', 'came_in')),
      }),
    ),
  };
}

/** The first input's rows with what the others know: of the same delivery, or as it was when the row came. */
export function joinInputs(values: readonly Value[], making: Making): Combined | undefined {
  const { object, reader, report } = making;
  const [first, ...others] = reader.inputs;
  if (!first) return undefined;
  let broken = false;
  const filters = new Map(
    reader.inputs.map((input): readonly [string, Expr | undefined] => {
      if (input.spec.filter === undefined) return [input.id, undefined];
      const filter = reader.expression(input.spec.filter, `The filter of ${input.alias} in ${object.name}`, undefined, [input]);
      if (!filter) broken = true;
      return [input.id, filter];
    }),
  );
  const pairs = others.map((input) => {
    const on = (input.spec.join?.on ?? []).map(([earlierId, theirs, own]) => {
      const before = reader.inputs.slice(0, reader.inputs.indexOf(input));
      if (!before.some(({ id }) => id === earlierId)) {
        report('join-order', `${object.name} joins ${input.alias} to an input that does not come before it: name an earlier one.`);
        return undefined;
      }
      const left = reader.column(earlierId, theirs, `The join of ${input.alias} in ${object.name}`);
      const right = reader.column(input.id, own, `The join of ${input.alias} in ${object.name}`);
      return left && right ? { left, right } : undefined;
    });
    if (on.length === 0)
      report('join-without-columns', `${object.name} does not say which columns of ${input.alias} must be equal to others: join it by at least one pair.`);
    if (on.length === 0 || on.some((pair) => !pair)) broken = true;
    return { input, on: on.flatMap((pair) => pair ?? []) };
  });
  if (broken) return undefined;

  const came = col(first.loadDate, first.alias);
  const joined = pairs.map(({ input, on }) => {
    const asOf = input.spec.join?.match !== 'same_delivery';
    const source = asOf ? forgetful(input, making) : undefined;
    if (source !== undefined) {
      reportForgetful(input, source, making);
      broken = true;
    }
    const by = on.map(({ right }) => right.name);
    const filter = filters.get(input.id);
    const condition = and(
      ...on.map(({ left, right }) => eq(col(left.name, left.input.alias), col(right.name, input.alias))),
      asOf ? holdsAt(input.alias, came) : eq(col(input.loadDate, input.alias), came),
      ...(input.deleted === undefined ? [] : [alive(input.deleted, input.alias)]),
      ...(filter ? [filter] : []),
    );
    const told = statesOf(input, by, making);
    const steps = asOf ? stateSteps(told) : [];
    const join: Join = { kind: input.spec.join?.kind ?? 'left', from: asOf ? cte(`${told.name}_states`, input.alias) : rowsOf(input), on: condition };
    return { steps, join };
  });
  if (broken) return undefined;
  const steps = joined.flatMap((one) => one.steps);
  const joins = joined.map((one) => one.join);
  const where = filters.get(first.id);
  const rows = select(
    [
      ...values.flatMap(({ column, expr }) => (expr ? [out(expr, column.name)] : [])),
      ...deliveryOf(making, came, col(first.recordSource, first.alias), placeOf(first, making)),
      ...(first.deleted === undefined ? [] : [out(col(first.deleted, first.alias), making.names.deleted)]),
    ],
    rowsOf(first),
    { joins, ...(where ? { where } : {}) },
  );
  return {
    steps,
    rows,
    deleted: first.deleted !== undefined,
    checks: joins.length === 0 ? [] : [fanOut(first, where, steps, joins, making)],
  };
}
