import { DIALECTS } from '../../dialects/registry.ts';
import type { Id, Platform } from '../../model/types.ts';
import type { Measure, Plan, PlanColumn, Relation } from '../../plan/types.ts';
import type { Expr } from '../../sql/ast.ts';
import { bin, call, cast, col, concat, DATE, num, text } from '../../sql/build.ts';
import { printName } from '../../sql/print.ts';
import type { Yaml } from '../yaml-text.ts';
import { inJinja } from './jinja.ts';
import { entityName, heading, semanticName, subject } from './semantic-names.ts';

export interface Entity {
  readonly name: string;
  readonly type: 'primary' | 'foreign';
  readonly column: string;
}

export interface SemanticDimension {
  readonly name: string;
  readonly type: 'categorical' | 'time';
  readonly description?: string;
  /** The column it is, or what it is worked out as. */
  readonly of: { readonly column: string } | { readonly expr: Expr };
}

export interface SemanticMeasure {
  /** Unique in the project: what the metric is called. */
  readonly name: string;
  readonly label: string;
  readonly description?: string;
  readonly unit?: string;
  readonly agg: 'sum' | 'min' | 'max' | 'average';
  /** Absent for a count of rows. */
  readonly column?: string;
  /** The time dimension of whose points in time only the last counts. */
  readonly lastOf?: string;
}

/** What a fact or a dimension means to whoever asks for figures. */
export interface SemanticModel {
  readonly relation: Relation;
  readonly name: string;
  /** What a row is, where no column names it alone. */
  readonly primaryEntity?: string;
  readonly entities: readonly Entity[];
  readonly dimensions: readonly SemanticDimension[];
  readonly measures: readonly SemanticMeasure[];
  /** The time dimension by which measures are added up. */
  readonly time?: string;
}

export type Entry = Readonly<Record<string, Yaml>>;

/** What the properties of one model say of its meaning. */
export interface RelationSemantics {
  /** Beside the model's own keys. */
  readonly model: Entry;
  /** Beside a column's own keys, by its name. */
  readonly columns: ReadonlyMap<string, Entry>;
  /** Beside the list of models, in the same file. */
  readonly beside: Entry;
}

export const NOTHING: RelationSemantics = { model: {}, columns: new Map(), beside: {} };

/** The day of a date dimension's key, which is a number like 20260131; NULL for its members that are no day. */
function dayOf(column: string): Expr {
  const digits: Expr = { t: 'textOf', expr: col(column), type: { kind: 'integer' } };
  const part = (from: number, length: number): Expr => call('substring', digits, num(from), num(length));
  const iso = concat(part(1, 4), text('-'), part(5, 2), text('-'), part(7, 2));
  return { t: 'case', whens: [{ when: bin('>', col(column), num(0)), then: cast(iso, DATE) }] };
}

const isTime = ({ type }: PlanColumn): boolean => type.kind === 'date' || type.kind === 'timestamp' || type.kind === 'timestamptz';
/** Columns that nobody groups by. */
const isAside = ({ type, role }: PlanColumn): boolean =>
  type.kind === 'json' ||
  type.kind === 'binary' ||
  role === 'load_date' ||
  role === 'valid_to' ||
  role === 'hash_diff' ||
  role === 'hash_key' ||
  role === 'sequence';

/** Names as they are given out. One name is one kind of thing in the whole project, and one measure. */
interface Naming {
  readonly entities: Set<string>;
  readonly measures: Set<string>;
}

const entity = (wanted: string, naming: Naming): string => {
  const found = semanticName(entityName(wanted), 'key', () => false);
  naming.entities.add(found);
  return found;
};

/** A measure is called after its fact too, so that it keeps its name whatever other facts measure. */
function measureName(wanted: string, table: string, naming: Naming): string {
  const about = subject(table);
  const isTaken = (name: string): boolean => naming.entities.has(name) || naming.measures.has(name);
  const found = semanticName(wanted.startsWith(`${about}_`) ? wanted : `${about}_${wanted}`, 'value', isTaken);
  naming.measures.add(found);
  return found;
}

/** Gives out names of dimensions of one model. */
function dimensionNames(naming: Naming): (wanted: string, ending: string) => string {
  const taken = new Set<string>();
  return (wanted, ending) => {
    const found = semanticName(wanted, ending, (name) => taken.has(name) || naming.entities.has(name) || naming.measures.has(name));
    taken.add(found);
    return found;
  };
}

