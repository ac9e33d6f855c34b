import { EngineError, type FileReject } from '../../core/engine-port.ts';
import { stageEmpty } from './arrived.ts';
import { columnNames } from './guess-layout.ts';
import type { TypeName } from './column-type.ts';
import type { Decoded } from './decode.ts';
import { JsonFault, readObject, skipBlanks, type JsonKind, type JsonValue } from './json-reader.ts';
import { checkWidth, createBreaks, quotedCell, REJECTS_SHOWN, stageText, type LoadContext, type LoadRequest, type Staged } from './staged.ts';

/** Types by the kind of JSON value: a number written as text stays text, so that no leading zero is lost. */
const AMONG: ReadonlyMap<JsonKind, readonly TypeName[]> = new Map<JsonKind, readonly TypeName[]>([
  ['number', ['bigint', 'decimal', 'float']],
  ['boolean', ['boolean']],
  ['string', ['date', 'timestamp', 'timestamptz', 'time']],
  ['nested', []],
]);

/** Gathers objects into rows; keys become columns in the order met. */
function createRows(name: string) {
  const places = new Map<string, number>();
  const kinds: Set<JsonKind>[] = [];
  const rows: { readonly line: number; readonly values: (string | null | undefined)[] }[] = [];
  return {
    places,
    kinds,
    rows,
    add(line: number, fields: readonly (readonly [string, JsonValue])[]): void {
      const values: (string | null | undefined)[] = [];
      for (const [key, value] of fields) {
        let place = places.get(key);
        if (place === undefined) {
          place = places.size;
          checkWidth(name, place + 1);
          places.set(key, place);
          kinds.push(new Set());
        }
        values[place] = value.text;
        if (value.kind !== 'null') kinds[place]?.add(value.kind);
      }
      rows.push({ line, values });
    },
  };
}

type Add = (line: number, fields: readonly (readonly [string, JsonValue])[]) => void;
type Pause = ReturnType<typeof createBreaks>;

const lineAt = (text: string, position: number): number => text.slice(0, position).split('\n').length;

/** One object after another, one per line; a line that is none is told and left out. */
async function readLines(text: string, add: Add, reject: (reject: FileReject) => void, pause: Pause): Promise<void> {
  for (const [index, raw] of text.split('\n').entries()) {
    const content = raw.trim();
    if (content === '') continue;
    try {
      const { fields, end } = readObject(content, 0);
      if (skipBlanks(content, end) < content.length) throw new JsonFault('more after the object', end);
      add(index + 1, fields);
    } catch (error) {
      if (!(error instanceof JsonFault)) throw error;
      reject({ line: index + 1, reason: error.message, text: content.slice(0, 2000) });
    }
    const wait = pause();
    if (wait) await wait;
  }
}

async function readArray(name: string, text: string, add: Add, pause: Pause): Promise<void> {
  let at = skipBlanks(text, skipBlanks(text, 0) + 1);
  let [line, counted] = [1, 0];
  const fault = (error: JsonFault): EngineError =>
    new EngineError({
      message: `${name}, line ${lineAt(text, error.position)}: ${error.message}. A JSON file holds a list of objects; mend it, or deliver one object per line.`,
    });
  try {
    while (text[at] !== ']') {
      for (; counted < at; counted += 1) if (text[counted] === '\n') line += 1;
      const { fields, end } = readObject(text, at);
      add(line, fields);
      at = skipBlanks(text, end);
      if (text[at] === ',') at = skipBlanks(text, at + 1);
      else if (text[at] !== ']') throw new JsonFault(at < text.length ? 'a comma or ] is missing' : 'the list does not end', at);
      const wait = pause();
      if (wait) await wait;
    }
    if (skipBlanks(text, at + 1) < text.length) throw new JsonFault('more after the list', at + 1);
  } catch (error) {
    throw error instanceof JsonFault ? fault(error) : error;
  }
}

/** The whole text as one object, laid out over several lines. */
function readSingle(text: string): ReturnType<typeof readObject> | undefined {
  try {
    const found = readObject(text, skipBlanks(text, 0));
    return skipBlanks(text, found.end) === text.length ? found : undefined;
  } catch (error) {
    if (error instanceof JsonFault) return undefined;
    throw error;
  }
}

/** Stages a list of objects, or one object per line. Numbers keep their digits; nested values stay JSON text. */
export async function stageJson(context: LoadContext, request: LoadRequest, { text, encoding }: Decoded): Promise<Staged> {
  const { name, signal } = request;
  const gathered = createRows(name);
  const rejects: FileReject[] = [];
  let rejected = 0;
  const list = text[skipBlanks(text, 0)] === '[';
  const single = list ? undefined : readSingle(text);
  const pause = createBreaks(signal);
  if (list) await readArray(name, text, gathered.add, pause);
  else if (single) gathered.add(1, single.fields);
  else {
    await readLines(
      text,
      gathered.add,
      (reject) => {
        rejected += 1;
        if (rejects.length < REJECTS_SHOWN) rejects.push(reject);
      },
      pause,
    );
  }
  const [first] = rejects;
  if (gathered.rows.length === 0 && first)
    throw new EngineError({ message: `${name}, line ${first.line}: ${first.reason}. Deliver a list of objects, or one object per line.` });
  // A source that is known already may bring nothing.
  if (gathered.rows.length === 0 && request.columns)
    return stageEmpty(
      context,
      request,
      { format: 'json', label: 'a list of objects' },
      request.columns.map((column) => column.name),
    );
  if (gathered.places.size === 0) throw new EngineError({ message: `${name} holds no object with a value, so it has no columns.` });
  const { names, notes } = columnNames([...gathered.places.keys()]);
  const width = names.length;
  const lines = gathered.rows.map(({ line, values }) => `${line},${Array.from({ length: width }, (_, index) => quotedCell(values[index])).join(',')}\n`);
  await stageText(context, lines.join(''), { delimiter: ',', header: false, newLine: '\\n', lines: true, emptyIsNull: false, width }, signal);
  const mixed = names.filter((_, index) => (gathered.kinds[index]?.size ?? 0) > 1);
  return {
    format: list || (single && !/\.(ndjson|jsonl)$/i.test(name)) ? 'json' : 'ndjson',
    columns: names.map((column, index) => {
      const [kind, ...others] = gathered.kinds[index] ?? [];
      return { name: column, among: kind === undefined || others.length > 0 ? [] : (AMONG.get(kind) ?? []) };
    }),
    lines: true,
    rejects,
    rejected,
    notes: [
      `${list || single ? 'a list of objects' : 'one object per line'}, ${encoding}`,
      ...notes,
      ...mixed.map((column) => `column ${column} holds values of several kinds and is read as text`),
    ],
  };
}
