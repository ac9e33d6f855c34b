import { cursorOver } from './cursor.ts';
import { DIALECT_RULES } from './dialect-rules.ts';
import { draftTable, type DraftTable, type Reader } from './draft.ts';
import { queryShape, type QueryShape } from './read-query.ts';
import type { FindTable } from './table-items.ts';
import { tokenFrom, type Token } from './tokens.ts';
import type { Place, ReadTable, ScriptPlatform } from './types.ts';

const LONGEST = 2_000_000;

/** The columns of a query that stands by itself, e.g. of a dbt model, and the tables it reads. */
export function queryColumns(text: string, platform: ScriptPlatform, at: Place, find: FindTable): QueryShape {
  if (text.length > LONGEST) return { columns: [], gaps: [{ at: 0, reason: 'the query is too long' }], reads: [] };
  const rules = DIALECT_RULES[platform];
  const reader: Reader = { file: at.file, text, platform, rules, placeAt: () => at, problem: () => undefined };
  const tokens: Token[] = [];
  const lexical = { text, rules, lineBound: false, onUnclosed: () => undefined };
  for (let token = tokenFrom(lexical, 0); token && token.upper !== ';'; token = tokenFrom(lexical, token.end)) tokens.push(token);
  return queryShape(cursorOver(text, tokens), reader, find);
}

/** A table that was read as one that a query may ask for. */
export const asDraft = ({ name, kind, columns, at }: ReadTable): DraftTable => ({
  ...draftTable(name, kind, at),
  columns: columns.map((column) => ({ name: column.name, ...(column.type === undefined ? {} : { type: column.type }) })),
});
