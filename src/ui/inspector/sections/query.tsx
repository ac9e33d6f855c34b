import { Plus } from 'lucide-react';
import { columnsOf } from '../../../core/model/lookup.ts';
import type { AsOf, Bridge, Link, Pit, Reference } from '../../../core/model/types.ts';
import { CommitField } from '../../kit/commit-field.tsx';
import { Select } from '../../kit/select.tsx';
import { useActions, useStudio } from '../../use-studio.ts';
import { Cell } from '../cell.tsx';
import { ColumnSelect } from '../column-select.tsx';
import { EntryList } from '../entry-list.tsx';
import { ObjectSelect, useObjectOptions } from '../object-select.tsx';
import { Section } from '../section.tsx';
import { unless, useUpdate } from '../use-update.ts';

export function ReferenceSection({ object }: { readonly object: Reference }) {
  const update = useUpdate(object.id);
  return (
    <Section title="Reference data">
      <Select
        label="A code whose meaning changed"
        value={object.history ?? 'none'}
        options={[
          { value: 'none', label: 'keeps its first row' },
          { value: 'full', label: 'gets another row' },
        ]}
        onChange={(value) => update({ history: unless(value, 'none') })}
      />
    </Section>
  );
}

const EVERY = (['day', 'week', 'month', 'quarter', 'year'] as const).map((value) => ({ value, label: value }));

function Points({ object }: { readonly object: AsOf }) {
  const update = useUpdate(object.id);
  const { select } = useActions();
  const objects = useStudio((state) => state.project.objects);
  const { points } = object;
  const chosen = points.by === 'load_dates' ? points.from : [];
  const options = useObjectOptions(['staging', 'intermediate'], ({ id }) => !chosen.includes(id));
  if (points.by === 'calendar') {
    const put = (patch: Partial<typeof points>) => update({ points: { ...points, ...patch } });
    return (
      <>
        <div className="or-inspector-pair">
          <CommitField type="date" label="First day" value={points.first} onCommit={(first) => put({ first })} />
          <CommitField type="date" label="Last day" value={points.last} onCommit={(last) => put({ last })} />
        </div>
        <Select label="A point each" value={points.every} options={EVERY} onChange={(every) => put({ every: every ?? points.every })} />
      </>
    );
  }
  if (points.by === 'column') {
    const from = objects[points.from];
    return (
      <>
        <ObjectSelect
          label="Staging object"
          kinds={['staging', 'intermediate']}
          value={points.from}
          missing="It reads its dates from nothing: choose a staging object."
          onChange={(id) => update({ points: { by: 'column', from: id, column: objects[id] ? (columnsOf(objects[id])[0]?.id ?? 'unset') : 'unset' } })}
        />
        <ColumnSelect
          label="Column with the dates"
          columns={from ? columnsOf(from) : []}
          value={points.column}
          none="choose a column"
          onChange={(column) => {
            if (column !== null) update({ points: { ...points, column } });
          }}
        />
      </>
    );
  }
  return (
    <EntryList
      entries={points.from}
      keyOf={(id) => id}
      nameOf={(id) => objects[id]?.name ?? `${id} is gone`}
      onOpen={(id) => select([id])}
      onChange={(from) => {
        if (from.length > 0) update({ points: { by: 'load_dates', from } });
      }}
      add={{ label: 'Add a staging object', options, make: (id) => id }}
    />
  );
}

export function AsOfSection({ object }: { readonly object: AsOf }) {
  const update = useUpdate(object.id);
  const staged = useObjectOptions(['staging', 'intermediate']);
  const first = staged[0]?.value ?? 'unset';
  const column = useStudio((state) => {
    const from = state.project.objects[first];
    return from ? (columnsOf(from)[0]?.id ?? 'unset') : 'unset';
  });
  return (
    <Section title="Points in time">
      <Select
        label="Taken from"
        value={object.points.by}
        options={[
          { value: 'calendar', label: 'The calendar' },
          { value: 'load_dates', label: 'The load dates so far' },
          { value: 'column', label: 'A column' },
        ]}
        onChange={(by) =>
          update({
            points:
              by === 'load_dates'
                ? { by, from: staged.map(({ value }) => value) }
                : by === 'column'
                  ? { by, from: first, column }
                  : { by: 'calendar', first: '2020-01-01', last: '2030-12-31', every: 'month' },
          })
        }
      />
      <Points object={object} />
      <CommitField
        label="Name of the column"
        mono
        value={object.column ?? ''}
        placeholder="as_of_date"
        onCommit={(text) => update({ column: text.trim() === '' ? null : text.trim() })}
      />
    </Section>
  );
}

const DatesSelect = ({ object }: { readonly object: Pit | Bridge }) => {
  const update = useUpdate(object.id);
  return (
    <ObjectSelect
      label="As-of dates"
      kinds={['as_of']}
      value={object.as_of}
      missing="It looks at no point in time: choose as-of dates."
      onChange={(as_of) => update({ as_of })}
    />
  );
};

