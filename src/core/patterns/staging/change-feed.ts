import type { LogicalType } from '../../model/logical-type.ts';
import type { Column, Source, Staging } from '../../model/types.ts';
import { SEQUENCE, technicalOf } from '../../naming/technical-names.ts';
import type { PlanColumn } from '../../plan/types.ts';
import type { Expr, OrderItem, Select } from '../../sql/ast.ts';
import { asc, BIGINT, bool, BOOLEAN, cast, coalesce, col, desc, out, over, text } from '../../sql/build.ts';
import { deliveryColumns, technicalColumn, typeOf, type PatternContext } from '../context.ts';

/** What a source's loader adds to its staging: the order of the rows of one load date, and which of them are deletions. */
export interface ChangeFeed {
  /** Takes the place of the row's place in its file. */
  readonly sequence?: Expr;
  /** Puts the last row of a load date first. */
  readonly lastFirst: readonly OrderItem[];
  /** The column that marks deletions, never NULL; none where the source tells of none. */
  readonly deletions: Select['columns'];
  readonly columns: readonly PlanColumn[];
}

const isWhole = (type: LogicalType): boolean => type.kind === 'integer' || type.kind === 'bigint' || (type.kind === 'decimal' && type.scale === 0);

/** A whole number as it is; anything else by its place among the rows of its load date, whose order is what counts. */
function sequenceOf(column: Column, [loadDate = '', , place = SEQUENCE]: readonly string[]): Pick<ChangeFeed, 'sequence' | 'lastFirst'> {
  const type = typeOf(column);
  if (isWhole(type)) {
    const sequence = coalesce(cast(col(column.name), BIGINT, type), col(place));
    return { sequence, lastFirst: [desc(sequence)] };
  }
  const order: OrderItem = { expr: col(column.name), nulls: 'first', ...(type.kind === 'text' ? { binary: true } : {}) };
  return {
    sequence: over('row_number', [], [col(loadDate)], [order, asc(col(place))]),
    lastFirst: [{ ...order, descending: true, nulls: 'last' }, desc(col(place))],
  };
}

/** Reads the loader of a source; nothing when it names a column that is gone or a name is taken, which is reported. */
export function changeFeed(staging: Staging, source: Source, context: PatternContext): ChangeFeed | undefined {
  const { project } = context;
  const { loader } = source;
  const report = (code: string, severity: 'error' | 'warning', message: string, object: string): undefined => {
    context.report({ code, severity, message, at: { object } });
    return undefined;
  };
  const columnOf = (id: string, what: string): Column | undefined =>
    source.columns.find((column) => column.id === id) ??
    report('mapping-to-missing-column', 'error', `The ${what} column of ${source.name} is ${id}, which is gone: choose another.`, source.id);
  const landed = deliveryColumns(source, project, true).map(({ name }) => name);
  const sequence = loader?.sequence === undefined ? undefined : columnOf(loader.sequence, 'sequence');
  if (loader?.sequence !== undefined && !sequence) return undefined;
  const order = sequence ? sequenceOf(sequence, landed) : { lastFirst: [desc(col(landed[2] ?? SEQUENCE))] };
  const ordered: ChangeFeed = { ...order, deletions: [], columns: [] };
  if (source.delivery !== 'cdc' || loader?.operation === undefined) return ordered;
  const operation = columnOf(loader.operation, 'operation');
  if (!operation) return undefined;
  const values = loader.deletes ?? [];
  if (values.length === 0) {
    report(
      'deletions-not-named',
      'warning',
      `${source.name} has the operation column ${operation.name}, but no values that mean a deletion: name them, e.g. d, or deletions count as changes.`,
      source.id,
    );
    return ordered;
  }
  const name = technicalOf(staging, project.settings).is_deleted;
  if (staging.columns.some((column) => column.name === name))
    return report(
      'name-taken',
      'error',
      `${staging.name} has a column ${name} of its own, the name of the one that marks deletions: rename either.`,
      staging.id,
    );
  const said: Expr = { t: 'in', expr: { t: 'textOf', expr: col(operation.name), type: typeOf(operation) }, values: values.map(text) };
  return {
    ...ordered,
    deletions: [out(coalesce(said, bool(false)), name)],
    columns: [technicalColumn(name, BOOLEAN, 'is_deleted')],
  };
}
