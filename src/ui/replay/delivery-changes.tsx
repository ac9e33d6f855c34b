import { useCallback, useMemo } from 'react';
import type { ChangeState, DeliveryChanges, Page } from '../../store/studio-types.ts';
import { logicalTypeText } from '../../core/model/logical-type.ts';
import type { Delivery } from '../../core/model/types.ts';
import { count } from '../panel/numbers.ts';
import { Grid } from '../results/grid.tsx';
import { useActions, useStudio } from '../use-studio.ts';
import { CHANGES, createLooks } from './change-look.ts';
import type { Shown } from './history-tab.tsx';
import { useAsked } from './use-asked.ts';

const ALL: readonly ChangeState[] = CHANGES.map(({ state }) => state);
const changedRows = ({ counts }: DeliveryChanges): number => ALL.reduce((sum, state) => sum + counts[state], 0);

interface DeliveryTableProps {
  readonly changes: readonly DeliveryChanges[];
  readonly deliveries: readonly Delivery[];
  readonly open: DeliveryChanges;
  readonly state: ChangeState | undefined;
  readonly onOpen: (delivery: string, state: ChangeState | undefined) => void;
}

function DeliveryTable({ changes, deliveries, open, state: chosen, onOpen }: DeliveryTableProps) {
  return (
    <table className="or-p-table or-history-table">
      <thead>
        <tr>
          <th>Delivery</th>
          {CHANGES.map(({ state, mark, label, means }) => (
            <th key={state} className="or-p-number" title={`${label}: ${means}`} aria-label={label}>
              <span className="or-change-mark" data-change={state} aria-hidden="true">
                {mark}
              </span>
            </th>
          ))}
          <th className="or-p-number" title="Rows that were there before and stay as they were">
            left
          </th>
          <th className="or-p-number">rows</th>
        </tr>
      </thead>
      <tbody>
        {changes.map((one) => {
          const delivery = deliveries.find(({ id }) => id === one.delivery);
          const name = delivery?.label ?? one.delivery;
          return (
            <tr key={one.delivery} aria-selected={one === open}>
              <td>
                <button
                  type="button"
                  className="or-p-link"
                  aria-pressed={one === open && chosen === undefined}
                  title={`${one.loadDate.replace('T', ' ')} UTC`}
                  onClick={() => onOpen(one.delivery, undefined)}
                >
                  {name}
                </button>
              </td>
              {CHANGES.map(({ state, label }) => (
                <td key={state} className="or-p-number">
                  {one.counts[state] === 0 ? (
                    <span className="or-p-soft">0</span>
                  ) : (
                    <button
                      type="button"
                      className="or-p-link or-history-count"
                      data-change={state}
                      aria-pressed={one === open && chosen === state}
                      aria-label={`${count(one.counts[state])} ${label} by ${name}`}
                      onClick={() => onOpen(one.delivery, state)}
                    >
                      {count(one.counts[state])}
                    </button>
                  )}
                </td>
              ))}
              <td className="or-p-number or-p-soft">{count(one.left)}</td>
              <td className="or-p-number">{count(one.rows)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

interface ChangedRowsProps extends Shown {
  readonly delivery: string;
  readonly name: string;
  /** The kinds of change that are listed, joined. */
  readonly states: string;
  readonly total: number;
}

/** The rows that one delivery changed, each with what became of it. */
function ChangedRows({ relation, version, onRow, delivery, name, states, total }: ChangedRowsProps) {
  const { replay } = useActions();
  const looks = useMemo(() => createLooks(), []);
  const { id, table, columns } = relation;
  const read = useCallback(
    async (page: Page) => looks.keep(await replay.changed(id, delivery, states.split(',') as ChangeState[], page)),
    [looks, replay, id, delivery, states],
  );
  if (total === 0)
    return (
      <div className="or-p-empty">
        <p>
          {name} changed no row of {table.name}.
        </p>
      </div>
    );
  return (
    <Grid
      source={`${id} ${delivery} ${states}`}
      read={read}
      name={`${table.name}, changed by ${name}`}
      version={version}
      total={total}
      planned={columns.map((column) => ({ name: column.name, type: logicalTypeText(column.type) }))}
      lookOf={looks.of}
      onRow={onRow}
    />
  );
}

/** What each delivery did to an object, counted, and the very rows. */
export function DeliveryChangesView({ relation, version, onRow }: Shown) {
  const { replay, showHistory } = useActions();
  const deliveries = useStudio((state) => state.project.deliveries);
  const history = useStudio((state) => state.history);
  const { id } = relation;
  const asked = useAsked(
    `${id} ${version}`,
    useCallback(() => replay.changes(id), [replay, id]),
  );
  if (!asked || 'error' in asked)
    return (
      <div className="or-p-empty" role="status">
        <p className={asked ? 'or-p-error' : ''}>{asked?.error ?? `Comparing what ${relation.table.name} held after each delivery.`}</p>
      </div>
    );
  const changes = asked.value;
  const open = changes.find(({ delivery }) => delivery === history.delivery) ?? changes.findLast((one) => changedRows(one) > 0) ?? changes.at(-1);
  if (!open)
    return (
      <div className="or-p-empty">
        <p>No delivery is loaded, so nothing changed {relation.table.name}.</p>
      </div>
    );
  const states = history.state === undefined || open.counts[history.state] === 0 ? ALL : [history.state];
  return (
    <div className="or-checks">
      <div className="or-check-list or-history-list">
        <DeliveryTable
          changes={changes}
          deliveries={deliveries}
          open={open}
          state={states.length === 1 ? states[0] : undefined}
          onOpen={(delivery, state) => {
            onRow(undefined);
            showHistory({ delivery, state });
          }}
        />
      </div>
      <div className="or-check-detail">
        <ChangedRows
          key={`${open.delivery} ${states.join()}`}
          relation={relation}
          version={version}
          onRow={onRow}
          delivery={open.delivery}
          name={deliveries.find((one) => one.id === open.delivery)?.label ?? open.delivery}
          states={states.join()}
          total={states.reduce((sum, state) => sum + open.counts[state], 0)}
        />
      </div>
    </div>
  );
}
