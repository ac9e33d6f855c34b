export interface TourStep {
  /** What it points at; the first that is there. */
  readonly at: string;
  readonly title: string;
  readonly text: string;
  /** A region that may be closed and is opened for it. */
  readonly region?: 'navigator' | 'panel' | 'inspector';
  /** An action to try at once. */
  readonly offer?: string;
}

/** From the model to its rows to its code, each at its place. */
export const STEPS: readonly TourStep[] = [
  {
    at: '.or-canvas-region',
    title: 'The model',
    text: 'Sources become staging, a raw vault and a star. Drag to move, scroll to zoom, click to choose. The row above draws new objects.',
  },
  {
    at: '[data-region=navigator]',
    region: 'navigator',
    title: 'Everything by its layer',
    text: 'Click an object to see it; press the right button, or the menu key, for what can be made from it.',
  },
  {
    at: '[data-region=inspector]',
    region: 'inspector',
    title: 'What it means',
    text: 'Keys, columns, mappings and history of what you chose, or the project when nothing is. Every change can be undone, after a reload too.',
  },
  {
    at: '.or-run',
    title: 'Run',
    text: 'Builds the whole model in DuckDB, inside this tab, from the deliveries. Next time only what changed is built.',
    offer: 'run.all',
  },
  {
    at: '[data-region=timeline]',
    title: 'Deliveries',
    text: 'What the sources brought, day by day. Run up to one of them, or load the last one twice: it must change no row.',
  },
  {
    at: '[data-region=panel]',
    region: 'panel',
    title: 'Rows, SQL and proof',
    text: 'Follows what you choose: its rows, the SQL of each platform, checks, problems, and the proof that vault and star tell the same.',
  },
  {
    at: '.or-bar-export',
    title: 'Take the code away',
    text: 'DDL, SQL, a dbt or a SQLMesh project for six platforms: the very plan that was run here. This tour, the keys and all terms stand under Help.',
    offer: 'project.export',
  },
];
