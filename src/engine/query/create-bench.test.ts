import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EngineCancelled, EngineError, type Engine } from '../../core/engine-port.ts';
import { openNodeEngine } from '../duckdb-node.ts';
import { RESULTS } from './bench-types.ts';
import { createBench, type Bench } from './create-bench.ts';

const never = new AbortController().signal;
let engine: Engine;
let bench: Bench;
beforeAll(async () => {
  engine = await openNodeEngine();
  await engine.execute('create schema vault');
  await engine.execute(`create table vault.hub as select * from (values (1, 'a', 1.50::decimal(9,2)), (2, 'b', 2.25)) as t(id, name, amount)`);
  bench = await createBench(engine);
});
afterAll(() => engine.close());

async function rowsOf(statement: string): Promise<readonly (readonly (string | null)[])[]> {
  const outcome = await bench.run(statement, never);
  if (outcome.kind !== 'rows') throw new Error(`${statement} gave no rows`);
  const { rows } = await bench.page(outcome.table, { offset: 0, limit: 100 });
  await bench.free(outcome.table);
  return rows;
}
const failure = (statement: string): Promise<EngineError> =>
  bench.run(statement, never).then(
    () => Promise.reject(new Error(`${statement} was run`)),
    (error: unknown) => (error instanceof EngineError ? error : Promise.reject(new Error(String(error)))),
  );

describe('what gives rows', () => {
  it.each([
    [
      'select * from vault.hub order by id desc',
      [
        ['2', 'b', '2.25'],
        ['1', 'a', '1.50'],
      ],
    ],
    ['from hub where id = 1 -- the schema is found', [['1', 'a', '1.50']]],
    ['values (1), (null)', [['1'], [null]]],
    ['with x as (select 3 as n) select n from x', [['3']]],
    ['select interval 3 day, [1, 2], 12345678901234567890.12::decimal(38,2)', [['3 days', '[1, 2]', '12345678901234567890.12']]],
  ])('%s', async (statement, rows) => expect(await rowsOf(statement)).toEqual(rows));
  it('keeps describe, show and summarize as rows too', async () => {
    expect((await rowsOf('describe vault.hub')).map(([name]) => name)).toEqual(['id', 'name', 'amount']);
    expect(await rowsOf('summarize vault.hub')).toHaveLength(3);
    expect(await rowsOf('show databases')).toContainEqual(['workbench']);
  });
  it('tells columns of one name apart, and counts the rows', async () => {
    const outcome = await bench.run('select id, id, name as "ID" from hub', never);
    expect(outcome).toMatchObject({ kind: 'rows', rows: 2 });
    expect(outcome.kind === 'rows' && outcome.columns.map(({ name }) => name)).toEqual(['id', 'id_1', 'ID_2']);
  });
  it('gives rows that can be sorted, from their middle as from their start, and forgets them when they are freed', async () => {
    const outcome = await bench.run('select (i * 7919) % 100003 as k, i from range(100003) as r(i)', never);
    if (outcome.kind !== 'rows') throw new Error('no rows');
    const open = await bench.rows(outcome.table);
    const page = async (offset: number, descending: boolean) =>
      (await (await open.shape({ filters: [], sorts: [{ column: 'k', descending }] })).page(offset, 3)).rows.map(([k]) => k);
    expect(await page(0, false)).toEqual(['0', '1', '2']);
    expect(await page(99_000, false)).toEqual(['99000', '99001', '99002']);
    expect(await page(2, true)).toEqual(['100000', '99999', '99998']);
    await open.close();
    await bench.free(outcome.table);
    expect(
      (await engine.query(`select table_name from duckdb_tables() where schema_name = '${RESULTS}' and table_name like '${outcome.table}%'`)).rows,
    ).toEqual([]);
  });
});

describe('what writes', () => {
  it.each([
    'delete from vault.hub',
    'insert into vault.hub values (3, null, 0)',
    'with x as (select 1) insert into hub select 3, null, 0 from x',
    'update hub set id = 5',
    'drop table vault.hub',
    'drop schema memory.vault cascade',
    'create or replace table vault.hub as select 1',
    'create view vault.v as select 1',
    'alter table vault.hub add column z int',
    'truncate vault.hub',
    'explain analyze delete from vault.hub',
  ])('cannot touch what the run built: %s', async (statement) => {
    expect((await failure(statement)).message).toContain('would change what the run built');
    expect((await engine.query('select count(*) from vault.hub')).rows).toEqual([['2']]);
  });
  it('is free in tables of the user’s own, says what it changed and gives what it returns', async () => {
    expect(await bench.run('create table mine as from hub', never)).toEqual({ kind: 'done', changed: 2 });
    expect(await bench.run('update mine set amount = 0 where id = 1', never)).toEqual({ kind: 'done', changed: 1 });
    expect(await bench.run('create view seen as select id from mine', never)).toEqual({ kind: 'done', changed: undefined });
    expect(await rowsOf("insert into mine values (9, 'q', 7.25) returning *")).toEqual([['9', 'q', '7.25']]);
    expect((await bench.ownTables()).map(({ name, columns }) => [name, columns.length])).toEqual([
      ['mine', 3],
      ['seen', 1],
    ]);
  });
  it('leaves nothing of a statement that failed', async () => {
    await failure('insert into mine select 1/0, null, cast(name as int) from hub');
    expect(await rowsOf('select count(*) from mine')).toEqual([['3']]);
  });
  it('keeps variables, and refuses what would leave the database or the transaction', async () => {
    await bench.run('set variable x = 4', never);
    expect(await rowsOf("select getvariable('x')")).toEqual([['4']]);
    for (const statement of ['begin', 'detach memory', 'use memory', "set search_path = 'memory'", "copy hub to 'x.csv'"])
      expect((await failure(statement)).detail.position).toBe(0);
  });
  it('is thrown away with the results', async () => {
    await bench.clear();
    expect(await bench.ownTables()).toEqual([]);
    expect(await rowsOf('select count(*) from vault.hub')).toEqual([['2']]);
  });
});

describe('what goes wrong', () => {
  it('is told at its place in the statement, whatever the engine was given', async () => {
    for (const [statement, word] of [
      ['select nocol from vault.hub', 'nocol'],
      ["select 'é😀', nocol from vault.hub", 'nocol'],
      ['describe select nocol from hub', 'nocol'],
      ['explain select nocol from hub', 'nocol'],
      ['update mine_not set a = 1', 'mine_not'],
      ['select 1 frm x y', 'x'],
    ] as const)
      expect([statement, (await failure(statement)).detail.position]).toEqual([statement, statement.lastIndexOf(word)]);
  });
  it('can be stopped, and the next statement runs', async () => {
    const controller = new AbortController();
    const running = bench.run('select count(*) from range(100000000) a, range(100) b where a.range % 7 = b.range', controller.signal);
    setTimeout(() => controller.abort(), 50);
    await expect(running).rejects.toBeInstanceOf(EngineCancelled);
    expect(await rowsOf('select 1')).toEqual([['1']]);
  });
});

it('explains with and without running', async () => {
  expect(await bench.run('explain select * from hub', never)).toMatchObject({ kind: 'plan', analyzed: false });
  const outcome = await bench.explain('select name, count(*) from hub group by all', true, never);
  expect(outcome.kind === 'plan' && outcome.json).toContain('operator_timing');
});
