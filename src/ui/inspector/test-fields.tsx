import type { ColumnTest } from '../../core/model/types.ts';
import { Checkbox } from '../kit/checkbox.tsx';
import { CommitField } from '../kit/commit-field.tsx';
import { useActions } from '../use-studio.ts';
import { ColumnSeverities } from './column-severities.tsx';
import { listFromText, numberFromText, rangeWith, testOf, withTest } from './column-tests.ts';

interface TestFieldsProps {
  /** Of the column or domain, for what is said of it. */
  readonly name: string;
  readonly tests: readonly ColumnTest[] | undefined;
  /** Nothing when no test is left. */
  readonly onChange: (tests: readonly ColumnTest[] | undefined) => void;
}

/** What must hold of the values of a column. */
export function TestFields({ name, tests, onChange }: TestFieldsProps) {
  const { notify } = useActions();
  const put = (kind: ColumnTest['test'], test: ColumnTest | undefined) => onChange(withTest(tests, kind, test) ?? undefined);
  const range = testOf(tests, 'accepted_range');
  const bound = (end: 'min' | 'max', text: string) => {
    const value = numberFromText(text);
    if (value === null) notify('error', `${text} is not a number: the range of ${name} was not changed.`);
    else put('accepted_range', rangeWith(range, end, value));
  };
  return (
    <>
      <div className="or-check-grid" role="group" aria-label="Tests">
        <Checkbox
          label="Never NULL"
          checked={testOf(tests, 'not_null') !== undefined}
          onChange={(on) => put('not_null', on ? { test: 'not_null' } : undefined)}
        />
        <Checkbox label="Unique" checked={testOf(tests, 'unique') !== undefined} onChange={(on) => put('unique', on ? { test: 'unique' } : undefined)} />
      </div>
      <CommitField
        label="Accepted values"
        value={testOf(tests, 'accepted_values')?.values.join(', ') ?? ''}
        placeholder="any; or a list parted by commas"
        onCommit={(text) => {
          const values = listFromText(text);
          put('accepted_values', values.length > 0 ? { test: 'accepted_values', values: [...values] } : undefined);
        }}
      />
      <div className="or-inspector-pair">
        <CommitField label="At least" value={range?.min === undefined ? '' : String(range.min)} onCommit={(text) => bound('min', text)} />
        <CommitField label="At most" value={range?.max === undefined ? '' : String(range.max)} onCommit={(text) => bound('max', text)} />
      </div>
      <ColumnSeverities tests={tests ?? []} onChange={(next) => onChange(next)} />
    </>
  );
}
