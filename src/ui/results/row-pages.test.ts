import { expect, it } from 'vitest';
import { EngineCancelled, EngineError, type ResultPage } from '../../core/engine-port.ts';
import { createRowPages, PAGE_ROWS } from './row-pages.ts';

interface Asked {
  readonly first: number;
  readonly limit: number;
  readonly signal: AbortSignal;
  readonly answer: () => Promise<void>;
  readonly fail: (error: Error) => Promise<void>;
}
const turn = (): Promise<void> =>
  new Promise((done) => {
    setTimeout(done);
  });

/** Pages of a million numbers, whose reads are answered by hand. */
function million(rows = 1_000_000) {
  const asked: Asked[] = [];
  const pages = createRowPages({
    key: 'numbers',
    rows,
    read: (first, limit, signal) =>
      new Promise<ResultPage>((resolve, reject) => {
        signal.addEventListener('abort', () => reject(new EngineCancelled()));
        asked.push({
          first,
          limit,
          signal,
          answer: async () => {
            resolve({ columns: [{ name: 'n', type: 'INTEGER' }], rows: Array.from({ length: limit }, (_, index) => [String(first + index)]) });
            await turn();
          },
          fail: async (error) => {
            reject(error);
            await turn();
          },
        });
      }),
  });
  const last = (): Asked => {
    const found = asked.at(-1);
    if (!found) throw new Error('nothing was asked for');
    return found;
  };
  return { asked, pages, last };
}

it('reads what is seen in one go, then what is around it, one after another', async () => {
  const { asked, pages, last } = million();
  pages.want(PAGE_ROWS - 10, PAGE_ROWS + 10);
  expect(asked.map(({ first, limit }) => [first, limit])).toEqual([[0, 2 * PAGE_ROWS]]);
  expect([pages.covers(0, 0), pages.row(3), pages.latest()]).toEqual([false, undefined, undefined]);
  await last().answer();
  expect([pages.covers(0, 2 * PAGE_ROWS - 1), pages.covers(0, 2 * PAGE_ROWS)]).toEqual([true, false]);
  expect([pages.row(PAGE_ROWS + 3), pages.columns(), pages.latest()]).toEqual([
    [String(PAGE_ROWS + 3)],
    [{ name: 'n', type: 'INTEGER' }],
    [0, 2 * PAGE_ROWS - 1],
  ]);
  await last().answer();
  await last().answer();
  expect(asked.slice(1).map(({ first }) => first / PAGE_ROWS)).toEqual([2, 3]);
  expect(pages.latest()).toEqual([0, 2 * PAGE_ROWS - 1]);
});

it('ends a read ahead that is wanted no more, and lets one through that somebody waits for', async () => {
  const { asked, pages, last } = million();
  pages.want(0, 20);
  await last().answer();
  const ahead = last();
  expect(ahead.first).toBe(PAGE_ROWS);
  pages.want(500_000, 500_020);
  await turn();
  expect(ahead.signal.aborted).toBe(true);
  const first = last();
  pages.want(900_000, 900_020);
  await turn();
  expect([asked.length, first.signal.aborted]).toEqual([3, false]);
  await first.answer();
  expect([pages.covers(500_000, 500_020), last().first]).toEqual([true, 900_000]);
  expect(pages.error()).toBeUndefined();
});

it('keeps the rows around, not all it has seen', async () => {
  const { pages, last } = million();
  for (let page = 0; page < 60; page += 1) {
    pages.want(page * PAGE_ROWS, page * PAGE_ROWS + 20);
    while (!pages.covers(page * PAGE_ROWS, page * PAGE_ROWS + 20)) await last().answer();
  }
  expect([pages.covers(0, 20), pages.covers(59 * PAGE_ROWS, 59 * PAGE_ROWS + 20), pages.covers(55 * PAGE_ROWS, 55 * PAGE_ROWS)]).toEqual([false, true, true]);
});

it('tells what failed and tries again when asked again', async () => {
  const { asked, pages, last } = million(1000);
  let told = 0;
  pages.subscribe(() => {
    told += 1;
  });
  pages.want(0, 10);
  await last().fail(new EngineError({ message: 'no such table' }));
  expect([pages.error(), told, asked.length]).toEqual(['no such table', 1, 1]);
  pages.want(0, 10);
  await last().answer();
  expect([pages.error(), pages.row(0)]).toEqual([undefined, ['0']]);
  pages.close();
  expect(last().signal.aborted).toBe(true);
});
