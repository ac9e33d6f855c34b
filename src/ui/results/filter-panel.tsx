import { useState } from 'react';
import type { ResultColumn } from '../../core/engine-port.ts';
import { familyOf, testsOf, testWords, valuesOf, type FilterTest, type RowFilter } from '../../core/rows/row-shape.ts';
import { Button } from '../kit/button.tsx';
import { Select } from '../kit/select.tsx';
import { TextField } from '../kit/text-field.tsx';
import { count } from '../panel/numbers.ts';
import { FloatPanel } from './float-panel.tsx';
import type { ColumnStatistics } from '../../store/studio-types.ts';

interface FilterPanelProps {
  readonly anchor: DOMRect;
  readonly column: ResultColumn;
  readonly filter: RowFilter | undefined;
  /** Values to choose from, where they are known. */
  readonly known: ColumnStatistics | undefined;
  readonly onChange: (filter: RowFilter | undefined) => void;
  readonly onClose: () => void;
}

const EXAMPLES: Partial<Record<ReturnType<typeof familyOf>, string>> = {
  number: '12.5',
  date: '2026-01-05',
  timestamp: '2026-01-05 or 2026-01-05 06:00',
  time: '06:00:00',
};

/** Which rows to keep by what one column holds. */
export function FilterPanel({ anchor, column, filter, known, onChange, onClose }: FilterPanelProps) {
  const tests = testsOf(column.type);
  const [test, setTest] = useState<FilterTest>(filter?.test ?? tests[0] ?? 'not_null');
  const [value, setValue] = useState(filter?.value ?? '');
  const [until, setUntil] = useState(filter?.until ?? '');
  const wanted = valuesOf(test);
  const apply = (next: RowFilter) => {
    onChange(next);
    onClose();
  };
  return (
    <FloatPanel label={`Filter ${column.name}`} anchor={anchor} onClose={onClose}>
      <form
        className="or-filter"
        onSubmit={(event) => {
          event.preventDefault();
          apply({ column: column.name, test, value: wanted > 0 ? value : '', until: wanted > 1 ? until : '' });
        }}
      >
        <div className="or-filter-name or-mono">{column.name}</div>
        <Select
          aria-label="Test"
          value={test}
          options={tests.map((one) => ({ value: one, label: testWords(one) }))}
          onChange={(chosen) => {
            if (chosen) setTest(chosen);
          }}
        />
        {wanted > 0 ? (
          <TextField aria-label="Value" data-autofocus mono value={value} onChange={setValue} placeholder={EXAMPLES[familyOf(column.type)]} />
        ) : null}
        {wanted > 1 ? <TextField aria-label="Up to" mono value={until} onChange={setUntil} placeholder="and" /> : null}
        {known && known.top.length > 0 && wanted > 0 ? (
          <div className="or-filter-values" role="group" aria-label="Frequent values">
            {known.top.map((each) => (
              <button
                key={each.value}
                type="button"
                className="or-list-item"
                onClick={() => apply({ column: column.name, test: 'is', value: each.value, until: '' })}
              >
                <span className="or-list-label or-mono">{each.value === '' ? 'empty text' : each.value}</span>
                <span className="or-number or-soft">{count(each.times)}</span>
              </button>
            ))}
          </div>
        ) : null}
        <div className="or-filter-foot">
          {filter ? (
            <Button
              onClick={() => {
                onChange(undefined);
                onClose();
              }}
            >
              Clear
            </Button>
          ) : null}
          <Button type="submit" tone="primary">
            Filter
          </Button>
        </div>
      </form>
    </FloatPanel>
  );
}
