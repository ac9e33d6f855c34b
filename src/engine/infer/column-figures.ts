import type { CancelSignal, Reader } from '../../core/engine-port.ts';
import { SAMPLE_VALUES, type ColumnFigures, type Form } from '../../core/infer/evidence.ts';
import { likelyForms } from '../../core/infer/written-forms.ts';
import type { RowsOfSource } from './tables.ts';

/** Beyond this many rows different values are estimated, and examples are taken from a sample. */
export const EXACT_ROWS = 2_000_000;
export const SAMPLE_ROWS = 50_000;
const SPACE = `e' \\t\\r\\n'`;

const full = (value: string, pattern: string): string => `regexp_full_match(${value}, '${pattern}')`;
const dated = (value: string, pattern: string, format: string): string => `(${full(value, pattern)} and try_strptime(${value}, '${format}') is not null)`;
/** Whether a trimmed text is written in a form. */
const WRITTEN: Readonly<Record<Form, (value: string) => string>> = {
  integer: (v) => full(v, '[-+]?[0-9]{1,18}'),
  leading_zero: (v) => full(v, '0[0-9]+'),
  decimal_comma: (v) => full(v, '[-+]?([0-9]{1,3}([.][0-9]{3})+|[0-9]+)(,[0-9]+)?'),
  decimal_point: (v) => full(v, '[-+]?([0-9]{1,3}(,[0-9]{3})+|[0-9]+)([.][0-9]+)?'),
  dmy_dot: (v) => dated(v, '[0-9]{2}[.][0-9]{2}[.][0-9]{4}', '%d.%m.%Y'),
  dmy_slash: (v) => dated(v, '[0-9]{2}/[0-9]{2}/[0-9]{4}', '%d/%m/%Y'),
  mdy_slash: (v) => dated(v, '[0-9]{2}/[0-9]{2}/[0-9]{4}', '%m/%d/%Y'),
  dmy_dash: (v) => dated(v, '[0-9]{2}-[0-9]{2}-[0-9]{4}', '%d-%m-%Y'),
  compact_date: (v) => dated(v, '(19|20)[0-9]{6}', '%Y%m%d'),
  yes_no: (v) => `lower(${v}) in ('yes', 'no', 'y', 'n', 'ja', 'nein', 'j', 'true', 'false', 't', 'f', 'oui', 'non', 'si')`,
};

const number = (text: string | null | undefined): number => Number(text ?? 0);

/** What is counted of a column's values, each of which stands for as many rows as it has: `v`, its text `t` trimmed, and `n`. */
const measuresOf = (isText: boolean, distinct: string, folded: string): readonly string[] =>
  [
    'coalesce(sum(n) filter (where v is not null), 0)',
    distinct,
    'left(min(v)::varchar, 80)',
    'left(max(v)::varchar, 80)',
    isText ? `coalesce(sum(n) filter (where t = ''), 0)` : '0',
    isText ? `coalesce(sum(n) filter (where v <> t and t <> ''), 0)` : '0',
    isText ? folded : 'null',
    'min(length(t))',
    'max(length(t))',
    isText ? `sum(n * (1 + length(t) - length(replace(t, ' ', '')))) / greatest(1, sum(n) filter (where v is not null))` : 'null',
  ].map((value) => `(${value})::varchar`);

/** One row with what all values of a column tell. Up to the limit each value is counted once; beyond, different ones are estimated. */
function scanText({ source, table }: RowsOfSource, place: number, isExact: boolean): string {
  const isText = source.columns[place]?.type.startsWith('text') === true;
  const trimmed = isText ? `trim(v, ${SPACE})` : 'v::varchar';
  const values = isExact ? `select c${place} as v, count(*) as n from ${table} group by 1` : `select c${place} as v, 1 as n from ${table}`;
  const list = isExact
    ? measuresOf(isText, 'count(v)', 'count(distinct upper(t))')
    : measuresOf(isText, 'approx_count_distinct(v)', 'approx_count_distinct(upper(t))');
  return `select ${list.join(', ')} from (select v, n, ${trimmed} as t from (${values}))`;
}

/** How many texts of a column are written in each of some forms. */
async function formsOf(
  reader: Reader,
  table: string,
  place: number,
  forms: readonly Form[],
  signal: CancelSignal | undefined,
): Promise<Partial<Record<Form, number>>> {
  if (forms.length === 0) return {};
  const [row = []] = await reader.texts(
    `select ${forms.map((form) => `(count(*) filter (where ${WRITTEN[form]('v')}))::varchar`).join(', ')} from (select trim(c${place}, ${SPACE}) as v from ${table})`,
    signal,
  );
  return Object.fromEntries(forms.map((form, index) => [form, number(row[index])]).filter(([, times]) => times !== 0)) as Partial<Record<Form, number>>;
}

/** Digits before and behind the decimal comma of texts. */
async function digitsOf(
  reader: Reader,
  table: string,
  place: number,
  signal: CancelSignal | undefined,
): Promise<{ readonly whole: number; readonly scale: number }> {
  const plain = `replace(trim(c${place}, ${SPACE}), '.', '')`;
  const [row = []] = await reader.texts(
    `select max(length(ltrim(split_part(${plain}, ',', 1), '-+')))::varchar, max(length(split_part(${plain}, ',', 2)))::varchar from ${table}`,
    signal,
  );
  return { whole: number(row[0]), scale: number(row[1]) };
}

/** Measures every column of a source's rows. Counts are of all rows; beyond {@link EXACT_ROWS} different values are estimated. */
export async function columnFigures(
  reader: Reader,
  rows: RowsOfSource,
  exactRows: number,
  signal: CancelSignal | undefined,
): Promise<readonly ColumnFigures[]> {
  const isExact = rows.rows <= exactRows;
  const looked = isExact ? rows.table : 'temp.looked';
  if (!isExact)
    await reader.execute(
      `create or replace temp table looked as select * from ${rows.table} using sample reservoir(${SAMPLE_ROWS} rows) repeatable (1)`,
      signal,
    );
  const found: ColumnFigures[] = [];
  for (const [place, column] of rows.source.columns.entries()) {
    const [scanned = []] = await reader.texts(scanText(rows, place, isExact), signal);
    const [filled, distinct, min, max, blanks, padded, folded, shortest, longest, words] = scanned;
    const sample = await reader.texts(
      `select left(v, 200) from (select distinct c${place}::varchar as v from ${looked} where c${place} is not null) order by hash(v), v limit ${SAMPLE_VALUES}`,
      signal,
    );
    const values = sample.map(([value]) => value ?? '');
    const written = column.type.startsWith('text') ? await formsOf(reader, rows.table, place, likelyForms(values), signal) : {};
    const isComma = (written.decimal_comma ?? 0) > 0;
    found.push({
      column: column.id,
      filled: number(filled),
      distinct: Math.min(number(filled), number(distinct)),
      ...(min === null || min === undefined ? {} : { min }),
      ...(max === null || max === undefined ? {} : { max }),
      blanks: number(blanks),
      padded: number(padded),
      folded: folded === null || folded === undefined ? number(distinct) : number(folded),
      ...(shortest === null || shortest === undefined ? {} : { shortest: number(shortest), longest: number(longest) }),
      ...(words === null || words === undefined ? {} : { words: number(words) }),
      ...(isComma ? await digitsOf(reader, rows.table, place, signal) : {}),
      forms: written,
      sample: values,
    });
  }
  return found;
}
