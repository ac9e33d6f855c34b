import { KeyRound, Plus, Trash2 } from 'lucide-react';
import type { Fact, FactDimension, Link, LinkHub, ModelObject } from '../../core/model/types.ts';
import { IconButton } from '../kit/icon-button.tsx';
import { Select } from '../kit/select.tsx';
import { KindMark } from '../kinds/kind-mark.tsx';
import { useActions, useStudio } from '../use-studio.ts';
import { Cell } from './cell.tsx';
import { focusAfterRemoval } from './focus-after-removal.ts';
import { keyToggle } from './key-toggle.ts';
import { useObjectOptions } from './object-select.tsx';
import { Section } from './section.tsx';

type Reference = LinkHub | FactDimension;
const targetOf = (reference: Reference): string => ('hub' in reference ? String(reference.hub) : String((reference as FactDimension).dimension));

/** A reference with a property set, or taken out. */
const withProperty = <R extends Reference>(reference: R, key: string, value: string | null): R => {
  const entries = new Map<string, unknown>(Object.entries(reference));
  if (value === null || value === '') entries.delete(key);
  else entries.set(key, value);
  return Object.fromEntries(entries) as R;
};

interface DetailsProps<R> {
  readonly reference: R;
  readonly name: string;
  readonly put: (key: string, value: string | null) => void;
}

function HubDetails({ reference, name, put }: DetailsProps<LinkHub>) {
  return (
    <div className="or-entry-details">
      <Cell
        name="column"
        label={`Name of the column that refers to ${name}`}
        placeholder="column by the naming standard"
        value={reference.column ?? ''}
        onCommit={(column) => {
          put('column', column);
          return undefined;
        }}
      />
      <Select
        aria-label={`A row without a key of ${name}`}
        clearable
        placeholder="without it: as the project says"
        value={reference.missing ?? null}
        options={[
          { value: 'skip', label: 'without it: left out' },
          { value: 'zero_key', label: 'without it: zero key' },
        ]}
        onChange={(missing) => put('missing', missing)}
      />
    </div>
  );
}

function DimensionDetails({ reference, name, put }: DetailsProps<FactDimension>) {
  const bridges = useObjectOptions(['group_bridge'], (candidate) => candidate.kind === 'group_bridge' && candidate.dimension === reference.dimension);
  const dimension = useStudio((state) => state.project.objects[reference.dimension]);
  if (dimension?.kind !== 'dimension') return null;
  return (
    <div className="or-entry-details">
      <Select
        aria-label={`A key that no member of ${name} has`}
        value={reference.missing ?? 'unknown'}
        options={[
          { value: 'unknown', label: 'no such key: unknown member' },
          { value: 'inferred', label: 'no such key: infer a member' },
        ]}
        onChange={(value) => put('missing', value === 'unknown' ? null : value)}
      />
      <Select
        aria-label={`NULL in place of a key of ${name}`}
        value={reference.when_null ?? 'unknown'}
        options={[
          { value: 'unknown', label: 'NULL: not known' },
          { value: 'not_applicable', label: 'NULL: not applicable' },
        ]}
        onChange={(value) => put('when_null', value === 'unknown' ? null : value)}
      />
      {bridges.length > 0 || reference.through !== undefined ? (
        <Select
          aria-label={`Group bridge to ${name}`}
          clearable
          placeholder="one member a row"
          value={reference.through ?? null}
          options={bridges.map((bridge) => ({ ...bridge, label: `through ${bridge.label}` }))}
          onChange={(through) => put('through', through)}
        />
      ) : null}
    </div>
  );
}

/** The hubs a link joins or the dimensions a fact has: each once, or in roles. */
export function References({ object }: { readonly object: Link | Fact }) {
  const { dispatch, select } = useActions();
  const objects = useStudio((state) => state.project.objects);
  const list: readonly Reference[] = object.kind === 'link' ? object.hubs : object.dimensions;
  const offered = Object.values(objects).filter((candidate: ModelObject) =>
    object.kind === 'link'
      ? candidate.kind === 'hub'
      : candidate.kind === 'dimension' || candidate.kind === 'date_dimension' || candidate.kind === 'time_dimension' || candidate.kind === 'group_bridge',
  );
  const put = (next: readonly Reference[]) => {
    if (object.kind === 'link') dispatch('link.hubs', { object: object.id, hubs: next });
    else dispatch('fact.dimensions', { object: object.id, dimensions: next });
  };
  const title = object.kind === 'link' ? 'Hubs' : 'Dimensions';
  return (
    <Section title={title} count={list.length}>
      {list.map((reference, index) => {
        const target = targetOf(reference);
        const to = objects[target];
        const key = object.kind === 'fact' ? keyToggle(object, reference.id) : undefined;
        const set = (property: string, value: string | null) => put(list.map((each, place) => (place === index ? withProperty(each, property, value) : each)));
        return (
          <div key={reference.id} className="or-entry">
            <div className="or-reference" data-row>
              {key ? (
                <IconButton
                  size={22}
                  className="or-key"
                  label={key.on ? 'Take it out of the grain' : 'Make it part of the grain'}
                  pressed={key.on}
                  icon={<KeyRound size={12} />}
                  onClick={() => dispatch(key.type, key.payload)}
                />
              ) : null}
              {to ? <KindMark object={to} /> : null}
              <button type="button" className="or-link or-mono" title={to?.name} onClick={() => select([target])}>
                {to?.name ?? `${target} is gone`}
              </button>
              <Cell
                name="role"
                label={`Role of ${to?.name ?? target}`}
                placeholder="role"
                value={reference.role ?? ''}
                onCommit={(role) => {
                  set('role', role);
                  return undefined;
                }}
              />
              <IconButton
                size={22}
                label={`Remove ${to?.name ?? target}`}
                icon={<Trash2 size={13} />}
                onClick={(event) => {
                  focusAfterRemoval(event.currentTarget);
                  put(list.filter((each) => each !== reference));
                }}
              />
            </div>
            {object.kind === 'link' ? (
              <HubDetails reference={reference as LinkHub} name={to?.name ?? target} put={set} />
            ) : (
              <DimensionDetails reference={reference as FactDimension} name={to?.name ?? target} put={set} />
            )}
          </div>
        );
      })}
      {offered.length > 0 ? (
        <Select
          aria-label={`Add to ${title.toLowerCase()}`}
          icon={<Plus size={13} />}
          placeholder={object.kind === 'link' ? 'Add a hub' : 'Add a dimension'}
          value={null}
          options={offered.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(from) => {
            if (from !== null) dispatch('connect', { from, to: object.id });
          }}
        />
      ) : (
        <p className="or-hint">
          {object.kind === 'link' ? 'Draw the hubs first: a link joins two or more.' : 'Draw a dimension first; its key becomes a column of the fact.'}
        </p>
      )}
    </Section>
  );
}
