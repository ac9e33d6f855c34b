import type { Evidence } from '../infer/evidence.ts';
import { infer } from '../infer/infer.ts';
import type { DateDimension, Dimension, Id, Project } from '../model/types.ts';
import { createPlanner, type Planner } from './planner.ts';
import type { Choices, Proposal, Refused, StarRole } from './proposal.ts';
import { listed, times } from './say.ts';
import { shapesOf, type Entity, type Reference, type Shape } from './shape.ts';
import { sourcePatches } from './source-patches.ts';
import { proposeDimension, proposeJunk, proposePart } from './star-dimensions.ts';
import { proposeFact } from './star-facts.ts';
import { documentsOf, momentsOf, starRole } from './star-roles.ts';
import { keyRules, stage, type Staged } from './staging.ts';

/** Something that rows of a fact belong to: the order of its lines, or the subscription that an event names. */
export interface Header {
  readonly shape: Shape;
  /** The reference of the rows to it. */
  readonly by: Reference;
  /** Its own references that the rows take over. */
  readonly takes: readonly Reference[];
  /** It is a fact: its flags come along, and its date where the rows have none. */
  readonly isFact: boolean;
}

/** What the steps of a star share. */
export interface StarPlan {
  readonly planner: Planner;
  readonly roles: ReadonlyMap<Id, ReturnType<typeof starRole>>;
  readonly staged: ReadonlyMap<Id, Staged>;
  /** Entity → its dimension. */
  readonly dimensions: ReadonlyMap<string, Dimension>;
  /** Source of a fact → the junk dimension of its flags. */
  readonly junk: ReadonlyMap<Id, Dimension>;
  readonly date: DateDimension | undefined;
  /** What rows belong to or name, and what they take over from it. */
  readonly headersOf: (shape: Shape) => readonly Header[];
}

/** Columns of a list that needs no dimension of its own. */
const LIST_COLUMNS = 3;
const FACTS: ReadonlySet<StarRole> = new Set(['transaction', 'periodic_snapshot', 'accumulating_snapshot', 'factless']);
export const isFact = (role: StarRole | undefined): boolean => role !== undefined && FACTS.has(role);

/** A calendar over the years that the dates of the facts lie in. */
function proposeDate(planner: Planner, facts: readonly Shape[]): DateDimension | undefined {
  const known = Object.values(planner.project.objects).find((object): object is DateDimension => object.kind === 'date_dimension');
  if (known) return known;
  const dated = facts.filter((shape) => momentsOf(shape).length > 0);
  if (dated.length === 0) return undefined;
  const key = 'date';
  const head = planner.head(key, 'date_dimension', ['date']);
  if (planner.isRefused(key, head.name)) return undefined;
  const years = dated
    .flatMap((shape) => momentsOf(shape).flatMap(({ figures, form }) => (form === undefined ? [figures?.min, figures?.max] : [])))
    .flatMap((text) => {
      const year = Number(text?.slice(0, 4));
      return year >= 1900 && year <= 2200 ? [year] : [];
    });
  const [first, last] = years.length > 0 ? [Math.min(...years), Math.max(...years) + 1] : [2020, 2030];
  const date: DateDimension = { kind: 'date_dimension', ...head, first: `${first}-01-01`, last: `${last}-12-31` };
  const columns = dated.flatMap((shape) => momentsOf(shape).map(({ column }) => `${shape.table.source.name}.${column.name}`));
  planner.add(date, {
    key,
    score: 0.9,
    reasons: [
      `${times(columns.length, 'date')} of facts point at it, each in its own role: ${listed(columns.slice(0, 8))}${columns.length > 8 ? ' and more' : ''}.`,
      ...(years.length > 0 ? [`Its years are those of the rows, and one more.`] : []),
    ],
    missing: years.length > 0 ? [] : ['Rows: which years its dates lie in.'],
    needs: [],
  });
  return date;
}

/**
 * Proposes a star: facts by event and measures at their grain, the dimensions they refer to with their roles, a calendar,
 * junk dimensions of flags, and hierarchies.
 * @param refused what was refused before; it is not proposed again.
 */
