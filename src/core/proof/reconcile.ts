import type { LogicalType } from '../model/logical-type.ts';
import { rebuiltId } from '../model/lookup.ts';
import type { Id, Project, Staging } from '../model/types.ts';
import { createCompiler } from '../plan/compile.ts';
import type { ColumnRole, Plan, Relation } from '../plan/types.ts';
import { standardised } from '../patterns/hash.ts';
import { holdsAt, stateSteps, type Step } from '../patterns/states.ts';
import { isWhole, REFUSED_DELIVERIES } from '../patterns/vault/deliveries.ts';
import { rebuildPlan, type RebuildPlan } from '../patterns/vault/rebuild-plan.ts';
import { refusedDeliveries } from '../patterns/vault/refused-deliveries.ts';
import { coarserKey } from '../patterns/vault/rebuilt.ts';
import type { Expr, Join, Query } from '../sql/ast.ts';
import {
  and,
  asc,
  bin,
  bool,
  col,
  cte,
  eq,
  firstOf,
  innerJoin,
  isNull,
  keep,
  leftJoin,
  not,
  notNull,
  num,
  or,
  out,
  over,
  relation,
  select,
  text,
  withCtes,
} from '../sql/build.ts';

/** What became of a staged row: in the vault, refused by a rule, or lost. */
export type Verdict = 'same' | 'missing_key' | 'conflict' | 'kept_first' | 'missing';
/** What the vault holds beyond a full delivery: a key that is gone though the vault cannot know, or what was not delivered. */
export type Surplus = 'gone' | 'extra';

/** How the staged rows of one object are compared with what the vault tells of them. */
export interface Reconciliation {
  readonly staging: Staging;
  readonly full: boolean;
  /** Columns of {@link Reconciliation.judged} and {@link Reconciliation.surplus}, after load date and verdict. */
  readonly columns: readonly string[];
  /** Columns that no vault object takes. */
  readonly notHeld: readonly string[];
  /** Whether the vault is told when a key is gone. */
  readonly tracksDeletions: boolean;
  /** Every staged row with its load date and its {@link Verdict}. */
  readonly judged: Query;
  /** Rows beyond a full delivery, with the load date and which {@link Surplus} they are; nothing for other deliveries. */
  readonly surplus?: Query;
}

export interface Reconciled {
  /** The project's plan, with what the vault rebuilds. */
  readonly plan: Plan;
  readonly reconciliations: readonly Reconciliation[];
  /** Staging objects that feed nothing in the vault. */
  readonly apart: readonly Staging[];
}

export const VERDICT = 'verdict';
export const LOADED = 'loaded_at';

interface Sides {
  readonly staged: Relation;
  readonly rebuilt: Relation;
  readonly plan: RebuildPlan;
  readonly hash: string;
  /** What names a row over time: the key that the source promises, or the anchor's hash. */
  readonly identity: readonly string[];
  readonly loadDate: string;
  readonly deleted: string | undefined;
  /** Columns that are compared: those a satellite tells anew, and those that the anchor and its hubs keep as they came first. */
  readonly told: readonly Compared[];
  readonly kept: readonly Compared[];
  /** Columns that tell apart the rows of one key in one delivery. */
  readonly apart: readonly string[];
  /** Columns without which a row is left out. */
  readonly needed: readonly string[];
}

interface Compared {
  readonly name: string;
  readonly type: LogicalType;
  readonly isKey: boolean;
}

const roleOf = (of: Relation, role: ColumnRole): string | undefined => of.columns.find((column) => column.role === role)?.name;

function sidesOf(staging: Staging, project: Project, plan: Plan): Sides | undefined {
  const [staged, rebuilt, rebuild] = [plan.byId.get(staging.id), plan.byId.get(rebuiltId(staging.id)), rebuildPlan(staging.id, project)];
  const loadDate = staged && roleOf(staged, 'load_date');
  if (!staged || !rebuilt || !rebuild || rebuild.hash === undefined || loadDate === undefined) return undefined;
  const satellites = new Map(rebuild.satellites.map(({ satellite }) => [satellite.name, satellite]));
  const compared = staging.columns.flatMap((column) => {
    const held = rebuild.held.get(column.id);
    const type = rebuilt.columns.find(({ name }) => name === column.name)?.type;
    return held && type ? [{ name: column.name, type, isKey: rebuild.key.includes(column.id), satellite: satellites.get(held.alias), held }] : [];
  });
  const uses = (wanted: readonly string[]): readonly string[] =>
    compared
      .filter(({ satellite, held }) => satellite?.columns.some((column) => column.name === held.name && wanted.includes(column.use ?? 'payload')))
      .map(({ name }) => name);
  return {
    staged,
    rebuilt,
    plan: rebuild,
    hash: rebuild.hash,
    identity: coarserKey(staging, rebuild, project)?.flatMap((id) => staging.columns.find((column) => column.id === id)?.name ?? []) ?? [rebuild.hash],
    loadDate,
    deleted: roleOf(staged, 'is_deleted'),
    told: compared.filter(({ satellite }) => satellite !== undefined),
    kept: compared.filter(({ satellite }) => satellite === undefined),
    apart: uses(['multi_active_key']),
    needed: [...rebuild.needed, ...uses(['multi_active_key', 'key_part'])],
  };
}

