import { DIALECTS } from '../../core/dialects/registry.ts';
import type { LogicalType } from '../../core/model/logical-type.ts';

export const typeText = (type: LogicalType): string => (DIALECTS.duckdb.types[type.kind] as (type: LogicalType) => string)(type);

/** Types that text can turn out to have, narrowest first. */
export const TYPE_NAMES = ['bigint', 'decimal', 'float', 'boolean', 'date', 'timestamp', 'timestamptz', 'time'] as const;
export type TypeName = (typeof TYPE_NAMES)[number];

const full = (value: string, pattern: string): string => `regexp_full_match(${value}, '${pattern}')`;
const DAY = '[0-9]{4}-[0-9]{2}-[0-9]{2}';
const CLOCK = '[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,6})?)?';
const ZONE = ' ?(Z|[-+][0-9]{2}(:?[0-9]{2})?)';

/** Whether text is written the way a type is, so that reading it as one loses nothing. */
export const LOOKS_LIKE: Readonly<Record<TypeName, (value: string) => string>> = {
  bigint: (v) => `(${full(v, '-?(0|[1-9][0-9]{0,18})')} and try_cast(${v} as bigint) is not null)`,
  decimal: (v) => full(v, '-?(0|[1-9][0-9]*)([.][0-9]+)?'),
  float: (v) => `(${full(v, '-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][-+]?[0-9]+)?')} and length(${v}) <= 24)`,
  boolean: (v) => `lower(${v}) in ('true', 'false')`,
  date: (v) => `(${full(v, DAY)} and try_cast(${v} as date) is not null)`,
  timestamp: (v) => `(${full(v, `${DAY}([ T]${CLOCK})?`)} and try_cast(${v} as timestamp) is not null)`,
  timestamptz: (v) => `(${full(v, `${DAY}[ T]${CLOCK}${ZONE}`)} and try_cast(${v} as timestamptz) is not null)`,
  time: (v) => `(${full(v, CLOCK)} and try_cast(${v} as time) is not null)`,
};

/** How a value becomes a type. */
export interface Conversion {
  readonly value: string;
  /** The condition under which it loses something, given the converted value; absent where it cannot. NULL is never unfit. */
  readonly unfit?: (value: string) => string;
}

/** Text that is read as a type the user chose: any spelling the engine knows, but no digit dropped. */
export function fromText(column: string, type: LogicalType): Conversion {
  if (type.kind === 'text' || type.kind === 'json') return { value: column };
  const text = `nullif(trim(${column}), '')`;
  const cast = `try_cast(${text} as ${typeText(type)})`;
  // Text that comes back as it was written has lost nothing: the slower conditions are for the rest.
  const unless = (condition: string, value = cast): Conversion => ({
    value,
    unfit: (found) =>
      `case when ${column} is null or cast(${found} as varchar) = ${column} then false else ${text} is not null and (${found} is null or not coalesce(${condition}, false)) end`,
  });
  switch (type.kind) {
    case 'integer':
    case 'bigint':
      return unless(full(text, '[-+]?[0-9]+'));
    case 'decimal':
      return unless(full(text, `[-+]?[0-9]*([.][0-9]{0,${type.scale}}0*)?`));
    case 'date':
      return unless(`try_cast(${text} as timestamp) = cast(${cast} as timestamp)`);
    // The engine would drop an offset from a timestamp; here it counts, since all timestamps are UTC.
    case 'timestamp':
      return unless(
        'true',
        `case when regexp_matches(${text}, ':[0-9.]+ ?[-+][0-9]{2}(:?[0-9]{2})?$') then cast(try_cast(${text} as timestamptz) as timestamp) else ${cast} end`,
      );
    default:
      return unless('true');
  }
}

/** A typed value that becomes another type: what does not come back as it was is unfit. */
export function fromTyped(column: string, engineType: string, type: LogicalType): Conversion {
  if (type.kind === 'text' || type.kind === 'json') return { value: `cast(${column} as varchar)` };
  if (engineType === 'VARCHAR') return fromText(column, type);
  return {
    value: `try_cast(${column} as ${typeText(type)})`,
    unfit: (found) => `(${column} is not null and try_cast(${found} as ${engineType}) is distinct from ${column})`,
  };
}

const PLAIN: ReadonlyMap<string, LogicalType> = new Map<string, LogicalType>([
  ['BIGINT', { kind: 'bigint' }],
  ['UINTEGER', { kind: 'bigint' }],
  ['INTEGER', { kind: 'integer' }],
  ['SMALLINT', { kind: 'integer' }],
  ['TINYINT', { kind: 'integer' }],
  ['USMALLINT', { kind: 'integer' }],
  ['UTINYINT', { kind: 'integer' }],
  ['UBIGINT', { kind: 'decimal', precision: 20, scale: 0 }],
  ['HUGEINT', { kind: 'decimal', precision: 38, scale: 0 }],
  ['DOUBLE', { kind: 'float' }],
  ['FLOAT', { kind: 'float' }],
  ['BOOLEAN', { kind: 'boolean' }],
  ['DATE', { kind: 'date' }],
  ['TIME', { kind: 'time' }],
  ['TIMESTAMP', { kind: 'timestamp' }],
  ['TIMESTAMP_S', { kind: 'timestamp' }],
  ['TIMESTAMP_MS', { kind: 'timestamp' }],
  ['TIMESTAMP_NS', { kind: 'timestamp' }],
  ['TIMESTAMP WITH TIME ZONE', { kind: 'timestamptz' }],
  ['BLOB', { kind: 'binary' }],
  ['UUID', { kind: 'uuid' }],
]);

/** The logical type of one of the engine's; nested and exotic ones become text. */
export function logicalTypeOf(engineType: string): LogicalType {
  const decimal = /^DECIMAL\((\d+),(\d+)\)$/.exec(engineType);
  if (decimal) return { kind: 'decimal', precision: Number(decimal[1]), scale: Number(decimal[2]) };
  return PLAIN.get(engineType) ?? { kind: 'text' };
}
