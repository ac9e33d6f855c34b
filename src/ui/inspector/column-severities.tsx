import type { ColumnTest } from '../../core/model/types.ts';
import { Select } from '../kit/select.tsx';
import { withSeverity } from './column-tests.ts';

const BROKEN: Readonly<Record<ColumnTest['test'], string>> = {
  not_null: 'A NULL is',
  unique: 'A value twice is',
  accepted_values: 'Another value is',
  accepted_range: 'A value out of range is',
};

/** What it means that a test does not hold. */
export function ColumnSeverities({ tests, onChange }: { readonly tests: readonly ColumnTest[]; readonly onChange: (tests: readonly ColumnTest[]) => void }) {
  if (tests.length === 0) return null;
  return (
    <div className="or-inspector-pair">
      {tests.map(({ test, severity }) => (
        <Select
          key={test}
          label={BROKEN[test]}
          value={severity ?? 'error'}
          options={[
            { value: 'error', label: 'An error' },
            { value: 'warn', label: 'A warning' },
          ]}
          onChange={(value) => onChange(withSeverity(tests, test, value === 'warn'))}
        />
      ))}
    </div>
  );
}
