/** Text that is no JSON: what is wrong and where. */
export class JsonFault extends Error {
  readonly position: number;
  constructor(message: string, position: number) {
    super(message);
    this.position = position;
  }
}

export type JsonKind = 'string' | 'number' | 'boolean' | 'nested';
export interface JsonValue {
  readonly kind: JsonKind | 'null';
  readonly text: string | null;
}

const BLANK = /[ \t\r\n]*/y;
const PLAIN = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null/y;

/** The position of the next character that is no blank. */
export function skipBlanks(text: string, at: number): number {
  BLANK.lastIndex = at;
  BLANK.exec(text);
  return BLANK.lastIndex;
}

function stringEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const char = text[at];
    if (char === '\\') at += 1;
    else if (char === '"') return at + 1;
    else if (char === '\n') break;
  }
  throw new JsonFault('a text that does not end', start);
}

function parsed(text: string, start: number, end: number): unknown {
  try {
    return JSON.parse(text.slice(start, end));
  } catch (error) {
    if (error instanceof SyntaxError) throw new JsonFault('not JSON', start);
    throw error;
  }
}

function nestedEnd(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const char = text[at];
    if (char === '"') at = stringEnd(text, at) - 1;
    else if (char === '{' || char === '[') depth += 1;
    else if (char === '}' || char === ']') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  throw new JsonFault('a bracket that nothing closes', start);
}

function readValue(text: string, at: number): { readonly value: JsonValue; readonly end: number } {
  const char = text[at];
  if (char === '"') {
    const end = stringEnd(text, at);
    return { value: { kind: 'string', text: String(parsed(text, at, end)) }, end };
  }
  if (char === '{' || char === '[') {
    const end = nestedEnd(text, at);
    parsed(text, at, end);
    return { value: { kind: 'nested', text: text.slice(at, end) }, end };
  }
  PLAIN.lastIndex = at;
  const [word] = PLAIN.exec(text) ?? [];
  if (word === undefined) throw new JsonFault('a value is missing or not JSON', at);
  const kind = word === 'null' ? 'null' : word === 'true' || word === 'false' ? 'boolean' : 'number';
  return { value: { kind, text: kind === 'null' ? null : word }, end: at + word.length };
}

/** Reads one object. Values keep the digits they were written with, which `JSON.parse` would round. */
export function readObject(text: string, start: number): { readonly fields: readonly (readonly [string, JsonValue])[]; readonly end: number } {
  if (text[start] !== '{') throw new JsonFault('an object in braces is expected here', start);
  const fields: (readonly [string, JsonValue])[] = [];
  let at = skipBlanks(text, start + 1);
  if (text[at] === '}') return { fields, end: at + 1 };
  for (;;) {
    if (text[at] !== '"') throw new JsonFault('a name in quotes is expected here', at);
    const nameEnd = stringEnd(text, at);
    const name = String(parsed(text, at, nameEnd));
    at = skipBlanks(text, nameEnd);
    if (text[at] !== ':') throw new JsonFault('a colon is missing', at);
    const { value, end } = readValue(text, skipBlanks(text, at + 1));
    fields.push([name, value]);
    at = skipBlanks(text, end);
    if (text[at] === '}') return { fields, end: at + 1 };
    if (text[at] !== ',') throw new JsonFault('a comma or } is missing', at);
    at = skipBlanks(text, at + 1);
  }
}
