import type { Dimension } from '../../model/types.ts';
import type { Check, PlanColumn, Relation } from '../../plan/types.ts';
import type { Expr, Query } from '../../sql/ast.ts';
import { agg, asc, bin, BOOLEAN, cast, coalesce, col, cte, eq, INTEGER, isNull, num, out, over, select, TIMESTAMP, union, withCtes } from '../../sql/build.ts';
import { planColumn, relationHead, technicalColumn, typeOf, type PatternContext } from '../context.ts';
import { hashKey, hashType } from '../hash.ts';
import { refusedDeliveryChecks, relationsOf } from '../vault/refused-deliveries.ts';
import { builtFeed } from '../vault/staged.ts';
import { stored } from '../vault/stored.ts';
import { dimensionChecks } from './dimension-checks.ts';
import { comparedStep, keptKeysStep, membersStep, needsKeyFrom, tableValues } from './dimension-compared.ts';
import { stagedFeeds, type StagedFeed } from './dimension-feeds.ts';
import { goneSteps } from './dimension-gone.ts';
import { carried, dimensionShape, type DimensionShape } from './dimension-shape.ts';
import { momentsStep, statesStep, touchedSteps } from './dimension-states.ts';
import { orderedStep } from './dimension-ordered.ts';
import { versionsStep } from './dimension-versions.ts';
import { inferredKeys } from './inferred.ts';
import { junkDimension } from './junk-dimension.ts';
import { roleViews } from './role-views.ts';
import { specialMembers } from './special-members.ts';

/**
 * A dimension, and a view for each part it plays. The query works the history of a member out of all states that were
 * delivered of it, in order of change time, and gives the rows of the members that stand otherwise in the table. So a
 * late change finds its place, and deliveries give the same rows one by one and all at once. Validity is half-open,
 * [valid_from, valid_to). The load date on a row is that of the last delivery that changed its member. Without type 2
 * attributes there are no change times: the order of the deliveries decides.
 */
export function dimensionRelations(dimension: Dimension, context: PatternContext): readonly Relation[] {
  const table = dimension.dimension_type === 'junk' ? junkDimension(dimension, context) : standardDimension(dimension, context);
  return table ? [table, ...roleViews(dimension, table, context)] : [];
}

/** What keeps a dimension from being built, and what is only to be known of it. @returns whether it can be built. */
function isSound(shape: DimensionShape, context: PatternContext): boolean {
  const { dimension, technical } = shape;
  const report = (code: string, severity: 'error' | 'warning', message: string): boolean => {
    context.report({ code, severity, message, at: { object: dimension.id } });
    return severity !== 'error';
  };
  if (shape.keys.length === 0) return report('dimension-without-key', 'error', `${dimension.name} has no natural key: mark the column that names a member.`);
  if (shape.deletes === 'close' && !shape.historised)
    return report(
      'nothing-to-close',
      'error',
      `${dimension.name} closes the versions of deleted members, but has none: make an attribute type 2, or let it mark deleted members.`,
    );
  if (shape.outriggers.length < (dimension.outriggers ?? []).length) return false;
  for (const outrigger of shape.outriggers)
    report(
      'outrigger',
      'warning',
      `${dimension.name} refers to ${outrigger.target.name}: every query joins one table more, and each load looks all its members up again, since a new version there has a new key here. Copy the attributes that are asked for instead, unless they are many or used elsewhere.`,
    );
  const names = new Set<string>();
  const own = [...carried(shape), ...shape.keyNames].filter((name) => !shape.outriggers.some(({ keys }) => keys.some((key) => key.staged === name)));
  const made = [
    shape.surrogate,
    ...shape.previous.map(({ name }) => name),
    ...shape.outriggers.map(({ column }) => column.name),
    ...(shape.deletes === 'mark' ? [technical.is_deleted] : []),
    ...(shape.inferences.length > 0 ? [technical.is_inferred] : []),
  ];
  for (const name of [...own, ...made]) {
    if (names.has(name.toLowerCase()))
      return report('duplicate-column', 'error', `${dimension.name} would have two columns named ${name}: rename one, or give the reference a role.`);
    names.add(name.toLowerCase());
  }
  return true;
}

function columnsOf(shape: DimensionShape, infers: boolean, context: PatternContext): readonly PlanColumn[] {
  const { technical, historised } = shape;
  const valueOf = new Map<string, PlanColumn>([
    ...shape.keys.map((column) => [column.name, planColumn(column, 'natural_key', true)] as const),
    ...shape.attributes.map((column) => [column.name, planColumn(column, 'attribute', true)] as const),
    ...shape.previous.map(({ of, name }) => [name, technicalColumn(name, typeOf(of), 'attribute', true)] as const),
    ...shape.outriggers.map(({ column }) => [column.name, column] as const),
    [technical.valid_from, technicalColumn(technical.valid_from, TIMESTAMP, 'valid_from')],
    [technical.valid_to, technicalColumn(technical.valid_to, TIMESTAMP, 'valid_to', shape.dimension.open_end === 'null')],
    [technical.is_current, technicalColumn(technical.is_current, BOOLEAN, 'is_current')],
    [technical.is_deleted, technicalColumn(technical.is_deleted, BOOLEAN, 'is_deleted')],
    [technical.is_inferred, technicalColumn(technical.is_inferred, BOOLEAN, 'is_inferred')],
    [technical.load_date, technicalColumn(technical.load_date, TIMESTAMP, 'load_date')],
  ]);
  if (!historised) for (const name of [technical.valid_from, technical.valid_to, technical.is_current]) valueOf.delete(name);
  const key = technicalColumn(shape.surrogate, shape.integer ? INTEGER : hashType(context.project.settings.hash), 'surrogate_key');
  return [key, ...tableValues(shape, infers, context).flatMap(({ name }) => valueOf.get(name) ?? [])];
}

