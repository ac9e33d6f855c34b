import { RESERVED } from '../../../core/dialects/reserved.ts';
import { KINDS } from '../../../core/model/kinds.ts';
import { logicalTypeText } from '../../../core/model/logical-type.ts';
import type { Plan, Relation } from '../../../core/plan/types.ts';
import { createCatalog, type Catalog, type CatalogTable } from '../../../core/query/catalog.ts';
import type { OwnTable } from '../../../store/workbench-types.ts';

/** A name as SQL has to have it. @param reserved what the engine takes for its own; without it, what any platform does. */
export const quoteSql = (name: string, reserved: ReadonlySet<string> = RESERVED): string =>
  /^[a-z_][a-z0-9_]*$/.test(name) && !reserved.has(name) ? name : `"${name.replaceAll('"', '""')}"`;

const PARTS = { timeline: 'timeline of a ', rejects: 'rejected rows of a ', role: 'role of a ', rebuilt: 'rows told again by a ' } as const;

function kindText({ kind, part }: Relation): string {
  const { label } = KINDS[kind];
  return part === undefined ? label : `${PARTS[part]}${label.toLowerCase()}`;
}

function fromPlan(plan: Plan, relation: Relation): CatalogTable {
  const { table, description, columns, foreignKeys } = relation;
  return {
    schema: table.schema,
    name: table.name,
    kind: kindText(relation),
    description,
    columns: columns.map(({ name, type, description: words }) => ({ name, type: logicalTypeText(type), description: words })),
    foreignKeys: foreignKeys.flatMap(({ columns: own, relation: id, references }) => {
      const to = plan.byId.get(id)?.table;
      return to ? [{ columns: own, schema: to.schema, table: to.name, references }] : [];
    }),
  };
}

/** All that a statement can read: what the user made, and what the model builds. */
export const modelCatalog = (plan: Plan, own: readonly OwnTable[]): Catalog =>
  createCatalog([...own.map((table) => ({ ...table, kind: 'Your own table' })), ...plan.relations.map((relation) => fromPlan(plan, relation))]);
