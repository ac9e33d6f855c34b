import { parseLogicalType } from '../model/logical-type.ts';
import type { BinaryOperator, DatePart, DateUnit, Expr, FunctionName } from './ast.ts';
import { and, bin, bool, concat, dateLit, nil, num, TEXT, text, timestampLit, TIMESTAMP } from './build.ts';
import { tokenize, type Token } from './tokenize.ts';

export type ParsedExpression =
  | { readonly expr: Expr }
  | { readonly error: { readonly message: string; /** Offset in UTF-16 code units. */ readonly position: number } };

const FUNCTIONS: Readonly<Record<FunctionName, readonly [least: number, most: number]>> = {
  coalesce: [1, 99],
  nullif: [2, 2],
  greatest: [2, 99],
  least: [2, 99],
  upper: [1, 1],
  lower: [1, 1],
  trim: [1, 1],
  rtrim: [1, 2],
  length: [1, 1],
  substring: [2, 3],
  replace: [3, 3],
  left: [2, 2],
  right: [2, 2],
  lpad: [3, 3],
  abs: [1, 1],
  round: [1, 2],
  floor: [1, 1],
  ceil: [1, 1],
  mod: [2, 2],
};
const isFunction = (name: string): name is FunctionName => Object.hasOwn(FUNCTIONS, name);
const UNITS: readonly DateUnit[] = ['year', 'quarter', 'month', 'week', 'day', 'hour', 'minute', 'second'];
const PARTS: readonly DatePart[] = ['year', 'isoyear', 'quarter', 'month', 'week', 'day', 'dow', 'doy', 'hour', 'minute', 'second'];
const BINDING: Readonly<Record<string, readonly [power: number, op: BinaryOperator]>> = {
  or: [1, 'or'],
  and: [2, 'and'],
  '=': [4, '='],
  '<>': [4, '<>'],
  '!=': [4, '<>'],
  '<': [4, '<'],
  '<=': [4, '<='],
  '>': [4, '>'],
  '>=': [4, '>='],
  '+': [5, '+'],
  '-': [5, '-'],
  '*': [6, '*'],
  '/': [6, '/'],
};

type Fail = { readonly message: string; readonly position: number };
type Step = { readonly expr: Expr; readonly next: number } | { readonly fail: Fail };
const MAX_DEPTH = 200;

/**
 * Parses what a user typed into a derived column, a filter or a rule. Bare names are columns.
 * @param qualified whether `alias.column` names the column of one of several tables.
 */
