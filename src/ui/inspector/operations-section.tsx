import { columnsOf } from '../../core/model/lookup.ts';
import { Cron } from '../../core/model/schema.ts';
import type { Freshness, ModelObject } from '../../core/model/types.ts';
import { CommitField } from '../kit/commit-field.tsx';
import { Select } from '../kit/select.tsx';
import { useActions, useStudio } from '../use-studio.ts';
import { ColumnSelect } from './column-select.tsx';
import { Section } from './section.tsx';
import { useUpdate } from './use-update.ts';

const ACCESS = [
  { value: 'private', label: 'Its group only' },
  { value: 'protected', label: 'This project' },
  { value: 'public', label: 'Everybody' },
] as const;
const PERIODS = [
  { value: 'minute', label: 'minutes' },
  { value: 'hour', label: 'hours' },
  { value: 'day', label: 'days' },
] as const;

type Age = NonNullable<Freshness['warn_after']>;

/** `12 hour` in two fields; none where the number is taken out. */
function AgeField({ label, age, onChange }: { readonly label: string; readonly age: Age | undefined; readonly onChange: (age: Age | undefined) => void }) {
  const { notify } = useActions();
  const period = age?.period ?? 'hour';
  const commit = (text: string) => {
    if (text.trim() === '') onChange(undefined);
    else if (/^[1-9]\d{0,5}$/.test(text.trim())) onChange({ count: Number(text.trim()), period });
    else notify('error', `${label}: ${text} is no whole number from 1 on, so nothing was changed.`);
  };
  return (
    <div className="or-inspector-pair">
      <CommitField label={label} mono placeholder="never" value={age === undefined ? '' : String(age.count)} onCommit={commit} />
      <Select
        aria-label={`${label}: unit`}
        value={period}
        options={PERIODS}
        disabled={age === undefined}
        onChange={(unit) => {
          if (unit && age) onChange({ ...age, period: unit });
        }}
      />
    </div>
  );
}

/** How an object is operated: who owns it, who may read it, how fresh it has to be, when it is built. */
export function OperationsSection({ object }: { readonly object: ModelObject }) {
  const groups = useStudio((state) => state.project.settings.groups);
  const update = useUpdate(object.id);
  const { notify } = useActions();
  const { group, access, freshness, cron, on_schema_change: onChange } = object;
  const said = [group, access, freshness, cron, onChange].filter((value) => value !== undefined).length;
  const names = [...new Set([...(groups ?? []).map(({ name }) => name), ...(group === undefined ? [] : [group])])];
  const putAge = (key: 'warn_after' | 'error_after', age: Age | undefined) => {
    const { [key]: _, ...rest } = freshness ?? {};
    const next = age === undefined ? rest : { ...rest, [key]: age };
    update({ freshness: 'warn_after' in next || 'error_after' in next ? next : null });
  };
  return (
    <Section title="Operations" note={said === 0 ? undefined : `${said} set`} folded>
      <Select
        label="Group"
        clearable
        placeholder={names.length === 0 ? 'none: the settings list groups' : 'none'}
        value={group ?? null}
        options={names.map((name) => ({ value: name, label: name }))}
        onChange={(value) => update({ group: value })}
      />
      <Select
        label="May be read by"
        clearable
        placeholder="this project"
        value={access ?? null}
        options={ACCESS}
        onChange={(value) => update({ access: value })}
      />
      <AgeField label="Told when older than" age={freshness?.warn_after} onChange={(age) => putAge('warn_after', age)} />
      <AgeField label="Wrong when older than" age={freshness?.error_after} onChange={(age) => putAge('error_after', age)} />
      {freshness ? (
        <ColumnSelect
          label="Its age is told by"
          columns={columnsOf(object)}
          value={freshness.column}
          none="the load date"
          onChange={(column) => {
            const { column: _, ...rest } = freshness;
            update({ freshness: column === null ? rest : { ...rest, column } });
          }}
        />
      ) : null}
      <CommitField
        label="Schedule"
        mono
        placeholder="as the project"
        value={cron ?? ''}
        onCommit={(text) => {
          if (text.trim() === '' || Cron.safeParse(text.trim()).success) update({ cron: text.trim() === '' ? null : text.trim() });
          else notify('error', `${text} is no schedule: five fields such as 0 6 * * *, or @hourly, @daily, @weekly, @monthly. Nothing was changed.`);
        }}
      />
      {object.kind === 'source' ? null : (
        <Select
          label="When its columns changed"
          value={onChange ?? 'append'}
          options={[
            { value: 'append', label: 'A stored table takes the new ones' },
            { value: 'fail', label: 'The build fails' },
          ]}
          onChange={(value) => update({ on_schema_change: value === 'fail' ? 'fail' : null })}
        />
      )}
    </Section>
  );
}
