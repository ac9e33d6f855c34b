export interface SqlToken {
  /** `name` is in double quotes; `string` in single ones or between dollars. */
  readonly kind: 'word' | 'name' | 'string' | 'number' | 'symbol' | 'comment';
  readonly start: number;
  readonly end: number;
  /** As written. */
  readonly text: string;
}

const WORD = /[\p{L}_][\p{L}\p{N}_$]*/uy;
const NUMBER = /(?:0[xX][0-9a-fA-F_]+|(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][-+]?\d+)?)/y;
const DOLLAR = /\$(?:[\p{L}_][\p{L}\p{N}_]*)?\$/uy;
const SPACE = /\s+/y;
const SYMBOL = /::|\|\||<>|!=|<=|>=|->>|->|:=|[^]/uy;

const matchAt = (pattern: RegExp, text: string, at: number): string | undefined => {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
};

/** After the closing quote; a doubled one is part of the text. The end of the text when it is never closed. */
function afterQuote(text: string, at: number, quote: string, escapes: boolean): number {
  let position = at + 1;
  while (position < text.length) {
    if (escapes && text[position] === '\\') position += 2;
    else if (text[position] !== quote) position += 1;
    else if (text[position + 1] === quote) position += 2;
    else return position + 1;
  }
  return text.length;
}

/** Block comments nest, as in PostgreSQL, whose grammar DuckDB has. */
function afterComment(text: string, at: number): number {
  let depth = 0;
  let position = at;
  while (position < text.length) {
    if (text.startsWith('/*', position)) {
      depth += 1;
      position += 2;
    } else if (text.startsWith('*/', position)) {
      depth -= 1;
      position += 2;
      if (depth === 0) return position;
    } else position += 1;
  }
  return text.length;
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

function tokenAt(text: string, at: number): { readonly kind: SqlToken['kind']; readonly end: number } {
  const sign = text[at] ?? '';
  if (text.startsWith('--', at)) return { kind: 'comment', end: lineEnd(text, at) };
  if (text.startsWith('/*', at)) return { kind: 'comment', end: afterComment(text, at) };
  if (sign === "'") return { kind: 'string', end: afterQuote(text, at, "'", false) };
  if (/[eE]/.test(sign) && text[at + 1] === "'") return { kind: 'string', end: afterQuote(text, at + 1, "'", true) };
  if (sign === '"') return { kind: 'name', end: afterQuote(text, at, '"', false) };
  const dollar = sign === '$' ? matchAt(DOLLAR, text, at) : undefined;
  if (dollar !== undefined) {
    const close = text.indexOf(dollar, at + dollar.length);
    return { kind: 'string', end: close < 0 ? text.length : close + dollar.length };
  }
  const word = matchAt(WORD, text, at);
  if (word !== undefined) return { kind: 'word', end: at + word.length };
  const number = matchAt(NUMBER, text, at);
  if (number !== undefined) return { kind: 'number', end: at + number.length };
  return { kind: 'symbol', end: at + (matchAt(SYMBOL, text, at) ?? sign).length };
}

/** DuckDB's SQL as tokens, whatever state it is in: what is never closed goes to the end. White space is left out. */
export function sqlTokens(text: string): readonly SqlToken[] {
  const tokens: SqlToken[] = [];
  let at = 0;
  while (at < text.length) {
    const space = matchAt(SPACE, text, at);
    if (space !== undefined) {
      at += space.length;
      continue;
    }
    const { kind, end } = tokenAt(text, at);
    tokens.push({ kind, start: at, end, text: text.slice(at, end) });
    at = end;
  }
  return tokens;
}

/** The name that a word or a quoted name stands for. */
export const nameOf = ({ kind, text }: SqlToken): string =>
  kind === 'name' ? text.slice(1, text.endsWith('"') && text.length > 1 ? -1 : undefined).replaceAll('""', '"') : text;
