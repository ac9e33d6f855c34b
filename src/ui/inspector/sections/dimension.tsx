import type { Dimension, Hierarchy, GroupBridge } from '../../../core/model/types.ts';
import { Checkbox } from '../../kit/checkbox.tsx';
import { CommitField } from '../../kit/commit-field.tsx';
import { Select, type Option } from '../../kit/select.tsx';
import { useActions, useStudio } from '../../use-studio.ts';
import { Cell } from '../cell.tsx';
import { ColumnSelect } from '../column-select.tsx';
import { EntryList } from '../entry-list.tsx';
import { freeEntryId } from '../free-entry-id.ts';
import { ObjectSelect, useObjectOptions } from '../object-select.tsx';
import { Section } from '../section.tsx';
import { unless, useUpdate } from '../use-update.ts';
import { RolesSection } from './roles.tsx';
import { ThroughSelect } from './through.tsx';

function Outriggers({ object }: { readonly object: Dimension }) {
  const update = useUpdate(object.id);
  const { select } = useActions();
  const objects = useStudio((state) => state.project.objects);
  const outriggers = object.outriggers ?? [];
  const options = useObjectOptions(['dimension', 'date_dimension', 'time_dimension'], ({ id }) => id !== object.id);
  const put = (next: readonly (typeof outriggers)[number][]) => update({ outriggers: next.length > 0 ? next : null });
  return (
    <Section title="Outriggers" count={outriggers.length} folded={outriggers.length === 0}>
      <EntryList
        entries={outriggers}
        keyOf={({ id }) => id}
        nameOf={({ dimension }) => objects[dimension]?.name ?? `${dimension} is gone`}
        onOpen={({ dimension }) => select([dimension])}
        onChange={put}
        details={(entry, index) => (
          <Cell
            name="role"
            label={`Role of ${objects[entry.dimension]?.name ?? entry.dimension}`}
            placeholder="role"
            value={entry.role ?? ''}
            onCommit={(role) => {
              const { role: _, ...rest } = entry;
              put(outriggers.map((each, place) => (place === index ? { ...rest, ...(role === '' ? {} : { role }) } : each)));
              return undefined;
            }}
          />
        )}
        add={{ label: 'Add a dimension', options, make: (dimension) => ({ id: freeEntryId(outriggers, dimension), dimension }) }}
        empty="Dimensions this one refers to. Each costs whoever reads it one more join."
      />
    </Section>
  );
}

/** A choice, or a point in time that is typed. */
function Moment({
  label,
  value,
  options,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly options: readonly Option[];
  readonly onChange: (value: string) => void;
}) {
  const { notify } = useActions();
  const typed = !options.some((option) => option.value === value);
  return (
    <>
      <Select
        label={label}
        value={typed ? TYPED : value}
        options={[...options, { value: TYPED, label: 'at a point in time' }]}
        onChange={(chosen) => onChange(chosen === TYPED ? '2000-01-01T00:00:00' : (chosen ?? value))}
      />
      {typed ? (
        <CommitField
          mono
          label="Point in time (UTC)"
          value={value}
          placeholder="2000-01-01T00:00:00"
          onCommit={(text) => {
            if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?$/.test(text.trim())) onChange(text.trim());
            else notify('error', `${text} is no point in time such as 2000-01-01T00:00:00: nothing was changed.`);
          }}
        />
      ) : null}
    </>
  );
}

const TYPED = 'typed';

/** A fixed hierarchy: attributes from the widest to the narrowest. */
function Levels({ object }: { readonly object: Dimension }) {
  const update = useUpdate(object.id);
  const levels = object.levels ?? [];
  const nameOf = (id: string): string => object.columns.find((column) => column.id === id)?.name ?? `${id} is gone`;
  const open = object.columns.filter(({ id, use }) => use === 'attribute' && !levels.includes(id));
  return (
    <Section title="Levels" count={levels.length} folded={levels.length === 0}>
      <EntryList
        ordered
        entries={levels}
        keyOf={(id) => id}
        nameOf={nameOf}
        onChange={(next) => update({ levels: next.length > 0 ? next : null })}
        add={{ label: 'Add a level', options: open.map(({ id, name }) => ({ value: id, label: name })), make: (id) => id }}
        empty="Attributes from the widest to the narrowest, e.g. country, region, city: each value of a level has one parent."
      />
    </Section>
  );
}

