import { DIALECTS } from '../../core/dialects/registry.ts';
import type { Plan, Relation } from '../../core/plan/types.ts';
import { printQuery } from '../../core/sql/print.ts';
import type { Studio } from '../../store/studio-types.ts';
import { quoteSql } from './editor/model-catalog.ts';

const ROWS = 1000;

/** Reads the rows of a table or view. */
export const rowsQuery = ({ table }: Relation): string => `select *\nfrom ${quoteSql(table.schema)}.${quoteSql(table.name)}\nlimit ${ROWS};\n`;

/** The query that a table or view is built by; nothing for what arrives from outside. */
export function builtByQuery(plan: Plan, relation: Relation): string | undefined {
  if (!relation.query) return undefined;
  const { text } = printQuery(relation.query, DIALECTS.duckdb, { relation: (id) => plan.byId.get(id)?.table ?? relation.table, self: relation.table });
  const note = relation.load.kind === 'append' ? '-- What a load would add to the rows that are stored.\n' : '';
  return `${note}${text};\n`;
}

/** Opens a text in the workbench: the query of that name and text, if there is one, else a new one. */
export async function openQuery({ actions }: Pick<Studio, 'actions'>, name: string, text: string): Promise<void> {
  const workbench = await actions.workbench();
  const known = workbench.getState().documents.find((document) => document.name === name && document.text === text);
  if (known) workbench.openDocument(known.id);
  else workbench.addDocument(text, name);
  actions.setView({ stage: 'sql' });
}
