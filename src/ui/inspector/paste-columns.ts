import { logicalTypeText, parseLogicalType } from '../../core/model/logical-type.ts';

export interface PastedColumn {
  readonly name: string;
  readonly type: string;
  readonly nullable?: boolean;
  readonly description?: string;
}

/** Types as other tools write them, in the order they are tried. */
const FOREIGN: readonly (readonly [RegExp, string])[] = [
  [/^(n?varchar2?|n?char|character( varying)?|string|clob|n?text|citext)\b/i, 'text'],
  [/^(tinyint|smallint|mediumint|int2|int4|integer|int|serial)\b/i, 'integer'],
  [/^(bigint|int8|int64|bigserial|hugeint|long)\b/i, 'bigint'],
  [/^(double( precision)?|float\d*|real)\b/i, 'float'],
  [/^(boolean|bool|bit)\b/i, 'boolean'],
  [/^(timestamptz|timestamp with time zone|timestamp_tz|datetimeoffset)\b/i, 'timestamptz'],
  [/^(timestamp\w*|datetime2?)\b/i, 'timestamp'],
  [/^date\b/i, 'date'],
  [/^time\b/i, 'time'],
  [/^(uuid|uniqueidentifier)\b/i, 'uuid'],
  [/^(jsonb?|variant|object|super)\b/i, 'json'],
  [/^(bytea|blob|binary|varbinary|bytes)\b/i, 'binary'],
];

/** A type as typed or pasted; `undefined` when it is none. */
export function typeFromText(text: string): string | undefined {
  const plain = text.trim();
  const own = parseLogicalType(plain);
  if (own) return logicalTypeText(own);
  const decimal = /^(decimal|numeric|number|dec)\s*(\(\s*(\d+)\s*(,\s*(\d+)\s*)?\))?/i.exec(plain);
  if (decimal)
    return logicalTypeText(
      parseLogicalType(decimal[3] === undefined ? 'decimal' : `decimal(${decimal[3]},${decimal[5] ?? 0})`) ?? { kind: 'decimal', precision: 38, scale: 9 },
    );
  return FOREIGN.find(([pattern]) => pattern.test(plain))?.[1];
}

const unquoted = (name: string): string => name.slice(1, -1).replaceAll(name[0] === '"' ? '""' : '``', name[0] === '"' ? '"' : '`');

export const isTableText = (text: string): boolean => /\bcreate\s+(?:or\s+replace\s+)?(?:\w+\s+){0,2}table\b/i.test(text);

/** The columns of a CREATE TABLE of any dialect, of the first that the text has. The reader is loaded when it is first needed. */
export async function pastedTable(text: string): Promise<readonly PastedColumn[]> {
  const { readDdl } = await import('../../core/import/read-ddl.ts');
  const { tables } = readDdl([{ name: 'pasted', text }]);
  return (tables[0]?.columns ?? []).map(({ name, logical, nullable, comment }) => ({
    name,
    type: logical,
    ...(nullable ? {} : { nullable: false }),
    ...(comment === undefined ? {} : { description: comment }),
  }));
}

/** Columns out of pasted text: names alone, names and types from a sheet, or the lines of a table's body. */
export function parsePasted(text: string): readonly PastedColumn[] {
  const lines = text.includes('\t') ? text.split(/\r?\n/) : text.split(/\r?\n|,(?![^(]*\))/);
  return lines.flatMap((line): readonly PastedColumn[] => {
    const plain = line.trim().replace(/,$/, '');
    if (plain === '' || /^(primary|foreign|unique|constraint|check|key|index)\b/i.test(plain) || plain.startsWith('--')) return [];
    if (plain.includes('\t')) {
      const [name = '', type = ''] = plain.split('\t').map((part) => part.trim());
      return name === '' ? [] : [{ name, type: typeFromText(type) ?? 'text' }];
    }
    const quoted = /^("(?:[^"]|"")+"|`(?:[^`]|``)+`|\[[^\]]+\])\s*(.*)$/.exec(plain);
    const [name, rest] = quoted ? [unquoted(quoted[1] ?? ''), quoted[2] ?? ''] : [/^\S+/.exec(plain)?.[0] ?? '', plain.replace(/^\S+\s*/, '')];
    return name === '' ? [] : [{ name, type: typeFromText(rest) ?? 'text' }];
  });
}
