import type { ModelObject } from '../src/core/model/types.ts';
import type { Cell, PreparedCase, Row, Step } from './prepared.ts';

/** Another order of the same rows, or why a case has none. */
export type Variant = { readonly program: readonly Step[] } | { readonly reason: string };

type Land = Extract<Step, { op: 'land' }>;

const NOTHING_TO_MERGE = 'it loads each target once';
const RESET_BETWEEN = 'a table is emptied or filled by hand between its loads';
const NOT_CONSECUTIVE = 'its deliveries are not consecutive: one brings a load date that is not later than those before it';
const NOTHING_TO_SPLIT = 'each of its deliveries has one load date';
const ONE_DELIVERY = 'no source delivers twice';
const UNDATED = 'a row has no load date';

/** Load dates as numbers that compare; `undefined` where one is missing. */
const moment = (value: Cell | undefined): number | undefined => {
  if (typeof value !== 'string') return undefined;
  const time = Date.parse(`${value.trim().replace(' ', 'T')}${value.trim().length === 10 ? 'T00:00:00' : ''}Z`);
  return Number.isNaN(time) ? undefined : time;
};
const datesOf = (rows: readonly Row[], column: string): readonly (number | undefined)[] => rows.map((row) => moment(row[column]));

/** Whether every delivery of a source comes after all those before it, so that they are the batches of one sequence. */
function areConsecutive(prepared: PreparedCase, lands: readonly Land[]): boolean {
  const latest = new Map<string, number>();
  for (const land of lands) {
    const column = prepared.dates.get(land.source);
    if (column === undefined) continue;
    const dates = datesOf(land.rows, column).filter((date) => date !== undefined);
    const before = latest.get(land.source);
    if (before !== undefined && dates.some((date) => date <= before)) return false;
    latest.set(land.source, Math.max(before ?? -Infinity, ...dates));
  }
  return true;
}

const keepsEvery = (prepared: PreparedCase, source: string): boolean => {
  const object = prepared.project.objects[source];
  return object?.kind === 'source' && object.landing !== 'replace';
};

/** An expectation without the integer keys that would be others had the rows come otherwise. */
function withoutNumbers(prepared: PreparedCase, step: Step): Step {
  if (step.op !== 'expect' || step.expectation.kind !== 'rows') return step;
  const numbered = new Set(prepared.numbered?.get(step.target) ?? []);
  return { ...step, expectation: { ...step.expectation, columns: step.expectation.columns.filter((column) => !numbered.has(column)) } };
}

/**
 * All deliveries at once and each target loaded once, compared at the end. A source whose rows carry no date and whose
 * landing holds the last delivery only, such as the as-of dates, brings its last one.
 */
export function merged(prepared: PreparedCase): Variant {
  const { program } = prepared;
  const loads = program.filter((step) => step.op === 'load');
  const lands = program.filter((step) => step.op === 'land');
  const firstLoad = program.findIndex((step) => step.op === 'load');
  if (new Set(loads.map(({ target }) => target)).size === loads.length) return { reason: NOTHING_TO_MERGE };
  if (program.some((step, index) => index > firstLoad && (step.op === 'reset' || step.op === 'seed'))) return { reason: RESET_BETWEEN };
  if (!areConsecutive(prepared, lands)) return { reason: NOT_CONSECUTIVE };
  const landed = new Set<string>();
  const together = lands
    .filter((land) => prepared.dates.has(land.source) || keepsEvery(prepared, land.source) || land === lands.findLast(({ source }) => source === land.source))
    .map((land): Land => {
      const beside = landed.has(land.source);
      landed.add(land.source);
      return { ...land, ...(beside ? { beside } : {}) };
    });
  const last = new Map(program.flatMap((step) => (step.op === 'expect' ? [[step.target, step.number] as const] : [])));
  return {
    program: [
      ...program.filter((step) => step.op === 'reset' || step.op === 'seed'),
      ...together,
      ...loads.filter((load, index) => loads.findIndex(({ target }) => target === load.target) === index),
      ...program.filter((step) => step.op === 'expect' && last.get(step.target) === step.number).map((step) => withoutNumbers(prepared, step)),
    ],
  };
}

/** Every delivery cut by load date, one batch per date, oldest first; compared where the case compares. */
export function split(prepared: PreparedCase): Variant {
  const program: Step[] = [];
  let lands: Land[] = [];
  let loads: Extract<Step, { op: 'load' }>[] = [];
  let cuts = 0;
  const flush = (): void => {
    const dated = lands.filter(({ source }) => prepared.dates.has(source));
    const dates = [...new Set(dated.flatMap((land) => datesOf(land.rows, prepared.dates.get(land.source) ?? '')))]
      .filter((date) => date !== undefined)
      .toSorted((a, b) => a - b);
    if (loads.length === 0 || dates.length < 2) program.push(...lands, ...loads);
    else {
      cuts += 1;
      program.push(...lands.filter((land) => !dated.includes(land)));
      for (const [index, date] of dates.entries()) {
        for (const land of dated) {
          const column = prepared.dates.get(land.source) ?? '';
          program.push({
            ...land,
            rows: land.rows.filter((row) => moment(row[column]) === date),
            loadDate: `${land.loadDate.slice(0, 17)}${String(index % 60).padStart(2, '0')}.${String(Math.floor(index / 60)).padStart(6, '0')}`,
          });
        }
        program.push(...loads);
      }
    }
    lands = [];
    loads = [];
  };
  for (const step of prepared.program) {
    if (step.op === 'land') {
      if (loads.length > 0) flush();
      const column = prepared.dates.get(step.source);
      if (column !== undefined && datesOf(step.rows, column).includes(undefined)) return { reason: UNDATED };
      lands.push(step);
    } else if (step.op === 'load') loads.push(step);
    else if (step.op === 'other') continue;
    else {
      if (loads.length > 0) flush();
      program.push(step);
    }
  }
  flush();
  return cuts === 0 ? { reason: NOTHING_TO_SPLIT } : { program };
}

/**
 * The same deliveries, with landing tables that keep every one of them: loads then read them all again and again, and
 * decide by what is stored.
 */
export function kept(prepared: PreparedCase): PreparedCase | { readonly reason: string } {
  const lands = prepared.program.flatMap((step) => (step.op === 'land' && prepared.dates.has(step.source) ? [step.source] : []));
  if (new Set(lands).size === lands.length) return { reason: ONE_DELIVERY };
  const lastReset = prepared.program.findLastIndex((step) => step.op === 'reset');
  if (lastReset > prepared.program.findIndex((step) => step.op === 'land')) return { reason: RESET_BETWEEN };
  const objects = Object.entries(prepared.project.objects).map(([id, object]): [string, ModelObject] =>
    object.kind === 'source' && prepared.dates.has(id) ? [id, { ...object, landing: 'append' }] : [id, object],
  );
  return { ...prepared, project: { ...prepared.project, objects: Object.fromEntries(objects) } };
}
