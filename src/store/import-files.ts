import { free, freeColumnId, slug } from '../core/commands/free-name.ts';
import { EngineError, type Engine, type FileProfile } from '../core/engine-port.ts';
import { logicalTypeText } from '../core/model/logical-type.ts';
import type { Delivery, Id, Project, Source } from '../core/model/types.ts';
import { deliveryIdOf, loadDateOf, nextSecond, readFileName, safeFileName } from './file-names.ts';
import type { IncomingFile } from './studio-types.ts';

const SCHEMA = '_orrery_import';
const TABLE = 'probe';
/** Columns looked at for a key: keys stand at the front. */
const KEY_CANDIDATES = 8;

export interface ReadIn {
  readonly sources: readonly Source[];
  readonly deliveries: readonly Delivery[];
  /** Bytes by their path in the project. */
  readonly data: ReadonlyMap<string, Uint8Array>;
  /** One per file that could not be read, in words for the user. */
  readonly failures: readonly string[];
  /** What was assumed of a file, or left out of it. */
  readonly notes: readonly string[];
}

export interface ImportContext {
  readonly engine: Engine;
  readonly project: Project;
  readonly now: Date;
  readonly onProgress: (done: number, name: string) => void;
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** The first column that no two rows share and no row lacks, names that sound like keys first. */
async function guessKey(engine: Engine, profile: FileProfile): Promise<string | undefined> {
  const candidates = profile.columns
    .slice(0, KEY_CANDIDATES)
    .filter(({ type, nullable }) => !nullable && type.kind !== 'float' && type.kind !== 'boolean')
    .map(({ name }) => name);
  if (candidates.length === 0 || profile.rows === 0) return undefined;
  const {
    rows: [counts = []],
  } = await engine.query(`select ${candidates.map((name) => `count(distinct ${quoted(name)})`).join(', ')} from ${SCHEMA}.${TABLE}`);
  const unique = candidates.filter((_, index) => Number(counts[index]) === profile.rows);
  return unique.find((name) => /(^|[_ ])(id|key|no|nr|number|code)$/i.test(name) || /id$/i.test(name)) ?? unique[0];
}

async function readSource(engine: Engine, id: Id, name: string, profile: FileProfile): Promise<Source> {
  const columns: Source['columns'] = [];
  for (const column of profile.columns)
    columns.push({
      id: freeColumnId(columns, column.name),
      name: column.name,
      type: logicalTypeText(column.type),
      ...(column.nullable ? {} : { nullable: false }),
    });
  const key = await guessKey(engine, profile);
  const keyId = profile.columns.findIndex((column) => column.name === key);
  return { kind: 'source', id, name, delivery: 'full', columns, ...(keyId >= 0 && columns[keyId] ? { key: [columns[keyId].id] } : {}) };
}

/** What the user should know of a file that was read: what was made up for it, and what was left out. */
function assumed(file: string, { notes, rejects }: FileProfile): readonly string[] {
  // The first note only says how the file was read.
  const said = notes.slice(1);
  const [first] = rejects;
  const left = said.some((note) => note.includes('are left out')) ? [] : [`${rejects.length} ${rejects.length === 1 ? 'line is' : 'lines are'} left out`];
  const lines = first ? [...left, `the first is line ${first.line}: ${first.reason}`] : [];
  return said.length + lines.length === 0 ? [] : [`${file}: ${[...said, ...lines].join('; ')}.`];
}

const sentence = (error: unknown, file: string): string => {
  const message = error instanceof EngineError ? error.detail.message : error instanceof Error ? error.message : String(error);
  return message.includes(file) ? message : `${file}: ${message}`;
};

interface Part {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** What it is of, and when it was delivered, as names tell. */
  readonly base: string;
  readonly loadDate: string | undefined;
  /** What was passed over when it was taken out of a workbook. */
  readonly notes?: readonly string[];
}

/** Names that a program gives sheets say nothing of them. */
const UNNAMED = /^(sheet|table|tabelle|blatt|feuille?|feuil|hoja|foglio|blad|planilha)[ _]?\d*$/i;

/** A file; of a workbook each sheet as lines of JSON, called after it where there are several. */
async function partsOf(file: IncomingFile): Promise<readonly Part[]> {
  const { name } = file;
  const { base, loadDate } = readFileName(name);
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (!/\.xls[xm]$/i.test(name)) return [{ name, bytes, base, loadDate }];
  const { readWorkbook, linesOf } = await import('../engine/files/workbook.ts');
  const tables = await readWorkbook(name, bytes);
  return tables.map((table): Part => {
    const written = new TextEncoder().encode(linesOf(table));
    if (tables.length === 1) return { name: `${name.replace(/\.xls[xm]$/i, '')}.ndjson`, bytes: written, base, loadDate, notes: table.notes };
    const called = UNNAMED.test(table.sheet) ? `${base}_${table.sheet}` : table.sheet;
    return { name: `${called}.ndjson`, bytes: written, base: slug(called), loadDate, notes: table.notes };
  });
}

/**
 * Reads data files as typed sources and deliveries, without touching the document. A file whose name, date apart, is that
 * of a known source becomes another delivery of it. A workbook with several sheets gives a source for each. Files with a date in their name load at that date, others now.
 */
export async function readIn(files: readonly IncomingFile[], { engine, project, now, onProgress }: ImportContext): Promise<ReadIn> {
  const sources = new Map<Id, Source>();
  const deliveries = new Map<string, { readonly id: Id; readonly load_date: string; readonly label?: string; readonly files: Record<Id, string> }>();
  const data = new Map<string, Uint8Array>();
  const failures: string[] = [];
  const notes: string[] = [];
  const last = project.deliveries.at(-1)?.load_date.slice(0, 19);
  const today = loadDateOf(now);
  const undated = last !== undefined && last >= today ? nextSecond(last) : today;
  const known = (base: string): Source | undefined => {
    const object =
      sources.get(base) ?? project.objects[base] ?? Object.values(project.objects).find((each) => each.kind === 'source' && each.name.toLowerCase() === base);
    return object?.kind === 'source' ? object : undefined;
  };
  const deliveryAt = (wanted: string, source: Id) => {
    let date = wanted;
    for (;;) {
      const there = deliveries.get(date) ?? project.deliveries.find((delivery) => delivery.load_date === date);
      if (!there) break;
      if (there.files[source] === undefined) {
        const joined = deliveries.get(date) ?? { id: there.id, load_date: date, files: {} };
        deliveries.set(date, joined);
        return joined;
      }
      date = nextSecond(date);
    }
    const ids = new Set([...project.deliveries, ...deliveries.values()].map(({ id }) => id));
    const created = { id: free(deliveryIdOf(date), (id) => ids.has(id)), load_date: date, label: `Delivery ${ids.size + 1}`, files: {} as Record<Id, string> };
    deliveries.set(date, created);
    return created;
  };

  const take = async ({ name, bytes, base, loadDate }: Part): Promise<void> => {
    const profile = await engine.loadFile({ name, content: bytes }, { schema: SCHEMA, table: TABLE });
    let source = known(base);
    if (source) {
      const names = new Set(profile.columns.map((column) => column.name.toLowerCase()));
      if (!source.columns.some((column) => names.has(column.name.toLowerCase())))
        throw new EngineError({ message: `${name} has none of the columns of ${source.name}: rename the file to import it as a source of its own.` });
    } else {
      const id = free(base, (candidate) => Object.hasOwn(project.objects, candidate) || sources.has(candidate));
      source = await readSource(engine, id, id, profile);
      sources.set(id, source);
    }
    const delivery = deliveryAt(loadDate ?? undated, source.id);
    const taken = new Set([...data.keys(), ...project.deliveries.flatMap((each) => Object.values(each.files))]);
    const path = free(`data/${delivery.id}/${safeFileName(name)}`, (candidate) => taken.has(candidate));
    delivery.files[source.id] = path;
    data.set(path, bytes);
    notes.push(...assumed(name, profile));
  };

  await engine.execute(`create schema if not exists ${SCHEMA}`);
  try {
    for (const [index, file] of files.toSorted((a, b) => (a.name < b.name ? -1 : 1)).entries()) {
      onProgress(index, file.name);
      try {
        const parts = await partsOf(file);
        if (parts.length > 1) notes.push(`${file.name}: each of its ${parts.length} sheets is read as a source: ${parts.map(({ base }) => base).join(', ')}.`);
        for (const { notes: said = [] } of parts) if (said.length > 0) notes.push(`${file.name}: ${said.join('; ')}.`);
        for (const part of parts) await take(part).catch((error: unknown) => failures.push(sentence(error, part.name)));
      } catch (error) {
        failures.push(sentence(error, file.name));
      }
    }
  } finally {
    await engine.execute(`drop table if exists ${SCHEMA}.${TABLE}`);
  }
  onProgress(files.length, '');
  return {
    sources: [...sources.values()],
    deliveries: [...deliveries.values()].filter((delivery) => Object.keys(delivery.files).length > 0),
    data,
    failures,
    notes,
  };
}