export function PitSection({ object }: { readonly object: Pit }) {
  const update = useUpdate(object.id);
  const { select } = useActions();
  const objects = useStudio((state) => state.project.objects);
  const options = useObjectOptions(
    ['satellite'],
    (candidate) =>
      candidate.kind === 'satellite' && candidate.parent === object.parent && !object.satellites.some(({ satellite }) => satellite === candidate.id),
  );
  return (
    <Section title="Looks at">
      <ObjectSelect
        label="Hub or link"
        kinds={['hub', 'link']}
        value={object.parent}
        missing="It is about nothing yet: choose a hub or link."
        onChange={(parent) => update({ parent, satellites: [] })}
      />
      <DatesSelect object={object} />
      <EntryList
        entries={object.satellites}
        keyOf={({ satellite }) => satellite}
        nameOf={({ satellite }) => objects[satellite]?.name ?? `${satellite} is gone`}
        onOpen={({ satellite }) => select([satellite])}
        onChange={(satellites) => update({ satellites })}
        details={(entry, index) => {
          const name = objects[entry.satellite]?.name ?? entry.satellite;
          const put = (key: 'key_column' | 'date_column', text: string) => {
            const { [key]: _, ...rest } = entry;
            update({ satellites: object.satellites.map((each, place) => (place === index ? { ...rest, ...(text === '' ? {} : { [key]: text }) } : each)) });
            return undefined;
          };
          return (
            <div className="or-inspector-pair">
              <Cell
                name="key"
                label={`Name of the key column of ${name}`}
                placeholder="key column"
                value={entry.key_column ?? ''}
                onCommit={(text) => put('key_column', text)}
              />
              <Cell
                name="date"
                label={`Name of the date column of ${name}`}
                placeholder="date column"
                value={entry.date_column ?? ''}
                onCommit={(text) => put('date_column', text)}
              />
            </div>
          );
        }}
        add={{ label: 'Add a satellite', options, make: (satellite) => ({ satellite }) }}
        empty="Add the satellites whose state it finds at each point in time."
      />
    </Section>
  );
}

export function BridgeSection({ object }: { readonly object: Bridge }) {
  const update = useUpdate(object.id);
  const { select, dispatch } = useActions();
  const objects = useStudio((state) => state.project.objects);
  const effectivity = Object.values(objects).filter((each) => each.kind === 'satellite' && each.satellite_type === 'effectivity');
  const links = Object.values(objects).filter((each): each is Link => each.kind === 'link' && !object.walk.some(({ link }) => link === each.id));
  return (
    <Section title="Walk">
      <ObjectSelect
        label="From the hub"
        kinds={['hub']}
        value={object.hub}
        missing="It starts nowhere: choose a hub."
        onChange={(hub) => dispatch('connect', { from: hub, to: object.id })}
      />
      <DatesSelect object={object} />
      <EntryList
        entries={object.walk}
        keyOf={({ link }) => link}
        nameOf={({ link, to }) => {
          const found = objects[link];
          const end = found?.kind === 'link' ? found.hubs.find(({ id }) => id === to) : undefined;
          return `${found?.name ?? `${link} is gone`}${end ? ` → ${end.role ?? objects[end.hub]?.name ?? end.hub}` : ''}`;
        }}
        onOpen={({ link }) => select([link])}
        onChange={(walk) => update({ walk })}
        details={(step, index) => {
          const options = effectivity.flatMap((each) => (each.kind === 'satellite' && each.parent === step.link ? [{ value: each.id, label: each.name }] : []));
          const put = (key: 'effectivity' | 'column', value: string | null) =>
            update({
              walk: object.walk.map((each, place) => {
                const { [key]: _, ...rest } = each;
                return place === index ? { ...rest, ...(value === null || value === '' ? {} : { [key]: value }) } : each;
              }),
            });
          return (
            <>
              <Select
                aria-label={`When ${objects[step.link]?.name ?? step.link} held`}
                clearable
                placeholder="holds from its load date on"
                value={step.effectivity ?? null}
                options={options}
                onChange={(value) => put('effectivity', value)}
              />
              <Cell
                name="column"
                label={`Name of the key column of ${objects[step.link]?.name ?? step.link}`}
                placeholder="key column by the naming standard"
                value={step.column ?? ''}
                onCommit={(text) => {
                  put('column', text);
                  return undefined;
                }}
              />
            </>
          );
        }}
        empty="Add the links it walks over, each from where the one before led."
      />
      {links.length > 0 ? (
        <Select
          aria-label="Walk on over a link"
          icon={<Plus size={13} />}
          placeholder="Walk on over a link"
          value={null}
          options={links.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(link) => {
            if (link !== null) dispatch('connect', { from: link, to: object.id });
          }}
        />
      ) : null}
    </Section>
  );
}
