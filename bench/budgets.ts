/** Milliseconds on a machine of two shared cores without a graphics card; frame times are p95. */
export const CANVAS_BUDGETS = { open: 1000, pan: 50, zoom: 50, drag: 50 } as const;
export const CANVAS_SIZES = [0, 50, 200, 500, 1000, 2000] as const;

/** Milliseconds: a whole model, one edited object, all DDL and load files of one platform; a model of mixed kinds with those of all six; every export of it for one. */
export const PLAN_BUDGETS = { whole: 3000, edit: 150, emit: 3000, mixed: 2000, everything: 2000 } as const;
export const PLAN_SIZES = [50, 200, 1000] as const;

/** Seconds after the engine has opened. */
export const RUN_BUDGETS = { first: 5, again: 0.5, cancel: 1 } as const;

/** Times native DuckDB of the same version with one thread, the same statements. */
export const MILLION_BUDGET = 2;

/** Milliseconds: the longest task that keeps the page from answering while 1,000 objects are exported, and until the files are there. */
export const EXPORT_BUDGETS = { task: 250, written: 8000 } as const;

/** Milliseconds for a million rows: until the first are shown, the longest time without any while scrolling, until they are sorted by a column. */
export const GRID_BUDGETS = { open: 500, blank: 100, sort: 1000 } as const;
