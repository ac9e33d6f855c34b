import type { LogicalType } from '../../model/logical-type.ts';
import type { HashRules, TimeDimension } from '../../model/types.ts';
import type { Expr } from '../../sql/ast.ts';
import { bin, call, coalesce, num, text } from '../../sql/build.ts';

/** Id of a time dimension's natural key in a fact's mapping. */
export const TIME_KEY = 'time';

/** The key of the member that stands for "not known": -1, or the zero hash. */
export const unknownKey = (type: LogicalType, rules: HashRules): Expr => (type.kind === 'integer' ? num(-1) : { t: 'zeroHash', rules });

/** The key of the member that stands for "does not apply": -2, or the hash of a text that no key is. */
export const notApplicableKey = (type: LogicalType, rules: HashRules): Expr =>
  type.kind === 'integer' ? num(-2) : { t: 'hash', expr: text('(not applicable)'), rules };

/** A flag as a junk dimension keeps it and a fact looks it up: a text that is not given has a name of its own, other values stay NULL. */
export const junkValue = (expr: Expr, type: LogicalType): Expr => (type.kind === 'text' ? coalesce(expr, text('(none)')) : expr);

/** The key of a time of day: the number hhmmss of the start of its step. */
export function timeNumber(time: Expr, every: TimeDimension['every']): Expr {
  const part = (name: 'hour' | 'minute' | 'second'): Expr => ({ t: 'datePart', part: name, expr: time });
  const hours = bin('*', part('hour'), num(10_000));
  if (every === 'hour') return hours;
  const minute = every === 'quarter_hour' ? bin('-', part('minute'), call('mod', part('minute'), num(15))) : part('minute');
  const minutes = bin('+', hours, bin('*', minute, num(100)));
  return every === 'second' ? bin('+', minutes, part('second')) : minutes;
}
