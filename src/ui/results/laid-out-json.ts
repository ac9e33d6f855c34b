const TOKEN = /"(?:[^"\\]|\\.)*"|[[\]{},:]|[^\s[\]{},:"]+/g;

/** JSON with a line per value, every number and text left as it was written; nothing for what is no JSON object or array. */
export function laidOutJson(text: string): string | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  let depth = 0;
  let written = '';
  const line = (): string => `\n${'  '.repeat(depth)}`;
  const tokens = text.match(TOKEN) ?? [];
  tokens.forEach((token, index) => {
    if (token === '{' || token === '[') {
      depth += 1;
      written += token;
      if (!'}]'.includes(tokens[index + 1] ?? '')) written += line();
    } else if (token === '}' || token === ']') {
      depth -= 1;
      written += '{['.includes(tokens[index - 1] ?? '') ? token : line() + token;
    } else if (token === ',') written += `,${line()}`;
    else written += token === ':' ? ': ' : token;
  });
  return written;
}
