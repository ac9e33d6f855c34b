import { isDone, peek, splitAtCommas, stringValue, take, takeParens, takeTableName, textBetween, textOf, upperAt, type Cursor } from './cursor.ts';
import { columnOf, type DraftTable, type Reader } from './draft.ts';
import { descriptionOf, readColumn } from './read-column.ts';
import { takeCommentText } from './read-constraint.ts';
import { copyColumns, type FindTable } from './table-items.ts';

/** Words that end a list without parentheses, e.g. `CLUSTER BY a, b OPTIONS(…)`. */
const CLAUSES: ReadonlySet<string> = new Set(
  (
    'PARTITION PARTITIONED CLUSTER CLUSTERED SORTED SORT SORTKEY DISTKEY DISTSTYLE DISTRIBUTE DISTRIBUTED ORDER OPTIONS COMMENT WITH LOCATION STORED TBLPROPERTIES USING ' +
    'AS SELECT ENGINE ROW TABLESPACE COPY DATA_RETENTION_TIME_IN_DAYS ON INTERLEAVED COMPOUND ENCODE BACKUP CHANGE_TRACKING DEFAULT AUTO_REFRESH FILE_FORMAT ' +
    'TARGET_LAG WAREHOUSE REFRESH_MODE INITIALIZE EXTERNAL_VOLUME CATALOG BASE_LOCATION'
  ).split(' '),
);

/** What follows a clause: a list in parentheses, or everything up to the next clause. */
function takeList(cursor: Cursor): Cursor {
  const inside = upperAt(cursor) === '(' ? takeParens(cursor) : undefined;
  if (inside) return inside;
  const from = cursor.at;
  while (!isDone(cursor) && !(cursor.at > from && CLAUSES.has(upperAt(cursor)))) {
    if (upperAt(cursor) === '(') takeParens(cursor);
    else cursor.at += 1;
  }
  return { ...cursor, at: from, end: cursor.at };
}

/** Columns of `PARTITIONED BY (day DATE)`, which Hive keeps out of the body; a type is what tells them from an expression. */
function readPartition(cursor: Cursor, table: DraftTable, reader: Reader): void {
  const method = /^(RANGE|LIST|HASH|LINEAR|KEY|SYSTEM)$/.test(upperAt(cursor)) ? `${upperAt(cursor)} ` : '';
  if (method !== '') cursor.at += 1;
  const inside = takeList(cursor);
  table.layout.partition_by ??= method === '' ? textOf(inside) : `${method}(${textOf(inside)})`;
  if (reader.platform !== 'databricks' && table.external !== true) return;
  const names = partitionColumns(inside, table, reader);
  if (names.length > 0 && method === '') table.layout.partition_by = names.join(', ');
}

/** Enters the columns that a list of partitions types. @returns their names; none unless all have a type. */
function partitionColumns(inside: Cursor, table: DraftTable, reader: Reader): readonly string[] {
  const items = splitAtCommas(inside);
  const columns = items.flatMap((item) => {
    const type = peek(item, 1);
    const column = type?.kind === 'word' && !/^(ASC|DESC)$/.test(type.upper) ? readColumn(item, table, reader) : undefined;
    if (column && !columnOf(table, column.name)) table.columns.push(column);
    return column ? [column.name] : [];
  });
  return columns.length === items.length ? columns : [];
}

const BY: Readonly<Record<string, keyof DraftTable['layout']>> = {
  CLUSTER: 'cluster_by',
  CLUSTERED: 'cluster_by',
  SORT: 'sort_by',
  ORDER: 'sort_by',
  DISTRIBUTE: 'distribute_by',
  DISTRIBUTED: 'distribute_by',
  ORGANIZE: 'cluster_by',
};

