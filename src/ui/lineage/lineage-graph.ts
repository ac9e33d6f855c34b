import type { Id } from '../../core/model/types.ts';
import { lineageOf } from '../../core/plan/lineage.ts';
import type { ColumnOrigin, Plan, Relation } from '../../core/plan/types.ts';

/** What the lineage is of: a relation, or one of its columns. */
export interface LineageFocus {
  readonly relation: Id;
  readonly column?: string | undefined;
}

export interface LineageReach {
  /** How many relations away is shown, before and after the focus. */
  readonly before: number;
  readonly after: number;
  /** Relations that show one step more, whatever the reach is. */
  readonly opened: ReadonlySet<Id>;
}

export interface LineageCard {
  readonly relation: Relation;
  /** Names of the columns that take part, in the relation's order. */
  readonly columns: readonly string[];
  /** From left to right: each card stands right of all that it reads. */
  readonly layer: number;
  /** Columns that come from, or go to, relations that are not shown. */
  readonly hiddenBefore: number;
  readonly hiddenAfter: number;
}

export interface LineageLine {
  /** With `as: 'key'` it says where the value is looked up, and does not give it. */
  readonly from: ColumnOrigin;
  readonly to: ColumnOrigin;
}

export interface LineageGraph {
  readonly cards: readonly LineageCard[];
  readonly lines: readonly LineageLine[];
}

export const columnKey = ({ relation, column }: ColumnOrigin): string => `${relation}\u0000${column}`;

type Step = (from: ColumnOrigin) => readonly ColumnOrigin[];

/** Views of refused rows tell of a table; no value passes through them. */
const isShown = (relation: Relation | undefined): relation is Relation => relation !== undefined && relation.part !== 'rejects';

/** Steps along the values of a plan, both ways. Columns that only decide which rows there are take no part. */
export function lineageSteps(plan: Plan): { readonly before: Step; readonly after: Step } {
  const readers = new Map<string, ColumnOrigin[]>();
  for (const relation of plan.relations) {
    if (!isShown(relation)) continue;
    for (const [column, origins] of lineageOf(plan, relation.id))
      for (const origin of origins) {
        const key = columnKey(origin);
        const list = readers.get(key) ?? [];
        list.push({ relation: relation.id, column });
        readers.set(key, list);
      }
  }
  return {
    before: ({ relation, column }) => (lineageOf(plan, relation).get(column) ?? []).filter(({ relation: id }) => isShown(plan.byId.get(id))),
    after: (from) => readers.get(columnKey(from)) ?? [],
  };
}

/** Every column within reach one way, and how many steps of each are not shown. */
function reached(starts: readonly ColumnOrigin[], step: Step, hops: number, opened: ReadonlySet<Id>) {
  const found = new Map<string, ColumnOrigin>(starts.map((start) => [columnKey(start), start]));
  const hidden = new Map<Id, number>();
  let front = starts;
  for (let hop = 0; front.length > 0; hop += 1) {
    const next: ColumnOrigin[] = [];
    for (const from of front) {
      const to = step(from).filter((one) => !found.has(columnKey(one)));
      if (hop >= hops && !opened.has(from.relation)) {
        if (to.length > 0) hidden.set(from.relation, (hidden.get(from.relation) ?? 0) + to.length);
        continue;
      }
      for (const one of to) {
        if (found.has(columnKey(one))) continue;
        found.set(columnKey(one), one);
        next.push(one);
      }
    }
    front = next;
  }
  return { found, hidden };
}

/** The part of a plan's lineage around a focus. Empty when the plan has no such relation or column. */
export function lineageGraph(plan: Plan, focus: LineageFocus, { before, after, opened }: LineageReach): LineageGraph {
  const relation = plan.byId.get(focus.relation);
  if (!relation) return { cards: [], lines: [] };
  const starts = relation.columns
    .filter(({ name }) => focus.column === undefined || name === focus.column)
    .map(({ name }) => ({ relation: relation.id, column: name }));
  const steps = lineageSteps(plan);
  const left = reached(starts, steps.before, before, opened);
  const right = reached(starts, steps.after, after, opened);
  const all = new Map([...left.found, ...right.found]);
  const columns = new Map<Id, Set<string>>();
  for (const { relation: id, column } of all.values()) columns.set(id, (columns.get(id) ?? new Set()).add(column));

  const lines: LineageLine[] = [];
  const layers = new Map<Id, number>();
  const cards: LineageCard[] = [];
  // In build order, so that what a card reads has its layer already.
  for (const one of plan.relations) {
    const names = columns.get(one.id);
    if (!names) continue;
    let layer = 0;
    for (const column of names)
      for (const from of steps.before({ relation: one.id, column })) {
        if (!all.has(columnKey(from))) continue;
        lines.push({ from, to: { relation: one.id, column } });
        layer = Math.max(layer, (layers.get(from.relation) ?? 0) + 1);
      }
    layers.set(one.id, layer);
    cards.push({
      relation: one,
      columns: one.columns.flatMap(({ name }) => (names.has(name) ? [name] : [])),
      layer,
      hiddenBefore: left.hidden.get(one.id) ?? 0,
      hiddenAfter: right.hidden.get(one.id) ?? 0,
    });
  }
  return { cards, lines };
}

/** Columns that one column's values come from and reach, among those shown, itself included. */
export function pathOf(lines: readonly LineageLine[], start: ColumnOrigin): ReadonlySet<string> {
  const path = new Set<string>([columnKey(start)]);
  const walk = (ends: (line: LineageLine) => readonly [ColumnOrigin, ColumnOrigin]): void => {
    const queue = [columnKey(start)];
    for (const key of queue)
      for (const line of lines) {
        const [here, there] = ends(line);
        if (columnKey(here) !== key || path.has(columnKey(there))) continue;
        path.add(columnKey(there));
        queue.push(columnKey(there));
      }
  };
  walk(({ from, to }) => [to, from]);
  walk(({ from, to }) => [from, to]);
  return path;
}

/** The lines as text, one a row: what a change has to be told to others with. */
export function lineageText(plan: Plan, lines: readonly LineageLine[]): string {
  const name = ({ relation, column }: ColumnOrigin): string => {
    const table = plan.byId.get(relation)?.table;
    return `${table?.schema ?? ''}.${table?.name ?? relation}.${column}`;
  };
  return ['from\tto\thow', ...lines.map(({ from, to }) => `${name(from)}\t${name(to)}\t${from.as === 'key' ? 'looked up by' : 'value'}`)].join('\n');
}
