import type { Token } from './tokens.ts';
import type { TableName } from './types.ts';

/** A walk over the tokens of one statement or of a part of it. */
export interface Cursor {
  readonly text: string;
  readonly tokens: readonly Token[];
  at: number;
  /** Index after the last token of this part. */
  readonly end: number;
}

export const cursorOver = (text: string, tokens: readonly Token[], at = 0, end = tokens.length): Cursor => ({ text, tokens, at, end });
export const part = ({ text, tokens }: Cursor, at: number, end: number): Cursor => ({ text, tokens, at, end });

export const peek = (cursor: Cursor, ahead = 0): Token | undefined => (cursor.at + ahead < cursor.end ? cursor.tokens[cursor.at + ahead] : undefined);
export const upperAt = (cursor: Cursor, ahead = 0): string => peek(cursor, ahead)?.upper ?? '';
export const isDone = (cursor: Cursor): boolean => cursor.at >= cursor.end;

/** Passes over these words if they stand here. */
export function take(cursor: Cursor, ...words: readonly string[]): boolean {
  for (const [index, word] of words.entries()) if (upperAt(cursor, index) !== word) return false;
  cursor.at += words.length;
  return true;
}

/** Passes over one of these words. @returns the word, or nothing. */
export function takeAny(cursor: Cursor, words: ReadonlySet<string>): string | undefined {
  const upper = upperAt(cursor);
  if (upper === '' || !words.has(upper)) return undefined;
  cursor.at += 1;
  return upper;
}

/** Index of the parenthesis that closes the one at `at`; the end when it is never closed. */
export function closing(cursor: Cursor, at: number): number {
  let depth = 0;
  for (let index = at; index < cursor.end; index += 1) {
    const upper = cursor.tokens[index]?.upper;
    if (upper === '(') depth += 1;
    else if (upper === ')') {
      depth -= 1;
      if (depth === 0) return index;
    }
  }
  return cursor.end;
}

/** What stands in the parentheses that open here, which are passed over; nothing when none do. */
export function takeParens(cursor: Cursor): Cursor | undefined {
  if (upperAt(cursor) !== '(') return undefined;
  const close = closing(cursor, cursor.at);
  const inside = part(cursor, cursor.at + 1, close);
  cursor.at = Math.min(close + 1, cursor.end);
  return inside;
}

/** The text from one token to another, as written. */
export function textBetween(cursor: Cursor, from: number, to: number): string {
  const first = cursor.tokens[from];
  const last = cursor.tokens[to - 1];
  return first && last && to > from ? cursor.text.slice(first.start, last.end) : '';
}

export const textOf = (cursor: Cursor): string => textBetween(cursor, cursor.at, cursor.end);

const ANGLED: ReadonlySet<string> = new Set(['STRUCT', 'ARRAY', 'MAP', 'RANGE', 'TABLE', 'ROW', 'UNION', 'UNIONTYPE']);

/** Splits at commas that stand in no parentheses, brackets or type arguments. Empty parts are left out. */
export function splitAtCommas(cursor: Cursor): readonly Cursor[] {
  const parts: Cursor[] = [];
  let [depth, angles, from] = [0, 0, cursor.at];
  for (let index = cursor.at; index <= cursor.end; index += 1) {
    const upper = index === cursor.end ? ',' : cursor.tokens[index]?.upper;
    if (upper === '(' || upper === '[' || upper === '{') depth += 1;
    else if (upper === ')' || upper === ']' || upper === '}') depth -= 1;
    else if (upper === '<' && ANGLED.has(cursor.tokens[index - 1]?.upper ?? '')) angles += 1;
    else if (upper === '>' && angles > 0) angles -= 1;
    else if (upper === ',' && ((depth <= 0 && angles === 0) || index === cursor.end)) {
      if (index > from) parts.push(part(cursor, from, index));
      from = index + 1;
    }
  }
  return parts;
}

const BACKSLASHED: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '0': '\0', b: '\b' };

