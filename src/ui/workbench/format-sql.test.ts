import { expect, it } from 'vitest';
import { statementsOf } from '../../core/query/statements.ts';
import { formatSql } from './format-sql.ts';

it('formats what the engine takes, and loses nothing of it', async () => {
  const sql =
    '-- note\nSELECT a."Odd Name", list_transform([1,2], x -> x + 1), {\'k\': 1}, a::DECIMAL(9,2) FROM t AS a QUALIFY row_number() OVER (PARTITION BY b) = 1; from x select * exclude (y); select $$a;b$$';
  const text = await formatSql(sql);
  expect(text).toContain('-- note\nselect');
  const bare = (given: string): string => given.toLowerCase().replaceAll(/\s/g, '');
  expect(bare(text).replaceAll(';', '')).toBe(bare(sql).replaceAll(';', ''));
  expect(statementsOf(text)).toHaveLength(3);
});
