import type { Printing } from '../../dialects/dialect.ts';
import type { PlanColumn } from '../../plan/types.ts';

const NUMBERS = new Set(['integer', 'bigint', 'decimal', 'float']);

/**
 * That no two rows share the columns. Rows without a value do not count where any may lack it: members for what is unknown
 * share the absence. SQLMesh's `unique_values` makes names of its own out of a column's, which one that wants quotes breaks.
 */
export function uniqueAudit(columns: readonly string[], p: Printing, { required = false, among, suffix = '' }: UniqueRows = {}): string {
  const printed = columns.map((name) => p.name(name));
  const isPlain = columns.length === 1 && printed[0] === columns[0];
  const conditions = [...(among === undefined ? [] : [among]), ...(required ? [] : printed.map((name) => `${name} is not null`))];
  const condition = conditions.length === 0 ? '' : `, condition := ${conditions.join(' and ')}`;
  return `${isPlain ? 'unique_values' : 'unique_combination_of_columns'}${suffix}(columns := (${printed.join(', ')})${condition})`;
}

interface UniqueRows {
  /** Whether every row has a value. */
  readonly required?: boolean;
  /** A condition that limits the rows. */
  readonly among?: string;
  readonly suffix?: string;
}

/** The audits that the document's tests of a column ask for, beyond those of the key. @param real limits them to rows that stand for something. */
export function columnAudits({ name, type, tests }: PlanColumn, key: readonly string[] | undefined, p: Printing, real: string | undefined): readonly string[] {
  const isKey = key?.length === 1 && key[0] === name;
  const isNumber = NUMBERS.has(type.kind);
  const column = p.name(name);
  const condition = real === undefined ? '' : `, condition := ${real}`;
  return tests.flatMap((test): readonly string[] => {
    // SQLMesh's audits that only tell have a name of their own.
    const suffix = test.severity === 'warn' ? '_non_blocking' : '';
    switch (test.test) {
      case 'not_null':
        return isKey ? [] : [`not_null${suffix}(columns := (${column})${condition})`];
      case 'unique':
        return isKey ? [] : [uniqueAudit([name], p, { suffix, ...(real === undefined ? {} : { among: real }) })];
      case 'accepted_values': {
        const values = test.values.map((value) => (isNumber ? value : p.string(value)));
        return type.kind === 'json' || values.length === 0
          ? []
          : [`accepted_values${suffix}(column := ${column}, is_in := (${values.join(', ')})${condition})`];
      }
      case 'accepted_range': {
        if (!isNumber) return [];
        const limits = [...(test.min === undefined ? [] : [`min_v := ${test.min}`]), ...(test.max === undefined ? [] : [`max_v := ${test.max}`])];
        return limits.length === 0 ? [] : [`accepted_range${suffix}(column := ${column}, ${limits.join(', ')}${condition})`];
      }
    }
  });
}
