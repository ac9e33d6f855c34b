/** Reads one field that begins with a quote. @returns its text and where it ends, or `undefined` when no quote closes it. */
function quotedField(text: string, start: number): { readonly value: string; readonly end: number } | undefined {
  for (let from = start + 1; ;) {
    const quote = text.indexOf('"', from);
    if (quote < 0) return undefined;
    if (text[quote + 1] !== '"') return { value: text.slice(start + 1, quote).replaceAll('""', '"'), end: quote + 1 };
    from = quote + 2;
  }
}

const CR = 13;
const LF = 10;

function plainEnd(text: string, start: number, delimiter: number): number {
  let index = start;
  for (; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === delimiter || code === LF || code === CR) break;
  }
  return index;
}

const lineBreaks = (text: string): number => text.match(/\r\n|\n|\r/g)?.length ?? 0;

export interface DelimitedRecord {
  readonly fields: readonly string[];
  /** One-based, where the record begins. */
  readonly line: number;
  /** The record as it stands in the text. */
  readonly raw: string;
  /** A quote opens in it and nothing closes it: `raw` is the rest of that line, and reading goes on with the next. */
  readonly unclosed: boolean;
}

/** Reads delimited text with any mix of line ends; quotes may hold delimiters, quotes and line breaks. Blank lines are passed over. */
export function* readDelimited(text: string, delimiter: string): Generator<DelimitedRecord> {
  const code = delimiter.charCodeAt(0);
  let at = 0;
  let line = 1;
  while (at < text.length) {
    const [recordAt, recordLine] = [at, line];
    const fields: string[] = [];
    let quoted = false;
    let unclosed = false;
    for (;;) {
      let field = '';
      if (text[at] === '"') {
        const found = quotedField(text, at);
        if (!found) {
          unclosed = true;
          break;
        }
        quoted = true;
        field = found.value;
        at = found.end;
        line += lineBreaks(field);
      }
      const end = plainEnd(text, at, code);
      field += text.slice(at, end);
      fields.push(field);
      at = end;
      if (at < text.length && text.charCodeAt(at) === code) at += 1;
      else break;
    }
    if (unclosed) [at, line] = [plainEnd(text, recordAt, -1), recordLine];
    const raw = text.slice(recordAt, at);
    if (at < text.length) {
      at += text.charCodeAt(at) === CR && text.charCodeAt(at + 1) === LF ? 2 : 1;
      line += 1;
    }
    if (unclosed || fields.length > 1 || fields[0] !== '' || quoted) yield { fields, line: recordLine, raw, unclosed };
  }
}

/** The fields of the first records. */
export function firstRecords(text: string, delimiter: string, limit: number): readonly (readonly string[])[] {
  const records: (readonly string[])[] = [];
  for (const { fields, unclosed } of readDelimited(text, delimiter)) {
    if (!unclosed) records.push(fields);
    if (records.length >= limit) break;
  }
  return records;
}
