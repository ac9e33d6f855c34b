import { EngineError, type ResultColumn } from '../../core/engine-port.ts';
import { familyOf, valuesOf, type RowFilter, type RowSort, type ValueFamily } from '../../core/rows/row-shape.ts';
import { quoteName, quoteText } from '../names.ts';

const NUMBER = /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d{1,3})?$/i;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** A value the user typed, as a literal of the column's type. */
function literal(value: string, { name, type }: ResultColumn, family: ValueFamily): string {
  const text = value.trim();
  if (family === 'number') {
    if (!NUMBER.test(text))
      throw new EngineError({ message: text === '' ? `Type a number to compare ${name} with.` : `${text} is not a number, as ${name} is.` });
    return text;
  }
  if (family === 'text') return quoteText(value);
  if (text === '') throw new EngineError({ message: `Type a value to compare ${name} with.` });
  return `cast(${quoteText(text)} as ${type})`;
}

/** A day typed for a timestamp means the whole of that day. */
function ofDay({ column, test, value, until }: RowFilter, known: ResultColumn): string | undefined {
  const at = quoteName(column);
  const start = (day: string): string => `cast(${quoteText(day.trim())} as ${known.type})`;
  const next = (day: string): string => `cast(cast(${quoteText(day.trim())} as date) + 1 as ${known.type})`;
  if (!DAY.test(value.trim())) return undefined;
  switch (test) {
    case 'is':
      return `(${at} >= ${start(value)} and ${at} < ${next(value)})`;
    case 'is_not':
      return `((${at} >= ${start(value)} and ${at} < ${next(value)}) is not true)`;
    case 'to':
      return `${at} < ${next(value)}`;
    case 'above':
      return `${at} >= ${next(value)}`;
    case 'between':
      return DAY.test(until.trim()) ? `(${at} >= ${start(value)} and ${at} < ${next(until)})` : undefined;
    default:
      return undefined;
  }
}

function conditionOf(filter: RowFilter, known: ResultColumn): string {
  const { column, test, value, until } = filter;
  const at = quoteName(column);
  const family = familyOf(known.type);
  const text = family === 'text' ? at : `${at}::varchar`;
  const day = family === 'timestamp' && valuesOf(test) > 0 ? ofDay(filter, known) : undefined;
  if (day !== undefined) return day;
  const compared = family === 'other' ? text : at;
  const as = (typed: string): string => (family === 'other' ? quoteText(typed) : literal(typed, known, family));
  switch (test) {
    case 'contains':
      return `contains(lower(${text}), lower(${quoteText(value)}))`;
    case 'lacks':
      return `(contains(lower(${text}), lower(${quoteText(value)})) is not true)`;
    case 'starts':
      return `starts_with(lower(${text}), lower(${quoteText(value)}))`;
    case 'ends':
      return `suffix(lower(${text}), lower(${quoteText(value)}))`;
    case 'matches':
      return `regexp_matches(${text}, ${quoteText(value)})`;
    case 'blank':
      return `trim(${text}, e' \\t\\r\\n') = ''`;
    case 'is':
      return `${compared} = ${as(value)}`;
    case 'is_not':
      return `${compared} is distinct from ${as(value)}`;
    case 'above':
      return `${compared} > ${as(value)}`;
    case 'from':
      return `${compared} >= ${as(value)}`;
    case 'below':
      return `${compared} < ${as(value)}`;
    case 'to':
      return `${compared} <= ${as(value)}`;
    case 'between':
      return `${compared} between ${as(value)} and ${as(until)}`;
    case 'true':
      return at;
    case 'false':
      return `not ${at}`;
    case 'null':
      return `${at} is null`;
    case 'not_null':
      return `${at} is not null`;
  }
}

/**
 * `where …` for the filters, empty without any. What a test does not say of NULL is not true of it, except that NULL too
 * "is not" and "does not contain".
 * Throws {@link EngineError} for a column that is not there or a value that is none of its type.
 */
export function whereText(filters: readonly RowFilter[], columns: readonly ResultColumn[]): string {
  const all = filters.map((filter) => {
    const known = columns.find(({ name }) => name === filter.column);
    if (!known) throw new EngineError({ message: `There is no column ${filter.column} any more: clear its filter.` });
    return conditionOf(filter, known);
  });
  return all.length === 0 ? '' : ` where ${all.join(' and ')}`;
}

/** `order by …` with NULL last; `tie` ends it, so that equal rows keep their order. */
export function orderText(sorts: readonly RowSort[], columns: readonly ResultColumn[], tie?: string): string {
  const known = sorts.filter(({ column }) => columns.some(({ name }) => name === column));
  const parts = [...known.map(({ column, descending }) => `${quoteName(column)}${descending ? ' desc' : ''} nulls last`), ...(tie === undefined ? [] : [tie])];
  return parts.length === 0 ? '' : ` order by ${parts.join(', ')}`;
}
