import { LineCounter, parseDocument } from 'yaml';
import { yamlValue } from '../model/yaml-value.ts';

export type Parsed = { readonly value: unknown } | { readonly error: string; readonly line: number; readonly column: number };

/** Where a parser stopped, out of its message where it says so. */
function placeIn(text: string, message: string): { readonly line: number; readonly column: number } {
  const position = /position (\d+)/.exec(message)?.[1];
  if (position === undefined) return { line: 1, column: 1 };
  const before = text.slice(0, Number(position)).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** JSON of anyone's making. What is wrong with it is told in the result. */
export function parseJson(text: string): Parsed {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { error: `this is no valid JSON: ${message}`, ...placeIn(text, message) };
  }
}

/** YAML of anyone's making: anchors that would let it grow without end are refused. */
export function parseYaml(text: string): Parsed {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false });
  const [wrong] = document.errors;
  if (wrong) {
    const { line, col } = lines.linePos(wrong.pos[0]);
    return { error: `this is no valid YAML: ${wrong.message}`, line, column: col };
  }
  const read = yamlValue(document, text);
  return 'refused' in read ? { error: read.refused, line: 1, column: 1 } : read;
}

export type Fields = Readonly<Record<string, unknown>>;

/** Readers for values of anyone's making: what is of another kind counts as not there. */
export const fieldsOf = (value: unknown): Fields => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {});
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
export const textsOf = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]).flatMap((one: unknown) => textOf(one) ?? []);
