import type { Id } from '../model/types.ts';
import type { Relation } from '../plan/types.ts';
import type { Expr, From, Join, Query } from '../sql/ast.ts';
import { agg, and, asc, bin, bool, col, cte, differs, eq, innerJoin, keep, leftJoin, out, over, relation, select, union } from '../sql/build.ts';
import type { PatternContext } from './context.ts';
import { makesZeroKeys } from './hash.ts';
import { holdsAt, stateOrder, stateSteps, type Step } from './states.ts';

/** A vault table under an alias, found by columns of the anchor: pairs of the anchor's column and its own. */
export interface Beside {
  readonly alias: string;
  readonly relation: Relation;
  readonly on: readonly (readonly [anchor: string, own: string])[];
}

export interface BesideSatellite extends Beside {
  /** Columns that are asked for; a satellite without any only says when something came. */
  readonly columns: readonly string[];
  /** Several rows of a key are valid at once. */
  readonly several: boolean;
  /** States that fail it are not known. */
  readonly filter?: Expr;
}

/** A hub or link, and what hangs on it. */
export interface Timeline {
  readonly alias: string;
  readonly anchor: Relation;
  readonly hubs: readonly Beside[];
  readonly satellites: readonly BesideSatellite[];
  /** Whether the anchor's own load date counts as a change. */
  readonly ownDate: boolean;
}

const CHANGES = 'changes';
const roleOf = (of: Relation, role: 'load_date' | 'record_source'): string => {
  const name = of.columns.find((column) => column.role === role)?.name;
  if (name === undefined) throw new Error(`${of.table.name} has no ${role}`);
  return name;
};

/** What names a row of the anchor. */
export const anchorKey = (anchor: Relation): readonly string[] => anchor.primaryKey ?? [];

/** When something was told of a row of the anchor: at once with it, or later. */
function dates(timeline: Timeline, names: { readonly loadDate: string; readonly recordSource: string }): Query {
  const { alias, anchor, satellites } = timeline;
  const key = anchorKey(anchor);
  const born = col(roleOf(anchor, 'load_date'), alias);
  const part = (from: Relation, table: string, joins: readonly Join[]): Query =>
    select(
      [...keep(key, alias), out(col(roleOf(from, 'load_date'), table), names.loadDate), out(col(roleOf(from, 'record_source'), table), names.recordSource)],
      relation(anchor.id, alias),
      joins.length === 0 ? {} : { joins },
    );
  return union(
    ...(timeline.ownDate ? [part(anchor, alias, [])] : []),
    ...satellites.map((satellite) =>
      part(satellite.relation, satellite.alias, [
        innerJoin(
          relation(satellite.relation.id, satellite.alias),
          and(
            ...satellite.on.map(([left, right]) => eq(col(left, alias), col(right, satellite.alias))),
            bin('>=', col(roleOf(satellite.relation, 'load_date'), satellite.alias), born),
          ),
        ),
      ]),
    ),
  );
}

export interface TimelineQuery {
  readonly steps: readonly Step[];
  readonly from: From;
  readonly joins: readonly Join[];
  /** Load date and record source of what was told. */
  readonly loadDate: Expr;
  readonly recordSource: Expr;
  /** The place of a row among those of its load date. @param first puts rows that hold it first. */
  readonly sequence: (first?: Expr) => Expr;
}

/** A row per row of the anchor and load date at which anything told of it: the anchor, its hubs and its satellites as they were then. */
export function timelineQuery(timeline: Timeline, names: { readonly loadDate: string; readonly recordSource: string }, context: PatternContext): TimelineQuery {
  const { alias, anchor, hubs, satellites } = timeline;
  const key = anchorKey(anchor);
  const at = col(names.loadDate, CHANGES);
  const asked = satellites.filter((satellite) => satellite.columns.length > 0);
  const steps = asked.flatMap((satellite) => {
    const order = satellite.several ? undefined : stateOrder(satellite.relation, context);
    return stateSteps({
      name: satellite.alias,
      from: (as) => relation(satellite.relation.id, as),
      key: satellite.on.map(([, own]) => own),
      loadDate: roleOf(satellite.relation, 'load_date'),
      columns: satellite.columns,
      rows: satellite.several ? 'several' : order === undefined ? 'single' : { lastBy: order },
    });
  });
  const said = dates(timeline, names);
  const binary = { binary: context.project.settings.hash.storage === 'text' };
  return {
    steps: [
      ...steps,
      { name: 'load_dates', query: said, comment: `when something was told of a row of ${anchor.table.name}` },
      {
        name: CHANGES,
        query: select([...keep([...key, names.loadDate]), out(agg('min', col(names.recordSource)), names.recordSource)], cte('load_dates'), {
          groupBy: [...key, names.loadDate].map((name) => col(name)),
        }),
        comment: 'each once',
      },
    ],
    from: cte(CHANGES),
    joins: [
      innerJoin(relation(anchor.id, alias), and(...key.map((name) => eq(col(name, alias), col(name, CHANGES))))),
      ...hubs.map((hub) => innerJoin(relation(hub.relation.id, hub.alias), and(...hub.on.map(([left, own]) => eq(col(left, alias), col(own, hub.alias)))))),
      ...asked.map((satellite) =>
        leftJoin(
          cte(`${satellite.alias}_states`, satellite.alias),
          and(
            ...satellite.on.map(([left, own]) => eq(col(left, alias), col(own, satellite.alias))),
            holdsAt(satellite.alias, at),
            ...(satellite.filter ? [satellite.filter] : []),
          ),
        ),
      ),
    ],
    loadDate: at,
    recordSource: col(names.recordSource, CHANGES),
    sequence: (first) => {
      const members = asked
        .filter((satellite) => satellite.several)
        .flatMap((satellite) =>
          satellite.relation.columns
            .filter(({ role, name }) => role === 'hash_diff' && satellite.columns.includes(name))
            .map(({ name }) => asc(col(name, satellite.alias), binary)),
        );
      const flag = first && asc({ t: 'case', whens: [{ when: first, then: bool(false) }], otherwise: bool(true) });
      return over('row_number', [], [at], [...(flag ? [flag] : []), ...key.map((name) => asc(col(name, CHANGES), binary)), ...members]);
    },
  };
}

/** Whether a satellite of a vault table may hold several rows of a key at once. */
export const holdsSeveral = (columns: readonly { readonly use?: string | undefined }[]): boolean => columns.some(({ use }) => use === 'multi_active_key');

/** Leaves out the anchor's row under the zero key, which stands for nothing; nothing to leave out where the project makes none. */
export function besideZero(hash: string, table: string, { project: { settings } }: PatternContext): readonly Expr[] {
  const made = settings.vault?.missing_keys === 'zero_key' || makesZeroKeys(settings.hash);
  return made ? [differs(col(hash, table), { t: 'zeroHash', rules: settings.hash })] : [];
}

/** Relation ids that a timeline reads. */
export const timelineReads = ({ anchor, hubs, satellites }: Timeline): readonly Id[] => [
  ...new Set([anchor.id, ...hubs.map((hub) => hub.relation.id), ...satellites.map((satellite) => satellite.relation.id)]),
];
