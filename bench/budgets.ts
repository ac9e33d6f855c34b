/** Objects on a diagram, and milliseconds until it has settled; none at all tells what the machine gives an empty page. */
export const CANVAS_SIZES = [
  [0, 500],
  [50, 500],
  [200, 700],
  [1000, 1200],
  [2000, 2000],
] as const;
/** Milliseconds between frames while moving, in the middle and at the 95th percentile, and until all is in view; megabytes and elements at 1,000 objects. */
export const CANVAS_BUDGETS = { median: 20, p95: 40, fit: 400, heapMB: 150, dom: 6000 } as const;

/** Milliseconds: a whole model, one edited object, all DDL and load files of one platform; a model of mixed kinds with those of all six; every export of it for one. */
export const PLAN_BUDGETS = { whole: 3000, edit: 150, emit: 3000, mixed: 2000, everything: 2000 } as const;
export const PLAN_SIZES = [50, 200, 1000] as const;

/** Seconds after the engine has opened. */
export const RUN_BUDGETS = { first: 5, again: 0.5, cancel: 1 } as const;

/** Times native DuckDB of the same version with one thread, the same statements. */
export const MILLION_BUDGET = 2;

/** Milliseconds: the longest task that keeps the page from answering while 1,000 objects are exported, and until the files, or their zip, are there. */
export const EXPORT_BUDGETS = { task: 250, written: 2000 } as const;

/** Milliseconds for a million rows: until the first are shown, the longest time without any while scrolling, until they are sorted by a column. */
export const GRID_BUDGETS = { open: 500, blank: 100, sort: 1000 } as const;

/** Milliseconds until the first visit can be worked with; the longest task while typing, selecting or moving the diagram of a model of 1,000 objects. */
export const STUDIO_BUDGETS = { usable: 1000, task: 50 } as const;
