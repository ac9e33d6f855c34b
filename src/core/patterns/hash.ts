import type { LogicalType } from '../model/logical-type.ts';
import type { HashRules } from '../model/types.ts';
import type { Expr } from '../sql/ast.ts';
import { call, coalesce, concat, isNull, nil, TEXT, text } from '../sql/build.ts';
import { hashHexLength } from '../sql/hash-length.ts';

export interface HashInput {
  readonly expr: Expr;
  readonly type: LogicalType;
}

/** The type a hash is stored in. */
export const hashType = (rules: HashRules): LogicalType =>
  rules.storage === 'binary' ? { kind: 'binary' } : { kind: 'text', length: hashHexLength(rules.algorithm) };

/** Canonical text, trimmed and folded as the rules say; blank becomes NULL. */
function standardised(input: HashInput, rules: HashRules, letterCase: HashRules['key_case']): Expr {
  const plain: Expr = { t: 'textOf', expr: input.expr, type: input.type };
  const trimmed = rules.trim ? call('trim', plain) : plain;
  const folded: Expr = letterCase === 'keep' ? trimmed : { t: 'asciiCase', expr: trimmed, to: letterCase };
  return call('nullif', folded, text(''));
}

const joined = (parts: readonly Expr[], rules: HashRules): Expr => {
  const filled = parts.map((part) => coalesce(part, text(rules.null_placeholder)));
  return concat(...filled.flatMap((part, index) => (index === 0 ? [part] : [text(rules.delimiter), part])));
};

/**
 * A hash key: the parts in the given order. NULL when every part is NULL or blank, so that no key is made of nothing.
 * @param collisionCode a constant first part that keeps equal keys of different systems apart.
 */
export function hashKey(inputs: readonly HashInput[], rules: HashRules, collisionCode?: string): Expr {
  const parts = inputs.map((input) => standardised(input, rules, rules.key_case));
  const [only] = parts;
  const code = collisionCode === undefined ? [] : [text(collisionCode)];
  if (parts.length === 1 && only && code.length === 0) return { t: 'hash', expr: only, rules };
  const empty = parts.map((part) => isNull(part)).reduce((left, right) => ({ t: 'bin', op: 'and', left, right }));
  return { t: 'hash', expr: { t: 'case', whens: [{ when: empty, then: nil(TEXT) }], otherwise: joined([...code, ...parts], rules) }, rules };
}

/** A hash diff: never NULL, the parts already in the order of their column names. */
export function hashDiff(inputs: readonly HashInput[], rules: HashRules): Expr {
  return {
    t: 'hash',
    expr: joined(
      inputs.map((input) => standardised(input, rules, rules.diff_case)),
      rules,
    ),
    rules,
  };
}
