import type { DialectRules } from './dialect-rules.ts';
import { afterComment, afterOracleQuote, afterQuoted, afterTriple, dollarTag, isLineComment, lineEnd } from './scan.ts';

export interface Token {
  /** `slot`: something a template fills in, e.g. `{{ schema }}` or `${env}`. */
  readonly kind: 'word' | 'name' | 'string' | 'number' | 'symbol' | 'slot';
  readonly start: number;
  readonly end: number;
  /** As written. */
  readonly text: string;
  /** A word in capitals; the sign of a symbol; nothing for what is quoted. */
  readonly upper: string;
  /** It is the first on its line. */
  readonly first: boolean;
}

export interface Lexical {
  readonly text: string;
  readonly rules: DialectRules;
  /** A quote that is not closed on its line is a stray sign: how text with a broken quote is read a second time. */
  readonly lineBound: boolean;
  /** Called with the place of what is opened and never closed. */
  readonly onUnclosed: (at: number) => void;
}

const WORD = /[\w@#$\u0080-\uffff]+/y;
const NUMBER = /(?:\d[\w]*(?:\.\d[\w]*)?|\.\d\w*)(?:(?<=[eE])[-+]\d+)?/y;
const CELL = /--[ \t]*COMMAND[ \t]*-{3,}/y;
const EXECUTABLE = /\/\*M?!(\d{5,6})?/y;
const MARIADB_ONLY = 999_999;
const SLOT = /\$\{[^}\n]*\}|\$\([A-Za-z_]\w*\)|\{\{[\s\S]*?\}\}/y;
const JINJA = /\{%[\s\S]*?%\}|\{#[\s\S]*?#\}/y;
const SUBSTITUTION = /&&?[A-Za-z_]\w*(?:\.(?=\.))?/y;
const PREFIXES: ReadonlySet<string> = new Set(['N', 'E', 'B', 'X', 'R', 'RB', 'BR', 'U&']);

const lengthAt = (pattern: RegExp, text: string, at: number): number => {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex - at : 0;
};

export interface Blank {
  readonly end: number;
  /** A line began on the way. */
  readonly newLine: boolean;
}

/** Passes over white space and comments. What MySQL alone executes, `/*!40101 … *\/`, is not a comment. */
export function afterBlank({ text, rules }: Pick<Lexical, 'text' | 'rules'>, from: number): Blank {
  let at = from;
  let newLine = from === 0;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code === 10) newLine = true;
    if (code <= 32 || code === 0xfeff || code === 0xa0 || code === 0x200b) at += 1;
    else if (isLineComment(text, at, rules)) {
      if (code === 45 && lengthAt(CELL, text, at) > 0) return { end: at, newLine };
      at = lineEnd(text, at);
    } else if (code === 47 && text.charCodeAt(at + 1) === 42) {
      EXECUTABLE.lastIndex = at;
      const executable = EXECUTABLE.exec(text);
      if (executable && Number(executable[1] ?? 0) !== MARIADB_ONLY) at += executable[0].length;
      else at = afterComment(text, at, rules.nestedComments);
    } else if (code === 42 && text.charCodeAt(at + 1) === 47) at += 2;
    else {
      const jinja = code === 123 ? lengthAt(JINJA, text, at) : 0;
      if (jinja === 0) return { end: at, newLine };
      at += jinja;
    }
  }
}

type Piece = { readonly kind: Token['kind']; readonly end: number };

function quotedPiece(lexical: Lexical, at: number, open: number, kind: Token['kind'], quote: string, backslash: boolean): Piece {
  const { text } = lexical;
  const end = afterQuoted(text, open, quote, backslash);
  if (end >= 0 && !(lexical.lineBound && end > lineEnd(text, open))) return { kind, end };
  if (end < 0) lexical.onUnclosed(open);
  return lexical.lineBound ? { kind: 'symbol', end: open + 1 } : { kind, end: end < 0 ? text.length : end };
}

