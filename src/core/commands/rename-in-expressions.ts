import type { Id, Project } from '../model/types.ts';

const isPlain = (name: string): boolean => /^[A-Za-z_]\w*$/.test(name);
const written = (name: string): string => (isPlain(name) ? name : `"${name.replaceAll('"', '""')}"`);
const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** An expression with a column called otherwise. What stands in quotes as a value, and what is a function's name, is none. */
export function renamedInExpression(expression: string, from: string, to: string): string {
  const quoted = `"${escaped(from.replaceAll('"', '""'))}"`;
  const bare = isPlain(from) ? `|(?<![\\w."])${escaped(from)}(?![\\w"]|\\s*\\()` : '';
  return expression.replaceAll(new RegExp(`('(?:[^']|'')*')|(${quoted}${bare})`, 'gi'), (all: string, value?: string) =>
    value === undefined ? written(to) : all,
  );
}

/** Lets the expressions and filters of what stages a source call a column by its new name. */
export function renameInExpressions(draft: Project, source: Id, from: string, to: string): void {
  for (const object of Object.values(draft.objects)) {
    if (object.kind !== 'staging' || object.source !== source) continue;
    if (object.filter !== undefined) object.filter = renamedInExpression(object.filter, from, to);
    for (const column of object.columns) if (column.expression !== undefined) column.expression = renamedInExpression(column.expression, from, to);
  }
}
