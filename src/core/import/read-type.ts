import { closing, isDone, peek, takeParens, textBetween, upperAt, type Cursor } from './cursor.ts';

/** Words that follow a type's first word and are part of it. */
const CONTINUED: Readonly<Record<string, readonly string[]>> = {
  DOUBLE: ['PRECISION'],
  CHARACTER: ['VARYING', 'LARGE', 'OBJECT'],
  CHAR: ['VARYING', 'LARGE', 'OBJECT'],
  NCHAR: ['VARYING', 'LARGE', 'OBJECT'],
  NATIONAL: ['CHARACTER', 'CHAR', 'VARCHAR', 'VARYING', 'TEXT'],
  NATIVE: ['CHARACTER'],
  VARYING: ['CHARACTER'],
  BIT: ['VARYING'],
  BINARY: ['VARYING', 'LARGE', 'OBJECT'],
  LONG: ['RAW', 'VARCHAR', 'VARBINARY'],
  UNSIGNED: ['BIG', 'INT', 'INTEGER', 'SMALLINT', 'TINYINT'],
  SIGNED: ['INT', 'INTEGER'],
  INTERVAL: ['YEAR', 'MONTH', 'DAY', 'HOUR', 'MINUTE', 'SECOND', 'TO'],
};
/** Words that may follow any type and its figures. */
const AFTER: ReadonlySet<string> = new Set(['UNSIGNED', 'SIGNED', 'ZEROFILL', 'ARRAY']);

/** Passes over `< … >`, which may nest. */
function passAngles(cursor: Cursor): void {
  let depth = 0;
  while (!isDone(cursor)) {
    const upper = upperAt(cursor);
    if (upper === '<') depth += 1;
    if (upper === '>') depth -= 1;
    cursor.at += 1;
    if (depth === 0) return;
  }
}

function passSuffixes(cursor: Cursor): void {
  for (;;) {
    if (upperAt(cursor) === '[') {
      cursor.at += 1;
      while (!isDone(cursor) && upperAt(cursor) !== ']') cursor.at += 1;
      cursor.at += 1;
    } else if (AFTER.has(upperAt(cursor))) cursor.at += 1;
    // In T-SQL's dialect `[]` comes as a name.
    else if (peek(cursor)?.text === '[]') cursor.at += 1;
    else return;
  }
}

function passZone(cursor: Cursor): void {
  const [first, second, third, fourth] = [0, 1, 2, 3].map((ahead) => upperAt(cursor, ahead));
  if ((first === 'WITH' || first === 'WITHOUT') && second === 'TIME' && third === 'ZONE') cursor.at += 3;
  else if (first === 'WITH' && second === 'LOCAL' && third === 'TIME' && fourth === 'ZONE') cursor.at += 4;
}

/**
 * Passes over a type, which begins here.
 * @param isAttribute tells words that no longer belong to a type.
 * @param anyWords takes every word that is no attribute for a part of the type, as SQLite does.
 * @returns the type as written; nothing when none stands here.
 */
export function takeType(cursor: Cursor, isAttribute: (upper: string) => boolean, anyWords: boolean): string | undefined {
  const from = cursor.at;
  const token = peek(cursor);
  if (!token || token.kind === 'symbol' || token.kind === 'number') return undefined;
  if (token.kind === 'word' && token.upper !== 'BINARY' && isAttribute(token.upper)) return undefined;
  if (token.kind === 'string' && !token.text.startsWith('"')) return undefined;
  cursor.at += 1;
  while (upperAt(cursor) === '.' && peek(cursor, 1)) cursor.at += 2;
  let word = cursor.tokens[cursor.at - 1]?.upper ?? '';
  // `public.citext`, `"char"` and `[nvarchar]` continue as the bare word would.
  if (word === '') word = (cursor.tokens[cursor.at - 1]?.text.slice(1, -1) ?? '').toUpperCase();
  const more = CONTINUED[word] ?? [];
  const figures = (): void => {
    if (upperAt(cursor) === '(' && closing(cursor, cursor.at) <= cursor.end) takeParens(cursor);
  };
  if (upperAt(cursor) === '<') passAngles(cursor);
  while (more.includes(upperAt(cursor)) || (anyWords && peek(cursor)?.kind === 'word' && !isAttribute(upperAt(cursor)))) cursor.at += 1;
  figures();
  // INTERVAL DAY(2) TO SECOND(6), CHARACTER(10) VARYING
  while (more.includes(upperAt(cursor)) || (anyWords && peek(cursor)?.kind === 'word' && !isAttribute(upperAt(cursor)))) {
    cursor.at += 1;
    figures();
  }
  if (word === 'TIMESTAMP' || word === 'TIME') passZone(cursor);
  passSuffixes(cursor);
  return textBetween(cursor, from, cursor.at);
}
