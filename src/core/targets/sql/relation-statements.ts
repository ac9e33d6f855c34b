import { DIALECTS } from '../../dialects/registry.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { LAYERS } from '../../model/schema.ts';
import type { Platform } from '../../model/types.ts';
import type { Plan, Relation } from '../../plan/types.ts';
import type { Statement } from '../../sql/ast.ts';
import { printStatement } from '../../sql/print.ts';

export interface Statements { readonly statements: readonly string[]; readonly diagnostics: readonly Diagnostic[] }

function printAll(list: readonly Statement[], plan: Plan, relation: Relation | undefined, platform: Platform): Statements {
  const names = {
    relation: (id: string) => {
      const found = plan.byId.get(id);
      if (!found) throw new Error(`relation ${id} is read but not in the plan`);
      return found.table;
    },
    ...(relation ? { self: relation.table } : {}),
  };
  const printed = list.map((statement) => printStatement(statement, DIALECTS[platform], names));
  const at = relation ? { object: relation.origin } : {};
  return { statements: printed.flatMap((one) => one.statements), diagnostics: printed.flatMap((one) => one.diagnostics.map((diagnostic) => ({ ...diagnostic, at }))) };
}

/** Schemas of the layers in use, in layer order. */
export function schemaStatements(plan: Plan, platform: Platform): Statements {
  const used = LAYERS.filter((layer) => plan.relations.some((relation) => relation.layer === layer)).map((layer) => plan.schemas[layer]);
  return printAll([...new Set(used)].map((schema) => ({ t: 'createSchema', schema })), plan, undefined, platform);
}

/** What must exist before rows can: a table, or a view. */
export function createStatements(plan: Plan, relation: Relation, platform: Platform): Statements {
  const { table, columns, query } = relation;
  const description = relation.description === undefined ? {} : { description: relation.description };
  if (relation.load.kind === 'view' && query) return printAll([{ t: 'createView', view: table, columns, query, ...description }], plan, relation, platform);
  const foreignKeys = relation.foreignKeys.flatMap((key) => {
    const target = plan.byId.get(key.relation);
    return target ? [{ columns: key.columns, table: target.table, references: key.references }] : [];
  });
  const definition = {
    table, columns, uniqueKeys: relation.uniqueKeys, foreignKeys, options: relation.physical[platform] ?? {}, ...description,
    ...(relation.primaryKey ? { primaryKey: relation.primaryKey } : {}),
  };
  return printAll([{ t: 'createTable', definition }], plan, relation, platform);
}

/** The scratch table of a `replace` load. */
const workTable = (relation: Relation) => ({ schema: relation.table.schema, name: `${relation.table.name}__changes` });

/** What brings the table up to date, in one transaction where the platform has them; nothing for landing tables and views. */
export function loadStatements(plan: Plan, relation: Relation, platform: Platform): Statements {
  const { table, query, load } = relation;
  const columns = relation.columns.map((column) => column.name);
  if (!query || load.kind === 'view' || load.kind === 'landing') return { statements: [], diagnostics: [] };
  const list: Statement[] = [{ t: 'begin' }];
  if (load.kind === 'append') list.push({ t: 'insert', table, columns, query });
  if (load.kind === 'rebuild') list.push({ t: 'deleteAll', table }, { t: 'insert', table, columns, query });
  if (load.kind === 'replace') {
    const work = workTable(relation);
    list.push(
      { t: 'createWork', table: work, query },
      { t: 'deleteMatching', table, keys: load.key, work },
      { t: 'insertWork', table, columns, work },
      { t: 'dropWork', table: work },
    );
  }
  list.push({ t: 'commit' });
  return printAll(list, plan, relation, platform);
}
