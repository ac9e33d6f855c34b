import type { CancelSignal } from '../../core/engine-port.ts';
import type { LogicalType } from '../../core/model/logical-type.ts';
import type { Session } from '../connection.ts';
import { rowsOf } from '../result-page.ts';
import { LOOKS_LIKE, logicalTypeOf, TYPE_NAMES, type TypeName } from './column-type.ts';
import { SCRATCH, type StagedColumn } from './staged.ts';

const SAMPLE = 2000;

async function numbers(session: Session, measures: readonly string[], from: string, signal: CancelSignal | undefined): Promise<readonly number[]> {
  const [row = []] = rowsOf(
    await session.run(`select ${measures.map((measure, index) => `(${measure})::varchar as m${index}`).join(', ')} from ${from}`, signal),
  );
  return row.map(Number);
}

const misses = (column: string, name: TypeName): string => `count(*) filter (where ${column} is not null and not ${LOOKS_LIKE[name](column)})`;

/** What must be known of a whole column: filled values, misses, digits before and after the point. */
const PER_COLUMN = 4;
const measuresOf = (column: string, name: TypeName): readonly string[] => [
  `count(${column})`,
  misses(column, name),
  ...(name === 'decimal'
    ? [`coalesce(max(length(split_part(ltrim(${column}, '-'), '.', 1))), 0)`, `coalesce(max(length(split_part(${column}, '.', 2))), 0)`]
    : ['0', '0']),
];

function typed(name: TypeName, before: number, after: number): LogicalType | undefined {
  if (name !== 'decimal') return { kind: name };
  return before + after <= 38 ? { kind: 'decimal', precision: Math.max(18, before + after), scale: after } : undefined;
}

/** The narrowest type of each staged column that holds every value exactly; text when none does. A sample says which to try first, all rows decide. */
export async function sniffTypes(session: Session, columns: readonly StagedColumn[], signal?: CancelSignal): Promise<readonly LogicalType[]> {
  const types = columns.map((column): LogicalType => (column.engineType === undefined ? { kind: 'text' } : logicalTypeOf(column.engineType)));
  const texts = columns.flatMap((column, index) => (column.engineType === undefined ? [{ index, names: column.among ?? TYPE_NAMES }] : []));
  const asked = texts.flatMap(({ index, names }) => names.map((name) => misses(`c${index}`, name)));
  if (asked.length === 0) return types;
  const sampled = [...(await numbers(session, asked, `(select * from ${SCRATCH} limit ${SAMPLE})`, signal))];
  let open = texts.map(({ index, names }) => ({ index, names: names.filter(() => sampled.shift() === 0) })).filter(({ names }) => names.length > 0);
  while (open.length > 0) {
    const found = await numbers(
      session,
      open.flatMap(({ index, names: [name = 'bigint'] }) => measuresOf(`c${index}`, name)),
      SCRATCH,
      signal,
    );
    open = open.flatMap(({ index, names: [name = 'bigint', ...rest] }, place) => {
      const [filled = 0, missed = 0, before = 0, after = 0] = found.slice(place * PER_COLUMN, (place + 1) * PER_COLUMN);
      if (filled === 0) return [];
      const type = missed === 0 ? typed(name, before, after) : undefined;
      if (type) types[index] = type;
      return type || rest.length === 0 ? [] : [{ index, names: rest }];
    });
  }
  return types;
}
