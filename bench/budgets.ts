/** Milliseconds on a machine of two shared cores without a graphics card; frame times are p95. */
export const CANVAS_BUDGETS = { open: 1000, pan: 50, zoom: 50, drag: 50 } as const;
export const CANVAS_SIZES = [0, 50, 200, 500, 1000, 2000] as const;
