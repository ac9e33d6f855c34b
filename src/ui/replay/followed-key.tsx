import { useCallback, useMemo } from 'react';
import type { Page, RowChange } from '../../store/studio-types.ts';
import { plural } from '../panel/numbers.ts';
import { Grid } from '../results/grid.tsx';
import { isNumberType } from '../results/column-look.ts';
import { useActions, useStudio } from '../use-studio.ts';
import { createLooks } from './change-look.ts';
import type { Shown } from './history-tab.tsx';
import { useAsked } from './use-asked.ts';

type Cells = readonly (string | null)[];

/** Rows with the delivery in front, and what was before shifted along. */
function withDelivery(row: Cells, change: RowChange, name: string): { readonly row: Cells; readonly change: RowChange } {
  return { row: [name, ...row], change: change.before ? { ...change, before: [name, ...change.before] } : change };
}

/** Every version of one key of an object, in the order in which the deliveries brought them. */
export function FollowedKey({ relation, version, onRow }: Shown) {
  const { replay } = useActions();
  const followed = useStudio((state) => state.history.followed);
  const deliveries = useStudio((state) => state.project.deliveries);
  const { id } = relation;
  const fits = followed !== undefined && Object.keys(followed.values).every((name) => relation.columns.some((column) => column.name === name));
  const values = fits ? followed.values : undefined;
  const asked = useAsked(
    values ? `${id} ${version} ${JSON.stringify(values)}` : undefined,
    useCallback(() => replay.follow(id, values ?? {}), [replay, id, values]),
  );
  const looks = useMemo(() => createLooks(), []);
  const page = useMemo(() => {
    if (!asked || !('value' in asked)) return undefined;
    const names = new Map(deliveries.map((delivery) => [delivery.id, delivery.label ?? delivery.id]));
    const told = asked.value.rows.map((row, index) => {
      const change = asked.value.changes[index] ?? { state: 'changed' as const, delivery: '' };
      return withDelivery(row, change, names.get(change.delivery) ?? change.delivery);
    });
    return looks.keep({
      columns: [{ name: 'delivery', type: 'VARCHAR' }, ...asked.value.columns],
      rows: told.map(({ row }) => row),
      changes: told.map(({ change }) => change),
    });
  }, [asked, deliveries, looks]);
  const read = useCallback(
    async ({ offset, limit, order }: Page) => {
      const { columns = [], rows = [] } = page ?? {};
      const place = columns.findIndex(({ name }) => name === order?.column);
      const type = columns[place]?.type ?? '';
      const compare = (a: Cells, b: Cells): number => {
        const [one, other] = [a[place] ?? null, b[place] ?? null];
        if (one === null || other === null) return one === other ? 0 : one === null ? 1 : -1;
        const sign = isNumberType(type) ? Number(one) - Number(other) : one < other ? -1 : one > other ? 1 : 0;
        return order?.descending === true ? -sign : sign;
      };
      return { columns, rows: (place < 0 ? rows : rows.toSorted(compare)).slice(offset, offset + limit) };
    },
    [page],
  );
  if (!values)
    return (
      <div className="or-p-empty">
        <p>
          {followed
            ? `${relation.table.name} does not have ${Object.keys(followed.values).join(', ')}, the key that is followed. Choose a row of it and press Follow this key.`
            : 'No key is followed yet. Choose a row under Deliveries, As of or in Rows, and press Follow this key.'}
        </p>
      </div>
    );
  const told = Object.entries(values)
    .map(([name, value]) => `${name} ${value ?? 'NULL'}`)
    .join(', ');
  if (!page)
    return (
      <div className="or-p-empty" role="status">
        <p className={asked ? 'or-p-error' : ''}>{asked && 'error' in asked ? asked.error : `Following ${told}.`}</p>
      </div>
    );
  return (
    <>
      <div className="or-p-bar">
        <span className="or-mono or-p-note">{told}</span>
        <span>{plural(page.rows.length, 'change')} in the deliveries loaded</span>
      </div>
      {page.rows.length === 0 ? (
        <div className="or-p-empty">
          <p>No delivery brought {relation.table.name} a row with this key.</p>
        </div>
      ) : (
        <Grid
          key={told}
          source={`${id} ${told}`}
          read={read}
          name={`${relation.table.name}, versions of ${told}`}
          version={version}
          total={page.rows.length}
          planned={page.columns}
          lookOf={looks.of}
          onRow={onRow}
        />
      )}
    </>
  );
}
