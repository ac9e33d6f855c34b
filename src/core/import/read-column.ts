import { closing, isDone, peek, splitAtCommas, stringValue, take, takeNamePart, takeParens, textBetween, textOf, upperAt, type Cursor } from './cursor.ts';
import type { DraftColumn, DraftTable, Reader } from './draft.ts';
import { readColumnConstraint, takeCommentText } from './read-constraint.ts';
import { takeType } from './read-type.ts';

/** Words that follow a column's type and are no part of it. */
const ATTRIBUTES: ReadonlySet<string> = new Set(
  (
    'NOT NULL DEFAULT PRIMARY UNIQUE REFERENCES CHECK CONSTRAINT IDENTITY AUTOINCREMENT AUTO_INCREMENT GENERATED AS COMMENT COLLATE CHARSET ENCODE DISTKEY ' +
    'SORTKEY OPTIONS WITH TAG MASKING PROJECTION ROWGUIDCOL SPARSE MASKED HIDDEN ENABLE DISABLE INVISIBLE VISIBLE STORAGE COMPRESSION ON VIRTUAL STORED PERSISTED ' +
    'SRID ENCRYPTED USING BINARY ASCII UNICODE ZEROFILL KEY FOREIGN CODEC FORMAT TITLE COMPRESS DEFERRABLE INITIALLY RELY NORELY VALIDATE NOVALIDATE ENFORCED ' +
    'CLUSTERED NONCLUSTERED ASC DESC FIRST AFTER FILESTREAM COLUMN_FORMAT ENGINE_ATTRIBUTE CASESPECIFIC UPPERCASE SORT ALWAYS NO MATCH FILTER AUTO_RANDOM ALIAS ' +
    'NULLS INDEX HASH MASK MATERIALIZED EPHEMERAL TTL PATH LOCATION SECURITY LABEL BLOCKSIZE ENCRYPT DEFERRED START INCREMENT ORDER NOORDER MINVALUE MAXVALUE NOMINVALUE NOMAXVALUE CACHE NOCACHE CYCLE NOCYCLE KEEP NOKEEP SCALE NOSCALE BUFFERED INLINE LENGTH WITHOUT SUM REPLACE'
  ).split(' '),
);
export const isAttribute = (upper: string): boolean => ATTRIBUTES.has(upper);

/** `CHARACTER SET utf8` belongs to no type, though `CHARACTER VARYING` is one. */
const isCharacterSet = (cursor: Cursor): boolean => (upperAt(cursor) === 'CHARACTER' || upperAt(cursor) === 'CHAR') && upperAt(cursor, 1) === 'SET';

/** Words that end a default or another expression without parentheses. */
const ENDS_EXPRESSION: ReadonlySet<string> = new Set(
  (
    'NOT NULL DEFAULT PRIMARY UNIQUE REFERENCES CHECK CONSTRAINT IDENTITY AUTOINCREMENT AUTO_INCREMENT GENERATED COMMENT COLLATE ENCODE DISTKEY SORTKEY OPTIONS WITH TAG ' +
    'MASKING ROWGUIDCOL SPARSE ENABLE DISABLE INVISIBLE VISIBLE STORAGE ON VIRTUAL STORED PERSISTED FOREIGN FIRST AFTER USING CHARACTER HIDDEN KEY BUFFERED'
  ).split(' '),
);
const OPERATORS: ReadonlySet<string> = new Set(['+', '-', '*', '/', '|', ':', '.', '=', '<', '>', '%']);

/** Passes over an expression without parentheses around it. @returns it as written. */
export function takeExpression(cursor: Cursor): string {
  const from = cursor.at;
  while (!isDone(cursor)) {
    const upper = upperAt(cursor);
    const previous = cursor.tokens[cursor.at - 1];
    const goesOn = cursor.at === from || OPERATORS.has(previous?.upper ?? '');
    // `GENERATED` and the like end it; the text of `AT TIME ZONE` and of a cast do not.
    if (!goesOn && ENDS_EXPRESSION.has(upper)) break;
    if (upper === '(') cursor.at = Math.min(closing(cursor, cursor.at) + 1, cursor.end);
    else if (upper === 'WITH' && cursor.at > from && upperAt(cursor, 1) === 'TIME') cursor.at += 3;
    else cursor.at += 1;
    if (cursor.tokens[cursor.at - 1]?.upper === 'TIMESTAMP' && /^WITH(OUT)?$/.test(upperAt(cursor)) && upperAt(cursor, 1) === 'TIME') cursor.at += 3;
    if (cursor.tokens[cursor.at - 1]?.upper === 'CHARACTER' && upperAt(cursor) === 'VARYING') cursor.at += 1;
  }
  return textBetween(cursor, from, cursor.at);
}

