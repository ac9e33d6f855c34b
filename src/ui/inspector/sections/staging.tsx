import type { Staging } from '../../../core/model/types.ts';
import { Checkbox } from '../../kit/checkbox.tsx';
import { Select } from '../../kit/select.tsx';
import { useActions } from '../../use-studio.ts';
import { ColumnSelect } from '../column-select.tsx';
import { ExpressionField } from '../expression-field.tsx';
import { ObjectSelect } from '../object-select.tsx';
import { Section } from '../section.tsx';
import { unless, useUpdate } from '../use-update.ts';

export const BAD_VALUES = [
  { value: 'reject', label: 'Its row is refused and listed' },
  { value: 'null', label: 'It becomes NULL and is listed' },
  { value: 'fail', label: 'The load fails' },
] as const;
export const BUILT_AS = [
  { value: 'view', label: 'View' },
  { value: 'table', label: 'Table, written anew each run' },
] as const;

const SNAPSHOTS = [
  { value: 'ignore', label: 'Kept; rows that are gone stay open' },
  { value: 'close', label: 'Kept; rows that are gone are closed' },
  { value: 'mark', label: 'Kept; rows that are gone get a marked version' },
] as const;

export function StagingSection({ object }: { readonly object: Staging }) {
  const { dispatch } = useActions();
  const update = useUpdate(object.id);
  return (
    <Section title="Staging">
      <ObjectSelect
        label="Source"
        kinds={['source']}
        value={object.source}
        missing="It reads no source: choose one."
        onChange={(source) => dispatch('connect', { from: source, to: object.id })}
      />
      <ExpressionField
        label="Filter: rows that fail it are not staged"
        placeholder="status <> 'test'"
        value={object.filter ?? ''}
        onCommit={(filter) => update({ filter })}
      />
      <Select
        label="Built as"
        value={object.materialization ?? 'view'}
        options={BUILT_AS}
        onChange={(value) => update({ materialization: unless(value, 'view') })}
      />
      <Select
        label="A value that does not fit its type"
        clearable
        placeholder="as the project says"
        value={object.bad_values ?? null}
        options={BAD_VALUES}
        onChange={(bad_values) => update({ bad_values })}
      />
      <Checkbox
        label="Keep the last row of each key in a delivery"
        checked={object.deduplicate === true}
        onChange={(on) => update({ deduplicate: on ? true : null })}
      />
      <Select
        label="Snapshot in dbt projects"
        clearable
        placeholder="none"
        value={object.snapshot ? (object.snapshot.deletes ?? 'ignore') : null}
        options={SNAPSHOTS}
        onChange={(deletes) => update({ snapshot: deletes === null ? null : { ...object.snapshot, deletes } })}
      />
      <ColumnSelect label="Load date" columns={object.columns} value={object.load_date} none="as it landed" onChange={(load_date) => update({ load_date })} />
      <ColumnSelect
        label="Record source"
        columns={object.columns}
        value={object.record_source}
        none="as it landed"
        onChange={(record_source) => update({ record_source })}
      />
    </Section>
  );
}
