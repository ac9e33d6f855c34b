import type { Diagnostic } from '../model/diagnostic.ts';
import { parseLogicalType, type LogicalType } from '../model/logical-type.ts';
import type { Column, Id, ModelObject, Project } from '../model/types.ts';
import { KINDS } from '../model/kinds.ts';
import type { ColumnRole, PlanColumn, Relation } from '../plan/types.ts';
import { TEXT, TIMESTAMP, BIGINT } from '../sql/build.ts';
import { SEQUENCE, technicalOf } from '../naming/technical-names.ts';

/** What a pattern may see: the document, and the relations of the objects it reads. */
export interface PatternContext {
  readonly project: Project;
  readonly relation: (id: Id) => Relation | undefined;
  readonly report: (diagnostic: Diagnostic) => void;
}

/**
 * Expands one object; nothing when it cannot be built, with the reason reported. The first relation is the object's own
 * and has its id; others carry a suffix after a slash.
 */
export type Pattern<O extends ModelObject> = (object: O, context: PatternContext) => readonly Relation[];

/** The type of a document column. The schema admits only texts that parse. */
export function typeOf(column: Pick<Column, 'type' | 'name'>): LogicalType {
  const type = parseLogicalType(column.type);
  if (!type) throw new Error(`column ${column.name} has the type ${column.type}, which the schema should have refused`);
  return type;
}

export function planColumn(column: Column, role: ColumnRole, nullable = column.nullable ?? true): PlanColumn {
  return {
    name: column.name,
    type: typeOf(column),
    nullable,
    role,
    column: column.id,
    tests: column.tests ?? [],
    ...(column.description === undefined ? {} : { description: column.description }),
    ...(column.classification === undefined ? {} : { classification: column.classification }),
  };
}

export const technicalColumn = (name: string, type: LogicalType, role: ColumnRole, nullable = false): PlanColumn => ({ name, type, nullable, role, tests: [] });

/** Load date, record source and, in landing and staging, the row's place in its file. */
export function deliveryColumns(object: Pick<ModelObject, 'technical'>, project: Project, withSequence: boolean): readonly PlanColumn[] {
  const { load_date, record_source } = technicalOf(object, project.settings);
  const columns = [technicalColumn(load_date, TIMESTAMP, 'load_date'), technicalColumn(record_source, TEXT, 'record_source')];
  return withSequence ? [...columns, technicalColumn(SEQUENCE, BIGINT, 'sequence')] : columns;
}

/** What every relation takes over from its object. */
export function relationHead(
  object: ModelObject,
  project: Project,
): Pick<Relation, 'id' | 'origin' | 'kind' | 'layer' | 'table' | 'tags' | 'physical' | 'uniqueKeys' | 'foreignKeys'> & {
  description?: string;
  owner?: string;
} {
  const { layer } = KINDS[object.kind];
  return {
    id: object.id,
    origin: object.id,
    kind: object.kind,
    layer,
    table: { schema: project.settings.schemas[layer], name: object.name },
    tags: object.tags ?? [],
    physical: object.physical ?? {},
    uniqueKeys: [],
    foreignKeys: [],
    ...(object.description === undefined ? {} : { description: object.description }),
    ...(object.owner === undefined ? {} : { owner: object.owner }),
  };
}

/** Finds a column by id, or reports that the mapping points at one that is gone. */
export function columnById<C extends Column>(
  object: { readonly id: Id; readonly name: string; readonly columns: readonly C[] },
  id: Id | undefined,
  wanted: string,
  at: Id,
  context: PatternContext,
): C | undefined {
  const found = object.columns.find((column) => column.id === id);
  if (!found) {
    const message =
      id === undefined
        ? `${wanted} is not mapped: choose a column of ${object.name} for it.`
        : `${wanted} is mapped to column ${id} of ${object.name}, which is gone: choose another.`;
    context.report({ code: id === undefined ? 'unmapped-column' : 'mapping-to-missing-column', severity: 'error', message, at: { object: at } });
  }
  return found;
}
