/** Reads up to `limit` records of CSV text; quotes may hold delimiters, quotes and line breaks. */
export function readRecords(text: string, delimiter: string, limit: number): readonly (readonly string[])[] {
  const records: string[][] = [];
  let record: string[] = [];
  let field = '';
  let quoted = false;
  const endRecord = () => {
    record.push(field);
    field = '';
    if (record.length > 1 || record[0] !== '') records.push(record);
    record = [];
  };
  for (let index = 0; index < text.length && records.length < limit; index += 1) {
    const char = text[index] as string;
    if (quoted) {
      if (char !== '"') field += char;
      else if (text[index + 1] === '"') { field += '"'; index += 1; }
      else quoted = false;
    } else if (char === '"' && field === '') quoted = true;
    else if (char === delimiter) { record.push(field); field = ''; }
    else if (char === '\n' || char === '\r') {
      if (char === '\r' && text[index + 1] === '\n') index += 1;
      endRecord();
    } else field += char;
  }
  if (records.length < limit && (field !== '' || record.length > 0)) endRecord();
  return records;
}

const DELIMITERS = [',', ';', '\t', '|'] as const;
const SAMPLE = 200;

/** The delimiter that splits most records into the same number of fields. */
export function sniffDelimiter(text: string): string {
  const scored = DELIMITERS.map((delimiter) => {
    const records = readRecords(text.slice(0, 262_144), delimiter, SAMPLE);
    const width = records[0]?.length ?? 1;
    const same = records.filter((record) => record.length === width).length;
    return { delimiter, score: width === 1 ? 0 : (same / records.length) * 1000 + width };
  });
  return scored.reduce((best, candidate) => (candidate.score > best.score ? candidate : best)).delimiter;
}

const LIKE_A_VALUE = /^[-+]?\d+([.,]\d+)*$|^\d{4}-\d\d-\d\d/;

/** A first line with no number or date in it names the columns. */
export const hasHeader = (first: readonly string[]): boolean => !first.some((field) => LIKE_A_VALUE.test(field.trim()));

export interface ColumnNames { readonly names: readonly string[]; readonly notes: readonly string[] }

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
