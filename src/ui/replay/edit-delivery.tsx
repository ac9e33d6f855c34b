import { CopyPlus, Trash2 } from 'lucide-react';
import { useCallback, useState } from 'react';
import type { DeliveredRows } from '../../store/studio-types.ts';
import { Button } from '../kit/button.tsx';
import { IconButton } from '../kit/icon-button.tsx';
import { count, plural } from '../panel/numbers.ts';
import { inLoadOrder } from '../timeline/deliveries.ts';
import { useActions, useStudio } from '../use-studio.ts';
import { addRow, changeCell, duplicateRow, foundRows, removeRow, type EditedRows } from './edited-rows.ts';
import { useAsked } from './use-asked.ts';

/** Rows that are there to be edited at once. */
const SHOWN = 100;

interface EditorProps {
  readonly delivery: string;
  readonly name: string;
  readonly source: string;
  readonly read: DeliveredRows;
}

function Row({
  columns,
  values,
  place,
  onChange,
}: {
  readonly columns: readonly string[];
  readonly values: readonly string[];
  readonly place: number;
  readonly onChange: (change: (rows: EditedRows) => EditedRows) => void;
}) {
  return (
    <tr>
      <td className="or-p-number or-p-soft">{count(place + 1)}</td>
      {columns.map((column, index) => (
        <td key={column}>
          <input
            className="or-cell or-mono"
            aria-label={`${column}, row ${place + 1}`}
            defaultValue={values[index]}
            placeholder="NULL"
            onBlur={(event) => {
              const { value } = event.currentTarget;
              onChange((rows) => changeCell(rows, place, index, value));
            }}
            onKeyDown={(event) => {
              if (event.key === 'Enter') event.currentTarget.blur();
              if (event.key === 'Escape') event.currentTarget.value = values[index] ?? '';
            }}
          />
        </td>
      ))}
      <td className="or-edit-tools">
        <IconButton label={`Repeat row ${place + 1}`} size={22} icon={<CopyPlus size={13} />} onClick={() => onChange((rows) => duplicateRow(rows, place))} />
        <IconButton label={`Remove row ${place + 1}`} size={22} icon={<Trash2 size={13} />} onClick={() => onChange((rows) => removeRow(rows, place))} />
      </td>
    </tr>
  );
}

function Editor({ delivery, name, source, read }: EditorProps) {
  const { saveDelivered, run: start } = useActions();
  const [rows, setRows] = useState<EditedRows>(read.rows);
  const [text, setText] = useState('');
  const [from, setFrom] = useState(0);
  const found = foundRows(rows, text);
  const page = found.slice(from, from + SHOWN);
  const changed = rows !== read.rows;
  const save = async (andRun: boolean): Promise<void> => {
    await saveDelivered(delivery, source, { columns: read.columns, rows });
    if (andRun) await start(delivery);
  };
  const add = () => {
    setText('');
    setRows(addRow(rows, read.columns.length));
    setFrom(Math.floor(rows.length / SHOWN) * SHOWN);
  };
  return (
    <>
      <div className="or-p-bar or-edit-bar">
        <input
          className="or-p-input or-edit-find"
          aria-label="Find rows"
          placeholder="Find rows"
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setFrom(0);
          }}
        />
        <span role="status">
          {text.trim() === '' ? plural(rows.length, 'row') : `${count(found.length)} of ${plural(rows.length, 'row')}`}
          {read.leftOut > 0 ? `; ${plural(read.leftOut, 'line')} that could not be read will be left out` : ''}
        </span>
        {found.length > SHOWN ? (
          <>
            <Button disabled={from === 0} onClick={() => setFrom(from - SHOWN)}>
              Earlier rows
            </Button>
            <Button disabled={from + SHOWN >= found.length} onClick={() => setFrom(from + SHOWN)}>
              Later rows
            </Button>
          </>
        ) : null}
        <Button onClick={add}>Add row</Button>
        <span className="or-p-space" />
        <Button disabled={!changed} onClick={() => setRows(read.rows)}>
          Discard
        </Button>
        <Button disabled={!changed} title={`Put these rows into a new file of ${name}. Undo brings the old one back.`} onClick={() => void save(false)}>
          Save
        </Button>
        <Button tone="primary" disabled={!changed} title={`Save, and load the deliveries up to ${name}`} onClick={() => void save(true)}>
          Save and run to here
        </Button>
      </div>
      <div className="or-panel-scroll" tabIndex={0} aria-label={`Rows of ${name}`}>
        <table className="or-p-table or-edit-table">
          <thead>
            <tr>
              <th className="or-p-number">Row</th>
              {read.columns.map((column) => (
                <th key={column}>{column}</th>
              ))}
              <th aria-label="Repeat and remove" />
            </tr>
          </thead>
          <tbody>
            {page.map((place) => (
              <Row
                key={`${rows.length} ${place} ${rows[place]?.join('\u0000') ?? ''}`}
                columns={read.columns}
                values={rows[place] ?? []}
                place={place}
                onChange={(change) => setRows((before) => change(before))}
              />
            ))}
          </tbody>
        </table>
        {rows.length === 0 ? <p className="or-p-note">{name} brings no rows here yet. Add some, then save.</p> : null}
      </div>
    </>
  );
}

interface FileProps {
  readonly delivery: string;
  readonly name: string;
  readonly source: string;
  readonly path: string | undefined;
}

function File({ delivery, name, source, path }: FileProps) {
  const { deliveredRows } = useActions();
  const asked = useAsked(
    `${delivery} ${source} ${path ?? ''}`,
    useCallback(() => deliveredRows(delivery, source), [deliveredRows, delivery, source]),
  );
  if (asked && 'value' in asked) return <Editor delivery={delivery} name={name} source={source} read={asked.value} />;
  return (
    <div className="or-p-empty" role={asked ? 'alert' : 'status'}>
      <p className={asked ? 'or-p-error' : ''}>{asked?.error ?? `Reading ${path ?? name}.`}</p>
    </div>
  );
}

/** The rows that a delivery brings a source, to be changed by hand and loaded again. */
export function EditDelivery({ source }: { readonly source: string }) {
  const { lookAt } = useActions();
  const project = useStudio((state) => state.project.deliveries);
  const chosen = useStudio((state) => state.history.delivery);
  const upTo = useStudio((state) => state.run.upTo);
  const deliveries = inLoadOrder(project);
  const delivery = deliveries.find(({ id }) => id === chosen) ?? deliveries.find(({ id }) => id === upTo) ?? deliveries.at(-1);
  if (!delivery)
    return (
      <div className="or-p-empty">
        <p>There is no delivery. Add one on the line above, then give it rows here.</p>
      </div>
    );
  const path = delivery.files[source];
  return (
    <>
      <div className="or-p-bar">
        <label className="or-checks-at">
          Delivery{' '}
          <select className="or-p-select" aria-label="Delivery to edit" value={delivery.id} onChange={(event) => lookAt(event.currentTarget.value)}>
            {deliveries.map((one) => (
              <option key={one.id} value={one.id}>
                {one.label ?? one.id}
              </option>
            ))}
          </select>
        </label>
        <span className="or-mono or-p-note">{path ?? 'no file yet'}</span>
      </div>
      <File key={`${delivery.id} ${path ?? ''}`} delivery={delivery.id} name={delivery.label ?? delivery.id} source={source} path={path} />
    </>
  );
}
