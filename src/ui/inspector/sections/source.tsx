import type { Loader, Source } from '../../../core/model/types.ts';
import { CommitField } from '../../kit/commit-field.tsx';
import { Select } from '../../kit/select.tsx';
import { ColumnSelect } from '../column-select.tsx';
import { listFromText } from '../column-tests.ts';
import { Section } from '../section.tsx';
import { unless, useUpdate } from '../use-update.ts';

const DELIVERY = [
  { value: 'full', label: 'Full: everything, each time' },
  { value: 'delta', label: 'Delta: what changed' },
  { value: 'cdc', label: 'Change events' },
] as const;
const LANDING = [
  { value: 'append', label: 'Keep every delivery' },
  { value: 'replace', label: 'Keep the last delivery' },
] as const;
const DRIFT = [
  { value: 'warn', label: 'Is loaded and told of' },
  { value: 'ignore', label: 'Is loaded without a word' },
  { value: 'fail', label: 'Is not loaded' },
] as const;
const TOOLS = [
  { value: 'files', label: 'Files' },
  { value: 'fivetran', label: 'Fivetran' },
  { value: 'airbyte', label: 'Airbyte' },
  { value: 'debezium', label: 'Debezium' },
  { value: 'kafka_connect', label: 'Kafka Connect' },
  { value: 'custom', label: 'Another' },
] as const;

function LoaderSection({ object }: { readonly object: Source }) {
  const update = useUpdate(object.id);
  const loader: Loader = object.loader ?? { tool: 'files' };
  const put = (key: keyof Loader, value: unknown) => {
    const next = new Map<string, unknown>(Object.entries(loader));
    if (value === null) next.delete(String(key));
    else next.set(String(key), value);
    update({ loader: next.size === 1 && next.get('tool') === 'files' ? null : Object.fromEntries(next) });
  };
  const column = (key: 'load_date' | 'record_source' | 'sequence' | 'operation', label: string, none: string) => (
    <ColumnSelect label={label} columns={object.columns} value={loader[key]} none={none} onChange={(id) => put(key, id)} />
  );
  return (
    <Section title="Loader" folded={object.loader === undefined && object.delivery !== 'cdc'}>
      <Select label="Rows are brought by" value={loader.tool} options={TOOLS} onChange={(tool) => put('tool', tool ?? 'files')} />
      {column('load_date', 'Column with the load date', "the delivery's load date")}
      {column('record_source', 'Column with the record source', "the source's system")}
      {column('sequence', 'Column that orders the rows of one load date', 'the place in the file')}
      {object.delivery === 'cdc' ? (
        <>
          {column('operation', 'Column with the operation', 'none: nothing is deleted')}
          <p className="or-hint">Rows are taken flat: unwrap Debezium's before and after before they land.</p>
          <CommitField
            label="Values that mean a deletion"
            mono
            value={(loader.deletes ?? []).join(', ')}
            placeholder="d, delete"
            onCommit={(text) => {
              const values = listFromText(text);
              put('deletes', values.length > 0 ? values : null);
            }}
          />
        </>
      ) : null}
    </Section>
  );
}

export function SourceSection({ object }: { readonly object: Source }) {
  const update = useUpdate(object.id);
  return (
    <>
      <Section title="Delivery">
        <CommitField
          label="System"
          value={object.system ?? ''}
          placeholder={object.name}
          hint="Where the rows come from; it becomes the record source"
          onCommit={(text) => update({ system: text.trim() === '' ? null : text.trim() })}
        />
        <Select label="What a delivery holds" value={object.delivery} options={DELIVERY} onChange={(delivery) => update({ delivery })} />
        <Select
          label="Landing table"
          value={object.landing ?? 'append'}
          options={LANDING}
          onChange={(landing) => update({ landing: unless(landing, 'append') })}
        />
        <Select
          label="A file with other columns"
          value={object.drift ?? 'warn'}
          options={DRIFT}
          onChange={(drift) => update({ drift: unless(drift, 'warn') })}
        />
      </Section>
      <LoaderSection object={object} />
    </>
  );
}
