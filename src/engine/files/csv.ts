import { EngineError, type FileReject } from '../../core/engine-port.ts';
import { readDelimited, firstRecords } from './delimited.ts';
import { columnNames, hasHeader, NO_HEADER, sniffDelimiter } from './guess-layout.ts';
import { checkWidth, createBreaks, quotedCell, REJECTS_SHOWN, stageText, type LoadContext, type LoadRequest, type Staged } from './staged.ts';
import type { Decoded } from './decode.ts';

const DELIMITER_NAMES = new Map([
  [',', 'comma'],
  [';', 'semicolon'],
  ['\t', 'tab'],
  ['|', 'bar'],
]);

/** The line end, when the whole text has just one. */
function newLineOf(text: string): '\\n' | '\\r\\n' | undefined {
  if (!text.includes('\r')) return '\\n';
  return /\r(?!\n)|(?<!\r)\n/.test(text) ? undefined : '\\r\\n';
}

/** What was taken for granted of a file whose columns nobody has told yet. */
const guesses = (header: boolean, encoding: string): readonly string[] => [
  ...(header ? [] : [NO_HEADER]),
  ...(encoding === 'windows-1252' ? ['it is not UTF-8 and was read as windows-1252'] : []),
];

/**
 * Stages delimited text as text. DuckDB reads it where every line fits; where one does not, or a line has to be named,
 * it is read here, which is slower and exact.
 */
export async function stageCsv(context: LoadContext, { name, columns, signal }: LoadRequest, { text, encoding }: Decoded): Promise<Staged> {
  const delimiter = sniffDelimiter(text);
  const records = firstRecords(text, delimiter, 50);
  const [first = []] = records;
  checkWidth(name, first.length);
  const header = hasHeader(
    records,
    columns?.map((column) => column.name),
  );
  const byPlace = !header && columns?.length === first.length ? columns.map((column) => column.name) : undefined;
  const { names, notes } = columnNames(byPlace ?? (header ? first : first.map(() => '')));
  const width = names.length;
  const common = {
    format: 'csv' as const,
    columns: names.map((column) => ({ name: column })),
    notes: [
      [`delimiter ${DELIMITER_NAMES.get(delimiter) ?? delimiter}`, header ? 'header' : 'no header', encoding].join(', '),
      ...(header ? notes : []),
      ...(columns ? [] : guesses(header, encoding)),
    ],
  };

  const withLines = async (): Promise<Staged> => {
    const kept: string[] = [];
    const rejects: FileReject[] = [];
    const pause = createBreaks(signal);
    let rejected = 0;
    let isHeader = header;
    const reject = (line: number, reason: string, shown: string): void => {
      rejected += 1;
      if (rejects.length < REJECTS_SHOWN) rejects.push({ line, reason, text: shown.slice(0, 2000) });
    };
    for (const { fields, line, raw, unclosed } of readDelimited(text, delimiter)) {
      if (unclosed) reject(line, 'a quote that nothing closes', raw);
      else if (isHeader) isHeader = false;
      else if (fields.length !== width) reject(line, `${fields.length} ${fields.length === 1 ? 'value' : 'values'} for ${width} columns`, raw);
      else kept.push(`${line}${delimiter}${raw.includes('"') ? fields.map((field) => (field === '' ? '' : quotedCell(field))).join(delimiter) : raw}\n`);
      const wait = pause();
      if (wait) await wait;
    }
    if (kept.length === 0 && rejected > 0)
      throw new EngineError({ message: `${name}: no line could be read. Line ${rejects[0]?.line}: ${rejects[0]?.reason}. Check its delimiter and quotes.` });
    await stageText(context, kept.join(''), { delimiter, header: false, newLine: '\\n', lines: true, emptyIsNull: true, width }, signal);
    return { ...common, lines: true, rejects, rejected };
  };

  const newLine = newLineOf(text);
  // One column has no delimiter to tell a blank line from an empty value.
  if (newLine === undefined || width === 1) return withLines();
  try {
    await stageText(context, text, { delimiter, header, newLine, lines: false, emptyIsNull: true, width }, signal);
    return { ...common, lines: false, rejects: [], rejected: 0, withLines };
  } catch (error) {
    if (error instanceof EngineError) return withLines();
    throw error;
  }
}
