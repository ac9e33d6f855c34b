import { afterOracleQuote, afterComment, afterQuoted, dollarTag, isGoLine, isLineComment, isSlashLine, lineEnd } from './scan.ts';
import type { Lexical } from './tokens.ts';

/** Where a statement begins on a line of its own, whatever is open before it. */
export const STARTS =
  /(?:create\s+(?:or\s+(?:replace|alter|refresh)\s+)?(?:[a-z_]+\s+){0,4}?(?:table|view|index|schema|procedure|function|trigger|package|sequence|type)\s+\S|alter\s+table\s+\S|drop\s+(?:table|view)\s+\S|comment\s+on\s+(?:table|column|view)\s|insert\s+into\s+\S)/iy;

export const startsHere = (text: string, at: number): boolean => {
  STARTS.lastIndex = at;
  return STARTS.test(text);
};

/** The first statement on a line of its own after a position; the end of the text when there is none. */
export function nextStart(text: string, from: number): number {
  let line = lineEnd(text, from) + 1;
  while (line < text.length) {
    let at = line;
    while (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9) at += 1;
    if (startsHere(text, at)) return at;
    line = lineEnd(text, line) + 1;
  }
  return text.length;
}

export interface SkipRules {
  readonly delimiter: string;
  /** A semicolon ends it. */
  readonly semicolon: boolean;
  /** Another statement on a line of its own ends it. */
  readonly restart: boolean;
}

/** Letters that a line begins with which may end the statement: a, c, d, g, i and the slash. */
const MAY_START = new Set([...'acdgiACDGI/'].map((letter) => letter.charCodeAt(0)));

const isWordSign = (code: number): boolean => (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95;

/** After a quote; -1 when it is never closed. The letter before it may change what it holds: `E'…'`, `q'[…]'`. */
function afterQuote({ text, rules }: Lexical, at: number, sign: string): number {
  const before = sign === "'" ? (text[at - 1] ?? '').toUpperCase() : '';
  const alone = before !== '' && !isWordSign(text.charCodeAt(at - 2));
  if (alone && before === 'Q') {
    const end = afterOracleQuote(text, at);
    if (end >= 0) return end;
  }
  return afterQuoted(text, at, sign, sign !== '`' && (rules.backslash || (alone && before === 'E')));
}

/** Where the next line ends the statement; -1 when it goes on. */
function endOnLine(text: string, newLine: number, { restart }: SkipRules): number {
  let at = newLine + 1;
  while (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9 || text.charCodeAt(at) === 13) at += 1;
  if (!MAY_START.has(text.charCodeAt(at))) return -1;
  return isGoLine(text, at) || isSlashLine(text, at) || (restart && startsHere(text, at)) ? at : -1;
}

/**
 * The end of a statement that nobody reads, found without looking at its words. What is quoted or a comment is jumped over.
 * A quote that is never closed is told, and the statement ends before the next one on a line of its own.
 */
export function afterSkipped(lexical: Lexical, from: number, skip: SkipRules): number {
  const { text, rules } = lexical;
  const own = skip.delimiter === ';' ? -1 : skip.delimiter.charCodeAt(0);
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === own && text.startsWith(skip.delimiter, at)) return at + skip.delimiter.length;
    if (code === 59) {
      if (skip.semicolon && own < 0) return at + 1;
      at += 1;
    } else if (code === 39 || code === 34 || code === 96) {
      const end = afterQuote(lexical, at, String.fromCharCode(code));
      if (lexical.lineBound && (end < 0 || end > lineEnd(text, at))) at += 1;
      else if (end < 0) {
        lexical.onUnclosed(at);
        return nextStart(text, from);
      } else at = end;
    } else if (code === 10) {
      const end = endOnLine(text, at, skip);
      if (end >= 0) return end;
      at += 1;
    } else if ((code === 45 || code === 35 || code === 47) && isLineComment(text, at, rules)) {
      if (code === 45 && /^--[ \t]*COMMAND[ \t]*-{3}/.test(text.slice(at, at + 24))) return at;
      at = lineEnd(text, at);
    } else if (code === 47 && text.charCodeAt(at + 1) === 42 && text[at + 2] !== '!') at = afterComment(text, at, rules.nestedComments);
    else if (code === 36 && rules.dollars) {
      const tag = dollarTag(text, at);
      const close = tag === undefined ? -1 : text.indexOf(tag, at + tag.length);
      at = tag === undefined || close < 0 ? at + 1 : close + tag.length;
    } else if (code === 91 && rules.brackets) {
      const end = text.indexOf(']', at);
      at = end < 0 || end > lineEnd(text, at) ? at + 1 : end + 1;
    } else at += 1;
  }
  return text.length;
}