/** Options in `WITH (…)`, `OPTIONS (…)` and `TBLPROPERTIES (…)`. */
function readOptions(inside: Cursor | undefined, table: DraftTable, reader: Reader, prefix: string): void {
  for (const item of inside ? splitAtCommas(inside) : []) {
    const from = item.at;
    const first = peek(item);
    if (first?.kind === 'string') {
      item.at += 1;
      const key = stringValue(first, reader.rules.backslash);
      take(item, '=');
      const value = peek(item)?.kind === 'string' ? stringValue(peek(item) ?? first, reader.rules.backslash) : textOf(item);
      if (key.toLowerCase() === 'comment') table.comment ??= value;
      else table.options[`${prefix}${key}`] = value;
      continue;
    }
    if (take(item, 'PARTITION')) {
      table.layout.partition_by ??= textOf(takeParens(item) ?? item);
      continue;
    }
    while (!isDone(item) && upperAt(item) !== '=') item.at += 1;
    const key = textBetween(item, from, item.at).toLowerCase();
    take(item, '=');
    const value = textOf(item);
    if (key === 'distribution') table.layout.distribute_by ??= value;
    else if (key === 'partitioned_by' || key === 'partitioning') table.layout.partition_by ??= value;
    else if (key !== '' && key !== 'description') table.options[`${prefix}${key}`] = value;
  }
}

const FLAGS: ReadonlySet<string> = new Set([
  'WITHOUT',
  'STRICT',
  'NOLOGGING',
  'LOGGING',
  'COMPRESS',
  'NOCOMPRESS',
  'NOPARALLEL',
  'CACHE',
  'NOCACHE',
  'MONITORING',
]);
const EQUALS_WORDS: ReadonlySet<string> = new Set([
  'ENGINE',
  'CHARSET',
  'COLLATE',
  'TABLESPACE',
  'LOCATION',
  'ROW_FORMAT',
  'DISTSTYLE',
  'TEXTIMAGE_ON',
  'FILE_FORMAT',
  'FORMAT',
  'SERVER',
]);

/** Reads one clause behind a table's body. It always passes over something. */
export function readClause(cursor: Cursor, table: DraftTable, reader: Reader, find: FindTable): void {
  const token = peek(cursor);
  const [upper, next] = [token?.upper ?? '', upperAt(cursor, 1)];
  cursor.at += 1;
  if ((upper === 'PARTITION' || upper === 'PARTITIONED') && (next === 'BY' || next === 'ON')) {
    cursor.at += 1;
    return readPartition(cursor, table, reader);
  }
  const by = BY[upper];
  if (by !== undefined && (next === 'BY' || next === 'ON')) {
    cursor.at += 1;
    // `CLUSTER BY LINEAR (a)`, `DISTRIBUTE ON HASH (a)`
    const method = /^(LINEAR|HASH)$/.test(upperAt(cursor)) ? upperAt(cursor) : '';
    if (method !== '') cursor.at += 1;
    table.layout[by] ??= textOf(takeList(cursor));
    return;
  }
  if (upper === 'DISTKEY' || upper === 'SORTKEY') {
    const list = takeParens(cursor);
    if (list) table.layout[upper === 'DISTKEY' ? 'distribute_by' : 'sort_by'] = textOf(list);
    else if (upper === 'SORTKEY' && take(cursor, 'AUTO')) table.layout.sort_by = 'AUTO';
    return;
  }
  if (upper === 'COMMENT') {
    const text = takeCommentText(cursor, reader);
    if (text !== undefined) table.comment = text;
    return;
  }
  if (upper === 'OPTIONS') {
    const inside = takeParens(cursor);
    const text = descriptionOf(inside && { ...inside }, reader);
    if (text !== undefined) table.comment = text;
    return readOptions(inside, table, reader, '');
  }
  if (upper === 'TBLPROPERTIES' || (upper === 'WITH' && next === '(') || upper === 'SERDEPROPERTIES') return readOptions(takeParens(cursor), table, reader, '');
  if (upper === 'INHERITS') {
    const inside = takeParens(cursor);
    for (const parent of inside ? splitAtCommas(inside) : []) inherit(parent, table, reader, find);
    return;
  }
  if (upper === 'WITH' && take(cursor, 'PARTITION', 'COLUMNS')) {
    const names = partitionColumns(takeParens(cursor) ?? { ...cursor, end: cursor.at }, table, reader);
    table.layout.partition_by ??= names.join(', ');
    return;
  }
  if (upper === 'ROW' && take(cursor, 'FORMAT')) {
    if (take(cursor, 'SERDE')) cursor.at += 1;
    else take(cursor, 'DELIMITED');
    return;
  }
  if (upper === 'TABLE' && next === 'PROPERTIES') {
    cursor.at += 1;
    return readOptions(takeParens(cursor), table, reader, '');
  }
  if (upper === 'USING' && token?.kind === 'word') {
    table.options['using'] = peek(cursor)?.text.toLowerCase() ?? '';
    cursor.at += 1;
    return;
  }
  if (upper === 'STORED' && (next === 'AS' || next === 'BY')) {
    cursor.at += 1;
    table.options['stored_as'] = peek(cursor)?.text.toLowerCase() ?? '';
    cursor.at += 1;
    return;
  }
  if (upperAt(cursor) === '=' && token?.kind === 'word') {
    cursor.at += 1;
    const from = cursor.at;
    if (upperAt(cursor) !== '(') cursor.at += 1;
    while (peek(cursor) && peek(cursor)?.start === cursor.tokens[cursor.at - 1]?.end && upperAt(cursor) !== '(' && upperAt(cursor) !== ',') cursor.at += 1;
    if (cursor.at === from || (upperAt(cursor) === '(' && peek(cursor)?.start === cursor.tokens[cursor.at - 1]?.end)) takeParens(cursor);
    table.options[upper.toLowerCase()] = textBetween(cursor, from, cursor.at);
    return;
  }
  if (EQUALS_WORDS.has(upper) && peek(cursor)) {
    const value = peek(cursor);
    table.options[upper.toLowerCase()] = value?.kind === 'string' ? stringValue(value, reader.rules.backslash) : (value?.text ?? '');
    if (upper === 'DISTSTYLE') table.layout.distribute_by ??= (value?.text ?? '').toUpperCase();
    cursor.at += 1;
    return;
  }
  if (FLAGS.has(upper) && upper === 'WITHOUT') {
    table.options[`without_${next.toLowerCase()}`] = 'true';
    cursor.at += 1;
  } else if (upper === '(') {
    cursor.at -= 1;
    takeParens(cursor);
  }
}