/** The text that a string token holds. */
export function stringValue({ text }: Token, backslash: boolean): string {
  const dollar = /^\$[^$]*\$/.exec(text)?.[0];
  if (dollar !== undefined) return text.slice(dollar.length, text.length - dollar.length);
  const oracle = /^n?q'(.)([\s\S]*).'$/i.exec(text);
  if (oracle) return oracle[2] ?? '';
  const triple = /^\w*("""|''')([\s\S]*)\1$/.exec(text);
  if (triple) return triple[2] ?? '';
  const open = /^[A-Za-z&]*(['"])/.exec(text);
  if (!open) return text;
  const quote = open[1] ?? "'";
  const raw = text.slice(open[0].length, text.endsWith(quote) && text.length > open[0].length ? -1 : undefined).replaceAll(quote + quote, quote);
  if (!backslash && !/^e/i.test(text)) return raw;
  return raw.replaceAll(/\\(.)/gs, (_, sign: string) => BACKSLASHED[sign] ?? sign);
}

const CLOSERS: Readonly<Record<string, string>> = { '"': '"', '`': '`', '[': ']' };

/** The name that a token stands for, without quotes. */
export function nameText(token: Token): string {
  if (token.kind === 'string') return stringValue(token, false);
  if (token.kind !== 'name') return token.text;
  const close = CLOSERS[token.text[0] ?? ''] ?? '"';
  return token.text.slice(1, token.text.endsWith(close) && token.text.length > 1 ? -1 : undefined).replaceAll(close + close, close);
}

const isNamePart = ({ kind }: Token): boolean => kind !== 'symbol' && kind !== 'number';

/** One part of a name. Pieces without a blank between them are one, e.g. `${env}_raw` or `my-project`. */
export function takeNamePart(cursor: Cursor): string | undefined {
  const first = peek(cursor);
  if (!first) return undefined;
  if (!isNamePart(first)) {
    // A variable of psql, `:schema`, and a name that begins with a digit, which MySQL and Hive allow.
    const next = peek(cursor, 1);
    if (first.upper === ':' && next && isNamePart(next) && next.start === first.end) {
      cursor.at += 2;
      return `:${nameText(next)}`;
    }
    if (first.kind === 'number' && /^\d+[A-Za-z_]\w*$/.test(first.text)) {
      cursor.at += 1;
      return first.text;
    }
    return undefined;
  }
  cursor.at += 1;
  let name = nameText(first);
  if (first.kind === 'name' || first.kind === 'string') return name;
  let { end } = first;
  for (let token = peek(cursor); token && token.start === end; token = peek(cursor)) {
    const next = peek(cursor, 1);
    const joins = token.kind === 'word' || token.kind === 'slot' || token.kind === 'number';
    const dashed = token.upper === '-' && next !== undefined && next.start === token.end && (next.kind === 'word' || next.kind === 'number');
    if (!joins && !dashed) break;
    name += token.text;
    ({ end } = token);
    cursor.at += 1;
  }
  return name;
}

/** The parts of a dotted name; none when no name stands here. */
export function takeNameParts(cursor: Cursor): readonly string[] {
  const parts: string[] = [];
  for (;;) {
    const name = takeNamePart(cursor);
    if (name === undefined) break;
    parts.push(name);
    if (upperAt(cursor) !== '.') break;
    cursor.at += 1;
    // `database..table` leaves the schema out.
    while (upperAt(cursor) === '.') {
      parts.push('');
      cursor.at += 1;
    }
  }
  return parts;
}

const WHOLE_NAME = /^[^.\s/]+(\.[^.\s/]+){1,2}$/;

/** A table's name from its parts; a name in backticks may hold all of them, as BigQuery writes it. */
export function tableName(parts: readonly string[]): TableName | undefined {
  const split = parts.flatMap((one, index) => (index === 0 && parts.length < 3 && WHOLE_NAME.test(one) ? one.split('.') : [one]));
  const [name, schema, database] = split.toReversed();
  if (name === undefined || name === '') return undefined;
  return {
    ...(database === undefined || database === '' ? {} : { database }),
    ...(schema === undefined || schema === '' ? {} : { schema }),
    name,
  };
}

/** Snowflake's `IDENTIFIER('db.schema.name')` too. */
export function takeTableName(cursor: Cursor): TableName | undefined {
  if (upperAt(cursor) === 'IDENTIFIER' && upperAt(cursor, 1) === '(') {
    cursor.at += 1;
    const inside = takeParens(cursor);
    const token = inside && peek(inside);
    if (token?.kind !== 'string') return inside && textOf(inside) !== '' ? { name: textOf(inside) } : undefined;
    return tableName(nameText(token).replaceAll('"', '').split('.'));
  }
  const quoted = peek(cursor)?.kind === 'name' && !peek(cursor)?.text.startsWith('`');
  const parts = takeNameParts(cursor);
  return quoted && parts.length === 1 && parts[0] !== undefined && parts[0] !== '' ? { name: parts[0] } : tableName(parts);
}

/** Plain column names in a list such as `(a, b DESC, c(10))`; nothing when one is an expression. */
export function columnNames(list: Cursor): readonly string[] | undefined {
  const names: string[] = [];
  for (const item of splitAtCommas(list)) {
    const parts = takeNameParts(item);
    const name = parts.at(-1);
    if (name === undefined) return undefined;
    if (upperAt(item) === '(') {
      const length = takeParens(item);
      if (!length || peek(length)?.kind !== 'number') return undefined;
    }
    if (!isDone(item) && !ORDER_WORDS.has(upperAt(item))) return undefined;
    names.push(name);
  }
  return names.length > 0 ? names : undefined;
}

const ORDER_WORDS: ReadonlySet<string> = new Set([
  'ASC',
  'DESC',
  'NULLS',
  'COLLATE',
  'HASH',
  'RANGE',
  'VARCHAR_PATTERN_OPS',
  'TEXT_PATTERN_OPS',
  'WITH',
  'TIMESERIES',
  'AUTOINCREMENT',
  'WITHOUT',
  'PERIOD',
]);
