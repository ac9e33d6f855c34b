import { KeyRound, Plus, Trash2 } from 'lucide-react';
import type { Fact, Link, ModelObject } from '../../core/model/types.ts';
import { IconButton } from '../kit/icon-button.tsx';
import { Select } from '../kit/select.tsx';
import { KindMark } from '../kinds/kind-mark.tsx';
import { useActions, useStudio } from '../use-studio.ts';
import { Cell } from './cell.tsx';
import { keyToggle } from './key-toggle.ts';
import { Section } from './section.tsx';

interface Reference {
  readonly id: string;
  readonly to: string;
  readonly role: string | undefined;
}

/** The hubs a link joins or the dimensions a fact has: each once, or in roles. */
export function References({ object }: { readonly object: Link | Fact }) {
  const { dispatch, select } = useActions();
  const objects = useStudio((state) => state.project.objects);
  const list: readonly Reference[] =
    object.kind === 'link'
      ? object.hubs.map(({ id, hub, role }) => ({ id, to: hub, role }))
      : object.dimensions.map(({ id, dimension, role }) => ({ id, to: dimension, role }));
  const offered = Object.values(objects).filter((candidate: ModelObject) =>
    object.kind === 'link' ? candidate.kind === 'hub' : candidate.kind === 'dimension' || candidate.kind === 'date_dimension',
  );
  const put = (next: readonly Reference[]) => {
    const withRole = (role: string | undefined) => (role === undefined || role === '' ? {} : { role });
    if (object.kind === 'link') dispatch('link.hubs', { object: object.id, hubs: next.map(({ id, to, role }) => ({ id, hub: to, ...withRole(role) })) });
    else dispatch('fact.dimensions', { object: object.id, dimensions: next.map(({ id, to, role }) => ({ id, dimension: to, ...withRole(role) })) });
  };
  const title = object.kind === 'link' ? 'Hubs' : 'Dimensions';
  return (
    <Section title={title} count={list.length}>
      {list.map((reference, index) => {
        const to = objects[reference.to];
        const key = object.kind === 'fact' ? keyToggle(object, reference.id) : undefined;
        return (
          <div key={reference.id} className="or-reference" data-row>
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
            {to ? <KindMark kind={to.kind} /> : null}
            <button type="button" className="or-link or-mono" onClick={() => select([reference.to])}>
              {to?.name ?? `${reference.to} is gone`}
            </button>
            <Cell
              name="role"
              label={`Role of ${to?.name ?? reference.to}`}
              placeholder="role"
              value={reference.role ?? ''}
              onCommit={(role) => {
                put(list.map((each, place) => (place === index ? { ...each, role } : each)));
                return undefined;
              }}
            />
            <IconButton
              size={22}
              label={`Remove ${to?.name ?? reference.to}`}
              icon={<Trash2 size={13} />}
              onClick={() => put(list.filter((each) => each !== reference))}
            />
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