export function proposeStar(project: Project, evidence: Evidence, choices: Choices, refused: readonly Refused[]): Proposal {
  const inference = infer(project, evidence, choices.keys);
  const shapes = shapesOf(inference);
  const planner = createPlanner(project, inference, shapes, choices, 'star', new Set(refused.filter(({ kind }) => kind === 'star').map(({ key }) => key)));
  const documents = documentsOf(shapes.shapes);
  const roles = new Map(shapes.shapes.map((shape) => [shape.table.source.id, starRole(shape, choices, documents)]));
  const facts = shapes.shapes.filter(({ table }) => isFact(roles.get(table.source.id)?.role));
  const shapeOf = (entity: Entity): Shape | undefined => shapes.shapes.find(({ own, table }) => own === entity && table === entity.owner);
  // What hardly tells more than a name, or belongs to one row alone, goes into the dimension that names it.
  const isFlat = (of: Shape, { entity, finding }: Reference): boolean => {
    const shape = shapeOf(entity);
    if (!shape || facts.includes(shape)) return false;
    const isOwn = finding?.figures !== undefined && finding.figures.childDistinct * 2 >= (of.key.figures?.distinct ?? Infinity);
    return isOwn || (shape.table.columns.length <= LIST_COLUMNS && shape.references.length === 0);
  };
  const takenFrom = (shape: Shape, header: Shape, by: Reference, isTaken: (one: Reference) => boolean): readonly Reference[] =>
    header.references.filter(
      (one) =>
        one.entity !== header.own &&
        isTaken(one) &&
        !shape.references.some((other) => other.entity === one.entity && other.role === one.role && other.entity !== by.entity),
    );
  const reachedFrom = (shape: Shape, isTaken: (header: Shape, one: Reference) => boolean): readonly Header[] =>
    shape.references.flatMap((by): readonly Header[] => {
      const header = shapeOf(by.entity);
      if (!header || header.table === shape.table || by.missing > 0) return [];
      const isEvent = facts.includes(header);
      const takes = takenFrom(shape, header, by, (one) => isTaken(header, one));
      return takes.length > 0 || isEvent ? [{ shape: header, by, takes, isFact: isEvent }] : [];
    });
  const referred = new Set<Entity>();
  for (const shape of facts)
    for (const { entity } of [...shape.references, ...reachedFrom(shape, (header, one) => !isFlat(header, one)).flatMap(({ takes }) => takes)])
      referred.add(entity);
  const headersOf = (shape: Shape): readonly Header[] => reachedFrom(shape, (header, one) => !isFlat(header, one) || referred.has(one.entity));
  const isDimension = (entity: Entity): boolean => {
    const role = roles.get(entity.owner.source.id)?.role;
    if (entity.isPart) return facts.some(({ table }) => table === entity.owner) && referred.has(entity);
    return role === 'dimension' && (facts.length === 0 || referred.has(entity) || choices.star?.[entity.owner.source.id] === 'dimension');
  };
  const entities = shapes.entities.filter(isDimension);
  const lookups = (entity: Entity): readonly Reference[] => {
    const shape = shapeOf(entity);
    return shape?.references.filter((one) => one.entity !== entity && !one.entity.isPart && isFlat(shape, one) && !entities.includes(one.entity)) ?? [];
  };
  const wanted = new Set<Id>([
    ...facts.map(({ table }) => table.source.id),
    ...entities.flatMap((entity) => [...entity.members.map(({ table }) => table.source.id), ...lookups(entity).map((one) => one.entity.owner.source.id)]),
  ]);
  const rules = keyRules(shapes.entities, shapes.shapes);
  const staged = new Map<Id, Staged>();
  for (const shape of shapes.shapes) {
    if (!wanted.has(shape.table.source.id)) continue;
    const naming = new Map(shape.references.map(({ column, entity }) => [column, entity]));
    if (shape.own) naming.set(shape.key.columns[0] ?? '', shape.own);
    const found = stage(planner, shape.table, naming, rules);
    if (found) staged.set(shape.table.source.id, found);
  }
  const dimensions = new Map<string, Dimension>();
  for (const entity of entities) {
    const found = entity.isPart ? proposePart(planner, entity, staged) : proposeDimension(planner, { entity, shapes, staged, roles, lookups: lookups(entity) });
    if (found) dimensions.set(entity.id, found);
  }
  const junk = new Map<Id, Dimension>();
  for (const shape of facts) {
    const from = staged.get(shape.table.source.id);
    const found = from ? proposeJunk(planner, shape, from) : undefined;
    if (found) junk.set(shape.table.source.id, found);
  }
  const date = proposeDate(planner, facts);
  const plan: StarPlan = { planner, roles, staged, dimensions, junk, date, headersOf };
  for (const shape of facts) {
    const from = staged.get(shape.table.source.id);
    if (from) proposeFact(plan, shape, from);
  }
  for (const table of inference.tables) {
    const role = roles.get(table.source.id)?.role;
    if (!role) planner.note(`${table.source.name} is left out: nothing in it names a row${table.evidence ? '' : ', and it has no rows to look for a key in'}.`);
    else if (!wanted.has(table.source.id))
      planner.note(
        `${table.source.name} is left out: ${role === 'dimension' ? 'no fact refers to it' : 'its rows are neither events nor what events refer to'}.`,
      );
  }
  return { kind: 'star', objects: planner.objects(), refused: planner.refused(), sources: sourcePatches(shapes.shapes), notes: planner.notes() };
}