/** `description = "…"` of BigQuery's OPTIONS. */
export function descriptionOf(options: Cursor | undefined, reader: Reader): string | undefined {
  for (const item of options ? splitAtCommas(options) : []) {
    if (take(item, 'DESCRIPTION', '=')) {
      const token = peek(item);
      if (token?.kind === 'string') return stringValue(token, reader.rules.backslash && !/^r/i.test(token.text));
    }
  }
  return undefined;
}

/** Values of `ENUM('a', 'b')`. */
function enumValues(type: string | undefined, cursor: Cursor, from: number): readonly string[] | undefined {
  if (type === undefined || !/^enum\s*\(/i.test(type)) return undefined;
  const values: string[] = [];
  for (let index = from; index < cursor.at; index += 1) {
    const token = cursor.tokens[index];
    if (token?.kind === 'string') values.push(stringValue(token, true));
  }
  return values;
}

function readGenerated(cursor: Cursor, column: DraftColumn): void {
  const always = take(cursor, 'ALWAYS');
  if (!always) take(cursor, 'BY', 'DEFAULT');
  take(cursor, 'ON', 'NULL');
  if (!take(cursor, 'AS')) return;
  if (take(cursor, 'IDENTITY')) {
    takeParens(cursor);
    column.identity = true;
    column.nullable = false;
  } else if (upperAt(cursor) === 'ROW' || upperAt(cursor) === 'SUSER_SNAME' || upperAt(cursor) === 'TRANSACTION_ID') cursor.at += 2;
  else column.generated = textOf(takeParens(cursor) ?? { ...cursor, end: cursor.at });
}

/** Reads one attribute of a column, `name` being that of the constraint it begins with. @returns whether it was understood. */
function readAttribute(cursor: Cursor, table: DraftTable, column: DraftColumn, reader: Reader, name?: string): boolean {
  if (readColumnConstraint(cursor, table, column, name)) return true;
  if (isCharacterSet(cursor)) {
    cursor.at += 2;
    take(cursor, '=');
    cursor.at += 1;
    return true;
  }
  const upper = upperAt(cursor);
  cursor.at += 1;
  switch (upper) {
    case 'CONSTRAINT': {
      const next = upperAt(cursor);
      const given = next === 'NOT' || next === 'NULL' || next === 'PRIMARY' || next === 'REFERENCES' || next === 'CHECK' ? undefined : takeNamePart(cursor);
      return isDone(cursor) || readAttribute(cursor, table, column, reader, given);
    }
    case 'NOT':
      if (take(cursor, 'NULL')) column.nullable = false;
      else if (take(cursor, 'FOR', 'REPLICATION')) return true;
      else cursor.at += 1;
      return true;
    case 'NULL':
      column.nullable = true;
      return true;
    case 'DEFAULT':
      take(cursor, 'ON', 'NULL');
      column.default = takeExpression(cursor);
      // Redshift shows its numbered columns so.
      if (/^"identity"\s*\(/i.test(column.default)) column.identity = true;
      return column.default !== '';
    case 'IDENTITY':
    case 'AUTOINCREMENT':
    case 'AUTO_INCREMENT':
    case 'AUTO_RANDOM':
      takeParens(cursor);
      column.identity = true;
      return true;
    case 'GENERATED':
      readGenerated(cursor, column);
      return true;
    case 'AS':
      if (take(cursor, 'IDENTITY')) {
        takeParens(cursor);
        column.identity = true;
        return true;
      }
      column.generated = upperAt(cursor) === '(' ? textOf(takeParens(cursor) ?? cursor) : takeExpression(cursor);
      return column.generated !== '';
    case 'COMMENT': {
      const text = takeCommentText(cursor, reader);
      if (text !== undefined) column.comment = text;
      return text !== undefined;
    }
    case 'OPTIONS': {
      const text = descriptionOf(takeParens(cursor), reader);
      if (text !== undefined) column.comment = text;
      return true;
    }
    case 'KEY':
      table.primaryKey = { columns: [column.name] };
      return true;
    case 'DISTKEY':
      table.layout.distribute_by = column.name;
      return true;
    case 'SORTKEY':
      table.layout.sort_by = column.name;
      return true;
    case 'MINVALUE':
    case 'MAXVALUE':
    case 'CACHE':
      return passOne(cursor);
    case 'START':
    case 'INCREMENT':
      take(cursor, 'WITH');
      take(cursor, 'BY');
      cursor.at += 1;
      return true;
    case 'ON':
      // ON UPDATE now(), ON CONFLICT IGNORE, ON [PRIMARY], ON NULL
      if (take(cursor, 'UPDATE')) takeExpression(cursor);
      else if (take(cursor, 'CONFLICT')) cursor.at += 1;
      else cursor.at += 1;
      return true;
    case 'COLLATE':
    case 'CHARSET':
      take(cursor, '=');
      takeNamePart(cursor);
      while (take(cursor, '.')) takeNamePart(cursor);
      return true;
    case 'MASK':
      takeNamePart(cursor);
      while (take(cursor, '.')) takeNamePart(cursor);
      takeParens(cursor);
      if (take(cursor, 'USING', 'COLUMNS')) takeParens(cursor);
      return true;
    case 'MASKING':
    case 'PROJECTION':
      take(cursor, 'POLICY');
      takeNamePart(cursor);
      while (take(cursor, '.')) takeNamePart(cursor);
      if (take(cursor, 'USING')) takeParens(cursor);
      return true;
    case 'INDEX':
      takeNamePart(cursor);
      return true;
    case 'NULLS':
      take(cursor, 'NOT');
      cursor.at += 1;
      return true;
    case 'USING':
      take(cursor, 'INDEX');
      take(cursor, 'TABLESPACE');
      return passOne(cursor);
    case 'ENCODE':
    case 'STORAGE':
    case 'COMPRESSION':
    case 'COLUMN_FORMAT':
    case 'FORMAT':
    case 'TITLE':
    case 'SRID':
    case 'INITIALLY':
    case 'AFTER':
    case 'MATCH':
    case 'PATH':
    case 'LABEL':
    case 'CODEC':
    case 'COMPRESS':
    case 'FILTER':
    case 'TTL':
    case 'ENGINE_ATTRIBUTE':
    case 'ALIAS':
    case 'MATERIALIZED':
    case 'LENGTH':
    case 'BLOCKSIZE':
      return passOne(cursor);
    case 'WITH':
    case 'TAG':
    case 'ENCRYPTED':
    case 'MASKED':
      if (upperAt(cursor) === '(') takeParens(cursor);
      return true;
    default:
      if (!ATTRIBUTES.has(upper)) return false;
      if (upperAt(cursor) === '(') takeParens(cursor);
      return true;
  }
}

/** Passes over one value: `= x`, `x`, `x(…)` or `(…)`. */
function passOne(cursor: Cursor): boolean {
  take(cursor, '=');
  if (upperAt(cursor) !== '(') cursor.at += 1;
  takeParens(cursor);
  return true;
}

/** Reads the attributes that follow a column's name and type, up to the end of its part. */
export function readAttributes(cursor: Cursor, table: DraftTable, column: DraftColumn, reader: Reader): void {
  while (!isDone(cursor)) {
    const at = cursor.at;
    if (!readAttribute(cursor, table, column, reader)) {
      const token = cursor.tokens[at];
      // One line for each column is enough: what follows a word that means nothing seldom means more.
      reader.problem(token?.start ?? 0, `${column.name}: ${token?.text ?? 'this'} was not understood and left out`);
      return;
    }
    if (cursor.at <= at) cursor.at = at + 1;
  }
}

/**
 * Reads a column: name, type, attributes. It is not yet one of the table's.
 * @returns nothing when no name stands here.
 */
export function readColumn(cursor: Cursor, table: DraftTable, reader: Reader): DraftColumn | undefined {
  const name = takeNamePart(cursor);
  if (name === undefined || name === '') return undefined;
  const column: DraftColumn = { name };
  readTypeAndMore(cursor, table, column, reader);
  return column;
}

/** Reads what follows the name of a column. */
export function readTypeAndMore(cursor: Cursor, table: DraftTable, column: DraftColumn, reader: Reader): void {
  // Hive and BigQuery separate the name of a field by a colon.
  take(cursor, ':');
  const from = cursor.at;
  const type = isCharacterSet(cursor) ? undefined : takeType(cursor, isAttribute, reader.platform === 'sqlite');
  if (type !== undefined) column.type = type;
  const values = enumValues(type, cursor, from);
  if (values) column.values = values;
  if (/^(big|small)?serial\d?$/i.test(type ?? '')) {
    column.identity = true;
    column.nullable = false;
  }
  readAttributes(cursor, table, column, reader);
}