function stringPiece(lexical: Lexical, at: number, open: number, quote: string, backslash: boolean): Piece {
  const { text, rules } = lexical;
  if (rules.triple && text.startsWith(quote + quote + quote, open)) {
    const end = afterTriple(text, open);
    if (end >= 0) return { kind: 'string', end };
  }
  return quotedPiece(lexical, at, open, 'string', quote, backslash);
}

function wordPiece(lexical: Lexical, at: number): Piece {
  const { text, rules } = lexical;
  const length = lengthAt(WORD, text, at);
  if (length === 0) return { kind: 'symbol', end: at + 1 };
  const end = at + length;
  const next = text[end];
  if (next === '&' && text[at]?.toUpperCase() === 'U' && text[end + 1] === "'") return stringPiece(lexical, at, end + 1, "'", false);
  if (next !== "'" && !(next === '"' && rules.doubleIsString)) return { kind: 'word', end };
  const word = text.slice(at, end).toUpperCase();
  if (word === 'Q' || word === 'NQ') {
    const close = afterOracleQuote(text, end);
    if (close >= 0) return { kind: 'string', end: close };
  }
  return PREFIXES.has(word) ? stringPiece(lexical, at, end, next, rules.backslash || word === 'E') : { kind: 'word', end };
}

function dollarPiece(lexical: Lexical, at: number): Piece {
  const { text, rules } = lexical;
  const slot = lengthAt(SLOT, text, at);
  if (slot > 0) return { kind: 'slot', end: at + slot };
  const tag = rules.dollars ? dollarTag(text, at) : undefined;
  if (tag === undefined) return wordPiece(lexical, at);
  const close = text.indexOf(tag, at + tag.length);
  if (close >= 0) return { kind: 'string', end: close + tag.length };
  lexical.onUnclosed(at);
  return { kind: 'symbol', end: at + tag.length };
}

function bracketPiece(lexical: Lexical, at: number): Piece {
  if (!lexical.rules.brackets) return { kind: 'symbol', end: at + 1 };
  const end = afterQuoted(lexical.text, at, ']', false);
  return end < 0 || end > lineEnd(lexical.text, at) ? { kind: 'symbol', end: at + 1 } : { kind: 'name', end };
}

function pieceAt(lexical: Lexical, at: number): Piece {
  const { text, rules } = lexical;
  const code = text.charCodeAt(at);
  switch (code) {
    case 39:
      return stringPiece(lexical, at, at, "'", rules.backslash);
    case 34:
      return rules.doubleIsString ? stringPiece(lexical, at, at, '"', rules.backslash) : quotedPiece(lexical, at, at, 'name', '"', false);
    case 96:
      return quotedPiece(lexical, at, at, 'name', '`', false);
    case 91:
      return bracketPiece(lexical, at);
    case 36:
      return dollarPiece(lexical, at);
    case 123: {
      const slot = lengthAt(SLOT, text, at);
      return slot > 0 ? { kind: 'slot', end: at + slot } : { kind: 'symbol', end: at + 1 };
    }
    case 38: {
      const slot = lengthAt(SUBSTITUTION, text, at);
      return slot > 0 ? { kind: 'slot', end: at + slot } : { kind: 'symbol', end: at + 1 };
    }
    case 45:
      return { kind: 'symbol', end: at + Math.max(1, lengthAt(CELL, text, at)) };
    case 46:
      return { kind: 'symbol', end: at + 1 };
    default:
      if (code >= 48 && code <= 57) return { kind: 'number', end: at + Math.max(1, lengthAt(NUMBER, text, at)) };
      return wordPiece(lexical, at);
  }
}

/** The token at or after a position; nothing at the end of the text. A notebook's `-- COMMAND ---` line ends a statement as a semicolon does. */
export function tokenFrom(lexical: Lexical, from: number): Token | undefined {
  const { end: start, newLine } = afterBlank(lexical, from);
  if (start >= lexical.text.length) return undefined;
  const { kind, end } = pieceAt(lexical, start);
  const text = lexical.text.slice(start, end);
  const upper = kind === 'word' ? text.toUpperCase() : kind === 'symbol' ? (text.startsWith('--') ? ';' : text) : '';
  return { kind, start, end, text, upper, first: newLine };
}
