import { feedObject, rebuiltFrom, rebuiltId } from '../../model/lookup.ts';
import type { Dimension, Fact, GroupBridge, Id, Intermediate, Project, Satellite, Staging } from '../../model/types.ts';
import { hashKeyName, technicalOf } from '../../naming/technical-names.ts';
import type { PlanColumn, Relation } from '../../plan/types.ts';
import type { Expr, Select } from '../../sql/ast.ts';
import {
  and,
  asc,
  bin,
  bool,
  BOOLEAN,
  cast,
  coalesce,
  col,
  desc,
  eq,
  isNull,
  num,
  or,
  out,
  over,
  select,
  text,
  timestampLit,
  withCtes,
} from '../../sql/build.ts';
import { deliveryColumns, planColumn, relationHead, technicalColumn, type PatternContext } from '../context.ts';
import { hashType } from '../hash.ts';
import { valueAs } from '../staging/intermediate-inputs.ts';
import { intermediateRelations } from '../staging/intermediate.ts';
import { anchorKey, besideZero, holdsSeveral, timelineQuery, timelineReads, type BesideSatellite, type Timeline } from '../timeline.ts';
import { goneBy } from './deliveries.ts';
import { rebuildPlan, whereToAdd, type RebuildPlan, type RebuiltSatellite } from './rebuild-plan.ts';
import { GONE } from './status.ts';

/** What a rebuilt relation takes over from its object: it stands in the business vault, beside what it is read from. */
function rebuiltHead(
  object: Staging | Intermediate,
  project: Project,
): Omit<ReturnType<typeof relationHead>, 'description'> & Pick<Relation, 'part' | 'description'> {
  return {
    ...relationHead(object, project),
    id: rebuiltId(object.id),
    layer: 'business_vault',
    part: 'rebuilt',
    table: { schema: project.settings.schemas.business_vault, name: `${object.name}_rebuilt` },
    description: `The rows of ${object.name} as the vault tells them, one each time anything changed.`,
    physical: {},
  };
}

const nameOf = (relation: Relation, role: 'status' | 'hash_diff' | 'load_date'): string | undefined =>
  relation.columns.find((column) => column.role === role)?.name;
const identityOf = (relation: Relation, satellite: Satellite, key: string): readonly string[] => [
  relation.columns.find((column) => column.role === 'hash_key')?.name ?? key,
  ...satellite.columns.filter(({ use }) => use === 'key_part').map((column) => column.name),
];

/** The column that says when a relationship ends that ends by itself: rows of one that has ended were not delivered. */
function endColumn({ satellite, hub }: RebuiltSatellite): string | undefined {
  const byItself = satellite.satellite_type === 'effectivity' && satellite.end_dating !== 'delivered' && !hub;
  return byItself ? satellite.columns.find(({ use }) => use === 'end')?.name : undefined;
}

function timelineOf(plan: RebuildPlan, context: PatternContext): Timeline | undefined {
  const anchor = context.relation(plan.anchor.id);
  const hubs = plan.hubs.flatMap(({ alias, hub, column }) => {
    const relation = context.relation(hub.id);
    return relation ? [{ alias, relation, on: [[column, hashKeyName(hub, context.project.settings)]] as const }] : [];
  });
  if (!anchor || hubs.length < plan.hubs.length) return undefined;
  const satellites = plan.satellites.flatMap((one): BesideSatellite[] => {
    const { satellite, hub } = one;
    const relation = context.relation(satellite.id);
    if (!relation) return [];
    const held = [...plan.held.values()].filter(({ alias }) => alias === satellite.name).map(({ name }) => name);
    const status = hub ? undefined : nameOf(relation, 'status');
    const end = endColumn(one);
    const several = holdsSeveral(satellite.columns);
    const diff = several ? nameOf(relation, 'hash_diff') : undefined;
    const asked = [...new Set([...held, ...(status === undefined ? [] : [status]), ...(end === undefined ? [] : [end])])];
    const own = identityOf(relation, satellite, '');
    const left = hub ? [hub.column] : anchorKey(anchor);
    return [
      {
        alias: satellite.name,
        relation,
        on: left.flatMap((name, index) => (own[index] === undefined ? [] : [[name, own[index]] as const])),
        columns: [...asked, ...(diff === undefined || asked.length === 0 ? [] : [diff])],
        several,
      },
    ];
  });
  return {
    alias: plan.anchor.name,
    anchor,
    hubs,
    satellites,
    // Another feed may have brought the anchor before this one did: then the satellites tell when this one brought it.
    ownDate: plan.alone || !plan.satellites.some(({ hub }) => !hub),
  };
}

