import { cronWords } from '../../core/model/cron-words.ts';
import type { Settings } from '../../core/model/types.ts';
import { Select } from '../kit/select.tsx';
import { TextField } from '../kit/text-field.tsx';
import { SettingsSection } from './settings-section.tsx';
import type { SettingsPartProps } from './settings-parts.ts';

type DbtExports = NonNullable<NonNullable<Settings['exports']>['dbt']>;

/** When the warehouse is built. */
export function ScheduleFields({ settings, problems, onChange }: SettingsPartProps) {
  const { cron } = settings;
  const words = cron === undefined ? undefined : cronWords(cron);
  return (
    <SettingsSection title="Schedule" hint="When the warehouse is built, for exports whose tool has a scheduler. An object may say otherwise under Operations.">
      <TextField
        label="Cron"
        mono
        value={cron ?? ''}
        placeholder="0 6 * * *"
        error={problems.get('cron')}
        onChange={(text) => onChange({ cron: text === '' ? undefined : text })}
      />
      <p className="or-settings-note" role="status">
        {cron === undefined ? 'No schedule: it is built when somebody says so. E.g. 0 6 * * * or @daily.' : words === undefined ? '' : `Built ${words}.`}
      </p>
    </SettingsSection>
  );
}

/** How the dbt project is written. */
export function ExportFields({ settings, onChange }: SettingsPartProps) {
  const dbt: DbtExports = settings.exports?.dbt ?? {};
  const put = (patch: DbtExports) => onChange({ exports: { ...settings.exports, dbt: { ...dbt, ...patch } } });
  return (
    <SettingsSection title="Exports for dbt" hint="What the dbt project may count on, and whose macros it uses.">
      <Select
        label="Oldest dbt it is for"
        value={dbt.version ?? '1.10'}
        options={[
          { value: '1.10', label: 'dbt 1.10' },
          { value: '1.12', label: 'dbt 1.12' },
        ]}
        onChange={(version) => put({ version: version ?? '1.10' })}
      />
      <p className="or-settings-note">From 1.12 on, dbt says semantic models in other words.</p>
      <Select
        label="Tests of"
        value={dbt.tests ?? 'own'}
        options={[
          { value: 'own', label: 'The project itself' },
          { value: 'dbt_utils', label: 'dbt_utils' },
          { value: 'dbt_expectations', label: 'dbt_expectations' },
        ]}
        onChange={(tests) => put({ tests: tests ?? 'own' })}
      />
      <p className="or-settings-note">Its own need no package. Those of a package test ranges, freshness and keys of several columns.</p>
      <Select
        label="Vault loaded by"
        value={dbt.vault ?? 'own'}
        options={[
          { value: 'own', label: 'SQL of its own' },
          { value: 'automate_dv', label: 'AutomateDV (not proven)' },
        ]}
        onChange={(vault) => put({ vault: vault ?? 'own' })}
      />
      <p className="or-settings-note">
        Its own SQL loads the same rows as the run in the tab, which is tested. What AutomateDV&apos;s macros load has not been compared.
      </p>
      <Select
        label="Semantic layer"
        value={dbt.semantic_layer === false ? 'no' : 'yes'}
        options={[
          { value: 'yes', label: 'Yes' },
          { value: 'no', label: 'No' },
        ]}
        onChange={(wanted) => put({ semantic_layer: wanted !== 'no' })}
      />
      <p className="or-settings-note">Semantic models and metrics from the measures of facts and how they add up.</p>
    </SettingsSection>
  );
}
