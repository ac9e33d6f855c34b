import type { CancelSignal, Reader } from '../../core/engine-port.ts';
import type { ColumnChange, DeliveryComparison, MovedValues, Profile } from '../../core/profile/types.ts';
import { quoteName } from '../names.ts';
import type { WorkStep } from '../run-types.ts';
import { profileOf } from './profile.ts';

const EXAMPLES = 5;
const EXAMPLE_LENGTH = 80;

/** Values of one relation that another lacks: their number, then a few of them. */
async function movedValues(reader: Reader, inside: string, outside: string, column: string, signal: CancelSignal | undefined): Promise<MovedValues> {
  const at = quoteName(column);
  const rows = await reader.texts(
    `with moved as materialized (select ${at} as v from ${inside} where ${at} is not null except select ${at} from ${outside})
(select count(*)::varchar from moved) union all (select left(v::varchar, ${EXAMPLE_LENGTH}) from moved order by v limit ${EXAMPLES})`,
    signal,
  );
  const [first, ...examples] = rows.map(([value]) => value ?? '');
  return { count: Number(first ?? 0), examples };
}

export interface Compared {
  readonly from: string;
  /** Measured before, if it was. */
  readonly profile?: Profile | undefined;
  /** Told when it was measured now. */
  readonly onProfile?: ((profile: Profile) => void) | undefined;
}

/** Two states of a relation, column by column; those that only one has are left out. Values are compared exactly. */
export async function compareRelations(
  reader: Reader,
  before: Compared,
  after: Compared,
  options: { readonly signal?: CancelSignal | undefined; readonly onStep?: ((step: WorkStep) => void) | undefined } = {},
): Promise<DeliveryComparison> {
  const { signal, onStep } = options;
  const whole = (part: number) => ({
    signal,
    onStep: ({ done, total, doing }: WorkStep) => onStep?.({ done: Math.round(((part + done / total) / 3) * 100), total: 100, doing }),
  });
  const profiled = async ({ from, profile, onProfile }: Compared, part: number): Promise<Profile> => {
    if (profile) return profile;
    const found = await profileOf(reader, from, whole(part));
    onProfile?.(found);
    return found;
  };
  const first = await profiled(before, 0);
  const second = await profiled(after, 1);
  const columns: ColumnChange[] = [];
  for (const [index, column] of second.columns.entries()) {
    const known = first.columns.find(({ name }) => name === column.name);
    if (!known) continue;
    onStep?.({ done: Math.round(((2 + index / second.columns.length) / 3) * 100), total: 100, doing: column.name });
    columns.push({
      name: column.name,
      before: known,
      after: column,
      fresh: await movedValues(reader, after.from, before.from, column.name, signal),
      lost: await movedValues(reader, before.from, after.from, column.name, signal),
    });
  }
  return { rows: { before: first.rows, after: second.rows }, columns };
}
