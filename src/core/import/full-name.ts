import type { TableName } from './types.ts';

/** A table's name as one text, e.g. `sales.orders`. */
export const fullName = ({ database, schema, name }: TableName): string => [database, schema, name].filter((part) => part !== undefined).join('.');
