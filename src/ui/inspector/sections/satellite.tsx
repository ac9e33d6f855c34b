import type { Link, Satellite } from '../../../core/model/types.ts';
import { Cell } from '../cell.tsx';
import { EntryList } from '../entry-list.tsx';
import { Checkbox } from '../../kit/checkbox.tsx';
import { Select } from '../../kit/select.tsx';
import { useActions, useStudio } from '../../use-studio.ts';
import { ObjectSelect, useObjectOptions } from '../object-select.tsx';
import { Section } from '../section.tsx';
import { unless, useUpdate } from '../use-update.ts';

const TYPES = [
  { value: 'standard', label: 'Standard: a state per key' },
  { value: 'multi_active', label: 'Multi-active: several rows per state' },
  { value: 'effectivity', label: 'Effectivity: when a relationship held' },
  { value: 'record_tracking', label: 'Record tracking: what came when' },
  { value: 'status_tracking', label: 'Status tracking: there or gone' },
  { value: 'computed', label: 'Computed: a business rule' },
] as const;
export const LOAD_END = [
  { value: 'view', label: 'In a view beside it' },
  { value: 'column', label: 'In a column of its own' },
  { value: 'none', label: 'Nowhere' },
] as const;
const HINTS: Readonly<Partial<Record<(typeof TYPES)[number]['value'], string>>> = {
  multi_active: 'Mark the columns that tell the rows of one state apart: their use is “row key”.',
  effectivity: 'A row when a relationship begins and one when it ends. Start, end and applied date are uses of its columns.',
  status_tracking: 'I when a key appears, D when a full delivery lacks it or a change event deletes it. A delta cannot tell.',
};

function Effectivity({ object, link }: { readonly object: Satellite; readonly link: Link | undefined }) {
  const update = useUpdate(object.id);
  const objects = useStudio((state) => state.project.objects);
  const driving = object.driving ?? [];
  return (
    <>
      <fieldset className="or-fieldset">
        <legend>Driving key: stays while the others change</legend>
        {link?.hubs.map((reference) => (
          <Checkbox
            key={reference.id}
            label={reference.role ?? objects[reference.hub]?.name ?? reference.hub}
            checked={driving.includes(reference.id)}
            onChange={(on) => {
              const next = link.hubs.map(({ id }) => id).filter((id) => (id === reference.id ? on : driving.includes(id)));
              update({ driving: next.length > 0 ? next : null });
            }}
          />
        )) ?? <p className="or-hint">It describes no link yet.</p>}
      </fieldset>
      <Select
        label="A relationship ends"
        value={object.end_dating ?? 'automatic'}
        options={[
          { value: 'automatic', label: 'when its driving key gets another' },
          { value: 'delivered', label: 'when the source says so' },
        ]}
        onChange={(value) => update({ end_dating: unless(value, 'automatic') })}
      />
      <Select
        label="A driving key that comes without a partner, or not at all"
        value={object.missing ?? 'keep_open'}
        options={[
          { value: 'keep_open', label: 'leaves its relationships open' },
          { value: 'close', label: 'ends its relationships' },
        ]}
        onChange={(value) => update({ missing: unless(value, 'keep_open') })}
      />
    </>
  );
}

function Tracked({ object }: { readonly object: Satellite }) {
  const update = useUpdate(object.id);
  const { select } = useActions();
  const objects = useStudio((state) => state.project.objects);
  const tracks = object.tracks ?? [];
  const options = useObjectOptions(['satellite'], (candidate) => candidate.id !== object.id && !tracks.some(({ satellite }) => satellite === candidate.id));
  return (
    <EntryList
      entries={tracks}
      keyOf={({ satellite }) => satellite}
      nameOf={({ satellite }) => objects[satellite]?.name ?? `${satellite} is gone`}
      onOpen={({ satellite }) => select([satellite])}
      onChange={(next) => update({ tracks: next.length > 0 ? next : null })}
      details={(entry, index) => (
        <Cell
          name="label"
          label={`What ${entry.satellite} is called in the rows`}
          placeholder="called by its name"
          value={entry.label ?? ''}
          onCommit={(label) => {
            update({ tracks: tracks.map((each, place) => (place === index ? { satellite: each.satellite, ...(label === '' ? {} : { label }) } : each)) });
            return undefined;
          }}
        />
      )}
      add={{ label: 'Track a satellite', options, make: (satellite) => ({ satellite }) }}
      empty="Without satellites only the keys that came are recorded."
    />
  );
}

export function SatelliteSection({ object }: { readonly object: Satellite }) {
  const update = useUpdate(object.id);
  const parent = useStudio((state) => state.project.objects[object.parent]);
  const type = object.satellite_type ?? 'standard';
  const hint = HINTS[type];
  return (
    <Section title="Describes">
      <ObjectSelect
        label={type === 'effectivity' ? 'Link' : 'Hub or link'}
        kinds={type === 'effectivity' ? ['link'] : ['hub', 'link']}
        value={object.parent}
        missing="It describes nothing yet: choose a hub or link."
        onChange={(chosen) => update({ parent: chosen })}
      />
      <Select label="Kind of satellite" value={type} options={TYPES} onChange={(value) => update({ satellite_type: unless(value, 'standard') })} />
      {hint === undefined ? null : <p className="or-hint">{hint}</p>}
      {type === 'effectivity' ? <Effectivity object={object} link={parent?.kind === 'link' ? parent : undefined} /> : null}
      {type === 'record_tracking' ? (
        <Tracked object={object} />
      ) : (
        <Select
          label="The end of a state is told"
          clearable
          placeholder="as the project says"
          value={object.load_end_date ?? null}
          options={LOAD_END}
          onChange={(load_end_date) => update({ load_end_date })}
        />
      )}
    </Section>
  );
}