function dimensionsOf(relation: Relation, name: ReturnType<typeof dimensionNames>): readonly SemanticDimension[] {
  const keys = new Set([...(relation.primaryKey?.length === 1 ? relation.primaryKey : []), ...relation.foreignKeys.flatMap(({ columns }) => columns)]);
  return relation.columns
    .filter((column) => !keys.has(column.name) && column.role !== 'measure' && !isAside(column))
    .map((column) => ({
      name: name(column.name, isTime(column) ? 'day' : 'value'),
      type: isTime(column) ? ('time' as const) : ('categorical' as const),
      of: { column: column.name },
      ...(column.description === undefined ? {} : { description: column.description }),
    }));
}

/** How a measure adds up; nothing where no way of adding it up is known here, since it does not add over something else than time. */
function addsUp(
  { additivity, aggregation, notOver }: Measure,
  timeOf: ReadonlyMap<string, string>,
  time: string | undefined,
): Pick<SemanticMeasure, 'agg' | 'lastOf'> | undefined {
  if (aggregation === 'avg') return { agg: 'average' };
  if (aggregation === 'min' || aggregation === 'max') return { agg: aggregation };
  if (additivity === 'additive' && aggregation !== 'last') return { agg: 'sum' };
  const over = notOver.map((column) => timeOf.get(column));
  if (over.includes(undefined) || over.length > 1) return undefined;
  const lastOf = over[0] ?? time;
  return additivity === 'non_additive' || lastOf === undefined ? undefined : { agg: 'sum', lastOf };
}

/** The parts of a fact that have names before its dimensions do. */
interface FactNames {
  readonly relation: Relation;
  readonly primary: string;
  /** Whether one column is the key. */
  readonly key?: string;
  readonly foreign: readonly Entity[];
}

function factNames(relation: Relation, naming: Naming): FactNames {
  const foreign = relation.foreignKeys.flatMap(({ columns: [column, ...others] }): readonly Entity[] =>
    column === undefined || others.length > 0 ? [] : [{ name: entity(column, naming), type: 'foreign', column }],
  );
  const [key, ...rest] = relation.primaryKey ?? [];
  const alone = key !== undefined && rest.length === 0;
  return { relation, foreign, primary: entity(alone ? key : subject(relation.table.name), naming), ...(alone ? { key } : {}) };
}

/** Days by which the rows of a fact are told apart: its own dates, the days its date dimensions stand for, and when rows came. */
function timesOf(relation: Relation, foreign: readonly Entity[], plan: Plan, name: ReturnType<typeof dimensionNames>) {
  const dates = new Set(plan.relations.filter(({ kind }) => kind === 'date_dimension').map(({ id }) => id));
  const days = relation.foreignKeys.flatMap(({ relation: id, columns: [column] }): readonly (SemanticDimension & { readonly column: string })[] => {
    const found = foreign.find((one) => one.column === column)?.name;
    if (column === undefined || found === undefined || !dates.has(id)) return [];
    return [{ name: name(`${found.replace(/_key$/, '')}_day`, 'value'), type: 'time', of: { expr: dayOf(column) }, column }];
  });
  const loaded = relation.columns.find(({ role }) => role === 'load_date')?.name;
  return { days, loaded };
}

/** A fact: what its rows are, by what they can be grouped, and what can be measured. */
function factModel(
  { relation, primary, key, foreign }: FactNames,
  model: string,
  plan: Plan,
  naming: Naming,
  metrics: ReadonlyMap<string, string>,
): SemanticModel {
  const name = dimensionNames(naming);
  const dimensions = dimensionsOf(relation, name);
  const { days, loaded } = timesOf(relation, foreign, plan, name);
  const period = relation.columns.find(({ role }) => role === 'period')?.name;
  const ofPeriod = dimensions.find(({ of }) => 'column' in of && of.column === period)?.name;
  const known = ofPeriod ?? days[0]?.name ?? dimensions.find(({ type }) => type === 'time')?.name;
  const fallback: readonly SemanticDimension[] =
    known !== undefined || loaded === undefined ? [] : [{ name: name(loaded, 'day'), type: 'time', of: { column: loaded } }];
  const time = known ?? fallback[0]?.name;
  // The date of a snapshot's period says the same as the period.
  const timeOf = new Map(days.map(({ column, name: day }) => [column, ofPeriod ?? day]));
  const measured = relation.columns.flatMap(({ name: column, measure, description }): readonly SemanticMeasure[] => {
    const way = measure && addsUp(measure, timeOf, time);
    const metric = metrics.get(column);
    if (!way || metric === undefined) return [];
    return [
      {
        ...way,
        name: metric,
        label: heading(metric),
        column,
        ...(description === undefined ? {} : { description }),
        ...(measure.unit === undefined ? {} : { unit: measure.unit }),
      },
    ];
  });
  const counted = metrics.get('');
  const rows: readonly SemanticMeasure[] = counted === undefined ? [] : [{ name: counted, label: heading(counted), agg: 'sum' }];
  return {
    relation,
    name: model,
    entities: [...(key === undefined ? [] : [{ name: primary, type: 'primary' as const, column: key }]), ...foreign],
    ...(key === undefined ? { primaryEntity: primary } : {}),
    dimensions: [...dimensions, ...days, ...fallback],
    measures: [...measured, ...rows],
    ...(time === undefined ? {} : { time }),
  };
}

