import type { DialectRules } from './dialect-rules.ts';

/** Where the pieces of SQL text end. Each function takes the position of the opening sign and walks no character twice. */

const BACKSLASH = 92;

/** Whether an odd number of backslashes stands before a position. */
function isEscaped(text: string, at: number, from: number): boolean {
  let count = 0;
  while (at - 1 - count >= from && text.charCodeAt(at - 1 - count) === BACKSLASH) count += 1;
  return count % 2 === 1;
}

/** After the closing quote, a doubled one being part of the text; -1 when it is never closed. */
export function afterQuoted(text: string, at: number, quote: string, backslash: boolean): number {
  let from = at + 1;
  for (;;) {
    const end = text.indexOf(quote, from);
    if (end < 0) return -1;
    if (backslash && isEscaped(text, end, from)) from = end + 1;
    else if (text[end + 1] === quote) from = end + 2;
    else return end + 1;
  }
}

/** After a triple quote that opened here; -1 when it is never closed. */
export function afterTriple(text: string, at: number): number {
  const quote = text.slice(at, at + 3);
  let from = at + 3;
  for (;;) {
    const end = text.indexOf(quote, from);
    if (end < 0) return -1;
    if (!isEscaped(text, end, from)) return end + 3;
    from = end + 1;
  }
}

const COMMENT_SIGN = /\/\*|\*\//g;
/** A comment that nests deeper or longer than this is none: one that never ends is not to cost more than one that does. */
const MOST_SIGNS = 64;

/** After a block comment; one that nests but never ends ends where it would without nesting. The end of the text when it is never closed. */
export function afterComment(text: string, at: number, nested: boolean): number {
  const first = text.indexOf('*/', at + 2);
  if (first < 0) return text.length;
  if (!nested) return first + 2;
  let depth = 1;
  COMMENT_SIGN.lastIndex = at + 2;
  for (let signs = 0; ; signs += 1) {
    const sign = COMMENT_SIGN.exec(text);
    if (!sign || signs > MOST_SIGNS) return first + 2;
    depth += sign[0] === '/*' ? 1 : -1;
    if (depth === 0) return sign.index + 2;
  }
}

export function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

const DOLLAR_TAG = /\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/y;

/** The `$tag$` that opens a string here. */
export function dollarTag(text: string, at: number): string | undefined {
  DOLLAR_TAG.lastIndex = at;
  return DOLLAR_TAG.exec(text)?.[0];
}

const ORACLE_CLOSERS: Readonly<Record<string, string>> = { '[': ']', '(': ')', '{': '}', '<': '>' };

/** After `q'[ … ]'`; -1 when it is never closed. `at` is the place of the quote. */
export function afterOracleQuote(text: string, at: number): number {
  const opener = text[at + 1] ?? '';
  const end = text.indexOf(`${ORACLE_CLOSERS[opener] ?? opener}'`, at + 2);
  return end < 0 ? -1 : end + 2;
}

/** Whether `word` stands alone on the line that begins at or before `at`; a number or a comment may follow. */
const GO_LINE = /go(?:[ \t]+\d+)?[ \t]*(?:;[ \t]*)?(?:--[^\n]*)?\r?(?:\n|$)/iy;
export function isGoLine(text: string, at: number): boolean {
  if ((text.charCodeAt(at) | 32) !== 103) return false;
  GO_LINE.lastIndex = at;
  return GO_LINE.test(text) && isLineStart(text, at);
}

const SLASH_LINE = /\/[ \t]*\r?(?:\n|$)/y;
export function isSlashLine(text: string, at: number): boolean {
  if (text.charCodeAt(at) !== 47) return false;
  SLASH_LINE.lastIndex = at;
  return SLASH_LINE.test(text) && isLineStart(text, at);
}

/** Whether only blanks stand before a position on its line. */
export function isLineStart(text: string, at: number): boolean {
  let position = at - 1;
  while (position >= 0) {
    const code = text.charCodeAt(position);
    if (code === 10 || code === 0xfeff) return true;
    if (code !== 32 && code !== 9 && code !== 13) return false;
    position -= 1;
  }
  return true;
}

/** Whether a line comment begins here. */
export function isLineComment(text: string, at: number, rules: DialectRules): boolean {
  const code = text.charCodeAt(at);
  if (code === 45) return text.charCodeAt(at + 1) === 45;
  if (code === 35) return rules.hashComments;
  return code === 47 && rules.slashComments && text.charCodeAt(at + 1) === 47;
}