/** Two values are the same if the hash rules see no difference: text is trimmed and folded as they say. */
function sameValue({ name, type, isKey }: Compared, left: string, right: string, { settings: { hash } }: Project): Expr {
  const seen = (table: string): Expr =>
    type.kind === 'text' ? standardised({ expr: col(name, table), type }, hash, isKey ? hash.key_case : hash.diff_case) : col(name, table);
  return bin('isNotDistinctFrom', seen(left), seen(right));
}

/** Steps to the states that the vault tells, in `rebuilt_states`, and to the rows that were staged, in `staged`. */
function commonSteps(sides: Sides): readonly Step[] {
  const { staged, rebuilt, hash, loadDate, deleted } = sides;
  const columns = [...sides.told, ...sides.kept].map(({ name }) => name);
  const gone = roleOf(rebuilt, 'is_deleted');
  return [
    ...stateSteps({
      name: 'rebuilt',
      from: (as) => relation(rebuilt.id, as),
      key: sides.identity,
      loadDate,
      columns: [hash, ...columns, ...(gone === undefined ? [] : [gone])],
      rows: 'several',
    }),
    {
      name: 'staged',
      query: select(keep([...new Set([hash, ...sides.needed, ...columns, loadDate])], 'delivered'), relation(staged.id, 'delivered'), {
        distinct: true,
        ...(deleted === undefined ? {} : { where: not(col(deleted, 'delivered')) }),
      }),
      comment: 'what was delivered, each row once',
    },
  ];
}

const alive = (rebuilt: Relation, table: string): readonly Expr[] => {
  const gone = roleOf(rebuilt, 'is_deleted');
  return gone === undefined ? [] : [not(col(gone, table))];
};

function judgedQuery(sides: Sides, project: Project): Query {
  const { rebuilt, hash, loadDate, told, kept, apart, needed } = sides;
  const names = [...told, ...kept].map(({ name }) => name);
  const state = (as: string, equal: readonly Compared[]): Join =>
    leftJoin(
      cte('rebuilt_states', as),
      and(
        eq(col(hash, as), col(hash, 'staged')),
        holdsAt(as, col(loadDate, 'staged')),
        ...alive(rebuilt, as),
        ...equal.map((column) => sameValue(column, 'staged', as, project)),
      ),
    );
  // What the anchor carries beside its key is kept as it came first.
  const carried = kept.filter(({ isKey }) => !isKey);
  const joins = [state('state', [...told, ...kept])];
  const first: Step[] = [];
  let keptFirst: Expr = bool(false);
  if (carried.length > 0) {
    first.push({
      name: 'first_came',
      query: select(keep([hash, ...carried.map(({ name }) => name)], 'staged'), cte('staged'), {
        qualify: firstOf([col(hash, 'staged')], [asc(col(loadDate, 'staged'))]),
      }),
      comment: 'what came first of each key',
    });
    joins.push(state('older', [...told, ...kept.filter(({ isKey }) => isKey)]));
    joins.push(
      leftJoin(
        cte('first_came'),
        and(eq(col(hash, 'first_came'), col(hash, 'older')), ...carried.map((column) => sameValue(column, 'first_came', 'older', project))),
      ),
    );
    keptFirst = notNull(col(hash, 'first_came'));
  }
  const flag = (when: Expr): Expr => ({ t: 'case', whens: [{ when, then: num(1) }], otherwise: num(0) });
  const verdict = (value: Verdict): Expr => text(value);
  const found = select(
    [
      ...keep([...new Set([hash, ...needed, ...names, loadDate])], 'staged'),
      out(flag(notNull(col(hash, 'state'))), 'is_found'),
      out(flag(keptFirst), 'is_kept_first'),
    ],
    cte('staged'),
    { distinct: true, joins },
  );
  const rival = over(
    'max',
    [col('is_found')],
    [hash, loadDate, ...apart].map((name) => col(name)),
    [],
  );
  return withCtes(
    [
      ...commonSteps(sides),
      ...first,
      { name: 'found', query: found, comment: 'each with whether the vault told the same then' },
      {
        name: 'compared',
        query: select([...keep([...new Set([hash, ...needed, ...names, loadDate, 'is_found', 'is_kept_first'])]), out(rival, 'is_rival_found')], cte('found')),
        comment: 'or the same of another row of its key',
      },
    ],
    select(
      [
        out(col(loadDate), LOADED),
        out(
          {
            t: 'case',
            whens: [
              { when: eq(col('is_found'), num(1)), then: verdict('same') },
              ...[...new Set([hash, ...needed])].map((name) => ({ when: isNull(col(name)), then: verdict('missing_key') })),
              { when: eq(col('is_rival_found'), num(1)), then: verdict('conflict') },
              { when: eq(col('is_kept_first'), num(1)), then: verdict('kept_first') },
            ],
            otherwise: verdict('missing'),
          },
          VERDICT,
        ),
        ...keep(names),
      ],
      cte('compared'),
    ),
  );
}

