import type { Exposure } from '../../core/model/types.ts';
import { EntryList } from '../inspector/entry-list.tsx';
import { freeEntryId } from '../inspector/free-entry-id.ts';
import { Select } from '../kit/select.tsx';
import { TextField } from '../kit/text-field.tsx';
import { useStudio } from '../use-studio.ts';
import { SettingsEntries } from './settings-entries.tsx';
import { OwnerFields } from './settings-owner.tsx';
import { listWith, type SettingsPartProps } from './settings-parts.ts';
import { withText } from './settings-problems.ts';

const TYPES = [
  { value: 'dashboard', label: 'Dashboard' },
  { value: 'notebook', label: 'Notebook' },
  { value: 'analysis', label: 'Analysis' },
  { value: 'ml', label: 'Machine learning' },
  { value: 'application', label: 'Application' },
] as const;
const MATURITIES = [
  { value: 'low', label: 'Low' },
  { value: 'medium', label: 'Medium' },
  { value: 'high', label: 'High' },
] as const;

/** What outside the warehouse reads from it. */
export function ExposureFields({ settings, problems, onChange }: SettingsPartProps) {
  const objects = useStudio((state) => state.project.objects);
  const exposures = settings.exposures ?? [];
  const put = (index: number, exposure: Exposure | undefined) => onChange({ exposures: listWith(exposures, index, exposure) });
  return (
    <SettingsEntries
      title="Exposures"
      hint="Dashboards, notebooks and applications that read from the warehouse: so everybody sees whom a change reaches."
      one="exposure"
      entries={exposures}
      nameOf={({ name }) => name}
      onAdd={() => put(exposures.length, { id: freeEntryId(exposures, 'exposure'), name: '', type: 'dashboard', reads: [] })}
      onRemove={(index) => put(index, undefined)}
    >
      {(exposure, index) => (
        <>
          <TextField
            label="Name"
            value={exposure.name}
            placeholder="Weekly sales"
            error={problems.get(`exposures.${index}.name`)}
            onChange={(name) => put(index, { ...exposure, name })}
          />
          <Select label="Type" value={exposure.type} options={TYPES} onChange={(type) => put(index, { ...exposure, type: type ?? exposure.type })} />
          <Select
            label="Maturity"
            clearable
            placeholder="not said"
            value={exposure.maturity ?? null}
            options={MATURITIES}
            onChange={(maturity) => put(index, withText(exposure, 'maturity', maturity ?? ''))}
          />
          <OwnerFields entry={exposure} onChange={(next) => put(index, next)} />
          <TextField label="URL" type="url" value={exposure.url ?? ''} placeholder="https://…" onChange={(url) => put(index, withText(exposure, 'url', url))} />
          <div className="or-settings-wide">
            <TextField label="Description" value={exposure.description ?? ''} onChange={(text) => put(index, withText(exposure, 'description', text))} />
          </div>
          <div className="or-settings-wide" role="group" aria-label={`What ${exposure.name} reads`}>
            <span className="or-field-label">Reads</span>
            <EntryList
              entries={exposure.reads}
              keyOf={(id) => id}
              nameOf={(id) => objects[id]?.name ?? id}
              onChange={(reads) => put(index, { ...exposure, reads: [...reads] })}
              empty="It reads nothing yet: add the objects it is made from."
              add={{
                label: 'Add an object it reads',
                options: Object.values(objects)
                  .filter(({ id }) => !exposure.reads.includes(id))
                  .map(({ id, name }) => ({ value: id, label: name })),
                make: (id) => id,
              }}
            />
          </div>
        </>
      )}
    </SettingsEntries>
  );
}
