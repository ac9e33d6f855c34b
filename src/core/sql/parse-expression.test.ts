import { describe, expect, it } from 'vitest';
import { DIALECTS } from '../dialects/registry.ts';
import { parseExpression } from './parse-expression.ts';
import { printExpr } from './print.ts';

function roundTrip(source: string): string {
  const parsed = parseExpression(source);
  return 'error' in parsed ? `${parsed.error.position}: ${parsed.error.message}` : printExpr(parsed.expr, DIALECTS.duckdb).text;
}

describe('what a user types', () => {
  it.each([
    ['quantity * (price - discount)', 'quantity * (price - discount)'],
    ['a - b - c', 'a - b - c'],
    ['a or b and not c', 'a or b and not c'],
    ["status in ('A', 'B') and city is not null", "status in ('A', 'B') and city is not null"],
    ["name not like 'x%'", "not (name like 'x%')"],
    ['amount between 1 and 10', 'amount >= 1 and amount <= 10'],
    ["given || ' ' || family", "given || ' ' || family"],
    ['"a""b;--"::decimal(12,2)', 'cast("a""b;--" as decimal(12, 2))'],
    ["case when n > 1.5 then 'big' else 'small' end", "case when n > 1.5 then 'big' else 'small' end"],
    ["coalesce(__proto__, 'it''s')", "coalesce(__proto__, 'it''s')"],
    ['extract(month from ordered_at)', 'cast(extract(month from ordered_at) as integer)'],
    ['Größe + 1', '"Größe" + 1'],
    ['x between a + 1 and b * 2', 'x >= a + 1 and x <= b * 2'],
    ["n like 'x' || y", "n like ('x' || y)"],
    ['12345678901234567890', "cast('12345678901234567890' as decimal(20, 0))"],
  ])('%s', (source, printed) => expect(roundTrip(source)).toBe(printed));

  it('reads columns of named tables only where there are several', () => {
    const parsed = parseExpression('coalesce(o.amount, "c d"."x.y") + price', { qualified: true });
    expect('expr' in parsed && printExpr(parsed.expr, DIALECTS.duckdb).text).toBe('coalesce(o.amount, "c d"."x.y") + price');
    expect(parseExpression('o.', { qualified: true })).toMatchObject({ error: { position: 2, message: 'expected a column of o but found the end' } });
    expect(roundTrip('o.amount')).toBe('1: "." has no meaning here');
  });

  it('says where and what when it cannot be read', () => {
    expect(roundTrip('a +')).toBe('3: expected a value but found the end');
    expect(roundTrip("'open")).toBe("0: the ' here is never closed");
    expect(roundTrip('nullif(a)')).toContain('nullif takes 2 values, not 1');
    expect(roundTrip('load_file(a)')).toContain('load_file is not a function that every platform has');
    expect(roundTrip('a b')).toBe('2: expected an operator or the end but found "b"');
    expect(roundTrip('a; drop table x')).toBe('1: ";" has no meaning here');
    expect(roundTrip('constructor(a)')).toContain('constructor is not a function');
    expect(roundTrip('('.repeat(5000))).toContain('nested deeper than');
  });
});