/** Staging column ids of the source's key, where it is less than the anchor's: several rows of the anchor are one row over time then. */
export function coarserKey(staging: Staging, plan: RebuildPlan, project: Project): readonly Id[] | undefined {
  const source = project.objects[staging.source];
  const promised = source?.kind === 'source' ? (source.key ?? []) : [];
  const ids = promised.map((id) => staging.columns.find((column) => column.from === id && column.expression === undefined)?.id);
  if (plan.anchor.kind !== 'link' || ids.length === 0 || !ids.every((id): id is Id => id !== undefined && plan.key.includes(id))) return undefined;
  return plan.key.every((id) => ids.includes(id)) ? undefined : ids;
}

/** Of the rows of a coarser key at one load date the latest relationship counts, those that are there before those that are gone. */
function latestOfKey(ids: readonly Id[], plan: RebuildPlan, anchor: Relation, loadDate: Expr, deleted: Expr | undefined): Expr {
  const names = ids.flatMap((id) => {
    const held = plan.held.get(id);
    return held ? [col(held.name, held.alias)] : [];
  });
  const born = col(nameOf(anchor, 'load_date') ?? '', plan.anchor.name);
  return eq(over('rank', [], [...names, loadDate], [...(deleted ? [asc(deleted)] : []), desc(born)]), num(1));
}

/**
 * The rows of a staging object as the vault tells them: the anchor with its hubs and all satellites that the object
 * feeds, a row for each load date at which anything changed for that key, with the states valid then. A record tracking
 * satellite counts as a change each time the key came, a status tracking one marks keys that are gone.
 */
function rebuiltStaging(staging: Staging, context: PatternContext): Relation | undefined {
  const { project } = context;
  const plan = rebuildPlan(staging.id, project);
  const timeline = plan && timelineOf(plan, context);
  if (!plan || !timeline) {
    context.report({
      code: 'not-in-vault',
      severity: 'error',
      message: `${staging.name} is read through the vault, but feeds no hub or link there that can be built: feed one from it.`,
      at: { object: staging.id },
    });
    return undefined;
  }
  const delivery = deliveryColumns(staging, project, true);
  const [loadDate = '', recordSource = '', sequence = ''] = delivery.map((column) => column.name);
  const query = timelineQuery(timeline, { loadDate, recordSource }, context);
  const states = timeline.satellites.filter((one) => one.on.length > 0);
  const gone = plan.satellites
    .filter(({ satellite, hub }) => satellite.satellite_type === 'status_tracking' && !hub)
    .flatMap(({ satellite }) => {
      const status = nameOf(context.relation(satellite.id) ?? timeline.anchor, 'status');
      return status === undefined ? [] : [eq(col(status, satellite.name), text(GONE))];
    });
  const deleted = gone.length === 0 ? undefined : coalesce(and(...gone), bool(false));
  const open = plan.satellites.flatMap((one): Expr[] => {
    const name = endColumn(one);
    const type =
      name === undefined ? undefined : states.find(({ alias }) => alias === one.satellite.name)?.relation.columns.find((column) => column.name === name)?.type;
    if (name === undefined || !type) return [];
    const end = col(name, one.satellite.name);
    return [or(isNull(end), bin('>=', end, cast(timestampLit('9999-12-31 00:00:00'), type)))];
  });

  const relations = new Map<string, Relation>([
    [timeline.alias, timeline.anchor],
    ...timeline.hubs.map(({ alias, relation }) => [alias, relation] as const),
    ...timeline.satellites.map(({ alias, relation }) => [alias, relation] as const),
  ]);
  const values: Select['columns'][number][] = [];
  const columns: PlanColumn[] = [];
  for (const column of staging.columns) {
    const held = plan.held.get(column.id);
    const from = held && relations.get(held.alias);
    const stored = from?.columns.find((candidate) => candidate.name === held?.name);
    if (!held || !from || !stored) continue;
    const planned = planColumn(column, 'attribute', true);
    values.push(out(valueAs(col(held.name, held.alias), planned.type, stored.type), column.name));
    columns.push(planned);
  }
  const technical = technicalOf(staging, project.settings);
  const coarser = coarserKey(staging, plan, project);
  const [hash = ''] = anchorKey(timeline.anchor);
  // The anchor's hash stands beside the columns, as in the staged rows.
  const withHash = plan.hash !== undefined && !columns.some(({ name }) => name === plan.hash);
  const conditions = [...besideZero(hash, timeline.alias, context), ...open];
  return {
    ...rebuiltHead(staging, project),
    columns: [
      ...columns,
      ...delivery,
      ...(deleted ? [technicalColumn(technical.is_deleted, BOOLEAN, 'is_deleted')] : []),
      ...(withHash ? [technicalColumn(plan.hash ?? '', hashType(project.settings.hash), 'hash_key')] : []),
    ],
    query: withCtes(
      query.steps,
      select(
        [
          ...values,
          out(query.loadDate, loadDate),
          out(query.recordSource, recordSource),
          out(query.sequence(deleted), sequence),
          ...(deleted ? [out(deleted, technical.is_deleted)] : []),
          ...(withHash ? [out(col(hash, timeline.alias), plan.hash ?? '')] : []),
        ],
        query.from,
        {
          joins: query.joins,
          ...(conditions.length > 0 ? { where: and(...conditions) } : {}),
          ...(coarser ? { qualify: latestOfKey(coarser, plan, timeline.anchor, query.loadDate, deleted) } : {}),
        },
      ),
    ),
    load: { kind: 'view' },
    dependsOn: timelineReads(timeline).toSorted(),
  };
}

