import type { LogicalType } from '../model/logical-type.ts';
import type { HashRules } from '../model/types.ts';
import type { Expr } from '../sql/ast.ts';
import { call, coalesce, concat, isNull, nil, num, TEXT, text } from '../sql/build.ts';
import { hashHexLength } from '../sql/hash-length.ts';

export interface HashInput {
  readonly expr: Expr;
  readonly type: LogicalType;
}

/** The type a hash is stored in. */
export const hashType = (rules: HashRules): LogicalType =>
  rules.storage === 'binary' ? { kind: 'binary' } : { kind: 'text', length: hashHexLength(rules.algorithm) };

/** Characters of a timestamp's canonical text up to its milliseconds. */
const TO_MILLIS = 23;

function textOf(input: HashInput, rules: HashRules): Expr {
  const loose = rules.preset !== undefined && rules.preset !== 'orrery';
  const plain: Expr = { t: 'textOf', expr: input.expr, type: input.type, ...(loose ? { loose } : {}) };
  if (input.type.kind !== 'timestamp' && input.type.kind !== 'timestamptz') return plain;
  if (rules.fraction === 'millis') return call('left', plain, num(TO_MILLIS));
  return rules.fraction === 'shortest' ? call('rtrim', call('rtrim', plain, text('0')), text('.')) : plain;
}

function folded(expr: Expr, rules: HashRules, letterCase: HashRules['key_case']): Expr {
  if (letterCase === 'keep') return expr;
  return rules.fold === 'engine' ? call(letterCase, expr) : { t: 'asciiCase', expr, to: letterCase };
}

/** Canonical text, trimmed and folded as the rules say; blank becomes NULL. */
export function standardised(input: HashInput, rules: HashRules, letterCase: HashRules['key_case']): Expr {
  const plain = textOf(input, rules);
  return call('nullif', folded(rules.trim ? call('trim', plain) : plain, rules, letterCase), text(''));
}

const replaced = (expr: Expr, pairs: readonly (readonly [string, string])[]): Expr =>
  pairs.reduce((value, [from, to]) => call('replace', value, text(from), text(to)), expr);

/** A part in double quotes, with what would end it or look like its neighbours replaced, as datavault4dbt writes it. */
function quoted(input: HashInput, rules: HashRules): Expr {
  const plain = textOf(input, rules);
  const safe = replaced(rules.trim ? call('trim', plain) : plain, [
    ['\\', '\\\\'],
    ['"', 'dv4dbt-quote-replacement'],
    [rules.null_placeholder, 'dv4dbt-null-replacement'],
    [rules.delimiter, 'dv4dbt-concat-replacement'],
  ]);
  return concat(text('"'), safe, text('"'));
}

/** Line ends and tabs, which that library takes out of what it hashes. */
const BREAKS = ['\n', '\t', '\v', '\r'];

const joined = (parts: readonly Expr[], rules: HashRules): Expr => {
  const filled = parts.map((part) => coalesce(part, text(rules.null_placeholder)));
  return concat(...filled.flatMap((part, index) => (index === 0 ? [part] : [text(rules.delimiter), part])));
};

const allNull = (parts: readonly Expr[]): Expr => parts.map((part) => isNull(part)).reduce((left, right) => ({ t: 'bin', op: 'and', left, right }));

/** datavault4dbt's form: quoted parts; a hash of nothing but NULL is the zero key, for keys and differences alike. */
function quotedHash(inputs: readonly HashInput[], rules: HashRules, letterCase: HashRules['key_case'], code: readonly Expr[]): Expr {
  const parts = inputs.map((input) => quoted(input, rules));
  const line = replaced(
    joined([...code, ...parts], rules),
    BREAKS.map((character) => [character, ''] as const),
  );
  const value: Expr = { t: 'hash', expr: folded(line, rules, letterCase), rules };
  return { t: 'case', whens: [{ when: allNull(inputs.map(({ expr }) => expr)), then: { t: 'zeroHash', rules } }], otherwise: value };
}

/** Whether a key of nothing but NULL is hashed to the zero key, so that NULL alone does not tell a missing key. */
export const makesZeroKeys = ({ empty_key, parts }: HashRules): boolean => empty_key === 'zero_key' || parts === 'quoted';

/**
 * A hash key: the parts in the given order. When every part is NULL or blank it is NULL, so that no key is made of
 * nothing, or the zero key where the rules say so.
 * @param collisionCode a constant first part that keeps equal keys of different systems apart.
 */
export function hashKey(inputs: readonly HashInput[], rules: HashRules, collisionCode?: string): Expr {
  const code = collisionCode === undefined ? [] : [text(collisionCode)];
  if (rules.parts === 'quoted') return quotedHash(inputs, rules, rules.key_case, code);
  const parts = inputs.map((input) => standardised(input, rules, rules.key_case));
  const [only] = parts;
  const key: Expr =
    parts.length === 1 && only && code.length === 0
      ? { t: 'hash', expr: only, rules }
      : { t: 'hash', expr: { t: 'case', whens: [{ when: allNull(parts), then: nil(TEXT) }], otherwise: joined([...code, ...parts], rules) }, rules };
  return rules.empty_key === 'zero_key' ? coalesce(key, { t: 'zeroHash', rules }) : key;
}

/** A hash diff: never NULL, the parts already in the order the rules say. */
export function hashDiff(inputs: readonly HashInput[], rules: HashRules): Expr {
  if (rules.parts === 'quoted') return quotedHash(inputs, rules, rules.diff_case, []);
  return {
    t: 'hash',
    expr: joined(
      inputs.map((input) => standardised(input, rules, rules.diff_case)),
      rules,
    ),
    rules,
  };
}

/** The columns of a difference in the order the rules say: by name, whatever the case, or as they stand. */
export function diffOrder<C extends { readonly name: string }>(columns: readonly C[], rules: HashRules): readonly C[] {
  if (rules.diff_order === 'as_listed') return columns;
  const key = (column: C): string => column.name.toLowerCase();
  return columns.toSorted((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}
