import type { Printing } from '../dialects/dialect.ts';
import { logicalTypeText } from '../model/logical-type.ts';
import type { BinaryOperator, Expr, OrderItem, Query } from './ast.ts';
import { hashHexLength } from './hash-length.ts';

type Base = { readonly [T in Expr['t']]: (node: Extract<Expr, { readonly t: T }>, p: Printing) => string };

const PRECEDENCE: Readonly<Record<BinaryOperator, number>> = {
  or: 1,
  and: 2,
  '=': 4,
  '<>': 4,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  like: 4,
  isDistinctFrom: 4,
  isNotDistinctFrom: 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
};
const OPERATOR_TEXT: Readonly<Partial<Record<BinaryOperator, string>>> = { isDistinctFrom: 'is distinct from', isNotDistinctFrom: 'is not distinct from' };
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz';
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** A query in parentheses, on lines of its own. */
export const block = (query: Query, p: Printing): string => `(${p.deeper(() => p.nl() + p.query(query))}${p.nl()})`;

const list = (exprs: readonly Expr[], p: Printing): string => exprs.map((expr) => p.expr(expr)).join(', ');

/** Whether the printed form can stand beside any operator as it is. */
function isTight(expr: Expr): boolean {
  switch (expr.t) {
    case 'bin':
    case 'not':
    case 'neg':
    case 'isNull':
    case 'in':
    case 'concat':
    case 'exists':
    case 'dateAdd':
    case 'dateDiff':
      return false;
    default:
      return true;
  }
}

function side(expr: Expr, parent: BinaryOperator, right: boolean, p: Printing): string {
  if (expr.t !== 'bin') return parent === 'and' || parent === 'or' ? p.expr(expr) : p.operand(expr);
  const own = PRECEDENCE[expr.op];
  const outer = PRECEDENCE[parent];
  const associative = parent === 'and' || parent === 'or' || parent === '+' || parent === '*';
  const bare = own > outer || (own === outer && expr.op === parent && (associative || !right) && own !== 4);
  return bare ? p.expr(expr) : `(${p.expr(expr)})`;
}

export function printOrder(items: readonly OrderItem[], p: Printing): string {
  return items
    .map((item) => `${p.expr(item.expr)}${item.binary ? p.dialect.binaryCollation : ''}${item.descending ? ' desc' : ''} nulls ${item.nulls}`)
    .join(', ');
}

const caseOfNumber = (subject: string, names: readonly string[], p: Printing): string =>
  `case ${subject} ${names.map((name, index) => `when ${index + 1} then ${p.string(name)}`).join(' ')} end`;

