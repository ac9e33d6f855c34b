import { Plus, Trash2, X } from 'lucide-react';
import type { PlanColumn } from '../../core/plan/types.ts';
import { IconButton } from '../kit/icon-button.tsx';
import { Select } from '../kit/select.tsx';
import { plural } from '../panel/numbers.ts';
import { useActions } from '../use-studio.ts';
import { Cell } from './cell.tsx';
import { blankRow, cellText, cellValue, columnsIn, keyIn, withPasted, type Row } from './example-cells.ts';

interface ExampleTableProps {
  readonly title: string;
  /** All columns that rows may name. */
  readonly columns: readonly PlanColumn[];
  readonly rows: readonly Row[];
  readonly empty: string;
  readonly onChange: (rows: readonly Row[]) => void;
}

/** The columns that a first row names: what the user modeled, not what is added. */
const firstColumns = (columns: readonly PlanColumn[]): readonly PlanColumn[] => {
  const own = columns.filter(({ column }) => column !== undefined);
  return own.length > 0 ? own : columns;
};

/** Rows of an example, edited like a small sheet. */
export function ExampleTable({ title, columns, rows, empty, onChange }: ExampleTableProps) {
  const { notify } = useActions();
  const shown = columnsIn(rows, columns);
  const rest = columns.filter((column) => !shown.includes(column));
  const paste = (row: number, column: number, text: string) => {
    const { rows: next, left } = withPasted(rows, { columns, shown }, { row, column }, text);
    if (left > 0) notify('error', `${plural(left, 'column')} of what was pasted had no place in ${title}: copy fewer, or with a first line of names.`);
    onChange(next);
  };
  return (
    <div className="or-example-table" role="group" aria-label={title}>
      <div className="or-example-head">
        <span className="or-mono" title={title}>
          {title}
        </span>
        {rest.length > 0 && rows.length > 0 ? (
          <Select
            aria-label={`Add a column of ${title}`}
            icon={<Plus size={13} />}
            placeholder="Column"
            value={null}
            options={rest.map(({ name }) => ({ value: name, label: name }))}
            onChange={(name) => {
              const column = columns.find((each) => each.name === name);
              if (column) onChange(rows.map((row) => ({ ...row, [keyIn(rows, column)]: null })));
            }}
          />
        ) : null}
        <IconButton
          size={22}
          label={`Add a row of ${title}`}
          icon={<Plus size={14} />}
          onClick={() => onChange([...rows, blankRow(rows, rows.length > 0 ? shown : firstColumns(columns))])}
        />
      </div>
      {rows.length === 0 ? (
        <p className="or-hint">{empty}</p>
      ) : (
        <div className="or-example-scroll">
          <table>
            <thead>
              <tr>
                {shown.map((column) => (
                  <th key={column.name}>
                    <span className="or-mono" title={column.name}>
                      {column.name}
                    </span>
                    <IconButton
                      size={16}
                      label={`Take ${column.name} out of ${title}`}
                      icon={<X size={11} />}
                      disabled={shown.length === 1}
                      onClick={() => {
                        const key = keyIn(rows, column);
                        onChange(rows.map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => name !== key))));
                      }}
                    />
                  </th>
                ))}
                <th aria-label="Actions" />
              </tr>
            </thead>
            <tbody>
              {rows.map((row, index) => (
                <tr key={index} data-row="">
                  {shown.map((column, place) => (
                    <td key={column.name}>
                      <Cell
                        name={column.name}
                        label={`${column.name}, row ${index + 1} of ${title}`}
                        value={cellText(row[keyIn(rows, column)])}
                        placeholder="NULL"
                        onCommit={(text) => {
                          onChange(rows.map((other, at) => (at === index ? { ...other, [keyIn(rows, column)]: cellValue(text, column.type) } : other)));
                          return undefined;
                        }}
                        onPaste={(event) => {
                          const text = event.clipboardData.getData('text/plain');
                          if (!/[\t\n]/.test(text.replace(/\r?\n$/, ''))) return;
                          event.preventDefault();
                          paste(index, place, text);
                        }}
                      />
                    </td>
                  ))}
                  <td>
                    <IconButton
                      size={20}
                      label={`Remove row ${index + 1} of ${title}`}
                      icon={<Trash2 size={12} />}
                      onClick={() => onChange(rows.filter((_, at) => at !== index))}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}
