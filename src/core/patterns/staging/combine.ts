import type { Intermediate, IntermediateColumn } from '../../model/types.ts';
import type { Check } from '../../plan/types.ts';
import type { Expr, From, Query, Select } from '../../sql/ast.ts';
import { asc, col, over, relation } from '../../sql/build.ts';
import { typeOf, type PatternContext } from '../context.ts';
import { stateOrder, type Step, type Told } from '../states.ts';
import { valueAs, type Input, type Reader, type Report } from './intermediate-inputs.ts';

/** What each way of combining is given. */
export interface Making {
  readonly object: Intermediate;
  readonly reader: Reader;
  readonly context: PatternContext;
  readonly report: Report;
  /** Names of the delivery columns of the result. */
  readonly names: { readonly loadDate: string; readonly recordSource: string; readonly sequence: string; readonly deleted: string };
}

/** What it gives: rows with the values in order, then load date, record source, sequence and, where told, the deletion mark. */
export interface Combined {
  readonly steps: readonly Step[];
  readonly rows: Query;
  readonly deleted: boolean;
  readonly checks?: readonly Check[];
}

/** A column of the result; without a value it counts rows. */
export interface Value {
  readonly column: IntermediateColumn;
  readonly expr?: Expr;
}

/** The type of such a column is that of the number, whatever is counted. */
export const isCounted = ({ aggregate }: IntermediateColumn): boolean => aggregate === 'count';

/** One value per column from one source each: a column of an input, or an expression over all of them. */
export function plainValue(column: IntermediateColumn, { object, reader, report }: Making): Value | undefined {
  const what = `${object.name}.${column.name}`;
  if (column.expression !== undefined) {
    const expr = reader.expression(column.expression, `The expression of ${what}`, column.id);
    return expr && { column, expr: isCounted(column) ? expr : valueAs(expr, typeOf(column)) };
  }
  const sources = Object.entries(column.from ?? {});
  const [source] = sources;
  if (!source) {
    if (column.aggregate === 'count') return { column };
    report('unmapped-column', `${what} has neither a column it comes from nor an expression: give it one.`, column.id);
    return undefined;
  }
  if (sources.length > 1) {
    report(
      'several-sources',
      `${what} comes from ${sources.length} inputs, of which only one can give it here: keep one, or write an expression, e.g. coalesce.`,
      column.id,
    );
    return undefined;
  }
  const found = reader.column(source[0], source[1], what, column.id);
  if (!found) return undefined;
  const value = col(found.name, found.input.alias);
  return { column, expr: isCounted(column) ? value : valueAs(value, typeOf(column), found.input.typeOf(found.name)) };
}

export const rowsOf = (input: Input): From => relation(input.relation.id, input.alias);

/** The last order of rows that came at once: the row's place, or in a vault table, where there is none, its key. */
export function placeOf(input: Input, { context }: Making): Expr {
  if (input.sequence !== undefined) return col(input.sequence, input.alias);
  const binary = context.project.settings.hash.storage === 'text';
  const key = (input.relation.primaryKey ?? []).filter((name) => name !== input.loadDate);
  return over(
    'row_number',
    [],
    [col(input.loadDate, input.alias)],
    key.map((name) => asc(col(name, input.alias), { binary: binary || input.typeOf(name).kind === 'text' })),
  );
}

/** What names a state of an input: the key its source promises, the vault's key, the groups of what is grouped. */
function ownKey(input: Input, { context }: Making): readonly string[] | undefined {
  const { object, relation: read } = input;
  if (object.kind === 'staging') {
    const source = context.project.objects[object.id] ? context.project.objects[object.source] : undefined;
    const key = source?.kind === 'source' ? (source.key ?? []) : [];
    const names = key.map((id) => object.columns.find((column) => column.from === id && column.expression === undefined)?.name);
    return key.length > 0 && names.every((name): name is string => name !== undefined && read.columns.some((column) => column.name === name))
      ? names
      : undefined;
  }
  if (object.kind === 'intermediate') {
    const groups = object.columns.filter((column) => column.group === true).map((column) => column.name);
    return groups.length > 0 ? groups : undefined;
  }
  const active = object.kind === 'satellite' ? object.columns.filter(({ use }) => use === 'multi_active_key').map((column) => column.name) : [];
  const apart = new Set([input.loadDate, ...active]);
  const key = (read.primaryKey ?? []).filter((name) => !apart.has(name) && read.columns.find((column) => column.name === name)?.role !== 'hash_diff');
  return key.length > 0 ? key : undefined;
}

/** The states of an input, by its own key where it has one, else by the columns it is looked up by. */
export function statesOf(input: Input, by: readonly string[], making: Making): Told {
  const satellite = input.object.kind === 'satellite' ? input.object : undefined;
  const several = satellite?.columns.some(({ use }) => use === 'multi_active_key') === true;
  const order = input.sequence ?? (several ? undefined : stateOrder(input.relation, making.context));
  return {
    name: input.alias,
    from: (as) => relation(input.relation.id, as),
    key: ownKey(input, making) ?? by,
    loadDate: input.loadDate,
    columns: [...by, ...making.reader.used(input), ...(input.deleted === undefined ? [] : [input.deleted])],
    rows: order === undefined ? (several ? 'several' : 'single') : { lastBy: order },
  };
}

/** Whether every source below an input keeps its deliveries; the name of one that does not. */
export function forgetful(input: Input, { context: { project } }: Making): string | undefined {
  const visit = (id: string, seen: ReadonlySet<string>): string | undefined => {
    const object = project.objects[id];
    if (!object || seen.has(id)) return undefined;
    if (object.kind === 'staging') {
      const source = project.objects[object.source];
      return source?.kind === 'source' && source.landing === 'replace' ? source.name : undefined;
    }
    if (object.kind !== 'intermediate') return undefined;
    return object.inputs.map((below) => visit(below.from, new Set([...seen, id]))).find((name) => name !== undefined);
  };
  return visit(input.spec.from, new Set());
}

export const reportForgetful = (input: Input, source: string, { object, report }: Making): void =>
  report(
    'as-of-without-history',
    `${object.name} asks for the state of ${input.object.name} at other times, but ${source} keeps only its last delivery: let it keep every delivery${object.combine === 'join' ? ', or join rows of the same delivery' : ''}.`,
  );

/** The columns every way of combining ends with. */
export const deliveryOf = ({ names }: Making, loadDate: Expr, recordSource: Expr, sequence: Expr): Select['columns'] => [
  { expr: loadDate, as: names.loadDate },
  { expr: recordSource, as: names.recordSource },
  { expr: sequence, as: names.sequence },
];
