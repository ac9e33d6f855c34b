import { sqlTokens } from './sql-tokens.ts';

/** One statement of a text. */
export interface Statement {
  /** Without comments around it and without its semicolon. */
  readonly text: string;
  /** Where `text` begins and ends. */
  readonly start: number;
  readonly end: number;
  /** After its semicolon. */
  readonly after: number;
}

/** The statements of a text, in order. Semicolons in strings, quoted names and comments end none. */
export function statementsOf(text: string): readonly Statement[] {
  const found: Statement[] = [];
  let start: number | undefined;
  let end = 0;
  const close = (after: number): void => {
    if (start !== undefined) found.push({ text: text.slice(start, end), start, end, after });
    start = undefined;
  };
  for (const token of sqlTokens(text)) {
    if (token.kind === 'comment') continue;
    if (token.text === ';') {
      close(token.end);
      continue;
    }
    start ??= token.start;
    end = token.end;
  }
  close(end);
  return found;
}

/** The statement a cursor stands in; between two, the one on its line, else the next, else the last. */
export function statementAt(text: string, offset: number): Statement | undefined {
  const all = statementsOf(text);
  const inside = all.find(({ start, after }) => offset >= start && offset <= after);
  if (inside) return inside;
  const before = all.findLast(({ after }) => after < offset);
  if (before && !text.slice(before.after, offset).includes('\n')) return before;
  return all.find(({ start }) => start >= offset) ?? before;
}

/** From the semicolon before an offset to the one after it: a statement as it is being written. */
export function statementRange(text: string, offset: number): { readonly start: number; readonly end: number } {
  const ends = sqlTokens(text).filter((token) => token.text === ';');
  return { start: ends.findLast((token) => token.end <= offset)?.end ?? 0, end: ends.find((token) => token.start >= offset)?.start ?? text.length };
}