/** What the metrics of a fact are called, by column; its rows, counted, under no column. A snapshot's rows say nothing. */
function metricsOf({ table, columns }: Relation, naming: Naming): ReadonlyMap<string, string> {
  const measures = columns.filter(({ measure }) => measure !== undefined).map(({ name }) => [name, measureName(name, table.name, naming)] as const);
  const isSnapshot = columns.some(({ role }) => role === 'period');
  return new Map([...measures, ...(isSnapshot ? [] : [['', measureName('rows', table.name, naming)] as const])]);
}

/** A dimension, or a view of it in a role. @param called what refers to it calls it. */
function dimensionModel(relation: Relation, name: string, called: string, naming: Naming): SemanticModel | undefined {
  const [key, ...rest] = relation.primaryKey ?? relation.columns.filter(({ role }) => role === 'surrogate_key').map(({ name: column }) => column);
  if (key === undefined || rest.length > 0) return undefined;
  const whole = { ...relation, primaryKey: [key] };
  return { relation, name, entities: [{ name: called, type: 'primary', column: key }], dimensions: dimensionsOf(whole, dimensionNames(naming)), measures: [] };
}

const DIMENSIONS: ReadonlySet<string> = new Set(['dimension', 'date_dimension', 'time_dimension']);

/**
 * The facts of a plan, then the dimensions that they refer to.
 * @param nameOf what dbt calls a model. @param roles whether a dimension may be described once more under a role that no view stands for.
 */
export function semanticModels(plan: Plan, nameOf: (id: Id) => string, roles: boolean): readonly SemanticModel[] {
  const naming: Naming = { entities: new Set(), measures: new Set() };
  const named = plan.relations
    .filter(({ kind, part, id, origin }) => kind === 'fact' && part === undefined && id === origin)
    .map((fact) => factNames(fact, naming));
  const metrics = new Map(named.map(({ relation }) => [relation.id, metricsOf(relation, naming)]));
  const models = new Set<string>();
  const modelName = (wanted: string): string => {
    const found = semanticName(wanted, 'model', (one) => models.has(one));
    models.add(found);
    return found;
  };
  const facts = named
    .map((fact) => factModel(fact, modelName(nameOf(fact.relation.id)), plan, naming, metrics.get(fact.relation.id) ?? new Map<string, string>()))
    .filter(({ measures, time }) => measures.length > 0 && time !== undefined);
  const known = new Set<string>();
  const dimensions = facts.flatMap(({ relation, entities }) =>
    relation.foreignKeys.flatMap((key): readonly SemanticModel[] => {
      const called = entities.find(({ column, type }) => type === 'foreign' && column === key.columns[0])?.name;
      const dimension = plan.byId.get(key.relation);
      if (called === undefined || known.has(called) || !dimension || !DIMENSIONS.has(dimension.kind)) return [];
      const view = plan.relations.find(
        ({ part, origin, columns }) =>
          part === 'role' && origin === dimension.id && columns.some(({ role, name }) => role === 'surrogate_key' && name === key.columns[0]),
      );
      const plainly = dimension.primaryKey?.[0] === key.columns[0];
      if (!view && !plainly && !roles) return [];
      const name = modelName(view || plainly ? nameOf((view ?? dimension).id) : `${nameOf(dimension.id)}_as_${called}`);
      const made = dimensionModel(view ?? dimension, name, called, naming);
      if (!made) return [];
      known.add(called);
      return [made];
    }),
  );
  return [...facts, ...dimensions];
}

/** A description for dbt, where there is one. */
export const described = (description: string | undefined): Entry => (description === undefined ? {} : { description: inJinja(description) });

/** A column as the platform calls it. */
export const columnText = (column: string, platform: Platform): string => printName(column, DIALECTS[platform]);
