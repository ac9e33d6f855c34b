import type { CancelSignal, Reader } from '../../core/engine-port.ts';
import { SAMPLE_VALUES, type ColumnFigures, type Form } from '../../core/infer/evidence.ts';
import { likelyForms } from '../../core/infer/written-forms.ts';
import type { RowsOfSource } from './tables.ts';

/** Beyond this many rows different values are estimated, and examples are taken from a sample. */
export const EXACT_ROWS = 300_000;
export const SAMPLE_ROWS = 50_000;
const AT_ONCE = 16;
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

/** What a scan of all rows tells of each column. */
function scanText({ source, table }: RowsOfSource, places: readonly number[], isExact: boolean): string {
  const measures = places.flatMap((place) => {
    const at = `c${place}`;
    const isText = source.columns[place]?.type.startsWith('text') === true;
    const count = (value: string): string => (isExact ? `count(distinct ${value})` : `approx_count_distinct(${value})`);
    return [
      `count(${at})`,
      count(at),
      `left(min(${at})::varchar, 80)`,
      `left(max(${at})::varchar, 80)`,
      isText ? `count(*) filter (where trim(${at}, ${SPACE}) = '')` : '0',
      isText ? `count(*) filter (where ${at} <> trim(${at}, ${SPACE}) and trim(${at}, ${SPACE}) <> '')` : '0',
      isText ? count(`upper(trim(${at}, ${SPACE}))`) : 'null',
      isText ? `min(length(trim(${at}, ${SPACE})))` : `min(length(${at}::varchar))`,
      isText ? `max(length(trim(${at}, ${SPACE})))` : `max(length(${at}::varchar))`,
      isText ? `avg(1 + length(trim(${at}, ${SPACE})) - length(replace(trim(${at}, ${SPACE}), ' ', '')))` : 'null',
    ].map((value) => `(${value})::varchar`);
  });
  return `select ${measures.join(', ')} from ${table}`;
}
const PER_COLUMN = 10;

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
  const all = rows.source.columns.map((_, place) => place);
  for (let from = 0; from < all.length; from += AT_ONCE) {
    const places = all.slice(from, from + AT_ONCE);
    const [scanned = []] = await reader.texts(scanText(rows, places, isExact), signal);
    for (const [index, place] of places.entries()) {
      const column = rows.source.columns[place];
      if (!column) continue;
      const [filled, distinct, min, max, blanks, padded, folded, shortest, longest, words] = scanned.slice(index * PER_COLUMN, (index + 1) * PER_COLUMN);
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
  }
  return found;
}