/** The key of a row: a stored one stays; new integers follow the largest, in the order of natural key and validity. */
function surrogateValue(shape: DimensionShape, infers: boolean, context: PatternContext): Expr {
  const { surrogate, work, technical, historised, keys } = shape;
  const from = historised ? [technical.valid_from] : [];
  if (!shape.integer) {
    const start = needsKeyFrom(shape, infers) ? work.inferred_at : technical.valid_from;
    const inputs = [...keys.map((column) => ({ expr: col(column.name), type: typeOf(column) })), ...from.map(() => ({ expr: col(start), type: TIMESTAMP }))];
    return hashKey(inputs, context.project.settings.hash);
  }
  const storedKey = col(work.stored_key);
  const isNew: Expr = { t: 'case', whens: [{ when: isNull(storedKey), then: num(1) }], otherwise: num(0) };
  const largest: Expr = {
    t: 'scalar',
    query: select([out(coalesce(agg('max', col(surrogate)), num(0)), 'largest')], cte('stored'), { where: bin('>', col(surrogate), num(0)) }),
  };
  const order = [...keys.map((column) => asc(col(column.name), { binary: typeOf(column).kind === 'text' })), ...from.map((name) => asc(col(name)))];
  return cast(coalesce(storedKey, bin('+', largest, over('row_number', [], [isNew], order))), INTEGER);
}

function standardDimension(dimension: Dimension, context: PatternContext): Relation | undefined {
  const { project } = context;
  const shape = dimensionShape(dimension, context);
  if (!isSound(shape, context)) return undefined;
  const feeds = stagedFeeds(shape, context);
  if (!feeds) return undefined;
  const keysOfFacts = inferredKeys(shape, context);
  const infers = keysOfFacts !== undefined;
  const columns = columnsOf(shape, infers, context);
  const { historised, surrogate, keyNames } = shape;

  const members = select(
    columns.map(({ name }) => out(name === surrogate ? surrogateValue(shape, infers, context) : col(name), name)),
    cte('compared'),
    { where: eq(col(shape.work.is_changed), num(1)) },
  );
  const special = specialMembers(columns, dimension.not_applicable === true, project.settings.hash, { openEnd: shape.openEnd, onlyNew: true });
  const isCurrent = shape.technical.is_current;
  return {
    ...relationHead(dimension, project),
    columns,
    query: withCtes(
      [stored(columns.map(({ name }) => name).filter((name) => name !== isCurrent || !historised)), ...memberSteps(shape, feeds, keysOfFacts, context)],
      union(members, ...special),
    ),
    load: { kind: 'replace', rule: historised ? 'history' : 'current', key: keyNames },
    primaryKey: [surrogate],
    foreignKeys: shape.outriggers.map(({ foreignKey }) => foreignKey),
    checks: [...dimensionChecks(shape, feeds, columns), ...refusedChecks(shape, feeds, context)],
    dependsOn: [
      ...new Set([
        ...feeds.flatMap(({ from, refused }) => [from, ...relationsOf(refused)]),
        ...shape.inferences.map(({ feed }) => feed.from),
        ...shape.outriggers.map(({ target }) => target.id),
      ]),
    ]
      .filter((id) => context.relation(id))
      .toSorted(),
    grain: historised ? `one row per ${keyNames.join(', ')} and version` : `one row per ${keyNames.join(', ')}`,
  };
}

/** Full deliveries that do not tell which members are gone. */
function refusedChecks({ deletes, technical }: DimensionShape, feeds: readonly StagedFeed[], context: PatternContext): readonly Check[] {
  const keyed = feeds.flatMap(({ from, isFull, keys }) => {
    const feed = isFull ? builtFeed(from, context) : undefined;
    return feed ? [{ feed, keys }] : [];
  });
  return deletes === 'ignore' ? [] : refusedDeliveryChecks(keyed, technical.load_date, context);
}

/** The steps from staging to the members beside what is stored of them. */
function memberSteps(shape: DimensionShape, feeds: readonly StagedFeed[], keysOfFacts: Query | undefined, context: PatternContext) {
  const infers = keysOfFacts !== undefined;
  const absence = shape.deletes !== 'ignore' && feeds.some((feed) => feed.isFull);
  // A full delivery touches all members, and a new version of an outrigger any.
  const onlyTouched = !feeds.some((feed) => feed.isFull) && shape.outriggers.length === 0;
  const events = absence ? 'events' : 'staged';
  const states = onlyTouched || !shape.fromStaging ? [statesStep(shape, events, onlyTouched)] : [];
  return [
    { name: 'staged', comment: 'every delivered state', query: union(...feeds.map((feed) => feed.query)) },
    ...(absence ? goneSteps(shape, feeds, 'staged') : []),
    ...(keysOfFacts ? [{ name: 'inferred', comment: 'natural keys that facts have brought, with their first delivery', query: keysOfFacts }] : []),
    ...(onlyTouched ? touchedSteps(shape) : []),
    ...states,
    momentsStep(shape, states.length > 0 ? 'states' : events, absence),
    orderedStep(shape),
    versionsStep(shape, infers),
    ...(infers ? [membersStep(shape)] : []),
    ...(shape.integer && shape.dated ? [keptKeysStep(shape, infers)] : []),
    comparedStep(shape, infers, context),
  ];
}
