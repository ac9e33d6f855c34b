export interface Token {
  readonly kind: 'word' | 'name' | 'string' | 'number' | 'symbol' | 'end';
  /** Unquoted for names and strings. */
  readonly text: string;
  readonly position: number;
}

const PATTERN =
  /\s+|--[^\n]*|(?<word>[\p{L}_][\p{L}\p{N}_$]*)|(?<number>\d+(?:\.\d+)?|\.\d+)|'(?<string>(?:[^']|'')*)'|"(?<name>(?:[^"]|"")+)"|(?<symbol>::|\|\||<>|!=|<=|>=|[-+*/=<>(),.])/uy;

/** Splits an expression into tokens, or says where it stopped making sense. */
export function tokenize(source: string): { readonly list: readonly Token[] } | { readonly error: { readonly message: string; readonly position: number } } {
  const list: Token[] = [];
  let position = 0;
  while (position < source.length) {
    PATTERN.lastIndex = position;
    const match = PATTERN.exec(source);
    if (!match) {
      const quote = source[position] === "'" || source[position] === '"';
      return {
        error: {
          message: quote ? `the ${source[position]} here is never closed` : `"${String.fromCodePoint(source.codePointAt(position) ?? 0)}" has no meaning here`,
          position,
        },
      };
    }
    const { word, number, string, name, symbol } = match.groups ?? {};
    if (word !== undefined) list.push({ kind: 'word', text: word, position });
    else if (number !== undefined) list.push({ kind: 'number', text: number, position });
    else if (string !== undefined) list.push({ kind: 'string', text: string.replaceAll("''", "'"), position });
    else if (name !== undefined) list.push({ kind: 'name', text: name.replaceAll('""', '"'), position });
    else if (symbol !== undefined) list.push({ kind: 'symbol', text: symbol, position });
    position += match[0].length;
  }
  return { list };
}