/** The spelling most platforms share. */
export const BASE: Base = {
  col: (node, p) => (node.table === undefined ? p.name(node.name) : `${p.name(node.table)}.${p.name(node.name)}`),
  lit: (node, p) => {
    const { value, type } = node;
    if (value === null) return `cast(null as ${p.type(type)})`;
    if (typeof value === 'boolean') return value ? 'true' : 'false';
    if (typeof value === 'number') return Number.isFinite(value) ? String(value) : p.refuse('a number that is not finite');
    if (type.kind === 'date') return `date ${p.string(value)}`;
    if (type.kind === 'timestamp') return `timestamp ${p.string(value)}`;
    if (type.kind === 'decimal' && /^\d+\.\d+$/.test(value)) return value;
    return type.kind === 'text' ? p.string(value) : `cast(${p.string(value)} as ${p.type(type)})`;
  },
  cast: (node, p) => `${node.safe ? 'try_cast' : 'cast'}(${p.expr(node.expr)} as ${p.type(node.to)})`,
  call: (node, p) => {
    const args = node.args.map((arg) => p.expr(arg));
    return p.dialect.functions[node.fn]?.(args) ?? `${node.fn}(${args.join(', ')})`;
  },
  bin: (node, p) => `${side(node.left, node.op, false, p)} ${OPERATOR_TEXT[node.op] ?? node.op} ${side(node.right, node.op, true, p)}`,
  not: (node, p) => `not ${p.operand(node.expr)}`,
  neg: (node, p) => `-${p.operand(node.expr)}`,
  isNull: (node, p) => `${p.operand(node.expr)} is ${node.not ? 'not ' : ''}null`,
  in: (node, p) => `${p.operand(node.expr)} ${node.not ? 'not ' : ''}in (${list(node.values, p)})`,
  case: (node, p) => {
    const whens = node.whens.map(({ when, then }) => `when ${p.expr(when)} then ${p.expr(then)}`).join(' ');
    return `case ${whens}${node.otherwise ? ` else ${p.expr(node.otherwise)}` : ''} end`;
  },
  exists: (node, p) => `${node.not ? 'not ' : ''}exists ${block(node.query, p)}`,
  scalar: (node, p) => block(node.query, p),
  agg: (node, p) => `${node.fn}(${node.distinct ? 'distinct ' : ''}${node.arg ? p.expr(node.arg) : '*'})`,
  window: (node, p) => {
    const parts = [
      node.partitionBy.length > 0 ? `partition by ${list(node.partitionBy, p)}` : '',
      node.orderBy.length > 0 ? `order by ${printOrder(node.orderBy, p)}` : '',
      node.frame === 'unboundedToCurrent' ? 'rows between unbounded preceding and current row' : '',
      node.frame === 'all' ? 'rows between unbounded preceding and unbounded following' : '',
    ].filter((part) => part !== '');
    const args = node.fn === 'count' && node.args.length === 0 ? '*' : list(node.args, p);
    return `${node.fn}(${args}) over (${parts.join(' ')})`;
  },
  concat: (node, p) => node.parts.map((part) => p.operand(part)).join(' || '),
  textOf: (node, p) => {
    const value = p.expr(node.expr);
    switch (node.type.kind) {
      case 'text':
        return value;
      case 'boolean':
        return `case when ${value} then 'true' when not ${p.operand(node.expr)} then 'false' end`;
      case 'integer':
      case 'bigint':
        return `cast(${value} as ${p.type({ kind: 'text' })})`;
      case 'decimal':
        return `cast(cast(${value} as ${p.type(node.type)}) as ${p.type({ kind: 'text' })})`;
      case 'uuid':
        return `lower(cast(${value} as ${p.type({ kind: 'text' })}))`;
      case 'date':
        return `to_char(${value}, 'YYYY-MM-DD')`;
      case 'timestamp':
        return `to_char(${value}, 'YYYY-MM-DD HH24:MI:SS.US')`;
      case 'timestamptz':
        return `to_char(${p.operand(node.expr)} at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')`;
      case 'time':
        return `to_char(${value}, 'HH24:MI:SS.US')`;
      case 'binary':
        return `lower(hex(${value}))`;
      case 'float':
      case 'json':
        if (node.loose && node.type.kind === 'float') return `cast(${value} as ${p.type({ kind: 'text' })})`;
        return p.refuse(`a canonical text of ${logicalTypeText(node.type)}: cast it to decimal with a declared scale, or leave it out of the hash`);
    }
  },
  asciiCase: (node, p) => {
    const upper = ALPHABET.toUpperCase();
    const [from, to] = node.to === 'upper' ? [ALPHABET, upper] : [upper, ALPHABET];
    return `translate(${p.expr(node.expr)}, '${from}', '${to}')`;
  },
  hash: (node, p) => {
    const fn = { md5: 'md5', sha1: 'sha1', sha256: 'sha256' }[node.rules.algorithm];
    const hex = `${fn}(${p.expr(node.expr)})`;
    if (node.rules.storage === 'binary') return `unhex(${hex})`;
    return node.rules.hex_case === 'upper' ? `upper(${hex})` : hex;
  },
  zeroHash: (node, p) => {
    const zeros = p.string('0'.repeat(hashHexLength(node.rules.algorithm)));
    return node.rules.storage === 'binary' ? `unhex(${zeros})` : zeros;
  },
  dateTrunc: (node, p) => `cast(date_trunc('${node.unit}', ${p.expr(node.expr)}) as ${p.type(node.type)})`,
  datePart: (node, p) => `cast(extract(${node.part === 'dow' ? 'isodow' : node.part} from ${p.expr(node.expr)}) as ${p.type({ kind: 'integer' })})`,
  dateAdd: (node, p) => `cast(${p.operand(node.expr)} + ${p.operand(node.amount)} * interval '1 ${node.unit}' as ${p.type(node.type)})`,
  dateDiff: (node, p) => `datediff(${node.unit}, ${p.expr(node.from)}, ${p.expr(node.to)})`,
  dateName: (node, p) =>
    caseOfNumber(p.expr({ t: 'datePart', part: node.part === 'month' ? 'month' : 'dow', expr: node.expr }), node.part === 'month' ? MONTHS : WEEKDAYS, p),
};