export function parseExpression(source: string, { qualified = false }: { readonly qualified?: boolean } = {}): ParsedExpression {
  const tokens = tokenize(source);
  if ('error' in tokens) return tokens;
  const { list } = tokens;
  const at = (index: number): Token => list[index] ?? { kind: 'end', text: '', position: source.length };
  const word = (index: number): string => (at(index).kind === 'word' || at(index).kind === 'symbol' ? at(index).text.toLowerCase() : '');
  const fail = (index: number, message: string): Step => ({ fail: { message, position: at(index).position } });
  const found = (index: number): string => (at(index).kind === 'end' ? 'the end' : `"${at(index).text}"`);

  const listOf = (start: number, depth: number): { readonly args: readonly Expr[]; readonly next: number } | { readonly fail: Fail } => {
    const args: Expr[] = [];
    let index = start;
    if (word(index) === ')') return { args, next: index + 1 };
    for (;;) {
      const step = parse(index, 0, depth);
      if ('fail' in step) return step;
      args.push(step.expr);
      index = step.next;
      if (word(index) === ')') return { args, next: index + 1 };
      if (word(index) !== ',') return { fail: { message: `expected , or ) but found ${found(index)}`, position: at(index).position } };
      index += 1;
    }
  };

  const typed = (start: number): { readonly text: string; readonly next: number } => {
    let next = start + 1;
    let name = at(start).text;
    if (word(next) === '(') {
      while (at(next).kind !== 'end' && word(next) !== ')') name += at(next++).text;
      name += ')';
      next += 1;
    }
    return { text: name, next };
  };

  const castTo = (expr: Expr, start: number, safe: boolean): Step => {
    const { text: name, next } = typed(start);
    const to = parseLogicalType(name);
    return to
      ? { expr: safe ? { t: 'cast', expr, to, safe } : { t: 'cast', expr, to }, next }
      : fail(start, `${name} is not a type, e.g. text, bigint, decimal(12,2), date, timestamp`);
  };

  const callOf = (name: string, start: number, depth: number): Step => {
    if (name === 'cast' || name === 'try_cast') {
      const value = parse(start, 0, depth);
      if ('fail' in value) return value;
      if (word(value.next) !== 'as') return fail(value.next, `expected AS but found ${found(value.next)}`);
      const cast = castTo(value.expr, value.next + 1, name === 'try_cast');
      if ('fail' in cast) return cast;
      return word(cast.next) === ')' ? { expr: cast.expr, next: cast.next + 1 } : fail(cast.next, `expected ) but found ${found(cast.next)}`);
    }
    if (name === 'extract') {
      const part = PARTS.find((candidate) => candidate === word(start));
      if (!part) return fail(start, `expected one of ${PARTS.join(', ')}`);
      if (word(start + 1) !== 'from') return fail(start + 1, `expected FROM but found ${found(start + 1)}`);
      const value = parse(start + 2, 0, depth);
      if ('fail' in value) return value;
      return word(value.next) === ')'
        ? { expr: { t: 'datePart', part, expr: value.expr }, next: value.next + 1 }
        : fail(value.next, `expected ) but found ${found(value.next)}`);
    }
    const args = listOf(start, depth);
    if ('fail' in args) return args;
    if (name === 'concat') return args.args.length > 0 ? { expr: concat(...args.args), next: args.next } : fail(start, 'concat needs a value');
    if (name === 'date_trunc') {
      const [unitLiteral, value] = args.args;
      const unit = unitLiteral?.t === 'lit' ? UNITS.find((candidate) => candidate === unitLiteral.value) : undefined;
      return unit && value && args.args.length === 2
        ? { expr: { t: 'dateTrunc', unit, expr: value, type: TIMESTAMP }, next: args.next }
        : fail(start, `date_trunc takes a unit (${UNITS.join(', ')}) and a date`);
    }
    if (!isFunction(name))
      return fail(
        start - 2,
        `${name} is not a function that every platform has; there are ${[...Object.keys(FUNCTIONS), 'cast', 'concat', 'date_trunc', 'extract'].join(', ')}`,
      );
    const [least, most] = FUNCTIONS[name];
    if (args.args.length < least || args.args.length > most)
      return fail(start, `${name} takes ${least === most ? least : `${least} to ${most}`} values, not ${args.args.length}`);
    return { expr: { t: 'call', fn: name, args: args.args }, next: args.next };
  };

  const caseOf = (start: number, depth: number): Step => {
    const whens: { when: Expr; then: Expr }[] = [];
    let index = start;
    while (word(index) === 'when') {
      const when = parse(index + 1, 0, depth);
      if ('fail' in when) return when;
      if (word(when.next) !== 'then') return fail(when.next, `expected THEN but found ${found(when.next)}`);
      const then = parse(when.next + 1, 0, depth);
      if ('fail' in then) return then;
      whens.push({ when: when.expr, then: then.expr });
      index = then.next;
    }
    if (whens.length === 0) return fail(index, `expected WHEN but found ${found(index)}`);
    if (word(index) === 'end') return { expr: { t: 'case', whens }, next: index + 1 };
    if (word(index) !== 'else') return fail(index, `expected ELSE or END but found ${found(index)}`);
    const otherwise = parse(index + 1, 0, depth);
    if ('fail' in otherwise) return otherwise;
    return word(otherwise.next) === 'end'
      ? { expr: { t: 'case', whens, otherwise: otherwise.expr }, next: otherwise.next + 1 }
      : fail(otherwise.next, `expected END but found ${found(otherwise.next)}`);
  };

  /** A column, or one of a named table; a dot after it means nothing where there is one table. */
  const columnAt = (index: number): Step => {
    if (word(index + 1) !== '.') return { expr: { t: 'col', name: at(index).text }, next: index + 1 };
    if (!qualified) return fail(index + 1, '"." has no meaning here');
    const column = at(index + 2);
    if (column.kind !== 'word' && column.kind !== 'name') return fail(index + 2, `expected a column of ${at(index).text} but found ${found(index + 2)}`);
    return { expr: { t: 'col', name: column.text, table: at(index).text }, next: index + 3 };
  };

  const primary = (index: number, depth: number): Step => {
    const token = at(index);
    const name = word(index);
    if (token.kind === 'number')
      return { expr: token.text.includes('.') || !Number.isSafeInteger(Number(token.text)) ? decimal(token.text) : num(Number(token.text)), next: index + 1 };
    if (token.kind === 'string') return { expr: text(token.text), next: index + 1 };
    if (token.kind === 'name') return columnAt(index);
    if (name === '(') {
      const inner = parse(index + 1, 0, depth);
      if ('fail' in inner) return inner;
      return word(inner.next) === ')' ? { expr: inner.expr, next: inner.next + 1 } : fail(inner.next, `expected ) but found ${found(inner.next)}`);
    }
    if (name === '-') {
      const value = parse(index + 1, 7, depth);
      return 'fail' in value ? value : { expr: { t: 'neg', expr: value.expr }, next: value.next };
    }
    if (name === 'not') {
      const value = parse(index + 1, 3, depth);
      return 'fail' in value ? value : { expr: { t: 'not', expr: value.expr }, next: value.next };
    }
    if (token.kind !== 'word') return fail(index, `expected a value but found ${found(index)}`);
    if (name === 'case') return caseOf(index + 1, depth);
    if (name === 'null') return { expr: nil(TEXT), next: index + 1 };
    if (name === 'true' || name === 'false') return { expr: bool(name === 'true'), next: index + 1 };
    if ((name === 'date' || name === 'timestamp') && at(index + 1).kind === 'string')
      return { expr: (name === 'date' ? dateLit : timestampLit)(at(index + 1).text), next: index + 2 };
    if (word(index + 1) === '(') return callOf(name, index + 2, depth);
    return columnAt(index);
  };

  const postfix = (left: Expr, index: number, depth: number): Step | undefined => {
    const negated = word(index) === 'not';
    const start = negated ? index + 1 : index;
    const flip = (expr: Expr): Expr => (negated ? { t: 'not', expr } : expr);
    if (word(index) === 'is') {
      const not = word(index + 1) === 'not';
      const end = not ? index + 2 : index + 1;
      return word(end) === 'null'
        ? { expr: not ? { t: 'isNull', expr: left, not } : { t: 'isNull', expr: left }, next: end + 1 }
        : fail(end, `expected NULL but found ${found(end)}`);
    }
    if (word(start) === 'in') {
      if (word(start + 1) !== '(') return fail(start + 1, `expected ( but found ${found(start + 1)}`);
      const values = listOf(start + 2, depth);
      if ('fail' in values) return values;
      return values.args.length > 0
        ? { expr: { t: 'in', expr: left, values: values.args, ...(negated ? { not: true } : {}) }, next: values.next }
        : fail(start + 2, 'IN needs at least one value');
    }
    if (word(start) === 'like') {
      const pattern = parse(start + 1, 4, depth);
      return 'fail' in pattern ? pattern : { expr: flip(bin('like', left, pattern.expr)), next: pattern.next };
    }
    if (word(start) === 'between') {
      const low = parse(start + 1, 4, depth);
      if ('fail' in low) return low;
      if (word(low.next) !== 'and') return fail(low.next, `expected AND but found ${found(low.next)}`);
      const high = parse(low.next + 1, 4, depth);
      return 'fail' in high ? high : { expr: flip(and(bin('>=', left, low.expr), bin('<=', left, high.expr))), next: high.next };
    }
    return negated ? fail(start, `expected IN, LIKE or BETWEEN but found ${found(start)}`) : undefined;
  };

  function parse(index: number, power: number, depth: number): Step {
    if (depth > MAX_DEPTH) return fail(index, `nested deeper than ${MAX_DEPTH} levels`);
    let left = primary(index, depth + 1);
    for (;;) {
      if ('fail' in left) return left;
      const operator = word(left.next);
      if (operator === '::') {
        left = castTo(left.expr, left.next + 1, false);
      } else if (operator === '||' && power < 5) {
        const right = parse(left.next + 1, 5, depth + 1);
        left = 'fail' in right ? right : { expr: concat(left.expr, right.expr), next: right.next };
      } else if (['is', 'in', 'like', 'between', 'not'].includes(operator) && power < 4) {
        left = postfix(left.expr, left.next, depth + 1) ?? left;
      } else {
        const binding = Object.hasOwn(BINDING, operator) ? BINDING[operator] : undefined;
        if (!binding || binding[0] <= power) return left;
        const right: Step = parse(left.next + 1, binding[0], depth + 1);
        left = 'fail' in right ? right : { expr: bin(binding[1], left.expr, right.expr), next: right.next };
      }
    }
  }

  const result = parse(0, 0, 0);
  if ('fail' in result) return { error: result.fail };
  return at(result.next).kind === 'end'
    ? { expr: result.expr }
    : { error: { message: `expected an operator or the end but found ${found(result.next)}`, position: at(result.next).position } };
}

function decimal(digits: string): Expr {
  const [whole = '', fraction = ''] = digits.split('.');
  return {
    t: 'lit',
    value: digits,
    type: { kind: 'decimal', precision: Math.min(38, Math.max(1, whole.length + fraction.length)), scale: Math.min(38, fraction.length) },
  };
}
