import { LAYER_LABELS } from '../../core/model/kinds.ts';
import { Cron, Environment, Exposure, Group, LAYERS } from '../../core/model/schema.ts';
import type { Settings } from '../../core/model/types.ts';
import { freeEntryId } from '../inspector/free-entry-id.ts';
import { Checkbox } from '../kit/checkbox.tsx';
import { Select } from '../kit/select.tsx';
import { TextField } from '../kit/text-field.tsx';
import { useStudio } from '../use-studio.ts';
import { SettingsList } from './settings-list.tsx';
import { SettingsSection } from './settings-section.tsx';

interface FieldsProps {
  readonly settings: Settings;
  readonly onChange: (patch: Partial<Settings>) => void;
}

type EnvironmentEntry = NonNullable<Settings['environments']>[number];
type GroupEntry = NonNullable<Settings['groups']>[number];
type ExposureEntry = NonNullable<Settings['exposures']>[number];
type Dbt = NonNullable<NonNullable<Settings['exports']>['dbt']>;

/** A record with one entry changed, or without it where nothing is left of it. */
const withEntry = (record: Readonly<Record<string, string | undefined>> | undefined, key: string, value: string): Record<string, string> =>
  Object.fromEntries(Object.entries({ ...record, [key]: value }).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== ''));

/** What is wrong with a name in a list where each may stand once. */
function nameError(name: string, all: readonly { readonly name: string }[], fits: boolean, otherwise: string): string | undefined {
  if (!fits) return otherwise;
  return all.filter((other) => other.name === name).length > 1 ? 'There is another of that name' : undefined;
}
const environmentError = (one: EnvironmentEntry, all: readonly EnvironmentEntry[]) =>
  nameError(one.name, all, Environment.shape.name.safeParse(one.name).success, 'Lower-case letters, digits and _, e.g. dev');
const groupError = (one: GroupEntry, all: readonly GroupEntry[]) =>
  nameError(one.name, all, Group.shape.name.safeParse(one.name).success, 'Letters, digits and _');
const exposureError = (one: ExposureEntry, all: readonly ExposureEntry[]) => nameError(one.name, all, one.name !== '', 'An exposure needs a name');
const cronError = (cron: string | undefined) =>
  cron === undefined || Cron.safeParse(cron).success ? undefined : 'Five fields such as 0 6 * * *, or @hourly, @daily, @weekly, @monthly';

/** Whether what is said of operations can be kept. */
export const operationsFit = ({ environments = [], groups = [], exposures = [], cron }: Settings): boolean =>
  cronError(cron) === undefined &&
  environments.every((one) => environmentError(one, environments) === undefined) &&
  groups.every((one) => groupError(one, groups) === undefined) &&
  exposures.every((one) => exposureError(one, exposures) === undefined && Exposure.safeParse(one).success);

/** Where the layers stand in development, production and so on. */
export function EnvironmentFields({ settings, onChange }: FieldsProps) {
  const all = settings.environments ?? [];
  return (
    <SettingsList<EnvironmentEntry>
      title="Environments"
      hint="Where the layers stand in development, production and so on. DDL and load SQL are written for one; a dbt project has a target for each."
      one="environment"
      entries={all}
      nameOf={({ name }) => name}
      make={() => ({ name: '' })}
      onChange={(environments) => onChange({ environments: [...environments] })}
      fields={(one, put) => (
        <>
          <TextField label="Name" mono value={one.name} error={environmentError(one, all)} onChange={(name) => put({ name })} />
          <TextField
            label="Database, catalog or project"
            mono
            placeholder="the connection's own"
            value={one.database ?? ''}
            onChange={(database) => put({ database: database === '' ? undefined : database })}
          />
          <TextField
            label="Before the name of each schema"
            mono
            placeholder="nothing"
            value={one.schema_prefix ?? ''}
            onChange={(prefix) => put({ schema_prefix: prefix === '' ? undefined : prefix })}
          />
          <span />
          {LAYERS.flatMap((layer) => [
            <TextField
              key={`schema ${layer}`}
              label={`Schema of ${LAYER_LABELS[layer]}`}
              mono
              placeholder={`${one.schema_prefix ?? ''}${settings.schemas[layer]}`}
              value={one.schemas?.[layer] ?? ''}
              onChange={(name) => put({ schemas: withEntry(one.schemas, layer, name) })}
            />,
            <TextField
              key={`database ${layer}`}
              label={`Database of ${LAYER_LABELS[layer]}`}
              mono
              placeholder={one.database ?? "the connection's own"}
              value={one.databases?.[layer] ?? ''}
              onChange={(name) => put({ databases: withEntry(one.databases, layer, name) })}
            />,
          ])}
        </>
      )}
    />
  );
}

/** Groups that own objects. */
export function GroupFields({ settings, onChange }: FieldsProps) {
  const all = settings.groups ?? [];
  return (
    <SettingsList<GroupEntry>
      title="Groups"
      hint="Teams that own objects. What is private to a group, only its own objects may read."
      one="group"
      entries={all}
      nameOf={({ name }) => name}
      make={() => ({ name: '' })}
      onChange={(groups) => onChange({ groups: [...groups] })}
      fields={(one, put) => (
        <>
          <TextField label="Name" mono value={one.name} error={groupError(one, all)} onChange={(name) => put({ name })} />
          <TextField label="Owner" value={one.owner?.name ?? ''} onChange={(name) => put({ owner: { ...one.owner, name } })} />
          <TextField label="E-mail of the owner" value={one.owner?.email ?? ''} onChange={(email) => put({ owner: { ...one.owner, email } })} />
        </>
      )}
    />
  );
}

