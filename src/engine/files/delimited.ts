/** Reads one field that begins with a quote. @returns its text and where it ends, or `undefined` when no quote closes it. */
function quotedField(text: string, start: number): { readonly value: string; readonly end: number } | undefined {
  for (let from = start + 1; ; ) {
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

export interface RecordHandler {
  /** @returns `false` to stop. `line` is one-based, where the record begins. */
  record(fields: readonly string[], line: number): boolean | void;
  /** A quote opens on this line and nothing closes it; reading goes on with the next line. */
  unclosed?(line: number, text: string): void;
}

/** Reads delimited text with any mix of line ends; quotes may hold delimiters, quotes and line breaks. Blank lines are passed over. */
export function readDelimited(text: string, delimiter: string, handler: RecordHandler): void {
  const code = delimiter.charCodeAt(0);
  let at = 0;
  let line = 1;
  while (at < text.length) {
    const [recordAt, recordLine] = [at, line];
    const fields: string[] = [];
    let quoted = false;
    let broken = false;
    for (;;) {
      let field = '';
      if (text[at] === '"') {
        const found = quotedField(text, at);
        if (!found) {
          broken = true;
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
    if (broken) {
      const end = plainEnd(text, recordAt, -1);
      handler.unclosed?.(recordLine, text.slice(recordAt, end));
      [at, line] = [end, recordLine];
    }
    if (at < text.length) {
      at += text.charCodeAt(at) === CR && text.charCodeAt(at + 1) === LF ? 2 : 1;
      line += 1;
    }
    if (broken || (fields.length === 1 && fields[0] === '' && !quoted)) continue;
    if (handler.record(fields, recordLine) === false) return;
  }
}

/** The first records of the text. */
export function firstRecords(text: string, delimiter: string, limit: number): readonly (readonly string[])[] {
  const records: (readonly string[])[] = [];
  readDelimited(text, delimiter, { record: (fields) => records.push(fields) < limit });
  return records;
}
