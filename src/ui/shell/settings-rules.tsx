import type { Settings, VaultRules } from '../../core/model/types.ts';
import { Checkbox } from '../kit/checkbox.tsx';
import { Select } from '../kit/select.tsx';
import { TextField } from '../kit/text-field.tsx';
import { SettingsSection } from './settings-section.tsx';

interface RulesProps {
  readonly settings: Settings;
  readonly onChange: (patch: Partial<Settings>) => void;
}

/** Where libraries of the vault differ, the project chooses. */
export function VaultFields({ settings, onChange }: RulesProps) {
  const vault: VaultRules = settings.vault ?? {};
  const put = (patch: Partial<VaultRules>) => onChange({ vault: { ...vault, ...patch } });
  return (
    <SettingsSection
      title="Data Vault"
      hint="Choices on which the literature and the libraries differ. A link, satellite or load may say otherwise for itself."
    >
      <Select
        label="A row without a business key"
        value={vault.missing_keys ?? 'skip'}
        options={[
          { value: 'skip', label: 'Is left out and listed' },
          { value: 'zero_key', label: 'Stands under the zero key' },
        ]}
        onChange={(value) => put({ missing_keys: value ?? 'skip' })}
      />
      <p className="or-settings-note">AutomateDV leaves it out; datavault4dbt keeps it under a key of zeros, which hubs and links then hold as a row.</p>
      <Select
        label="Two states of a key at one load date"
        value={vault.same_load_date ?? 'last'}
        options={[
          { value: 'last', label: 'The last in the file counts' },
          { value: 'all', label: 'Both are kept' },
        ]}
        onChange={(value) => put({ same_load_date: value ?? 'last' })}
      />
      <p className="or-settings-note">Keeping both leaves their order open and needs the hash diff in the primary key. What does not count is listed.</p>
      <Select
        label="The end of a state is told"
        value={vault.load_end_date ?? 'view'}
        options={[
          { value: 'view', label: 'In a view beside the satellite' },
          { value: 'column', label: 'In a column of the satellite' },
          { value: 'none', label: 'Nowhere' },
        ]}
        onChange={(value) => put({ load_end_date: value ?? 'view' })}
      />
      <p className="or-settings-note">A view keeps satellites insert-only. A column is quicker to read and rewrites the states of a key that changed.</p>
      <Checkbox label="Satellites hold a ghost record" checked={vault.ghost_records === true} onChange={(ghost_records) => put({ ghost_records })} />
      <p className="or-settings-note">A row under the zero key, so that joins over point-in-time tables always meet one and stay inner joins.</p>
      <TextField
        label="Record source of rows that no system brought"
        mono
        placeholder="SYSTEM"
        value={vault.system_record_source ?? ''}
        onChange={(text) => {
          const { system_record_source: _, ...rest } = vault;
          onChange({ vault: text === '' ? rest : { ...rest, system_record_source: text } });
        }}
      />
    </SettingsSection>
  );
}

/** What happens to what cannot be loaded. */
export function RejectFields({ settings, onChange }: RulesProps) {
  return (
    <SettingsSection title="Rejects" hint="Nothing that was delivered is lost unseen: what is refused is listed with the reason and the place it came from.">
      <Select
        label="A value that does not fit its type in staging"
        value={settings.bad_values ?? 'reject'}
        options={[
          { value: 'reject', label: 'Its row is refused' },
          { value: 'null', label: 'It becomes NULL' },
          { value: 'fail', label: 'The load fails' },
        ]}
        onChange={(value) => onChange({ bad_values: value ?? 'reject' })}
      />
      <Select
        label="Refused rows are listed"
        value={settings.rejects ?? 'views'}
        options={[
          { value: 'views', label: 'In a view beside each object' },
          { value: 'none', label: 'Nowhere: only counted in checks' },
        ]}
        onChange={(value) => onChange({ rejects: value ?? 'views' })}
      />
    </SettingsSection>
  );
}
