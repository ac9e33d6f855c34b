import { firstRecords } from './delimited.ts';

const DELIMITERS = [',', ';', '\t', '|'] as const;
const SAMPLE_TEXT = 262_144;
const SAMPLE_RECORDS = 200;

/** The delimiter that splits most records into the same number of fields. */
export function sniffDelimiter(text: string): string {
  const sample = text.slice(0, SAMPLE_TEXT);
  const scored = DELIMITERS.map((delimiter) => {
    const records = firstRecords(sample, delimiter, SAMPLE_RECORDS);
    const width = records[0]?.length ?? 1;
    const same = records.filter((record) => record.length === width).length;
    return { delimiter, score: width === 1 ? 0 : (same / records.length) * 1000 + width };
  });
  return scored.reduce((best, candidate) => (candidate.score > best.score ? candidate : best)).delimiter;
}

const LIKE_A_VALUE = /^[-+]?\d+([.,]\d+)*$|^\d{4}-\d\d-\d\d/;
const likeValue = (field: string | undefined): boolean => LIKE_A_VALUE.test((field ?? '').trim());

/**
 * Whether the first record names the columns: it holds no number or date, or one of its words stands above a column
 * of them. `wanted` settles it where the columns are known already.
 */
export function hasHeader(records: readonly (readonly string[])[], wanted: readonly string[] = []): boolean {
  const [first = [], ...rest] = records;
  const names = new Set(wanted.map((name) => name.trim().toLowerCase()));
  if (first.some((field) => names.has(field.trim().toLowerCase()))) return true;
  if (!first.some(likeValue)) return true;
  return first.some((field, index) => field.trim() !== '' && !likeValue(field) && rest.length > 0 && rest.every((record) => likeValue(record[index])));
}

/** What is said of a file whose columns are nameless. */
export const NO_HEADER = 'no line names the columns, so they are called column_1 and so on';

export interface ColumnNames {
  readonly names: readonly string[];
  readonly notes: readonly string[];
}

/** Names for all columns: none blank, none twice by any case. */
export function columnNames(header: readonly string[]): ColumnNames {
  const taken = new Set<string>();
  const wanted = new Set(header.map((name) => name.trim().toLowerCase()));
  const notes: string[] = [];
  const names = header.map((raw, index) => {
    const given = raw.trim();
    const base = given === '' ? `column_${index + 1}` : given;
    let name = base;
    for (let number = 2; taken.has(name.toLowerCase()) || (name !== given && wanted.has(name.toLowerCase())); number += 1) name = `${base}_${number}`;
    taken.add(name.toLowerCase());
    if (given === '') notes.push(`column ${index + 1} has no name in the header and is called ${name}`);
    else if (name !== given) notes.push(`column ${index + 1} repeats the name ${given} and is called ${name}`);
    return name;
  });
  return { names, notes };
}
