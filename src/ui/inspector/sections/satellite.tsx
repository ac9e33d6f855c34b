import type { Satellite } from '../../../core/model/types.ts';
import { Select } from '../../kit/select.tsx';
import { useActions, useStudio } from '../../use-studio.ts';
import { Section } from '../section.tsx';

export function SatelliteSection({ object }: { readonly object: Satellite }) {
  const { dispatch } = useActions();
  const objects = useStudio((state) => state.project.objects);
  const parents = Object.values(objects)
    .filter(({ kind }) => kind === 'hub' || kind === 'link')
    .map(({ id, name }) => ({ value: id, label: name }));
  const known = parents.some(({ value }) => value === object.parent);
  return (
    <Section title="Describes">
      <Select
        label="Hub or link"
        mono
        searchable
        value={known ? object.parent : null}
        placeholder="choose a hub or link"
        options={parents}
        error={known ? undefined : 'It describes nothing yet: choose a hub or link.'}
        onChange={(parent) => {
          if (parent !== null) dispatch('object.update', { id: object.id, patch: { parent } });
        }}
      />
    </Section>
  );
}
