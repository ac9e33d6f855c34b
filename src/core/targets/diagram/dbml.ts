import { DIALECTS } from '../../dialects/registry.ts';
import { PLATFORM_LABELS } from '../../model/platform-labels.ts';
import { PLATFORMS } from '../../model/schema.ts';
import type { Platform } from '../../model/types.ts';
import type { Plan, PlanColumn, Relation } from '../../plan/types.ts';
import { createPrinting } from '../../sql/print.ts';
import type { Target } from '../types.ts';

const quoted = (name: string): string => (/^[A-Za-z_]\w*$/.test(name) ? name : `"${name.replaceAll('"', '')}"`);
const text = (value: string): string => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll(/\s+/g, ' ').trim()}'`;
const tableOf = ({ table }: Relation): string => `${quoted(table.schema)}.${quoted(table.name)}`;
const settings = (all: readonly string[]): string => (all.length === 0 ? '' : ` [${all.join(', ')}]`);

function columnLine({ name, type, nullable, description }: PlanColumn, isKey: boolean, platform: Platform): string {
  const written = createPrinting(DIALECTS[platform], { relation: (id) => id }).p.type(type);
  return `  ${quoted(name)} ${/^\w+(\(\d+(, ?\d+)?\))?$/.test(written) ? written : `"${written}"`}${settings([
    ...(isKey ? ['pk'] : []),
    ...(nullable || isKey ? [] : ['not null']),
    ...(description === undefined || description === '' ? [] : [`note: ${text(description)}`]),
  ])}`;
}

function tableText(relation: Relation, platform: Platform): string {
  const { columns, primaryKey = [], uniqueKeys, description } = relation;
  const composite = primaryKey.length > 1;
  const indexes = [
    ...(composite ? [`(${primaryKey.map(quoted).join(', ')}) [pk]`] : []),
    ...uniqueKeys.map((key) => `(${key.map(quoted).join(', ')}) [unique]`),
  ];
  return [
    `Table ${tableOf(relation)}${settings(description === undefined || description === '' ? [] : [`note: ${text(description)}`])} {`,
    ...columns.map((column) => columnLine(column, !composite && primaryKey[0] === column.name, platform)),
    ...(indexes.length > 0 ? ['', '  indexes {', ...indexes.map((line) => `    ${line}`), '  }'] : []),
    '}',
  ].join('\n');
}

/** One line for each pair of columns: the same pair may be named only once. */
function references(plan: Plan): readonly string[] {
  const lines = plan.relations.flatMap((relation) =>
    relation.foreignKeys.flatMap(({ columns, relation: id, references: to }) => {
      const other = plan.byId.get(id);
      if (!other || columns.length === 0) return [];
      const end = (one: Relation, names: readonly string[]): string =>
        `${tableOf(one)}.${names.length === 1 ? quoted(names[0] ?? '') : `(${names.map(quoted).join(', ')})`}`;
      return [`Ref: ${end(relation, columns)} > ${end(other, to)}`];
    }),
  );
  return [...new Set(lines)];
}

/** The tables of the plan, their keys and references, as DBML 10. Views beside an object's own table are left out. */
export const dbml: Target = {
  id: 'dbml',
  label: 'DBML',
  platforms: PLATFORMS,
  emit: (plan, platform) => {
    const relations = plan.relations.filter(({ part, columns }) => part === undefined && columns.length > 0);
    const shown = { ...plan, relations, byId: new Map(relations.map((relation) => [relation.id, relation])) };
    const head = `Project ${quoted(plan.name)} {\n  database_type: ${text(PLATFORM_LABELS[platform])}\n}`;
    const refs = references(shown);
    const parts = [head, ...relations.map((relation) => tableText(relation, platform)), ...(refs.length > 0 ? [refs.join('\n')] : [])];
    return { files: [{ path: 'model.dbml', text: `${parts.join('\n\n')}\n` }], diagnostics: [] };
  },
};
