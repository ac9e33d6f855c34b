import type { ResultColumn } from '../../core/engine-port.ts';
import { familyOf } from '../../core/rows/row-shape.ts';
import { quoteName, quoteText } from '../names.ts';

const SHORT: Readonly<Record<number, string>> = { 8: '\\b', 9: '\\t', 10: '\\n', 12: '\\f', 13: '\\r' };

/** JSON's own escapes, spelt in SQL: the engine has no JSON extension without a network. */
function escaped(text: string): string {
  const common = `replace(replace(${text}, '\\', '\\\\'), '"', '\\"')`;
  const controls = Array.from({ length: 31 }, (_, index) => index + 1);
  const all = controls.reduce(
    (inner, code) => `replace(${inner}, chr(${code}), ${quoteText(SHORT[code] ?? `\\u${code.toString(16).padStart(4, '0')}`)})`,
    common,
  );
  return `case when regexp_matches(${text}, '[\\x01-\\x1f]') then ${all} else ${common} end`;
}

function valueText({ name, type }: ResultColumn): string {
  const at = quoteName(name);
  const family = familyOf(type);
  if (family === 'boolean') return `coalesce(${at}::varchar, 'null')`;
  if (family !== 'number') return `coalesce('"' || ${escaped(`${at}::varchar`)} || '"', 'null')`;
  // JSON has no infinity and no NaN.
  const isFloat = /^(?:FLOAT|DOUBLE)$/i.test(type);
  return `coalesce(${isFloat ? `case when isfinite(${at}) then ${at}::varchar end` : `${at}::varchar`}, 'null')`;
}

/** An expression that gives a row as one JSON object: numbers with all their digits, the rest as the engine spells it. */
export const jsonLine = (columns: readonly ResultColumn[]): string =>
  columns.length === 0
    ? `'{}'`
    : `'{' || ${columns.map((column) => `${quoteText(`${JSON.stringify(column.name)}:`)} || ${valueText(column)}`).join(` || ',' || `)} || '}'`;
