import type { Link } from '../../../core/model/types.ts';
import { Select } from '../../kit/select.tsx';
import { Section } from '../section.tsx';
import { unless, useUpdate } from '../use-update.ts';

const TYPES = [
  { value: 'standard', label: 'Standard: relates hubs' },
  { value: 'hierarchical', label: 'Hierarchical: child and parent' },
  { value: 'same_as', label: 'Same-as: duplicate and master' },
  { value: 'non_historised', label: 'Non-historised: never changes' },
] as const;

export function LinkSection({ object }: { readonly object: Link }) {
  const update = useUpdate(object.id);
  return (
    <Section title="Relationship">
      <Select
        label="Kind of link"
        value={object.link_type ?? 'standard'}
        options={TYPES}
        onChange={(value) => update({ link_type: unless(value, 'standard') })}
      />
      {object.link_type === 'hierarchical' || object.link_type === 'same_as' ? (
        <p className="or-hint">It joins one hub to itself: name it twice below, in two roles.</p>
      ) : null}
    </Section>
  );
}
