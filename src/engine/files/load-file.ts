import { EngineError, type FileProfile, type FileReject } from '../../core/engine-port.ts';
import { quoteName, tableText } from '../names.ts';
import { changedRows, rowsOf } from '../result-page.ts';
import { fromText, fromTyped, typeText, type Conversion } from './column-type.ts';
import { isArrow, stageArrow } from './arrow-file.ts';
import { stageEmpty } from './arrived.ts';
import { stageCsv } from './csv.ts';
import { decodeText } from './decode.ts';
import { stageJson } from './json.ts';
import { stageParquet } from './parquet-file.ts';
import { sniffTypes } from './sniff-type.ts';
import { REJECTS_SHOWN, SCRATCH, type LoadColumn, type LoadContext, type LoadRequest, type Staged } from './staged.ts';
import { unpacked } from './unpack.ts';
import { stageXlsx } from './xlsx-file.ts';

/** Nothing but blanks and ends of lines, and few of them. */
const isBlank = (bytes: Uint8Array): boolean => bytes.length < 1024 && bytes.every((byte) => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d));
const starts = (bytes: Uint8Array, ...magic: readonly number[]): boolean => magic.every((byte, index) => bytes[index] === byte);

async function stage(context: LoadContext, request: LoadRequest): Promise<Staged> {
  const { name, bytes } = request;
  const isLines = /\.(ndjson|jsonl)$/i.test(name);
  // A source that is known already may bring nothing; other formats say so themselves.
  if (isLines && request.columns && isBlank(bytes))
    return stageEmpty(
      context,
      request,
      { format: 'ndjson', label: 'one object per line' },
      request.columns.map((column) => column.name),
    );
  if (bytes.length === 0) throw new EngineError({ message: `${name} is empty: choose a file with at least a header line.` });
  if (starts(bytes, 0x50, 0x41, 0x52, 0x31)) return stageParquet(context, request);
  if (/\.parquet$/i.test(name)) throw new EngineError({ message: `${name} is not a Parquet file: it does not begin with PAR1.` });
  if (starts(bytes, 0x50, 0x4b, 0x03, 0x04)) return stageXlsx(context, request);
  if (/\.xls[xm]$/i.test(name)) throw new EngineError({ message: `${name} is no .xlsx workbook: it does not begin like one.` });
  if (starts(bytes, 0xd0, 0xcf, 0x11, 0xe0))
    throw new EngineError({ message: `${name} is a workbook of the old kind, or locked by a password: save it as .xlsx or CSV.` });
  if (isArrow(name, bytes)) return stageArrow(context, request);
  const decoded = decodeText(name, bytes);
  const json = isLines || /\.json$/i.test(name) || (!/\.(csv|tsv|txt|psv)$/i.test(name) && /^\s*(\{|\[\s*[{\]])/.test(decoded.text.slice(0, 4096)));
  return json ? stageJson(context, request, decoded) : stageCsv(context, request, decoded);
}

interface Target {
  readonly column: LoadColumn;
  /** Place in the scratch table; absent where the file has no such column. */ readonly place: number | undefined;
  readonly conversion: Conversion;
}

function conversionOf(staged: Staged, place: number, { type }: LoadColumn): Conversion {
  const engineType = staged.columns[place]?.engineType;
  return engineType === undefined ? fromText(`staged.c${place}`, type) : fromTyped(`staged.c${place}`, engineType, type);
}

/** Finds the staged column of each wanted one, by name in any case. */
function targetsOf(staged: Staged, wanted: readonly LoadColumn[]): readonly Target[] {
  return wanted.map((column) => {
    const exact = staged.columns.findIndex(({ name }) => name === column.name);
    const place = exact >= 0 ? exact : staged.columns.findIndex(({ name }) => name.toLowerCase() === column.name.trim().toLowerCase());
    return place < 0
      ? { column, place: undefined, conversion: { value: `cast(null as ${typeText(column.type)})` } }
      : { column, place, conversion: conversionOf(staged, place, column) };
  });
}

function drift(staged: Staged, targets: readonly Target[]): readonly string[] {
  const used = new Set(targets.map(({ place }) => place));
  return [
    ...targets.flatMap(({ column, place }) => (place === undefined ? [`column ${column.name} is missing in this file and is empty`] : [])),
    ...staged.columns.flatMap(({ name }, place) => (used.has(place) ? [] : [`column ${name} is new in this file and is not loaded`])),
  ];
}

async function unfitRows({ session }: LoadContext, staged: Staged, targets: readonly Target[], signal: LoadRequest['signal']): Promise<readonly FileReject[]> {
  const found: FileReject[] = [];
  const line = staged.lines ? 'staged.line' : 'staged.rowid + 1';
  for (const { column, place, conversion } of targets) {
    if (place === undefined || !conversion.unfit) continue;
    const rows = rowsOf(
      await session.run(
        `select (${line})::varchar, staged.c${place}::varchar from ${SCRATCH} as staged where ${conversion.unfit(conversion.value)} order by ${line} limit ${REJECTS_SHOWN}`,
        signal,
      ),
    );
    for (const [at, text] of rows)
      found.push({
        line: Number(at),
        column: column.name,
        reason: `not a ${column.type.kind}${column.type.kind === 'decimal' ? `(${column.type.precision},${column.type.scale})` : ''}`,
        text: (text ?? '').slice(0, 2000),
      });
  }
  return found;
}

/** Loads a file of any known format into a table. Rows that do not fit their columns are told and left out. */
export async function loadFile(context: LoadContext, request: LoadRequest): Promise<FileProfile> {
  const { session } = context;
  const { signal } = request;
  const file = unpacked(request.name, request.bytes);
  const target = tableText(request.into.schema, request.into.table);
  let created = false;
  try {
    let staged = await stage(context, { ...request, ...file });
    const wanted =
      request.columns ?? (await sniffTypes(session, staged.columns, signal)).map((type, index) => ({ name: staged.columns[index]?.name ?? '', type }));
    let targets = targetsOf(staged, wanted);
    if (request.columns && targets.length > 0 && targets.every(({ place }) => place === undefined)) {
      throw new EngineError({
        message: `${request.name} has none of the columns ${wanted.map(({ name }) => name).join(', ')}: it holds ${staged.columns.map(({ name }) => name).join(', ')}.`,
      });
    }
    const createFrom = async (where: string): Promise<number> =>
      changedRows(
        await session.run(
          `create or replace table ${target} as select ${targets.map(({ column, conversion }) => `${conversion.value} as ${quoteName(column.name)}`).join(', ')} from ${SCRATCH} as staged${where}`,
          signal,
        ),
      );
    let rows = await createFrom('');
    created = true;
    const doubts = targets.flatMap(({ column, conversion }) => (conversion.unfit ? [conversion.unfit(`loaded.${quoteName(column.name)}`)] : []));
    const unfit =
      doubts.length === 0
        ? 0
        : changedRows(
            await session.run(
              `select count(*) as "Count" from ${SCRATCH} as staged positional join ${target} as loaded where ${doubts.join('\n or ')}`,
              signal,
            ),
          );
    let rejects = staged.rejects;
    if (unfit > 0) {
      if (staged.withLines) staged = await staged.withLines();
      targets = targetsOf(staged, wanted);
      rejects = [...staged.rejects, ...(await unfitRows(context, staged, targets, signal))];
      rows = await createFrom(
        ` where not (${targets.flatMap(({ conversion }) => (conversion.unfit ? [conversion.unfit(conversion.value)] : [])).join('\n or ')})`,
      );
    }
    // Whether a column has gaps is of interest only where its shape is being found out.
    const filled = request.columns
      ? []
      : (rowsOf(await session.run(`select ${wanted.map(({ name }) => `count(${quoteName(name)})::varchar`).join(', ')} from ${target}`, signal))[0] ?? []).map(
          Number,
        );
    const left = staged.rejected + unfit;
    const drifted = request.columns ? drift(staged, targets) : [];
    return {
      format: staged.format,
      columns: wanted.map((column, index) => ({ name: column.name, type: column.type, nullable: rows === 0 || filled[index] !== rows })),
      rows,
      rejects: rejects.toSorted((a, b) => a.line - b.line).slice(0, REJECTS_SHOWN),
      notes: [...staged.notes, ...drifted, ...(left > REJECTS_SHOWN ? [`${left} lines are left out; the first ${REJECTS_SHOWN} are listed`] : [])],
      drift: drifted,
    };
  } catch (error) {
    if (created) await session.run(`drop table if exists ${target}`);
    throw error;
  } finally {
    await session.run(`drop table if exists ${SCRATCH}`);
  }
}
