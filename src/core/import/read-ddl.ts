import { createCatalog, type Catalog } from './catalog.ts';
import { detectDialects } from './detect-dialect.ts';
import { DIALECT_RULES } from './dialect-rules.ts';
import { cursorOver, isDone, tableName, take, takeNameParts, takeTableName, upperAt } from './cursor.ts';
import type { DraftTable, Reader } from './draft.ts';
import { finishTable } from './finish-table.ts';
import { createPlaces, excerptAt } from './places.ts';
import { readAlterTable } from './read-alter.ts';
import { readCreateSchema, readCreateTable, readCreateType, readCreateView } from './read-create.ts';
import { readCommentOn, readCreateIndex, readDrop, readExec, readRenameTable, readUse } from './read-others.ts';
import { statementsOf, type Statement } from './split.ts';
import type { ImportFile, NotRead, Place, ReadFileInfo, ReadTable, ScriptPlatform, Skipped, TableName, WhatWasRead } from './types.ts';

const PLACES_KEPT = 20;
const PROBLEMS_KEPT = 5_000;

/** What is shared by all files of one import. */
interface Session {
  readonly catalog: Catalog;
  readonly aliases: Map<string, string>;
  readonly problems: NotRead[];
  readonly skipped: Map<string, { count: number; readonly places: Place[] }>;
  readonly platforms: Map<DraftTable, ScriptPlatform>;
  /** Statements about tables that no script has created so far: another may still do so. */
  readonly waiting: (() => void)[];
  readonly dropped: DraftTable[];
}

function skip({ skipped }: Session, what: string, place: () => Place): void {
  const known = skipped.get(what) ?? { count: 0, places: [] };
  known.count += 1;
  if (known.places.length < PLACES_KEPT) known.places.push(place());
  skipped.set(what, known);
}

/** PostgreSQL's `DO $$ … $$`: migrations keep their ALTER TABLE in there, so that it may fail. */
function readBlock({ tokens }: Statement, reader: Reader, session: Session): boolean {
  const body = tokens.find(({ kind, text }) => kind === 'string' && text.startsWith('$'));
  if (!body) return false;
  const open = /^\$[^$]*\$/.exec(body.text)?.[0].length ?? 0;
  const inner = body.text.slice(open, body.text.length - open);
  if (!/^[ \t]*(?:BEGIN\s+)?(?:ALTER\s+TABLE|CREATE\s+TABLE)\b/im.test(inner)) return false;
  const text = inner.replace(/\bBEGIN\b/i, '     ');
  const base = body.start + open;
  const nested: Reader = {
    ...reader,
    text,
    placeAt: (offset) => reader.placeAt(base + offset),
    problem: (offset, reason) => reader.problem(base + offset, reason),
  };
  const lexical = { text, rules: reader.rules, lineBound: false, onUnclosed: () => undefined };
  for (const statement of statementsOf({ platform: reader.platform, lexical, onProblem: () => undefined }))
    if (statement.head.what === 'ALTER TABLE' || statement.head.what === 'CREATE TABLE') readStatement(statement, nested, session);
  return true;
}

/** Tables whose definition stands in a string that is executed are told, since they cannot be read. */
function tellDynamic({ head, start, end }: Statement, { text, problem }: Reader): void {
  if (!/^(BEGIN|DECLARE|EXEC|EXECUTE|SET|IF)$/.test(head.what)) return;
  const created = /'\s*create\s+(?:\w+\s+){0,2}table\b/i.exec(text.slice(start, Math.min(end, start + 20_000)));
  if (created) problem(start + created.index, 'the table is created by a text that is executed, which is not read');
}

/** The table that a statement is about, where it is none that it creates. */
function aboutTable({ head, tokens }: Statement, reader: Reader): TableName | undefined {
  const cursor = cursorOver(reader.text, tokens, head.at);
  if (head.what === 'ALTER TABLE') {
    take(cursor, 'IF', 'EXISTS');
    take(cursor, 'ONLY');
  } else if (head.what === 'CREATE INDEX') {
    while (!isDone(cursor) && upperAt(cursor) !== 'ON') cursor.at += 1;
    cursor.at += 1;
    take(cursor, 'ONLY');
  } else if (head.what === 'COMMENT ON') {
    const isColumn = upperAt(cursor) === 'COLUMN';
    cursor.at += 1;
    const parts = takeNameParts(cursor);
    return tableName(isColumn ? parts.slice(0, -1) : parts);
  } else return undefined;
  return takeTableName(cursor);
}

/** Reads a statement, or keeps it until all scripts are through when its table is not there yet. */
function readInOrder(statement: Statement, reader: Reader, session: Session): void {
  const name = aboutTable(statement, reader);
  if (!name || session.catalog.find(name)) return readStatement(statement, reader, session);
  const placed = session.catalog.placed(name);
  session.waiting.push(() => {
    session.catalog.useSchema(name.schema === undefined ? placed.schema : undefined);
    readStatement(statement, reader, session);
  });
}