/** Conditions joined by `and`, one a line. */
const conjuncts = (expr: Expr): readonly Expr[] => (expr.t === 'bin' && expr.op === 'and' ? [...conjuncts(expr.left), ...conjuncts(expr.right)] : [expr]);

/** Parts that are joined, a value a line, with the constants before it. */
function partLines(parts: readonly Expr[], p: Printing): string {
  return parts
    .map((part, index) => {
      const before = parts[index - 1];
      const joint = before === undefined ? '' : before.t === 'lit' ? ' || ' : `${p.nl()}|| `;
      return `${joint}${p.operand(part)}`;
    })
    .join('');
}

/** Whether a value, or what a function is first given, has parts that are worth a line each. */
const hasParts = (expr: Expr): boolean =>
  expr.t === 'call' ? expr.args[0] !== undefined && hasParts(expr.args[0]) : expr.t === 'case' || (expr.t === 'concat' && expr.parts.length > 2);

/** The lines of a case, each with what belongs to it further in. */
function branches({ whens, otherwise }: Extract<Expr, { readonly t: 'case' }>, p: Printing): readonly string[] {
  const lines = whens.map(({ when, then }) =>
    p.deeper(() => {
      const conditions = conjuncts(when).map((condition) => (condition.t === 'bin' ? p.operand(condition) : p.expr(condition)));
      return `when ${conditions.join(`${p.nl()}and `)}${p.nl()}then ${p.expr(then)}`;
    }),
  );
  return otherwise ? [...lines, `else ${p.deeper(() => laidOut(otherwise, p))}`] : lines;
}

/** A value laid out over lines, its parts one below the other. */
function laidOut(expr: Expr, p: Printing): string {
  switch (expr.t) {
    case 'concat':
      return partLines(expr.parts, p);
    case 'case':
      return `case${p.deeper(() =>
        branches(expr, p)
          .map((line) => p.nl() + line)
          .join(''),
      )}${p.nl()}end`;
    default:
      return p.expr(expr);
  }
}

/** In parentheses already: what has parts stands on lines of its own, all else as it is. */
function onLines(expr: Expr, p: Printing): string {
  if (!hasParts(expr)) return p.expr(expr);
  if (expr.t === 'call') return printExprWith(expr, expr.args[0] ? hashing(expr.args[0], p) : p);
  return `${p.deeper(() => p.nl() + laidOut(expr, p))}${p.nl()}`;
}

/** What is hashed is the longest there is in generated code: its owner finds each column of it on a line. */
const hashing = (hashed: Expr, p: Printing): Printing => ({ ...p, expr: (expr) => (expr === hashed ? onLines(expr, p) : p.expr(expr)) });

/** Prints one expression in the dialect's spelling. */
export function printExprWith(expr: Expr, p: Printing): string {
  // Most nodes by far, and the same on every platform.
  if (expr.t === 'col') return expr.table === undefined ? p.name(expr.name) : `${p.name(expr.table)}.${p.name(expr.name)}`;
  // One entry per node kind: the table's type pairs each kind with its printer, which an index access cannot express.
  const spell = (p.dialect.expr[expr.t] ?? BASE[expr.t]) as (node: Expr, p: Printing) => string;
  return spell(expr, expr.t === 'hash' ? hashing(expr.expr, p) : p);
}

export function printOperandWith(expr: Expr, p: Printing): string {
  return isTight(expr) ? printExprWith(expr, p) : `(${printExprWith(expr, p)})`;
}