/** The columns of a parent come before a table's own. */
function inherit(cursor: Cursor, table: DraftTable, reader: Reader, find: FindTable): void {
  const own = table.columns.splice(0);
  copyColumns(cursor, table, reader, find);
  for (const column of own) {
    const known = columnOf(table, column.name);
    if (known) Object.assign(known, column);
    else table.columns.push(column);
  }
}

/**
 * Reads what stands behind a table's body, up to the query of CREATE TABLE … AS.
 * @returns whether a query follows, at the cursor.
 */
export function readClauses(cursor: Cursor, table: DraftTable, reader: Reader, find: FindTable): boolean {
  while (!isDone(cursor)) {
    const [first, second] = [upperAt(cursor), upperAt(cursor, 1)];
    if (first === 'AS' && /^(SELECT|WITH|\(|TABLE|VALUES|FROM)$/.test(second)) {
      cursor.at += 1;
      return true;
    }
    if ((first === 'SELECT' && reader.platform !== 'sqlserver') || (first === 'WITH' && second !== '(' && /^(AS|\()$/.test(upperAt(cursor, 2)))) return true;
    if (first === 'IGNORE' || first === 'REPLACE') cursor.at += 1;
    else if (first === 'LIKE' || first === 'CLONE' || first === 'COPY') {
      if (first === 'COPY' && second === 'GRANTS') cursor.at += 2;
      else {
        cursor.at += 1;
        copyWhole(cursor, table, reader, find);
      }
    } else readClause(cursor, table, reader, find);
  }
  return false;
}

/** `CREATE TABLE t LIKE other` and `CLONE other` take the keys along. */
function copyWhole(cursor: Cursor, table: DraftTable, reader: Reader, find: FindTable): void {
  const probe = { ...cursor };
  const name = takeTableName(probe);
  const other = name && find(name);
  copyColumns({ ...cursor, end: probe.at }, table, reader, find);
  cursor.at = Math.max(probe.at, cursor.at + 1);
  if (!other) return;
  if (other.primaryKey) table.primaryKey ??= other.primaryKey;
  table.uniqueKeys.push(...other.uniqueKeys);
}
