import type { ColumnDefinition, TableDefinition } from '../sql/ast.ts';
import type { Printing } from './dialect.ts';

const names = (columns: readonly string[], p: Printing): string => columns.map((column) => p.name(column)).join(', ');

/** Lines of a column list: name, type, NOT NULL, and what `extra` adds. */
export function columnLines(columns: readonly ColumnDefinition[], p: Printing, extra: (column: ColumnDefinition) => string = () => ''): readonly string[] {
  return columns.map((column) => `${p.name(column.name)} ${p.type(column.type)}${column.nullable ? '' : ' not null'}${extra(column)}`);
}

/** The columns with those of the primary key NOT NULL: some platforms want it said, the others imply it. */
export function keyedColumns(definition: TableDefinition): readonly ColumnDefinition[] {
  const key = new Set(definition.primaryKey ?? []);
  return definition.columns.map((column) => (key.has(column.name) ? { ...column, nullable: false } : column));
}

/** Table constraints, each with `suffix`, e.g. ` not enforced`; `foreignSuffix` where foreign keys differ. */
export function keyLines(
  definition: TableDefinition,
  p: Printing,
  suffix: string,
  kinds: { readonly unique: boolean; readonly foreignSuffix?: string },
): readonly string[] {
  const lines: string[] = [];
  if (definition.primaryKey) lines.push(`primary key (${names(definition.primaryKey, p)})${suffix}`);
  if (kinds.unique) for (const key of definition.uniqueKeys) lines.push(`unique (${names(key, p)})${suffix}`);
  for (const key of definition.foreignKeys) {
    lines.push(`foreign key (${names(key.columns, p)}) references ${p.table(key.table)} (${names(key.references, p)})${kinds.foreignSuffix ?? suffix}`);
  }
  return lines;
}

export const createTableText = (definition: TableDefinition, p: Printing, lines: readonly string[], tail = ''): string =>
  `create table if not exists ${p.table(definition.table)} (\n${lines.map((line) => `  ${line}`).join(',\n')}\n)${tail}`;

/** The column list of a view, where only that can describe its columns; nothing when none is described. */
export function describedColumns(columns: readonly ColumnDefinition[], p: Printing, describe: (description: string | undefined) => string): string {
  if (columns.every((column) => column.description === undefined)) return '';
  return ` (\n${columns.map((column) => `  ${p.name(column.name)}${describe(column.description)}`).join(',\n')}\n)`;
}

/** COMMENT ON statements for a table or view and its columns. */
export function commentStatements(
  kind: 'table' | 'view',
  table: string,
  description: string | undefined,
  columns: readonly ColumnDefinition[],
  p: Printing,
): readonly string[] {
  const own = description === undefined ? [] : [`comment on ${kind} ${table} is ${p.string(description)}`];
  const described = columns.flatMap((column) =>
    column.description === undefined ? [] : [`comment on column ${table}.${p.name(column.name)} is ${p.string(column.description)}`],
  );
  return [...own, ...described];
}

/** The columns an option names, one or several; those the table does not have are refused. */
export function optionColumns(definition: TableDefinition, option: string, p: Printing): readonly ColumnDefinition[] {
  const value = definition.options[option];
  const wanted = value === undefined ? [] : typeof value === 'object' ? value : [String(value)];
  return wanted.flatMap((name) => {
    const found = definition.columns.find((column) => column.name === name);
    if (!found) p.refuse(`column ${name} to ${option.replaceAll('_', ' ')} in ${definition.table.name}: name one of its columns`);
    return found ?? [];
  });
}

/** `prefix (a, b)` when the option names columns, else nothing. */
export function columnClause(definition: TableDefinition, option: string, prefix: string, p: Printing): string {
  const columns = optionColumns(definition, option, p);
  return columns.length === 0
    ? ''
    : `\n${prefix} (${names(
        columns.map((column) => column.name),
        p,
      )})`;
}

/** Refuses options the platform does not know, by name. */
export function refuseUnknownOptions(definition: TableDefinition, known: readonly string[], p: Printing): void {
  for (const option of Object.keys(definition.options)) {
    if (!known.includes(option)) p.refuse(`table option ${option} (on ${definition.table.name}); it knows ${known.length > 0 ? known.join(', ') : 'none'}`);
  }
}