const EXPOSURES = [
  { value: 'dashboard', label: 'Dashboard' },
  { value: 'notebook', label: 'Notebook' },
  { value: 'analysis', label: 'Analysis' },
  { value: 'ml', label: 'Machine learning' },
  { value: 'application', label: 'Application' },
] as const;

function ExposureReads({ reads, onChange }: { readonly reads: readonly string[]; readonly onChange: (reads: string[]) => void }) {
  const objects = useStudio((state) => state.project.objects);
  const nameOf = (id: string): string => objects[id]?.name ?? `${id} (gone)`;
  return (
    <div className="or-settings-wide">
      <Select
        label="Reads"
        searchable
        placeholder="Add an object"
        value={null}
        options={Object.values(objects)
          .filter(({ id }) => !reads.includes(id))
          .map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(id) => {
          if (id !== null) onChange([...reads, id]);
        }}
      />
      {reads.map((id) => (
        <Checkbox key={id} label={nameOf(id)} checked onChange={() => onChange(reads.filter((other) => other !== id))} />
      ))}
    </div>
  );
}

/** What outside the warehouse reads from it. */
export function ExposureFields({ settings, onChange }: FieldsProps) {
  const all = settings.exposures ?? [];
  return (
    <SettingsList<ExposureEntry>
      title="Exposures"
      hint="What reads from the warehouse: dashboards, notebooks, applications. dbt shows them behind the tables they depend on."
      one="exposure"
      entries={all}
      nameOf={({ name }) => name}
      make={() => ({ id: freeEntryId(all, 'exposure'), name: '', type: 'dashboard', reads: [] })}
      onChange={(exposures) => onChange({ exposures: [...exposures] })}
      fields={(one, put) => (
        <>
          <TextField label="Name" value={one.name} error={exposureError(one, all)} onChange={(name) => put({ name })} />
          <Select label="Kind" value={one.type} options={EXPOSURES} onChange={(type) => put({ type: type ?? 'dashboard' })} />
          <TextField label="Address" placeholder="https://" value={one.url ?? ''} onChange={(url) => put({ url: url === '' ? undefined : url })} />
          <Select
            label="Maturity"
            clearable
            placeholder="not said"
            value={one.maturity ?? null}
            options={[
              { value: 'low', label: 'Low' },
              { value: 'medium', label: 'Medium' },
              { value: 'high', label: 'High' },
            ]}
            onChange={(maturity) => put({ maturity: maturity ?? undefined })}
          />
          <TextField label="Owner" value={one.owner?.name ?? ''} onChange={(name) => put({ owner: { ...one.owner, name } })} />
          <TextField label="E-mail of the owner" value={one.owner?.email ?? ''} onChange={(email) => put({ owner: { ...one.owner, email } })} />
          <TextField label="Description" value={one.description ?? ''} onChange={(text) => put({ description: text === '' ? undefined : text })} />
          <ExposureReads reads={one.reads} onChange={(reads) => put({ reads })} />
        </>
      )}
    />
  );
}

/** When the warehouse is built, and how a dbt project is to look. */
export function ExportFields({ settings, onChange }: FieldsProps) {
  const dbt: Dbt = settings.exports?.dbt ?? {};
  const put = (patch: Partial<Dbt>) => onChange({ exports: { ...settings.exports, dbt: { ...dbt, ...patch } } });
  return (
    <SettingsSection title="Exports" hint="When the warehouse is built, and how a dbt project is to look.">
      <TextField
        label="Schedule"
        mono
        placeholder="@daily"
        value={settings.cron ?? ''}
        error={cronError(settings.cron)}
        onChange={(cron) => onChange({ cron: cron === '' ? undefined : cron })}
      />
      <p className="or-settings-note">Minute, hour, day, month and weekday, as cron has them: 0 6 * * 1-5 is six in the morning on working days.</p>
      <Select
        label="Oldest dbt"
        value={dbt.version ?? '1.10'}
        options={[
          { value: '1.10', label: 'dbt 1.10' },
          { value: '1.12', label: 'dbt 1.12' },
        ]}
        onChange={(version) => put({ version: version ?? '1.10' })}
      />
      <p className="or-settings-note">From 1.12 on, what figures mean stands with the models; before, in lists of their own, which 1.12 reads too.</p>
      <Select
        label="Tests"
        value={dbt.tests ?? 'own'}
        options={[
          { value: 'own', label: "The project's own: no package" },
          { value: 'dbt_utils', label: 'dbt_utils' },
          { value: 'dbt_expectations', label: 'dbt_expectations' },
        ]}
        onChange={(tests) => put({ tests: tests ?? 'own' })}
      />
      <p className="or-settings-note">A package has to be fetched with dbt deps. The project's own tests look for the same.</p>
      <Select
        label="The vault is loaded by"
        value={dbt.vault ?? 'own'}
        options={[
          { value: 'own', label: 'The SQL that ran here' },
          { value: 'automate_dv', label: 'AutomateDV, not proven' },
        ]}
        onChange={(vault) => put({ vault: vault ?? 'own' })}
      />
      <p className="or-settings-note">
        AutomateDV's macros load hubs, links and satellites that they have a word for. Nobody has compared their rows with the run.
      </p>
      <Checkbox label="Semantic models and metrics" checked={dbt.semantic_layer !== false} onChange={(semantic_layer) => put({ semantic_layer })} />
      <p className="or-settings-note">Each measure of a fact becomes a metric, with the dimensions that the fact refers to.</p>
    </SettingsSection>
  );
}
