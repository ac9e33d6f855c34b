/**
 * The types Orrery reasons in. A platform's own type is a column of a dialect's table;
 * the document stores the text form, e.g. `decimal(12,2)`.
 */
export type LogicalType =
  | { readonly kind: 'text'; readonly length?: number }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'integer' }
  | { readonly kind: 'bigint' }
  | { readonly kind: 'decimal'; readonly precision: number; readonly scale: number }
  | { readonly kind: 'float' }
  | { readonly kind: 'date' }
  | { readonly kind: 'time' }
  | { readonly kind: 'timestamp' }
  | { readonly kind: 'timestamptz' }
  | { readonly kind: 'binary' }
  | { readonly kind: 'uuid' }
  | { readonly kind: 'json' };

export type LogicalKind = LogicalType['kind'];

/** Kinds that carry no parameter, in the order menus show them. */
export const PLAIN_KINDS = [
  'text',
  'integer',
  'bigint',
  'float',
  'boolean',
  'date',
  'timestamp',
  'timestamptz',
  'time',
  'uuid',
  'json',
  'binary',
] as const satisfies readonly LogicalKind[];

/** @returns the type, or `undefined` when the text is none: callers report where it stood. */
export function parseLogicalType(text: string): LogicalType | undefined {
  const match = /^([a-z]+)(?:\((\d{1,5})(?:,\s*(\d{1,3}))?\))?$/.exec(text.trim().toLowerCase());
  if (!match) return undefined;
  const [, kind, first, second] = match;
  if (kind === 'decimal') {
    const precision = first === undefined ? 18 : Number(first);
    const scale = second === undefined ? (first === undefined ? 2 : 0) : Number(second);
    return precision >= 1 && precision <= 38 && scale <= precision ? { kind, precision, scale } : undefined;
  }
  if (kind === 'text' && first !== undefined && second === undefined) {
    return Number(first) >= 1 ? { kind, length: Number(first) } : undefined;
  }
  if (first !== undefined) return undefined;
  const plain = PLAIN_KINDS.find((candidate) => candidate === kind);
  return plain === undefined ? undefined : { kind: plain };
}

/** The text form that {@link parseLogicalType} reads back. */
export function logicalTypeText(type: LogicalType): string {
  if (type.kind === 'decimal') return `decimal(${type.precision},${type.scale})`;
  if (type.kind === 'text' && type.length !== undefined) return `text(${type.length})`;
  return type.kind;
}