export function DimensionSection({ object }: { readonly object: Dimension }) {
  const update = useUpdate(object.id);
  const historised = object.columns.some(({ history }) => history === 2);
  const junk = object.dimension_type === 'junk';
  return (
    <>
      <Section title="Members">
        <Select
          label="A member is"
          value={object.dimension_type ?? 'standard'}
          options={[
            { value: 'standard', label: 'what its natural key names' },
            { value: 'junk', label: 'a combination of flags (junk)' },
          ]}
          onChange={(value) => update({ dimension_type: unless(value, 'standard') })}
        />
        <Select
          label="Surrogate key"
          value={object.surrogate ?? 'integer'}
          options={[
            { value: 'integer', label: 'Numbers, in the order of arrival' },
            { value: 'hash', label: junk ? 'Hash of the flags' : 'Hash of the natural key and version' },
          ]}
          onChange={(value) => update({ surrogate: unless(value, 'integer') })}
        />
        <Checkbox
          label="A member for “not applicable” (−2)"
          checked={object.not_applicable === true}
          onChange={(on) => update({ not_applicable: on ? true : null })}
        />
        {junk ? null : (
          <Select
            label="A member that a full delivery lacks or a change event deletes"
            value={object.deletes ?? 'ignore'}
            options={[
              { value: 'ignore', label: 'stays as it is' },
              { value: 'close', label: 'has its version ended' },
              { value: 'mark', label: 'gets a version marked as deleted' },
            ]}
            onChange={(value) => update({ deletes: unless(value, 'ignore') })}
          />
        )}
        <ThroughSelect object={object} />
      </Section>
      {historised ? (
        <Section title="Versions" folded>
          <Select
            label="A version begins with"
            value={object.change_detection ?? 'values'}
            options={[
              { value: 'values', label: 'any difference in a type 2 attribute' },
              { value: 'changed_at', label: 'a later change time only' },
            ]}
            onChange={(value) => update({ change_detection: unless(value, 'values') })}
          />
          <Moment
            label="The first version of a member is valid"
            value={object.first_version ?? 'first_seen'}
            options={[
              { value: 'first_seen', label: 'from when it was first seen' },
              { value: 'beginning', label: 'from the beginning of time' },
            ]}
            onChange={(value) => update({ first_version: unless(value, 'first_seen') })}
          />
          {(object.first_version ?? 'first_seen') === 'first_seen' ? null : (
            <Select
              label="That holds for"
              value={object.first_version_for ?? 'every_member'}
              options={[
                { value: 'every_member', label: 'every member' },
                { value: 'first_delivery', label: 'members of the first delivery' },
              ]}
              onChange={(value) => update({ first_version_for: unless(value, 'every_member') })}
            />
          )}
          <Moment
            label="An open version ends"
            value={object.open_end ?? 'end_of_time'}
            options={[
              { value: 'end_of_time', label: 'at 9999-12-31' },
              { value: 'null', label: 'with NULL' },
            ]}
            onChange={(value) => update({ open_end: unless(value, 'end_of_time') })}
          />
        </Section>
      ) : null}
      {junk ? null : <Levels object={object} />}
      {junk ? null : <Outriggers object={object} />}
      <RolesSection object={object} />
    </>
  );
}

export function HierarchySection({ object }: { readonly object: Hierarchy }) {
  const update = useUpdate(object.id);
  const { dispatch } = useActions();
  const dimension = useStudio((state) => state.project.objects[object.dimension]);
  return (
    <Section title="Parents and children">
      <ObjectSelect
        label="Dimension"
        kinds={['dimension']}
        value={object.dimension}
        missing="It has no members yet: choose a dimension."
        onChange={(id) => dispatch('connect', { from: id, to: object.id })}
      />
      <ColumnSelect
        label="Attribute that names the parent"
        columns={dimension?.kind === 'dimension' ? dimension.columns.filter(({ use }) => use === 'attribute') : []}
        value={object.parent === 'unset' ? undefined : object.parent}
        none="choose an attribute"
        onChange={(parent) => update({ parent: parent ?? 'unset' })}
      />
      <CommitField
        type="number"
        label="Levels that are followed at most"
        value={String(object.depth ?? '')}
        placeholder="10"
        onCommit={(text) => {
          const depth = Number(text);
          update({ depth: text.trim() === '' || !Number.isInteger(depth) ? null : depth });
        }}
      />
    </Section>
  );
}

export function GroupBridgeSection({ object }: { readonly object: GroupBridge }) {
  const { dispatch } = useActions();
  return (
    <Section title="Groups of members">
      <ObjectSelect
        label="Dimension"
        kinds={['dimension']}
        value={object.dimension}
        missing="It groups nothing yet: choose a dimension."
        onChange={(id) => dispatch('connect', { from: id, to: object.id })}
      />
      <p className="or-hint">The weights of a group add up to one. Facts carry the group and reach the dimension through this table.</p>
      <ThroughSelect object={object} />
    </Section>
  );
}
