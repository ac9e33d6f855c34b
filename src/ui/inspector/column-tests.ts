import type { ColumnTest } from '../../core/model/types.ts';

type Kind = ColumnTest['test'];

export const testOf = <K extends Kind>(tests: readonly ColumnTest[] | undefined, kind: K): Extract<ColumnTest, { test: K }> | undefined =>
  tests?.find((test): test is Extract<ColumnTest, { test: K }> => test.test === kind);

/** The tests with one put in place of its like, whose severity it keeps, or taken out; `null` when none is left. */
export function withTest(tests: readonly ColumnTest[] | undefined, kind: Kind, test: ColumnTest | undefined): readonly ColumnTest[] | null {
  const rest = (tests ?? []).filter((other) => other.test !== kind);
  const severity = tests?.find((other) => other.test === kind)?.severity;
  const next = test ? [...rest, severity === undefined || 'severity' in test ? test : { ...test, severity }] : rest;
  return next.length > 0 ? next : null;
}

/** The tests with another severity of one; an error is what holds anyway. */
export const withSeverity = (tests: readonly ColumnTest[], kind: Kind, isWarning: boolean): readonly ColumnTest[] =>
  tests.map((test) => {
    if (test.test !== kind) return test;
    const { severity: _, ...rest } = test;
    return isWarning ? { ...rest, severity: 'warn' } : rest;
  });

export const listFromText = (text: string): readonly string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** A number as typed; `undefined` for nothing, `null` for what is none. */
export function numberFromText(text: string): number | undefined | null {
  if (text.trim() === '') return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}

/** The accepted range with one bound changed; `undefined` when no bound is left. */
export function rangeWith(
  before: Extract<ColumnTest, { test: 'accepted_range' }> | undefined,
  bound: 'min' | 'max',
  value: number | undefined,
): ColumnTest | undefined {
  const min = bound === 'min' ? value : before?.min;
  const max = bound === 'max' ? value : before?.max;
  if (min === undefined && max === undefined) return undefined;
  return { test: 'accepted_range', ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
}