function surplusQuery(staging: Staging, sides: Sides, plan: Plan, project: Project): Query {
  const { rebuilt, hash, identity, loadDate, told, kept } = sides;
  const names = [...told, ...kept].map(({ name }) => name);
  const came = [...identity, loadDate];
  const knows = roleOf(rebuilt, 'is_deleted') !== undefined;
  const context = { project, relation: (id: Id) => plan.byId.get(id), report: () => undefined };
  const refused = refusedDeliveries({ feed: staging, keys: identity }, loadDate, context);
  const isLacking = isNull(col(hash, 'staged'));
  const kind: Expr = knows
    ? text('extra')
    : { t: 'case', whens: [{ when: isNull(col(identity[0] ?? '', 'came')), then: text('gone') }], otherwise: text('extra') };
  return withCtes(
    [
      ...commonSteps(sides),
      { name: 'deliveries', query: select(keep([loadDate], 'staged'), cte('staged'), { distinct: true }), comment: 'each delivery that brought something' },
      { name: 'came', query: select(keep(came, 'staged'), cte('staged'), { distinct: true }), comment: 'the keys that each brought' },
      ...(refused ? [{ name: REFUSED_DELIVERIES, query: refused, comment: 'those of which staging refused a row, so that a key may be missing' }] : []),
    ],
    select([out(col(loadDate, 'deliveries'), LOADED), out(kind, VERDICT), ...keep(names, 'state')], cte('rebuilt_states', 'state'), {
      joins: [
        innerJoin(cte('deliveries'), and(holdsAt('state', col(loadDate, 'deliveries')), ...alive(rebuilt, 'state'))),
        leftJoin(
          cte('staged'),
          and(
            eq(col(hash, 'staged'), col(hash, 'state')),
            eq(col(loadDate, 'staged'), col(loadDate, 'deliveries')),
            ...told.map((column) => sameValue(column, 'staged', 'state', project)),
          ),
        ),
        leftJoin(
          cte('came'),
          and(...identity.map((name) => eq(col(name, 'came'), col(name, 'state'))), eq(col(loadDate, 'came'), col(loadDate, 'deliveries'))),
        ),
      ],
      where: refused ? and(isLacking, or(notNull(col(identity[0] ?? '', 'came')), isWhole(loadDate, 'deliveries'))) : isLacking,
    }),
  );
}

/**
 * How the rows of each staging object are compared with those that the raw vault tells of them: as of each load date, both
 * ways for full deliveries; of others only that what came is there. Values are the same if the hash rules see no difference.
 */
export function reconciliationsOf(project: Project): Reconciled {
  const all = Object.values(project.objects)
    .filter((object): object is Staging => object.kind === 'staging')
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const inVault = all.filter((staging) => rebuildPlan(staging.id, project) !== undefined);
  const asked: readonly Id[] = inVault.map((staging) => rebuiltId(staging.id));
  const plan = createCompiler()(project, asked);
  const reconciliations = inVault.flatMap((staging): Reconciliation[] => {
    const sides = sidesOf(staging, project, plan);
    if (!sides) return [];
    const source = project.objects[staging.source];
    const full = source?.kind === 'source' && source.delivery === 'full';
    const columns = [...sides.told, ...sides.kept].map(({ name }) => name);
    return [
      {
        staging,
        full,
        columns,
        notHeld: staging.columns.map(({ name }) => name).filter((name) => !columns.includes(name) && name !== sides.hash),
        tracksDeletions: roleOf(sides.rebuilt, 'is_deleted') !== undefined,
        judged: judgedQuery(sides, project),
        ...(full ? { surplus: surplusQuery(staging, sides, plan, project) } : {}),
      },
    ];
  });
  return { plan, reconciliations, apart: all.filter((staging) => !inVault.includes(staging)) };
}
