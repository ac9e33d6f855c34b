import type { LogicalType } from '../../core/model/logical-type.ts';
import { quoteName } from '../names.ts';

/** Aggregates over one text column, in the order {@link typeFrom} reads them. */
export function typeMeasures(column: string): readonly string[] {
  const name = quoteName(column);
  const matching = (pattern: string) => `count(*) filter (where regexp_full_match(${name}, '${pattern}'))`;
  return [
    `count(${name})`,
    `count(*) filter (where regexp_full_match(${name}, '-?(0|[1-9][0-9]{0,18})') and try_cast(${name} as bigint) is not null)`,
    matching('-?(0|[1-9][0-9]*)([.][0-9]+)?'),
    `coalesce(max(length(split_part(ltrim(${name}, '-'), '.', 1))), 0)`,
    `coalesce(max(length(split_part(${name}, '.', 2))), 0)`,
    matching('-?[0-9]+([.][0-9]+)?[eE][-+]?[0-9]+|-?(0|[1-9][0-9]*)([.][0-9]+)?'),
    `count(*) filter (where lower(${name}) in ('true', 'false'))`,
    `count(*) filter (where regexp_full_match(${name}, '[0-9]{4}-[0-9]{2}-[0-9]{2}') and try_cast(${name} as date) is not null)`,
    `count(*) filter (where regexp_full_match(${name}, '[0-9]{4}-[0-9]{2}-[0-9]{2}([ T][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,6})?)?)?') and try_cast(${name} as timestamp) is not null)`,
    `count(*) filter (where length(${name}) > 0 and ${name} <> trim(${name}))`,
  ];
}

export const MEASURES = 10;

/** The narrowest type that holds every value exactly; text when none does. */
export function typeFrom(measures: readonly number[]): LogicalType {
  const [filled = 0, whole, decimal, before = 0, after = 0, floating, boolean, date, timestamp] = measures;
  if (filled === 0) return { kind: 'text' };
  if (whole === filled) return { kind: 'bigint' };
  if (decimal === filled && before + after <= 38) return { kind: 'decimal', precision: Math.max(18, before + after), scale: after };
  if (decimal !== filled && floating === filled) return { kind: 'float' };
  if (boolean === filled) return { kind: 'boolean' };
  if (date === filled) return { kind: 'date' };
  if (timestamp === filled) return { kind: 'timestamp' };
  return { kind: 'text' };
}
