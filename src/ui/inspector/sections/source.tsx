import type { Source } from '../../../core/model/types.ts';
import { CommitField } from '../../kit/commit-field.tsx';
import { Select } from '../../kit/select.tsx';
import { useActions } from '../../use-studio.ts';
import { Section } from '../section.tsx';

const DELIVERY = [
  { value: 'full', label: 'Full: everything, each time' },
  { value: 'delta', label: 'Delta: what changed' },
  { value: 'cdc', label: 'Change events' },
] as const;
const LANDING = [
  { value: 'append', label: 'Keep every delivery' },
  { value: 'replace', label: 'Keep the last delivery' },
] as const;

export function SourceSection({ object }: { readonly object: Source }) {
  const { dispatch } = useActions();
  const update = (patch: Record<string, unknown>) => dispatch('object.update', { id: object.id, patch });
  return (
    <Section title="Delivery">
      <CommitField
        label="System"
        value={object.system ?? ''}
        placeholder={object.name}
        hint="Where the rows come from; it becomes the record source"
        onCommit={(text) => update({ system: text.trim() === '' ? null : text.trim() })}
      />
      <Select label="What a delivery holds" value={object.delivery} options={DELIVERY} onChange={(delivery) => update({ delivery })} />
      <Select
        label="Landing table"
        value={object.landing ?? 'append'}
        options={LANDING}
        onChange={(landing) => update({ landing: landing === 'append' ? null : landing })}
      />
    </Section>
  );
}