function readStatement(statement: Statement, reader: Reader, session: Session): void {
  const { catalog, aliases } = session;
  const { what } = statement.head;
  const pass = (as = what): void => skip(session, as, () => reader.placeAt(statement.start));
  switch (what) {
    case 'CREATE TABLE':
      return readCreateTable(statement, reader, catalog);
    case 'CREATE VIEW':
      return readCreateView(statement, reader, catalog);
    case 'CREATE INDEX':
      return readCreateIndex(statement, reader, catalog);
    case 'CREATE TYPE':
    case 'CREATE DOMAIN': {
      const made = readCreateType(statement, reader);
      if (made) aliases.set(made.name.toLowerCase(), made.type);
      else pass();
      return;
    }
    case 'CREATE SCHEMA':
    case 'CREATE DATABASE': {
      const schema = readCreateSchema(statement, reader);
      // Snowflake works in what it has just created; statements without an end of their own belong to the schema in PostgreSQL.
      if (reader.platform === 'snowflake') catalog.useSchema(what === 'CREATE SCHEMA' ? schema : undefined);
      return pass();
    }
    case 'ALTER TABLE':
    case 'ALTER VIEW':
      return readAlterTable(statement, reader, catalog);
    case 'COMMENT ON':
    case 'COMMENT IF':
      return readCommentOn(statement, reader, catalog);
    case 'DROP TABLE':
    case 'DROP VIEW':
      // A file that does nothing but drop is a teardown: what another file creates is there all the same.
      for (const table of readDrop(statement, reader, catalog, ({ at }) => at.file === reader.file || /\b(?:create|alter)\s+table\b/i.test(reader.text))) {
        session.dropped.push(table);
        pass(`${what}: ${table.name.name} was created before`);
      }
      return pass();
    case 'RENAME TABLE':
      return readRenameTable(statement, reader, catalog);
    case 'USE':
    case 'SET':
      readUse(statement, reader, catalog);
      return pass();
    case 'EXEC':
    case 'EXECUTE':
      if (!readExec(statement, reader, catalog)) pass();
      return;
    case 'DO':
      if (!readBlock(statement, reader, session)) pass();
      return;
    default:
      return pass(what === '' ? 'other text' : what);
  }
}

/** A script that in the end drops all that it has created cleans up after itself: it still tells what the tables are. */
function keepWhatWasTornDown(file: string, { catalog, dropped }: Session): void {
  const own = dropped.filter(({ at }) => at.file === file);
  if (own.length === 0 || catalog.tables().some(({ at }) => at.file === file)) return;
  for (const table of own) if (!catalog.find(table.name)) catalog.add(table);
}

function readFile({ name, text }: ImportFile, platform: ScriptPlatform, session: Session): void {
  const placeAt = createPlaces(name, text);
  const { problems } = session;
  const problem = (offset: number, reason: string): void => {
    if (problems.length < PROBLEMS_KEPT) problems.push({ ...placeAt(offset), reason, excerpt: excerptAt(text, offset) });
    else skip(session, `more than ${PROBLEMS_KEPT} lines that were not understood`, () => placeAt(offset));
  };
  const rules = DIALECT_RULES[platform];
  const reader: Reader = { file: name, text, platform, rules, placeAt, problem };
  const lexical = { text, rules, lineBound: false, onUnclosed: () => undefined };
  for (const statement of statementsOf({ platform, lexical, onProblem: problem })) {
    tellDynamic(statement, reader);
    if (statement.tokens.length > 0) readInOrder(statement, reader, session);
    else skip(session, statement.head.what === '' ? 'other text' : statement.head.what, () => placeAt(statement.start));
  }
  keepWhatWasTornDown(name, session);
  for (const table of session.catalog.tables()) if (!session.platforms.has(table)) session.platforms.set(table, platform);
}

function finish(session: Session): readonly ReadTable[] {
  session.catalog.useSchema(undefined);
  // A key without a schema means the table of its own, then the only one of the name.
  const target = (name: TableName, from: TableName): TableName =>
    (name.schema === undefined && from.schema !== undefined ? session.catalog.find({ ...name, schema: from.schema }) : undefined)?.name ??
    session.catalog.find(name)?.name ??
    name;
  return session.catalog.tables().map((draft) => {
    return finishTable(draft, session.platforms.get(draft) ?? 'postgres', session.aliases, target, (column, type) => {
      const reason = `${draft.name.name}.${column}: ${type} is no type that is known; it comes in as text`;
      if (session.problems.length < PROBLEMS_KEPT) session.problems.push({ ...draft.at, reason, excerpt: type.slice(0, 120) });
    });
  });
}

export interface ReadDdlOptions {
  /** The dialect of all files; each is told by its text when left out. */
  readonly platform?: ScriptPlatform;
}

/**
 * Reads DDL scripts in the order given: what one creates another may alter. Never throws on a text, whatever is in it; what
 * is not understood is listed with its place, and the rest comes in. Takes time in proportion to the length of the texts.
 */
export function readDdl(files: readonly ImportFile[], { platform }: ReadDdlOptions = {}): WhatWasRead {
  const session: Session = { catalog: createCatalog(), aliases: new Map(), problems: [], skipped: new Map(), platforms: new Map(), waiting: [], dropped: [] };
  const detected = platform === undefined ? detectDialects(files) : files.map(() => ({ platform, evidence: undefined }));
  const infos: ReadFileInfo[] = [];
  for (const [index, file] of files.entries()) {
    const { platform: own, evidence } = detected[index] ?? { platform: 'postgres' as const, evidence: undefined };
    session.catalog.useSchema(undefined);
    readFile(file, own, session);
    infos.push({
      file: file.name,
      platform: own,
      ...(evidence === undefined ? {} : { evidence }),
      ...(file.encoding === undefined ? {} : { encoding: file.encoding }),
    });
  }
  for (const read of session.waiting) read();
  const tables = finish(session);
  const skipped: readonly Skipped[] = [...session.skipped].map(([what, { count, places }]) => ({ what, count, places }));
  return { files: infos, tables, problems: session.problems, skipped };
}