/** An intermediate object over rebuilt inputs, as far as the vault holds what it is made of. */
function rebuiltIntermediate(object: Intermediate, context: PatternContext): Relation | undefined {
  const { project } = context;
  const copy = feedObject(project, rebuiltId(object.id));
  if (copy?.kind !== 'intermediate') return undefined;
  const known = copy.inputs.map((input) => ({ input, from: feedObject(project, input.from), relation: context.relation(input.from) }));
  const lost = (input: Id, id: Id): boolean => {
    const one = known.find((candidate) => candidate.input.id === input);
    if (!one?.from || rebuiltFrom(one.input.from) === undefined) return false;
    const name = one.from.columns.find((column) => column.id === id)?.name;
    return name !== undefined && one.relation?.columns.every((column) => column.name !== name) === true;
  };
  // The vault keeps no rows of deliveries that changed nothing: what came with a row is what was so when it came.
  const inputs = copy.inputs.map((input) => (input.join ? { ...input, join: { ...input.join, match: 'as_of' as const } } : input));
  const columns = copy.columns.filter((column) => !Object.entries(column.from ?? {}).some(([input, id]) => lost(input, id)));
  const [made] = intermediateRelations(
    { ...copy, id: rebuiltId(object.id), inputs, columns },
    { ...context, report: (one) => context.report({ ...one, at: { object: object.id } }) },
  );
  if (!made) return undefined;
  return { ...made, ...rebuiltHead(object, project), load: { kind: 'view' } };
}

/** The rows of a staging or intermediate object as the vault tells them. */
export function rebuiltRelations(object: Staging | Intermediate, context: PatternContext): readonly Relation[] {
  const relation = object.kind === 'staging' ? rebuiltStaging(object, context) : rebuiltIntermediate(object, context);
  return relation ? [relation] : [];
}

const ids = (value: unknown): readonly string[] =>
  typeof value === 'string'
    ? [value]
    : Array.isArray(value)
      ? value.flatMap(ids)
      : typeof value === 'object' && value !== null
        ? Object.values(value).flatMap(ids)
        : [];

/** Staging objects below a feed that is read through the vault. */
function stagingBelow(project: Project, id: Id): readonly Staging[] {
  const object = feedObject(project, id);
  if (object?.kind === 'staging') return [object];
  return object ? object.inputs.flatMap((input) => (rebuiltFrom(input.from) === undefined ? [] : stagingBelow(project, input.from))) : [];
}

/** What the vault lacks to know which rows of a feed that is read through it are gone, in words; nothing where it has it, or nobody tells. */
export function toKnowDeletions(feed: Id, context: PatternContext): string | undefined {
  const { project } = context;
  const [staging] = stagingBelow(project, feed);
  const staged = staging && feedObject(project, rebuiltFrom(staging.id) ?? '');
  const plan = staged && rebuildPlan(staged.id, project);
  const tracks = plan?.satellites.some(({ satellite, hub }) => satellite.satellite_type === 'status_tracking' && !hub) === true;
  if (!plan || tracks || goneBy(staged, context) === 'nothing') return undefined;
  return `make a status tracking satellite of ${plan.anchor.name}, fed by ${staged.name}`;
}

/** Whether a mart object reads columns through the vault that it does not hold, each of which is reported with where it belongs. */
export function lacksInVault(object: Dimension | Fact | GroupBridge, context: PatternContext): boolean {
  let lacks = false;
  for (const feed of object.feeds) {
    const base = rebuiltFrom(feed.from);
    const relation = base === undefined ? undefined : context.relation(feed.from);
    const from = base === undefined ? undefined : feedObject(context.project, feed.from);
    if (!relation || !from) continue;
    const used = new Set(ids({ ...feed, from: undefined }));
    for (const column of from.columns) {
      if (!used.has(column.id) || relation.columns.some((candidate) => candidate.name === column.name)) continue;
      const plans = stagingBelow(context.project, feed.from).flatMap((staging) => rebuildPlan(rebuiltFrom(staging.id) ?? staging.id, context.project) ?? []);
      const [plan] = plans;
      context.report({
        code: 'not-held-by-vault',
        severity: 'error',
        message: `${object.name} reads ${from.name}.${column.name} through the vault, which does not hold it: ${plan ? whereToAdd(plan) : 'add it to a satellite'}.`,
        at: { object: object.id },
      });
      lacks = true;
    }
  }
  return lacks;
}
