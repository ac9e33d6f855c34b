import { logicalOf } from './logical-types.ts';
import { fieldsOf, listOf, textOf, textsOf, type Fields } from './parse-data.ts';
import type { Place, ReadCheck, ReadColumn, ReadForeignKey, ReadKey, ReadTable, ScriptPlatform, TableName } from './types.ts';

/** Types that contracts name instead of, or beside, those of a platform. */
const WORDS: Readonly<Record<string, string>> = {
  string: 'text',
  text: 'text',
  varchar: 'text',
  number: 'decimal(38,9)',
  decimal: 'decimal(38,9)',
  numeric: 'decimal(38,9)',
  int: 'integer',
  integer: 'bigint',
  long: 'bigint',
  bigint: 'bigint',
  float: 'float',
  double: 'float',
  boolean: 'boolean',
  timestamp: 'timestamp',
  timestamp_tz: 'timestamptz',
  timestamp_ntz: 'timestamp',
  date: 'date',
  time: 'time',
  array: 'json',
  map: 'json',
  object: 'json',
  record: 'json',
  struct: 'json',
  variant: 'json',
  json: 'json',
  bytes: 'binary',
  null: 'text',
};

/** The type of a field of a contract: the platform's own where it is given. */
function typeOf(
  physical: string | undefined,
  word: string | undefined,
  options: Fields,
  platform: ScriptPlatform,
): { readonly type?: string; readonly logical: string } {
  const own = physical === undefined ? undefined : logicalOf(physical, platform);
  if (physical !== undefined && own !== undefined) return { type: physical, logical: own };
  const [precision, scale, length] = [Number(options['precision']), Number(options['scale'] ?? 0), Number(options['maxLength'])];
  const base = WORDS[(word ?? '').toLowerCase()] ?? (word === undefined ? 'text' : (logicalOf(word, platform) ?? 'text'));
  const zoned = base === 'timestamp' && options['timezone'] === true ? 'timestamptz' : base;
  const logical =
    zoned.startsWith('decimal') && precision >= 1 && precision <= 38 && scale <= precision
      ? `decimal(${precision},${scale})`
      : zoned === 'text' && Number.isInteger(length) && length > 0 && length <= 99_999
        ? `text(${length})`
        : zoned;
  const type = physical ?? word;
  return { ...(type === undefined ? {} : { type }), logical };
}

export interface ContractField {
  readonly column: ReadColumn;
  /** Its place in the primary key, from 1. */
  readonly keyPlace?: number;
  readonly unique: boolean;
  /** `table.column` or `schema/table/properties/column` that it refers to. */
  readonly refersTo: readonly string[];
}

/** A field with what ODCS and the datacontract-specification say of it in much the same words. */
export function contractField(name: string, field: Fields, platform: ScriptPlatform, physicalOf: (field: Fields) => string | undefined): ContractField {
  const options = { ...field, ...fieldsOf(field['logicalTypeOptions']) };
  const { type, logical } = typeOf(physicalOf(field), textOf(field['logicalType']) ?? textOf(field['type']), options, platform);
  const isKey = field['primaryKey'] === true || field['primary'] === true;
  const comment = textOf(field['description']) ?? textOf(field['businessName']) ?? textOf(field['title']);
  const rules = listOf(field['quality']).map(fieldsOf);
  const listed = rules.find((rule) => (rule['metric'] ?? rule['rule']) === 'invalidValues' && rule['mustBe'] === 0);
  const values = textsOf(field['enum'] ?? fieldsOf(listed?.['arguments'])['validValues']);
  const refers = [...textsOf(field['references']), ...listOf(field['relationships']).flatMap((one) => textOf(fieldsOf(one)['to']) ?? [])];
  const duplicates = rules.some((rule) => (rule['metric'] ?? rule['rule']) === 'duplicateValues' && rule['mustBe'] === 0);
  return {
    column: {
      name,
      ...(type === undefined ? {} : { type }),
      logical,
      nullable: !(field['required'] === true || isKey),
      ...(comment === undefined ? {} : { comment: comment.trim() }),
      ...(values.length > 0 ? { values } : {}),
    },
    ...(isKey ? { keyPlace: Number(field['primaryKeyPosition'] ?? 1_000) } : {}),
    unique: (field['unique'] === true && !isKey) || duplicates,
    refersTo: refers,
  };
}

/** Where a reference of a contract leads. */
export function referenceOf(
  text: string,
  tableOf: (key: string) => TableName | undefined,
  columnOf: (table: string, key: string) => string,
): { readonly table: TableName; readonly column: string } | undefined {
  const long = /schema\/([^/]+)\/properties\/([^/]+)$/.exec(text);
  const [, table = '', column = ''] = long ?? /^(.+)\.([^.]+)$/.exec(text) ?? [];
  const name = tableOf(table);
  return name ? { table: name, column: columnOf(table, column) } : undefined;
}

export interface ContractTable {
  readonly name: TableName;
  readonly fields: readonly ContractField[];
  readonly comment?: string;
  readonly isView: boolean;
  /** Key columns where the table lists them itself. */
  readonly key: readonly string[];
  readonly unique: readonly (readonly string[])[];
  readonly foreignKeys: readonly ReadForeignKey[];
  readonly checks: readonly ReadCheck[];
  readonly partition: readonly string[];
  readonly tags: readonly string[];
  readonly at: Place;
}

export function contractTable({ name, fields, comment, isView, key, unique, foreignKeys, checks, partition, tags, at }: ContractTable): ReadTable {
  const placed = fields
    .filter(({ keyPlace }) => keyPlace !== undefined)
    .toSorted((a, b) => (a.keyPlace ?? 0) - (b.keyPlace ?? 0))
    .map(({ column }) => column.name);
  const primary = placed.length > 0 ? placed : key;
  const uniqueKeys: readonly ReadKey[] = [
    ...fields.filter((field) => field.unique).map(({ column }) => ({ columns: [column.name] })),
    ...unique.map((columns) => ({ columns })),
  ];
  return {
    name,
    kind: isView ? 'view' : 'table',
    columns: fields.map(({ column }) => (primary.includes(column.name) ? { ...column, nullable: false } : column)),
    ...(primary.length > 0 ? { primaryKey: { columns: primary } } : {}),
    uniqueKeys: uniqueKeys.filter(
      ({ columns }, index) => columns.join() !== primary.join() && uniqueKeys.findIndex((other) => other.columns.join() === columns.join()) === index,
    ),
    foreignKeys,
    checks,
    indexes: [],
    ...(comment === undefined ? {} : { comment: comment.trim() }),
    layout: partition.length > 0 ? { partition_by: partition.join(', ') } : {},
    options: {},
    reads: [],
    ...(tags.length > 0 ? { tags } : {}),
    at,
  };
}
