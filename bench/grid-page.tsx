import { createRoot } from 'react-dom/client';
import { openBrowserEngine } from '../src/engine/duckdb-browser.ts';
import { openRows } from '../src/engine/rows/open-rows.ts';
import type { Studio } from '../src/store/studio-types.ts';
import { Grid } from '../src/ui/results/grid.tsx';
import { StudioContext } from '../src/ui/use-studio.ts';
import '../src/ui/kit/tokens.css';
import '../src/ui/kit/kit.css';
import '../src/ui/panel/controls.css';

const TABLE = { schema: 'main', name: 'orders' };
const COLUMNS = [
  ['order_id', 'i'],
  ['customer', `'Customer ' || (hash(i) % 100000)`],
  ['city', `'City ' || (hash(i * 7) % 997)`],
  ['amount', 'cast((hash(i * 3) % 10000000) / 100 as decimal(12, 2))'],
  ['ordered_at', `timestamp '2026-01-01 00:00:00' + to_seconds((hash(i * 5) % 20000000)::bigint)`],
  ['hash_key', 'md5(i::varchar)'],
  ['is_paid', 'hash(i) % 2 = 0'],
  ['quantity', '(hash(i * 11) % 50)::integer'],
  ['note', `'Left at the door of number ' || i`],
  ['due_on', `date '2020-01-01' + (hash(i * 13) % 2000)::integer`],
] as const;

declare global {
  interface Window {
    /** Makes the table of so many rows. */
    make: (rows: number) => Promise<void>;
    /** Shows it. */
    show: () => void;
    /** Longest time in milliseconds without rows, and with the same rows although others are asked for. */
    watch: () => { stop: () => { blank: number; late: number; frame: number } };
  }
}

const state = { view: { statistics: false } };
const studio = {
  getState: () => state,
  subscribe: () => () => undefined,
  actions: { notify: (_: string, message: string) => console.error(message), setView: () => undefined },
} as unknown as Studio;

const opening = openBrowserEngine();
let total = 0;
window.make = async (rows) => {
  const engine = await opening;
  await engine.execute(`create table orders as select ${COLUMNS.map(([name, value]) => `${value} as ${name}`).join(', ')} from range(${rows}) as numbers(i)`);
  total = rows;
};
const open = async () => openRows(await opening, TABLE);
window.show = () => {
  const root = document.getElementById('root');
  if (!root) throw new Error('the page has no place for the grid');
  createRoot(root).render(
    <StudioContext value={studio}>
      <Grid source="orders" name="orders" version={1} total={total} planned={[]} read={() => Promise.reject(new Error('read past the engine'))} open={open} />
    </StudioContext>,
  );
};

/** Whether rows are missing where some should be, as a user would see it. */
function isBlank(grid: HTMLElement): boolean {
  const box = grid.getBoundingClientRect();
  const head = grid.querySelector('.or-grid-head')?.getBoundingClientRect().bottom ?? box.top;
  const seen = [...grid.querySelectorAll<HTMLElement>('.or-grid-row')].filter((row) => {
    const { top, bottom } = row.getBoundingClientRect();
    return bottom > head + 1 && top < box.bottom - 1;
  });
  const covered = seen.reduce((sum, row) => {
    const { top, bottom } = row.getBoundingClientRect();
    return sum + Math.min(bottom, box.bottom) - Math.max(top, head);
  }, 0);
  // A horizontal scroll bar hides less than a row.
  return covered < grid.clientHeight - (head - box.top) - 24 || seen.some((row) => row.querySelector('.or-grid-cell')?.textContent === '');
}

window.watch = () => {
  const grid = document.querySelector<HTMLElement>('.or-grid');
  if (!grid) throw new Error('there is no grid to watch');
  const longest = { blank: 0, late: 0, frame: 0 };
  const since: { blank: number | undefined; late: number | undefined } = { blank: undefined, late: undefined };
  let last: number | undefined;
  let isWatching = true;
  let shown = '';
  const tick = (now: number): void => {
    if (last !== undefined) longest.frame = Math.max(longest.frame, now - last);
    last = now;
    // Rows that change while others are asked for are on their way.
    const first = grid.querySelector('.or-grid-row')?.getAttribute('aria-rowindex') ?? '';
    if (first !== shown) since.late = undefined;
    shown = first;
    for (const [what, is] of [['blank', isBlank(grid)] as const, ['late', grid.getAttribute('aria-busy') === 'true'] as const]) {
      const begun = since[what];
      if (begun !== undefined) longest[what] = Math.max(longest[what], now - begun);
      since[what] = is ? (begun ?? now) : undefined;
    }
    if (isWatching) requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
  return {
    stop: () => {
      isWatching = false;
      return longest;
    },
  };
};
