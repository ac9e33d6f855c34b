import { parseLogicalType, type LogicalType } from '../model/logical-type.ts';
import type { Column, Id, Source } from '../model/types.ts';
import type { ColumnFigures, Evidence, Form, TableEvidence } from './evidence.ts';
import { soundsLikeKey, soundsLikeMeasure, soundsLikePlace } from './words.ts';

/** What a column's values are to a model. */
export type Nature = 'code' | 'whole' | 'moment' | 'measure' | 'flag' | 'prose' | 'text' | 'opaque';

/** A source's column with what is known of it. */
export interface KnownColumn {
  readonly column: Column;
  readonly figures?: ColumnFigures;
  /** The type its values have, told from how they are written. */
  readonly type: LogicalType;
  /** How its texts are written, where that makes them another type. */
  readonly form?: Form;
  /** Dates that could be read day first or month first alike. */
  readonly isAmbiguous?: boolean;
  readonly nature: Nature;
}

export interface KnownTable {
  readonly source: Source;
  readonly evidence?: TableEvidence;
  readonly rows: number;
  readonly columns: readonly KnownColumn[];
  readonly byId: ReadonlyMap<Id, KnownColumn>;
}

const LONG_TEXT = 40;
const MANY_WORDS = 2.5;
const FLAG_VALUES = 12;

/** The form all texts of a column are written in. A code with leading zeros is never a number. */
function formOf(figures: ColumnFigures): { readonly form?: Form; readonly isAmbiguous?: boolean } {
  const filled = figures.filled - figures.blanks;
  const all = (form: Form): boolean => filled > 0 && figures.forms[form] === filled;
  if (all('dmy_dot')) return { form: 'dmy_dot' };
  if (all('dmy_slash') && all('mdy_slash')) return { isAmbiguous: true };
  if (all('dmy_slash')) return { form: 'dmy_slash' };
  if (all('mdy_slash')) return { form: 'mdy_slash' };
  if (all('dmy_dash')) return { form: 'dmy_dash' };
  if (all('yes_no') && figures.distinct <= 4) return { form: 'yes_no' };
  // `1,234` is a thousand and more to some, and little more than one to others.
  if (all('decimal_comma') && all('decimal_point')) return (figures.scale ?? 0) > 0 ? { isAmbiguous: true } : {};
  if (all('decimal_comma') && (figures.scale ?? 0) > 0) return { form: 'decimal_comma' };
  return {};
}

/** Digits of a decimal that holds all values, with room for larger ones. */
const decimalOf = ({ whole = 10, scale = 2 }: ColumnFigures): LogicalType => ({
  kind: 'decimal',
  precision: Math.min(38, Math.max(18, whole + scale)),
  scale: Math.min(scale, 18),
});

function typeIn(form: Form | undefined, declared: LogicalType, figures: ColumnFigures | undefined): LogicalType {
  if (form === undefined || !figures) return declared;
  if (form === 'yes_no') return { kind: 'boolean' };
  if (form === 'decimal_comma') return decimalOf(figures);
  return { kind: 'date' };
}

function natureOf(column: Column, type: LogicalType, figures: ColumnFigures | undefined, isAmbiguous: boolean): Nature {
  switch (type.kind) {
    case 'boolean':
      return 'flag';
    case 'date':
    case 'time':
    case 'timestamp':
    case 'timestamptz':
      return 'moment';
    case 'float':
      return 'measure';
    case 'decimal':
      return type.scale === 0 && soundsLikeKey(column.name) ? 'whole' : 'measure';
    case 'integer':
    case 'bigint':
      if (soundsLikeKey(column.name) || soundsLikePlace(column.name)) return 'whole';
      if (figures && figures.distinct <= 2 && /^(is|has|was)_|flag|active|deleted/i.test(column.name)) return 'flag';
      return soundsLikeMeasure(column.name) ? 'measure' : 'whole';
    case 'uuid':
      return 'code';
    case 'binary':
    case 'json':
      return 'opaque';
    case 'text':
      break;
  }
  if (isAmbiguous) return (figures?.scale ?? 0) > 0 ? 'measure' : 'moment';
  if (!figures) {
    if (soundsLikeKey(column.name)) return 'code';
    return /desc|comment|note|remark|text|title|name|address|street/i.test(column.name) ? 'prose' : 'text';
  }
  if ((figures.longest ?? 0) > LONG_TEXT || (figures.words ?? 1) > MANY_WORDS) return 'prose';
  const isSpoken = (figures.words ?? 1) > 1.2;
  if (!isSpoken && figures.distinct <= FLAG_VALUES && figures.filled > figures.distinct * 5 && !soundsLikeKey(column.name)) return 'flag';
  const withDigits = figures.sample.filter((value) => /\d/.test(value)).length;
  if (!isSpoken && (soundsLikeKey(column.name) || (figures.sample.length > 0 && withDigits / figures.sample.length > 0.9))) return 'code';
  if (!isSpoken && figures.sample.length > 0 && figures.sample.every((value) => /^[A-Z0-9_-]{2,8}$/.test(value))) return 'code';
  return isSpoken ? 'prose' : 'text';
}

/** What is known of a column, from figures where there are rows, else from its name and type. */
export function knownColumn(column: Column, figures: ColumnFigures | undefined): KnownColumn {
  const declared: LogicalType = parseLogicalType(column.type) ?? { kind: 'text' };
  const read: ReturnType<typeof formOf> = declared.kind === 'text' && figures ? formOf(figures) : {};
  const type = typeIn(read.form, declared, figures);
  return { column, ...(figures ? { figures } : {}), type, ...read, nature: natureOf(column, type, figures, read.isAmbiguous === true) };
}

/** Names that loading tools give to columns of their own. */
const LOADED = /^(__|_(fivetran|airbyte|ab|sdc|dlt)_|_(loaded|load_time|synced|ingested|extracted|batch|file|line|source|row_?id)(_|$))/i;

/** Sources with what is known of their columns, in document order. Columns that the loader adds are left out. */
export function knownTables(sources: readonly Source[], evidence: Evidence): readonly KnownTable[] {
  const measured = new Map(evidence.tables.map((table) => [table.source, table]));
  return sources.map((source) => {
    const table = measured.get(source.id);
    const figures = new Map(table?.columns.map((one) => [one.column, one]));
    const { load_date, record_source, operation, sequence } = source.loader ?? {};
    const technical = new Set([load_date, record_source, operation, sequence]);
    const columns = source.columns
      .filter(({ id, name }) => !technical.has(id) && !LOADED.test(name))
      .map((column) => knownColumn(column, figures.get(column.id)));
    return { source, ...(table ? { evidence: table } : {}), rows: table?.rows ?? 0, columns, byId: new Map(columns.map((one) => [one.column.id, one])) };
  });
}
