import { useId } from 'react';
import type { ModelObject } from '../../core/model/types.ts';
import { CommitField } from '../kit/commit-field.tsx';
import { Select } from '../kit/select.tsx';
import { useStudio } from '../use-studio.ts';
import { CronField } from './cron-field.tsx';
import { FreshnessFields } from './freshness-fields.tsx';
import { Section } from './section.tsx';
import { unless, useUpdate } from './use-update.ts';

const ACCESS = [
  { value: 'private', label: 'Private: its group' },
  { value: 'protected', label: 'Protected: this project' },
  { value: 'public', label: 'Public: every project' },
] as const;

/** Who owns it, who may build on it, when it is built and how fresh it has to be. */
export function OperationsSection({ object }: { readonly object: ModelObject }) {
  const update = useUpdate(object.id);
  const { groups = [], cron } = useStudio((state) => state.project.settings);
  const list = useId();
  const said = [object.group, object.access, object.cron, object.freshness, object.on_schema_change].filter((value) => value !== undefined).length;
  return (
    <Section title="Operations" count={said} folded>
      <CommitField
        label="Group"
        mono
        list={list}
        value={object.group ?? ''}
        placeholder={groups.length === 0 ? 'none; groups stand in the settings' : 'none'}
        onCommit={(text) => update({ group: text.trim() === '' ? null : text.trim() })}
      />
      <datalist id={list}>
        {groups.map(({ name }) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <Select
        label="Who may build on it"
        clearable
        placeholder="not said"
        value={object.access ?? null}
        options={ACCESS}
        error={object.access === 'private' && object.group === undefined ? 'Only its group may, and it has none: name one.' : undefined}
        onChange={(access) => update({ access })}
      />
      <CronField value={object.cron} placeholder={cron === undefined ? 'as the rest' : `as the rest: ${cron}`} onCommit={(next) => update({ cron: next })} />
      <FreshnessFields object={object} />
      {object.kind === 'source' ? null : (
        <Select
          label="When its columns changed"
          value={object.on_schema_change ?? 'append'}
          options={[
            { value: 'append', label: 'The table takes the new ones' },
            { value: 'fail', label: 'The build fails' },
          ]}
          onChange={(value) => update({ on_schema_change: unless(value, 'append') })}
        />
      )}
    </Section>
  );
}
